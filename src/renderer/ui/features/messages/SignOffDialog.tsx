// What somebody says of a message before it goes out: review asked, approved by another person, or returned. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { isSamePerson, type BodyOf, type MessageStanding } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';

export interface SignOffDialogProps { readonly log: LogId; readonly standing: MessageStanding; readonly verdict: BodyOf<'sign-off'>['verdict']; readonly onClose: () => void }

export function SignOffDialog({ log, standing, verdict, onClose }: SignOffDialogProps): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const [by, setBy] = useState('');
  const [note, setNote] = useState('');
  const isApproval = verdict === 'approved';
  const isOwn = isApproval && standing.writers.some((writer) => isSamePerson(writer, by));
  const empty = isApproval ? standing.empty : [];
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record({ kind: 'sign-off', occurred: null, body: { message: standing.message.id, verdict, by: by.trim(), ...(note.trim() === '' ? {} : { note: note.trim() }) }, links: [{ relation: 'mentions', to: standing.message.id }] });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog isOpen title={t(`messages.signOff.${verdict}`, { ref: standing.message.ref ?? '' })} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={by.trim() !== '' && !isOwn && empty.length === 0}>
      {empty.length === 0 ? null : <p role="alert">{t('messages.cannotApprove', { blocks: empty.map((block) => t(`messages.block.${block}`)).join(', ') })}</p>}
      <TextField label={t(verdict === 'review-asked' ? 'messages.askedBy' : isApproval ? 'messages.approvedBy' : 'messages.returnedBy')} value={by} onChange={setBy} isRequired autoFocus maxLength={500} error={isOwn ? t('messages.ownWords') : null} {...(isApproval ? { help: t('messages.fourEyes', { writers: standing.writers.join(', ') }) } : {})} />
      <TextArea label={t(verdict === 'returned' ? 'messages.returnNote' : 'messages.signNote')} value={note} onChange={setNote} rows={3} maxLength={16_000} />
    </FormDialog>
  );
}
