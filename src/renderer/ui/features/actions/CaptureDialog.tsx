// What was captured before an action could destroy it, written down afterwards or while it goes on. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { captureListOf, type Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { captureBody, type CaptureLine } from './authorityForm.ts';
import { CaptureFirst } from './CaptureFirst.tsx';

export function CaptureDialog({ log, action, onClose }: { readonly log: LogId; readonly action: Entity<'action'>; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const present = action.body.captureFirst ?? [];
  const [lines, setLines] = useState((): readonly CaptureLine[] => {
    const asked = captureListOf(action.body.actionKind).filter((what) => !present.some((line) => line.what === what));
    return [...present.map((line) => ({ what: line.what, outcome: line.outcome, note: line.note ?? '' })), ...asked.map((what): CaptureLine => ({ what, outcome: null, note: '' }))];
  });
  const { captureFirst } = captureBody(lines);
  const isSame = JSON.stringify(captureFirst ?? []) === JSON.stringify(present);
  const isComplete = lines.every((line) => line.outcome !== 'skipped' || line.note.trim() !== '');
  const submit = async (): Promise<void> => {
    const sealed = await recorder.record({
      kind: 'amend', occurred: null,
      body: { target: action.id, field: 'captureFirst', reason: t('actions.captureReason'), ...(captureFirst === undefined ? {} : { value: JSON.stringify(captureFirst) }), ...(action.body.captureFirst === undefined ? {} : { from: JSON.stringify(present) }) },
    });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog isOpen size="wide" title={t('actions.captureTitle', { ref: action.ref ?? '' })} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={!isSame && isComplete}>
      <CaptureFirst lines={lines} onChange={(changed) => setLines(lines.map((line) => (line.what === changed.what ? changed : line)))} />
    </FormDialog>
  );
}
