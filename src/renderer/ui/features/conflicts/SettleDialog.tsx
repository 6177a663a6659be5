// Settles a conflict by a decision: which side, who decides and why; the decision and what carries it out are sealed together. Keys: those of a form dialog. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { mayLeave, planSettlement, type Entity, type MergeConflict } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecordAll } from '../../inspector/useRecordAll.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useSession } from '../../session/store.ts';
import { isChosen } from './settling.ts';
import { useConflictTitle } from './useConflictTitle.ts';
import { useSideText } from './useSideText.ts';
import styles from './conflicts.module.css';

const LEAVE = 'all';

export interface SettleDialogProps { readonly log: LogId; readonly conflict: MergeConflict; readonly entities: readonly Entity[]; readonly onClose: () => void }

export function SettleDialog({ log, conflict, entities, onClose }: SettleDialogProps): ReactNode {
  const t = useText();
  const title = useConflictTitle(conflict);
  const textOf = useSideText(conflict);
  const operator = useSession((state) => state.report?.operator.name ?? '');
  const [chosen, setChosen] = useState<string | null>(isChosen(conflict) ? null : LEAVE);
  const [reason, setReason] = useState('');
  const [decidedBy, setDecidedBy] = useState(operator);
  const recorder = useRecordAll(log);
  const side = conflict.sides.find(({ stamp }) => stamp.entryId === chosen) ?? null;
  const labelOf = (one: MergeConflict['sides'][number]): string => t('conflicts.choice', { value: textOf(one), who: one.stamp.author.name, number: one.stamp.number });
  const submit = async (): Promise<void> => {
    const drafts = planSettlement({
      conflict, chosen: side?.stamp.entryId ?? null, question: t('conflicts.question', { title, subject: conflict.subject.ref ?? conflict.subject.title }), options: conflict.sides.map(labelOf),
      choice: side === null ? t('conflicts.leave') : labelOf(side), reason: reason.trim(), decidedBy: decidedBy.trim(), entities: new Map(entities.map((entity) => [entity.id, entity])),
    });
    if (await recorder.record(drafts) !== null) onClose();
  };
  const choices = [...conflict.sides.map((one) => ({ value: one.stamp.entryId as string, label: labelOf(one), ...(one.reason === null ? {} : { note: one.reason }) })), ...(mayLeave(conflict) ? [{ value: LEAVE, label: t('conflicts.leave') }] : [])];
  return (
    <FormDialog isOpen title={t('conflicts.settleTitle', { title })} onClose={onClose} submitLabel={t('conflicts.settleSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={chosen !== null && reason.trim() !== '' && decidedBy.trim() !== ''} aside={t('inspector.nothingLost')}>
      {isChosen(conflict) ? <RadioGroup label={t('conflicts.what')} choices={choices} value={chosen} onChange={setChosen} isRequired /> : <p className={styles['rule']}>{t(`conflicts.shown.${conflict.kind}`)}</p>}
      <TextArea label={t('inspector.field.reason')} value={reason} onChange={setReason} isRequired rows={3} />
      <TextField label={t('inspector.field.decidedBy')} value={decidedBy} onChange={setDecidedBy} isRequired maxLength={500} />
    </FormDialog>
  );
}
