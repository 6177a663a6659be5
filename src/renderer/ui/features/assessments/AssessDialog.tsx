// Says how bad it is: severity and urgency by the criteria beside them, the priority that follows, why, and what is known of impact and scope.
// Keys: those of a form dialog; the first field has the focus. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { localCriteria, priorities, severities, urgencies, type BodyOf } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { FieldInput } from '../../inspector/fields/FieldInput.tsx';
import { FieldList } from '../../inspector/fields/FieldList.tsx';
import { missingFields, type FieldValues } from '../../inspector/fields/values.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog, DialogBody, FormDialog } from '../../kit/Dialog.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { Select } from '../../kit/Select.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { useDraft } from '../../session/drafts.ts';
import { assessmentDraft, beginWith, furtherFields, suggestedPriority, whenField } from './assessForm.ts';
import styles from './assessments.module.css';
import { useSeries } from './useSeries.ts';

export interface AssessDialogProps { readonly log: LogId; readonly onClose: () => void; readonly onSealed: (assessment: EntityId) => void }

export function AssessDialog(props: AssessDialogProps): ReactNode {
  const t = useText();
  const series = useSeries(props.log);
  if (series === null) return <Dialog isOpen size="wide" title={t('assessments.createTitle')} onClose={props.onClose}><DialogBody><Skeleton lines={6} /></DialogBody></Dialog>;
  return <AssessForm {...props} current={series.find(({ isCurrent }) => isCurrent)?.assessment.body ?? null} />;
}

function AssessForm({ log, onClose, onSealed, current }: AssessDialogProps & { readonly current: BodyOf<'assessment'> | null }): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const [beginning] = useState(() => beginWith(current));
  const draft = useDraft<FieldValues>('assessment.new', log, beginning, readValues);
  const { value: values, set } = draft;
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record(assessmentDraft(values), 'assessment.new');
    if (sealed === null) return;
    draft.discard();
    onSealed(sealed.entryId);
    onClose();
  };
  const isComplete = textOf(values['severity']) !== '' && textOf(values['reason']).trim() !== '' && missingFields([...furtherFields, whenField], values).length === 0;
  return (
    <FormDialog
      isOpen size="wide" title={t('assessments.createTitle')} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={isComplete}
      aside={draft.isRestored ? <>{t('inspector.restored')}{' '}<Button variant="link" onPress={draft.discard}>{t('inspector.discard')}</Button></> : t('assessments.localDefault', { version: localCriteria.version })}
    >
      {draft.isReady ? null : <Skeleton lines={4} />}
      {draft.isReady ? (
        <>
          <Judgement values={values} onChange={set} />
          <SectionHeading>{t('assessments.further')}</SectionHeading>
          <FieldList fields={furtherFields} values={values} onChange={set} />
          <FieldInput field={whenField} value={values['occurred'] ?? null} onChange={(occurred) => set({ ...values, occurred })} />
        </>
      ) : null}
    </FormDialog>
  );
}

function Judgement({ values, onChange }: { readonly values: FieldValues; readonly onChange: (values: FieldValues) => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const [severity, urgency] = [textOf(values['severity']), textOf(values['urgency'])];
  const suggested = suggestedPriority(localCriteria, values);
  const priority = priorities.find((value) => value === values['priority']) ?? null;
  const level = localCriteria.levels.find((candidate) => candidate.severity === severity);
  const pressing = localCriteria.urgencies.find((candidate) => candidate.urgency === urgency);
  return (
    <>
      <div className={styles['three']}>
        <Select label={t('inspector.field.severity')} value={severities.find((value) => value === severity) ?? null} isRequired autoFocus onChange={(next) => onChange({ ...values, severity: next })} choices={severities.map((value) => ({ value, label: word('severity', value) }))} help={t('assessments.unsure')} />
        <Select label={t('assessments.field.urgency')} value={urgencies.find((value) => value === urgency) ?? null} placeholder={t('inspector.noChoice')} onChange={(next) => onChange({ ...values, urgency: next })} choices={urgencies.map((value) => ({ value, label: word('urgency', value) }))} {...(pressing === undefined ? {} : { help: pressing.when })} />
        <Select
          label={t('inspector.field.priority')} value={priority ?? suggested} placeholder={t('inspector.noChoice')} onChange={(next) => onChange({ ...values, priority: next === suggested ? null : next })} choices={priorities.map((value) => ({ value, label: word('priority', value) }))}
          {...(suggested === null ? {} : { help: priority === null ? t('assessments.byCriteria', { priority: suggested }) : t('assessments.besideCriteria', { priority: suggested }) })}
        />
      </div>
      {level === undefined ? null : (
        <section className={styles['level']} aria-label={t('assessments.criteria')}>
          <p>{level.when}</p>
          <ul>{level.examples.map((example) => <li key={example}>{example}</li>)}</ul>
        </section>
      )}
      <TextArea label={t('inspector.field.reason')} value={textOf(values['reason'])} onChange={(reason) => onChange({ ...values, reason })} isRequired rows={2} maxLength={64_000} />
    </>
  );
}

function textOf(value: FieldValues[string] | undefined): string {
  return typeof value === 'string' ? value : '';
}

function readValues(kept: unknown): FieldValues | null {
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as FieldValues) : null;
}
