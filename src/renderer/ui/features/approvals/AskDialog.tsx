// Asks somebody to approve an action; kinds that need two people ask both. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId, UnixMs } from '#base';
import { asksForTwo, authorityInstant, needsTwoApprovers, samePerson, titleOf, type Occurred } from '#domain';
import { formatInstant } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useRecordAll } from '../../inspector/useRecordAll.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeField } from '../../kit/TimeField.tsx';
import { useSession } from '../../session/store.ts';
import { actionOf, toRequests, usualExpiry } from './drafts.ts';
import { useAuthorityGround } from '../actions/useAuthorityGround.ts';
import { useActions } from './useApprovals.ts';

export interface AskDialogProps { readonly log: LogId; readonly action: EntityId | null; readonly onClose: () => void; readonly onSealed?: (approval: EntityId) => void }

export function AskDialog({ log, action: first, onClose, onSealed }: AskDialogProps): ReactNode {
  const t = useText();
  const recorder = useRecordAll(log);
  const actions = useActions(log);
  const operator = useSession((state) => state.report?.operator.name ?? '');
  const [id, setId] = useState<EntityId | null>(first);
  const [typed, setTyped] = useState('');
  const [requestedBy, setRequestedBy] = useState(operator);
  const [approver, setApprover] = useState('');
  const [second, setSecond] = useState('');
  const [channel, setChannel] = useState('');
  const [note, setNote] = useState('');
  const [expires, setExpires] = useState<{ readonly written: string; readonly occurred: Occurred | null }>(() => {
    const occurred = usualExpiry(Date.now() as UnixMs, 'UTC');
    return { written: formatInstant(occurred.at ?? (0 as UnixMs), 'UTC'), occurred };
  });
  const action = id === null ? null : actionOf(actions, id);
  const ground = useAuthorityGround(log);
  const isTwo = action !== null && (needsTwoApprovers(action.body.actionKind) || (ground !== null && asksForTwo({ kind: action.body.actionKind, targets: action.body.targets, at: authorityInstant(null, ground.now, ground.newest) }, ground.base) !== null));
  const approvers = isTwo ? [approver, second] : [approver];
  const isSelf = approvers.some((name) => name.trim() !== '' && samePerson(name, requestedBy));
  const isTwice = isTwo && second.trim() !== '' && samePerson(approver, second);
  const canSubmit = action !== null && requestedBy.trim() !== '' && approvers.every((name) => name.trim() !== '') && !isSelf && !isTwice && (expires.written.trim() === '' || expires.occurred !== null);
  const submit = async (): Promise<void> => {
    if (action === null) return;
    const sealed = await recorder.record(toRequests(action, { requestedBy, approvers, channel, note, expiresAt: expires.written.trim() === '' ? null : expires.occurred }));
    const [one] = sealed ?? [];
    if (one === undefined) return;
    onSealed?.(one.entryId);
    onClose();
  };
  const choices = actions.map((entity) => ({ value: entity.id as string, label: `${entity.ref ?? ''} · ${titleOf(entity)}` }));
  return (
    <FormDialog isOpen title={t('approvals.askTitle')} onClose={onClose} submitLabel={t('approvals.askSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={canSubmit}>
      {first !== null && action !== null ? <p>{t('approvals.askFor', { action: `${action.ref ?? ''} ${titleOf(action)}`, targets: action.body.targets.join(', ') || t('approvals.noTargets') })}</p> : (
        <ComboBox
          label={t('approvals.action')} choices={choices} text={typed} onTextChange={setTyped} isStrict isRequired autoFocus
          onChoose={(value) => {
            setId(value as EntityId | null);
            setTyped(choices.find((choice) => choice.value === value)?.label ?? '');
          }}
        />
      )}
      {isTwo ? <p role="note">{t('approvals.two')}</p> : null}
      <TextField label={t('approvals.approver')} value={approver} onChange={setApprover} isRequired autoFocus={first !== null} maxLength={500} error={isSelf ? t('approvals.fault.same-person') : null} />
      {isTwo ? <TextField label={t('approvals.second')} value={second} onChange={setSecond} isRequired maxLength={500} error={isTwice ? t('approvals.fault.same-approver') : null} /> : null}
      <TextField label={t('approvals.requestedBy')} value={requestedBy} onChange={setRequestedBy} isRequired maxLength={500} />
      <TextField label={t('approvals.channel')} value={channel} onChange={setChannel} maxLength={500} />
      <TimeField label={t('approvals.expires')} written={expires.written} onChange={(written, occurred) => setExpires({ written, occurred })} />
      <TextField label={t('approvals.note')} value={note} onChange={setNote} maxLength={500} />
    </FormDialog>
  );
}
