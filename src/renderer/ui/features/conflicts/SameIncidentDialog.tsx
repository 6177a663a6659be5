// Says whether two logs hold one incident: a decision in one of them, and where they are one the verdict `duplicate` in the other. Keys: those of a form dialog. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import { nameOfOther, planSameAnswer } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useSession } from '../../session/store.ts';
import type { PairSeen } from './useSameIncidents.ts';
import { useRecordInLogs } from './useRecordInLogs.ts';
import styles from './conflicts.module.css';

const answers = ['different', 'own', 'other'] as const;
type Answer = (typeof answers)[number];

export function SameIncidentDialog({ seen: { pair, own, other }, onClose }: { readonly seen: PairSeen; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const operator = useSession((state) => state.report?.operator.name ?? '');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [reason, setReason] = useState('');
  const [decidedBy, setDecidedBy] = useState(operator);
  const recorder = useRecordInLogs();
  const [ownName, otherName] = [nameOfOther(own, other), nameOfOther(other, own)];
  const submit = async (): Promise<void> => {
    const plan = planSameAnswer({
      own, other, goesOn: answer === 'different' ? null : answer === 'own' ? own.log : other.log, reason: reason.trim(), decidedBy: decidedBy.trim(),
      words: {
        question: (ref) => t('conflicts.same.question', { ref }), different: t('conflicts.same.choice.different'), system: t('conflicts.same.system'),
        goesOnHere: (ref) => t('conflicts.same.said.goesOnHere', { ref }), goesOnThere: (ref) => t('conflicts.same.said.goesOnThere', { ref }),
      },
    });
    if (await recorder.record(plan)) onClose();
  };
  const choices = [
    { value: 'different' as const, label: t('conflicts.same.choice.different'), note: t('conflicts.same.note.different') },
    { value: 'own' as const, label: t('conflicts.same.choice.goesOn', { ref: ownName, title: own.title }), note: t('conflicts.same.note.closes', { ref: otherName }) },
    { value: 'other' as const, label: t('conflicts.same.choice.goesOn', { ref: otherName, title: other.title }), note: t('conflicts.same.note.closes', { ref: ownName }) },
  ];
  return (
    <FormDialog
      isOpen title={t('conflicts.same.dialog')} onClose={onClose} submitLabel={t('conflicts.settleSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error}
      canSubmit={answer !== null && reason.trim() !== '' && decidedBy.trim() !== ''} aside={t('inspector.nothingLost')}
    >
      <p className={styles['rule']}>{t('conflicts.same.lead')}</p>
      {pair.standing === 'contradicted' ? <p className={styles['rule']}>{t('conflicts.same.contradicted')}</p> : null}
      <RadioGroup label={t('conflicts.what')} choices={choices} value={answer} onChange={setAnswer} isRequired />
      <TextArea label={t('inspector.field.reason')} value={reason} onChange={setReason} isRequired rows={3} />
      <TextField label={t('inspector.field.decidedBy')} value={decidedBy} onChange={setDecidedBy} isRequired maxLength={500} />
    </FormDialog>
  );
}
