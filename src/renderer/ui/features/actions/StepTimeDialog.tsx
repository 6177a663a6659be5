// Sets the time of one step of an action: a step not reached yet is reached with it, one that was is corrected on its own. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { courseFields, courseStates, nextStates, verificationResults, type BodyOf, type CourseStep, type Entity, type Occurred } from '#domain';
import type { EntryDraft } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecordAll } from '../../inspector/useRecordAll.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TimeField } from '../../kit/TimeField.tsx';

type Result = (typeof verificationResults)[number];
export interface StepTimeDialogProps { readonly log: LogId; readonly action: Entity<'action'>; readonly step: CourseStep; readonly onClose: () => void }

export function StepTimeDialog({ log, action, step, onClose }: StepTimeDialogProps): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecordAll(log);
  const [time, setTime] = useState<{ readonly written: string; readonly occurred: Occurred | null }>({ written: '', occurred: null });
  const [result, setResult] = useState<Result>('effective');
  const [how, setHow] = useState('');
  const isReached = step.occurred !== null;
  const isVerifying = step.step === 'verified';
  const unread = time.written.trim() !== '' && time.occurred === null;
  const isReady = !unread && (!isReached || time.occurred !== null) && (!isReached || how.trim() !== '') && (!isVerifying || how.trim() !== '');
  const submit = async (): Promise<void> => {
    if ((await recorder.record(toDrafts(action, step, { occurred: time.occurred, how: how.trim(), result }))) !== null) onClose();
  };
  return (
    <FormDialog
      isOpen title={t('actions.stepTitle', { step: t(`actions.step.${step.step}`), ref: action.ref ?? '' })} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={isReady} aside={t('inspector.nothingLost')}
    >
      <TimeField label={t('actions.stepWhen')} {...(isReached ? {} : { help: t('inspector.hint.now') })} written={time.written} onChange={(written, occurred) => setTime({ written, occurred })} isRequired={isReached} autoFocus />
      {isVerifying ? <Select label={t('actions.verification')} value={result} onChange={(value) => setResult(verificationResults.find((one) => one === value) ?? 'effective')} choices={verificationResults.toReversed().map((value) => ({ value, label: word('verificationResult', value) }))} /> : null}
      <TextArea label={t(isVerifying ? 'actions.verifiedHow' : isReached ? 'inspector.amendReason' : 'actions.stepRemark')} value={how} onChange={setHow} isRequired={isReached || isVerifying} rows={2} />
    </FormDialog>
  );
}

/** The entries that set the time of a step, and with it what was seen. */
export function toDrafts(action: Entity<'action'>, { step, occurred: before }: CourseStep, { occurred, how, result }: { readonly occurred: Occurred | null; readonly how: string; readonly result: Result }): readonly EntryDraft[] {
  const target = action.id;
  const verification: BodyOf<'action'>['verification'] = { result, how };
  const seen: readonly EntryDraft[] = step === 'verified' ? [{ kind: 'amend', occurred: null, body: { target, field: 'verification', value: JSON.stringify(verification), reason: how, ...presentOf(action.body.verification) } }] : [];
  const to = step === 'verified' && result === 'ineffective' ? 'ineffective' : courseStates[step][0];
  const isNext = before === null && to !== undefined && (nextStates('action', action.state ?? '').includes(to) || step === 'rolled-back');
  if (isNext) return [{ kind: 'transition', occurred, body: { target, state: to, ...(how === '' ? {} : { reason: how }) } }, ...seen];
  if (occurred === null) return seen;
  const field = courseFields[step];
  return [{ kind: 'amend', occurred: null, body: { target, field, value: JSON.stringify(occurred), reason: how === '' ? step : how, ...presentOf(action.body[field]) } }, ...seen];
}

function presentOf(value: unknown): { readonly from?: string } {
  return value === undefined ? {} : { from: JSON.stringify(value) };
}
