// Answers the question of a regime. A new answer supersedes those it has seen. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { reportabilityAnswers, type Occurred, type RegimeRow } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeField } from '../../kit/TimeField.tsx';
import styles from './regulation.module.css';

type Answer = (typeof reportabilityAnswers)[number];

export function AnswerDialog({ log, row, onClose }: { readonly log: LogId; readonly row: RegimeRow; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const recorder = useRecord(log);
  const [answer, setAnswer] = useState<Answer>(row.answer?.body.answer ?? 'undetermined');
  const [facts, setFacts] = useState(row.answer?.body.facts ?? '');
  const [reason, setReason] = useState('');
  const [decidedBy, setDecidedBy] = useState('');
  const [approvedBy, setApprovedBy] = useState('');
  const [again, setAgain] = useState<{ readonly written: string; readonly at: Occurred | null }>({ written: '', at: null });
  // That nothing has to be reported is a decision two people stand for.
  const needsApproval = answer === 'not-reportable';
  const seen = [...(row.answer === null ? [] : [row.answer.stamp.entryId]), ...row.beside.map(({ stamp }) => stamp.entryId)];
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record({
      kind: 'reportability', occurred: null,
      body: {
        regime: row.regime.id, question: row.regime.question, answer, reason: reason.trim(), decidedBy: decidedBy.trim(), authority: row.regime.authority, ...(facts.trim() === '' ? {} : { facts: facts.trim() }),
        ...(approvedBy.trim() === '' ? {} : { approvedBy: approvedBy.trim() }), ...(again.at === null ? {} : { revisitBy: again.at }), ...(seen.length === 0 ? {} : { supersedes: seen }),
      },
    });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog
      title={t('regulation.answerTitle', { regime: row.regime.title })} isOpen size="wide" onClose={onClose} submitLabel={t('regulation.answerSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={reason.trim() !== '' && decidedBy.trim() !== '' && (!needsApproval || approvedBy.trim() !== '') && (again.written.trim() === '' || again.at !== null)}
    >
      <p>{row.regime.question}</p>
      {row.beside.length === 0 ? null : <p role="note" className={styles['warning']}>{t('regulation.beside', { count: row.beside.length })}</p>}
      <RadioGroup label={t('regulation.answer')} value={answer} onChange={setAnswer} choices={reportabilityAnswers.map((value) => ({ value, label: word('reportability', value) }))} />
      <TextArea label={t('regulation.facts')} help={t('regulation.factsHelp')} value={facts} onChange={setFacts} rows={3} />
      <TextArea label={t('regulation.reason')} value={reason} onChange={setReason} isRequired rows={2} />
      <div className={styles['pair']}>
        <TextField label={t('clocks.decidedBy')} value={decidedBy} onChange={setDecidedBy} isRequired maxLength={500} />
        <TextField label={t('regulation.approvedBy')} value={approvedBy} onChange={setApprovedBy} isRequired={needsApproval} maxLength={500} />
      </div>
      <TimeField label={t('regulation.revisitBy')} written={again.written} onChange={(written, at) => { if (written !== again.written || at !== again.at) setAgain({ written, at }); }} />
    </FormDialog>
  );
}
