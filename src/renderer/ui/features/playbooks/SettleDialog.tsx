// Says what became of a step: done by what, or why not. Recorded as one entry. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { missingCaptures, type PlaybookOutcome, type PlaybookRunView, type RunStep } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { CaptureWarning } from './CaptureWarning.tsx';
import styles from './playbooks.module.css';
import { toSettlement } from './settle.ts';

export interface SettleDialogProps { readonly log: LogId; readonly view: PlaybookRunView; readonly step: RunStep; readonly outcome: PlaybookOutcome; readonly onClose: () => void }

export function SettleDialog({ log, view, step, outcome, onClose }: SettleDialogProps): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const context = useQuery('capture', { log });
  const [text, setText] = useState('');
  const [work, setWork] = useState<string | null>(null);
  const [remark, setRemark] = useState('');
  const choices = context.state === 'ready' ? context.result.refs.map(({ id, ref, title }) => ({ value: id as string, label: `${ref} · ${title}` })) : [];
  const isDone = outcome === 'done';
  const submit = async (): Promise<void> => {
    if ((await recorder.record(toSettlement(view, step, { outcome, remark, work: work as EntityId | null }))) !== null) onClose();
  };
  return (
    <FormDialog
      isOpen title={t(`playbooks.settle.${outcome}`, { number: step.number })} onClose={onClose} submitLabel={t('playbooks.settle')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={remark.trim() !== '' || (isDone && work !== null)}
    >
      <p className={styles['text']}>{step.step.text}</p>
      {isDone ? <CaptureWarning missing={missingCaptures(view.steps, step)} /> : null}
      {isDone ? (
        <ComboBox
          label={t('playbooks.doneBy')} help={t('playbooks.doneByHelp')} choices={choices} text={text} onTextChange={setText} isStrict
          onChoose={(value) => {
            setWork(value);
            setText(choices.find((choice) => choice.value === value)?.label ?? '');
          }}
        />
      ) : null}
      <TextArea label={t(isDone ? 'playbooks.remark' : 'playbooks.reason')} value={remark} onChange={setRemark} isRequired={!isDone} autoFocus rows={3} />
    </FormDialog>
  );
}
