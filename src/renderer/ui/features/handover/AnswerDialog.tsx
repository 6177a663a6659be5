// Refuses an item with a reason, asks about it, answers, or accepts what is held with what was checked. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { Entity, ItemStanding } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import type { Answers } from './useAnswers.ts';

export interface Asked { readonly item: ItemStanding; readonly outcome: 'accepted' | 'refused' | 'query' | 'answer' }
export interface AnswerDialogProps { readonly asked: Asked; readonly handover: Entity<'handover'>; readonly from: string; readonly to: string; readonly answers: Answers; readonly onClose: () => void }

export function AnswerDialog({ asked, handover, from, to, answers, onClose }: AnswerDialogProps): ReactNode {
  const t = useText();
  const [note, setNote] = useState('');
  const { item, outcome } = asked;
  const submit = async (): Promise<void> => {
    if (await answers.give(handover, [{ item: item.number, outcome, note: note.trim() }])) onClose();
  };
  return (
    <FormDialog
      isOpen title={t(`handover.dialog.${outcome}`, { number: item.number })} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={answers.isBusy} error={answers.error}
      canSubmit={note.trim() !== ''}
    >
      <p>{item.item.title}</p>
      {outcome === 'refused' ? <p>{t('handover.refusedStays', { from })}</p> : null}
      <TextArea label={t(`handover.label.${outcome}`, { name: outcome === 'answer' ? from : to })} value={note} onChange={setNote} isRequired autoFocus rows={3} />
    </FormDialog>
  );
}
