// Admits a device from a request file: who asks, the fingerprint to compare, and how it was compared. Keys: Enter admits, Escape closes. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { fingerprintMeans, invitationHistories, memberRoles } from '#domain';
import type { FingerprintMeans, InvitationHistory, JoinRequestView, MemberRole } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { FingerprintGroups } from './Fingerprint.tsx';
import styles from './members.module.css';

type Compared = FingerprintMeans | 'not-yet' | 'different';
interface Opened { readonly bytes: Uint8Array; readonly view: JoinRequestView }
/** What an admin may still decide by the fingerprint alone. */
const aboutInvitation: readonly unknown[] = ['unknown-invitation', 'spent-invitation', 'expired-invitation'];

export function AdmitDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const { opened, wrong, open } = useRequestFile(log);
  const [compared, setCompared] = useState<Compared | null>(null);
  const [without, setWithout] = useState({ typed: '', role: 'writer' as MemberRole, history: 'all' as InvitationHistory });
  const view = opened?.view ?? null;
  const isByFingerprint = view !== null && view.invited === null && aboutInvitation.includes(view.refusal);
  const name = view?.person?.name ?? view?.forWhom ?? null;
  const { run, busy, error } = useCall(({ bytes }: Opened) => engine.call('member.admit', {
    log, bytes, without: isByFingerprint ? without : null, check: compared === null || compared === 'not-yet' || compared === 'different' ? null : { means: compared, name },
  }));
  const submit = async (): Promise<void> => {
    const answer = opened === null ? null : await run(opened);
    if (answer?.ok !== true) return;
    showToast({ tone: 'ok', title: t('members.admitted', { name: answer.value.name ?? t('members.admittedNobody') }), text: t('members.admittedText') });
    onClose();
  };
  const canSubmit = view !== null && (view.invited !== null || (isByFingerprint && without.typed.trim() !== '')) && compared !== null && compared !== 'different' && !(isByFingerprint && compared === 'not-yet');
  return (
    <FormDialog
      title={t('members.admitTitle')} isOpen onClose={onClose} size="wide" submitLabel={t('members.admitSubmit')} onSubmit={() => void submit()} canSubmit={canSubmit} isBusy={busy} error={error === null ? null : failure(error.kind)}
      aside={view === null ? null : <Button variant="quiet" onPress={() => void open()}>{t('members.admitOther')}</Button>}
    >
      <p className="muted">{t('members.admitLead')}</p>
      {view === null ? <div><Button variant="primary" autoFocus onPress={() => void open()}>{t('members.admitOpen')}</Button></div> : <Asking view={view} />}
      {wrong === null ? null : <p role="alert" className={styles['alert']}>{failure(wrong)}</p>}
      {view !== null && view.refusal !== null ? <p role="alert" className={styles['alert']}>{view.refusal === 'bad-signature' ? t('members.refusal.signature') : failure(view.refusal)}</p> : null}
      {view !== null && (view.invited !== null || isByFingerprint) ? <ComparedChoice value={compared} onChange={setCompared} canWait={!isByFingerprint} /> : null}
      {isByFingerprint ? <Without value={without} onChange={setWithout} /> : null}
    </FormDialog>
  );
}

/** The request file that a person opened, read by the engine. */
function useRequestFile(log: LogId): { readonly opened: Opened | null; readonly wrong: string | null; readonly open: () => Promise<void> } {
  const engine = useEngine();
  const desktop = useDesktop();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const open = async (): Promise<void> => {
    const file = await desktop.call('file.read', { extensions: ['hfj'] });
    if (!file.ok) return setWrong(file.error.kind === 'cancelled' ? null : file.error.kind);
    const bytes = file.value.bytes.slice();
    const read = await engine.call('member.readRequest', { bytes });
    setWrong(read.ok ? (read.value.log === log ? null : 'wrong-log') : read.error.kind);
    setOpened(read.ok && read.value.log === log ? { bytes, view: read.value } : null);
  };
  return { opened, wrong, open };
}

function Asking({ view }: { readonly view: JoinRequestView }): ReactNode {
  const t = useText();
  const word = useWord();
  const { person, invited } = view;
  return (
    <div className={styles['sheet']}>
      <dl className={styles['facts']}>
        <dt>{t('members.admitName')}</dt><dd>{person === null ? t('members.admitNoName') : [`${person.name} (${person.initials})`, person.role, person.organisation].filter((part) => part !== '').join(', ')}</dd>
        {view.forWhom === null ? null : <><dt>{t('members.admitFor')}</dt><dd>{view.forWhom}</dd></>}
        <dt>{t('members.admitIncident')}</dt><dd>{view.incident}</dd>
        {invited === null ? null : <><dt>{t('members.admitRole')}</dt><dd>{`${word('memberRole', invited.role)}: ${t(`members.roleText.${invited.role}`)}`}</dd><dt>{t('members.admitHistory')}</dt><dd>{word('invitationHistory', invited.history)}</dd></>}
      </dl>
      <section>
        <h3>{t('members.admitFingerprint')}</h3>
        <FingerprintGroups fingerprint={view.fingerprint} label={t('members.admitFingerprint')} />
        <p className="muted">{t('members.admitCompare')}</p>
      </section>
    </div>
  );
}

function ComparedChoice({ value, onChange, canWait }: { readonly value: Compared | null; readonly onChange: (value: Compared) => void; readonly canWait: boolean }): ReactNode {
  const t = useText();
  const word = useWord();
  const choices = [
    ...fingerprintMeans.map((means) => ({ value: means as Compared, label: word('fingerprintMeans', means) })),
    ...(canWait ? [{ value: 'not-yet' as Compared, label: t('members.admitNotYet'), note: t('members.admitNotYetText') }] : []),
    { value: 'different' as Compared, label: t('members.admitDifferent'), note: t('members.admitDifferentText') },
  ];
  return <RadioGroup label={t('members.admitMeans')} value={value} onChange={onChange} choices={choices} isRequired />;
}

interface WithoutForm { readonly typed: string; readonly role: MemberRole; readonly history: InvitationHistory }

function Without({ value, onChange }: { readonly value: WithoutForm; readonly onChange: (value: WithoutForm) => void }): ReactNode {
  const t = useText();
  const word = useWord();
  return (
    <>
      <p>{t('members.admitWithout')}</p>
      <TextField label={t('members.admitTyped')} value={value.typed} onChange={(typed) => onChange({ ...value, typed })} isMono isRequired placeholder="0000 0000 0000 0000 0000" />
      <div className={styles['pair']}>
        <Select label={t('members.admitRole')} value={value.role} onChange={(role) => onChange({ ...value, role })} choices={memberRoles.map((role) => ({ value: role, label: word('memberRole', role) }))} />
        <Select label={t('members.admitHistory')} value={value.history} onChange={(history) => onChange({ ...value, history })} choices={invitationHistories.map((history) => ({ value: history, label: word('invitationHistory', history) }))} />
      </div>
    </>
  );
}
