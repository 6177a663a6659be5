// Ratifies an emergency override, or does not: then a task opens to roll it back. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { titleOf, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecordAll } from '../../inspector/useRecordAll.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { AnswerFields } from './AnswerFields.tsx';
import { answerFault, emptyAnswer, toRatification } from './drafts.ts';

export function RatifyDialog({ log, action, onClose }: { readonly log: LogId; readonly action: Entity<'action'>; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const recorder = useRecordAll(log);
  const [form, setForm] = useState(emptyAnswer);
  const requestedBy = action.body.executor ?? action.stamp.author.name;
  const fault = answerFault(form, requestedBy);
  const submit = async (): Promise<void> => {
    if ((await recorder.record(toRatification(action, form))) !== null) onClose();
  };
  const { authority } = action.body;
  return (
    <FormDialog
      isOpen size="wide" title={t('approvals.ratifyTitle', { ref: action.ref ?? '' })} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={fault === null}
      isDangerous={form.verdict === 'refused'} aside={fault === null || fault === 'approver' ? undefined : <span role="status">{t(`approvals.fault.${fault}`)}</span>}
    >
      <p>{titleOf(action)}</p>
      {authority.basis === 'override' ? <p>{t('approvals.overrideSaid', { harm: authority.harm, alternative: authority.alternative ?? '' })}</p> : null}
      <AnswerFields form={form} onChange={setForm} verdictLabel={(verdict) => t(`approvals.ratify.${verdict}`)} reference={action.ref ?? ''} hasExpiry={false} />
      {form.verdict === 'refused' ? <p role="note">{t('approvals.rollbackOpens')}</p> : null}
    </FormDialog>
  );
}
