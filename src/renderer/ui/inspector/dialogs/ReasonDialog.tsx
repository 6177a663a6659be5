// One reason, then a forward entry: retract, attest, change a state. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { EntryDraft } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { useRecord } from '../useRecord.ts';

export interface ReasonDialogProps {
  readonly log: LogId;
  readonly title: string;
  /** What will happen, in words. */
  readonly explanation: string;
  readonly label: string;
  readonly submitLabel: string;
  readonly isReasonRequired: boolean;
  readonly isDangerous?: boolean;
  readonly toDraft: (reason: string) => EntryDraft;
  readonly onClose: () => void;
  readonly children?: ReactNode;
  readonly canSubmit?: boolean;
}

export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  const { log, title, explanation, label, submitLabel, isReasonRequired, isDangerous = false, toDraft, onClose, children, canSubmit = true } = props;
  const t = useText();
  const recorder = useRecord(log);
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    if ((await recorder.record(toDraft(reason.trim()))) !== null) onClose();
  };
  return (
    <FormDialog
      isOpen title={title} onClose={onClose} submitLabel={submitLabel} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} isDangerous={isDangerous}
      canSubmit={canSubmit && (!isReasonRequired || reason.trim() !== '')} aside={t('inspector.nothingLost')}
    >
      <p>{explanation}</p>
      {children}
      <TextArea label={label} value={reason} onChange={setReason} isRequired={isReasonRequired} autoFocus={children === undefined} rows={3} />
    </FormDialog>
  );
}
