// Says that one has seen a notice, or received what another received too: an attestation, which cannot be taken back. Keys: those of a form dialog. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { planAttest, type MergeConflict } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecordAll } from '../../inspector/useRecordAll.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { useConflictTitle } from './useConflictTitle.ts';
import styles from './conflicts.module.css';

export function AttestDialog({ log, conflict, onClose }: { readonly log: LogId; readonly conflict: MergeConflict; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const title = useConflictTitle(conflict);
  const [note, setNote] = useState('');
  const recorder = useRecordAll(log);
  const submit = async (): Promise<void> => {
    if (await recorder.record([planAttest(conflict, note)]) !== null) onClose();
  };
  return (
    <FormDialog isOpen title={t('conflicts.attestTitle', { title })} onClose={onClose} submitLabel={t('conflicts.attestSubmit')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} aside={t('conflicts.attestAside')}>
      <p className={styles['rule']}>{t(`conflicts.shown.${conflict.kind}`)}</p>
      <TextArea label={t('conflicts.note')} value={note} onChange={setNote} rows={3} />
    </FormDialog>
  );
}
