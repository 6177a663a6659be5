// Records the answer to a request for approval; what follows for the action is recorded with it. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId, UnixMs } from '#base';
import type { ApprovalView } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecordAll } from '../../inspector/useRecordAll.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { AnswerFields } from './AnswerFields.tsx';
import { actionOf, answerFault, emptyAnswer, toAnswer, usualExpiry } from './drafts.ts';
import { useActions, type Approvals } from './useApprovals.ts';

export interface AnswerDialogProps { readonly log: LogId; readonly view: ApprovalView; readonly approvals: Approvals; readonly onClose: () => void }

export function AnswerDialog({ log, view, approvals, onClose }: AnswerDialogProps): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecordAll(log);
  const actions = useActions(log);
  const { body, ref } = view.approval;
  const [form, setForm] = useState({ ...emptyAnswer, approver: body.approver, channel: body.channel ?? '' });
  const fault = answerFault(form, body.requestedBy);
  const submit = async (): Promise<void> => {
    const now = Date.now() as UnixMs;
    // An approval that names no end ends like any other.
    const answered = form.verdict === 'refused' || form.expiresAt !== null ? form : { ...form, expiresAt: usualExpiry(form.occurred?.at ?? now, 'UTC') };
    if ((await recorder.record(toAnswer(view.approval, actionOf(actions, body.action), answered, approvals.views, now))) !== null) onClose();
  };
  return (
    <FormDialog
      isOpen size="wide" title={t('approvals.answerTitle', { ref: ref ?? '' })} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={fault === null}
      aside={fault === null || fault === 'approver' ? undefined : <span role="status">{t(`approvals.fault.${fault}`)}</span>}
    >
      <p>{t('approvals.askFor', { action: approvals.titleOfAction(body.action), targets: body.targets.join(', ') || t('approvals.noTargets') })}</p>
      <AnswerFields form={form} onChange={setForm} verdictLabel={(verdict) => word('approvalVerdict', verdict)} reference={ref ?? ''} hasExpiry />
    </FormDialog>
  );
}
