// Makes an invitation and shows it once made: words to read out, a code to scan, a sheet to print. Keys: Enter makes it, Escape closes. Pattern: modal form, then a modal sheet.
import { useState, type ReactNode } from 'react';
import type { LogId, UnixMs } from '#base';
import { invitationHistories, memberRoles } from '#domain';
import type { InvitationHistory, InvitationSheet, MemberRole } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { InvitationSheetDialog } from './InvitationSheetDialog.tsx';

const DAY_MS = 86_400_000;
const terms = ['day', 'three', 'week', 'never'] as const;
const daysOf: Readonly<Record<(typeof terms)[number], number | null>> = { day: 1, three: 3, week: 7, never: null };

export function InviteDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const failure = useFailureText();
  const engine = useEngine();
  const [forWhom, setForWhom] = useState('');
  const [role, setRole] = useState<MemberRole>('writer');
  const [history, setHistory] = useState<InvitationHistory>('all');
  const [term, setTerm] = useState<(typeof terms)[number]>('three');
  const [sheet, setSheet] = useState<InvitationSheet | null>(null);
  const { run, busy, error } = useCall((expires: UnixMs | null) => engine.call('member.invite', { log, role, history: role === 'witness' ? 'from-now' : history, expires, forWhom: forWhom.trim() }));
  const submit = async (): Promise<void> => {
    const days = daysOf[term];
    const answer = await run(days === null ? null : ((Date.now() + days * DAY_MS) as UnixMs));
    if (answer?.ok === true) setSheet(answer.value);
  };
  if (sheet !== null) return <InvitationSheetDialog sheet={sheet} onClose={onClose} />;
  return (
    <FormDialog title={t('members.inviteTitle')} isOpen onClose={onClose} submitLabel={t('members.inviteMake')} onSubmit={() => void submit()} canSubmit={forWhom.trim() !== ''} isBusy={busy} error={error === null ? null : failure(error.kind)}>
      <TextField label={t('members.inviteFor')} value={forWhom} onChange={setForWhom} isRequired autoFocus maxLength={500} help={t('members.inviteForHelp')} />
      <RadioGroup label={t('members.inviteRole')} value={role} onChange={setRole} choices={memberRoles.map((value) => ({ value, label: word('memberRole', value), note: t(`members.roleText.${value}`) }))} />
      {role === 'witness' ? null : <RadioGroup label={t('members.inviteHistory')} value={history} onChange={setHistory} choices={invitationHistories.map((value) => ({ value, label: word('invitationHistory', value) }))} />}
      <Select label={t('members.inviteExpires')} value={term} onChange={setTerm} choices={terms.map((value) => ({ value, label: t(`members.expires.${value}`) }))} />
    </FormDialog>
  );
}
