// What is done to one member: compare its fingerprint, change its role, make a new key for all. Keys: Enter submits, Escape closes. Pattern: modal forms.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { fingerprintMeans, fingerprintResults, memberRoles } from '#domain';
import type { FingerprintMeans, MemberRole, MemberView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { FingerprintGroups } from './Fingerprint.tsx';

interface OfMember { readonly log: LogId; readonly member: MemberView; readonly onClose: () => void }

/** Records that somebody compared the fingerprint of a member's device. */
export function CheckDialog({ log, member, onClose }: OfMember): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  const [name, setName] = useState(member.name ?? '');
  const [means, setMeans] = useState<FingerprintMeans | null>(null);
  const [result, setResult] = useState<'same' | 'different' | null>(null);
  const shown = name.trim() === '' ? t('members.nobody') : name.trim();
  const submit = async (): Promise<void> => {
    if (means === null || result === null) return;
    const sealed = await recorder.record({ kind: 'fingerprint-check', occurred: null, body: { device: member.device, ...(name.trim() === '' ? {} : { name: name.trim() }), means, result } });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog title={t('members.checkTitle', { name: shown })} isOpen onClose={onClose} submitLabel={t('members.checkRecord')} onSubmit={() => void submit()} canSubmit={means !== null && result !== null} isBusy={recorder.isBusy} error={recorder.error} isDangerous={result === 'different'}>
      <p>{t('members.checkLead', { name: shown })}</p>
      <FingerprintGroups fingerprint={member.fingerprint} label={t('members.admitFingerprint')} />
      <TextField label={t('members.field.name')} value={name} onChange={setName} maxLength={500} />
      <RadioGroup label={t('members.field.means')} value={means} onChange={setMeans} choices={fingerprintMeans.map((value) => ({ value, label: word('fingerprintMeans', value) }))} isRequired />
      <RadioGroup
        label={t('members.checkResult')} value={result} onChange={setResult} isRequired
        choices={fingerprintResults.map((value) => ({ value, label: t(value === 'same' ? 'members.checkSame' : 'members.checkDifferent'), ...(value === 'different' ? { note: t('members.checkDifferentText') } : {}) }))}
      />
    </FormDialog>
  );
}

export function RoleDialog({ log, member, onClose }: OfMember): ReactNode {
  const t = useText();
  const word = useWord();
  const failure = useFailureText();
  const engine = useEngine();
  const [role, setRole] = useState<MemberRole>(member.role);
  const { run, busy, error } = useCall(() => engine.call('member.setRole', { log, device: member.device, role }));
  const submit = async (): Promise<void> => {
    if ((await run(undefined))?.ok !== true) return;
    showToast({ tone: 'ok', title: t('members.roleDone') });
    onClose();
  };
  return (
    <FormDialog title={t('members.roleTitle', { name: member.name ?? member.fingerprint })} isOpen onClose={onClose} submitLabel={t('members.roleSubmit')} onSubmit={() => void submit()} canSubmit={role !== member.role} isBusy={busy} error={error === null ? null : failure(error.kind)}>
      <p>{t('members.roleLead')}</p>
      <RadioGroup label={t('members.role')} value={role} onChange={setRole} choices={memberRoles.map((value) => ({ value, label: word('memberRole', value), note: t(`members.roleText.${value}`) }))} />
    </FormDialog>
  );
}

export function RotateDialog({ log, count, onClose }: { readonly log: LogId; readonly count: number; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const { run, busy, error } = useCall(() => engine.call('member.rotate', { log }));
  const submit = async (): Promise<void> => {
    if ((await run(undefined))?.ok !== true) return;
    showToast({ tone: 'ok', title: t('members.rotateDone') });
    onClose();
  };
  return (
    <FormDialog title={t('members.rotateTitle')} isOpen onClose={onClose} submitLabel={t('members.rotateSubmit')} onSubmit={() => void submit()} isBusy={busy} error={error === null ? null : failure(error.kind)}>
      <p>{t('members.rotateLead', { count })}</p>
    </FormDialog>
  );
}
