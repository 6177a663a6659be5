// Records who approved a plan and when. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { occurredNow, type Entity, type Occurred } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useRecord } from '../../inspector/useRecord.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeField } from '../../kit/TimeField.tsx';
import { useSession } from '../../session/store.ts';

export function ApproveDialog({ log, plan, onClose }: { readonly log: LogId; readonly plan: Entity<'plan'>; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const zone = useSession((state) => state.preferences.zone);
  const [by, setBy] = useState('');
  const [when, setWhen] = useState<{ readonly written: string; readonly occurred: Occurred | null }>({ written: '', occurred: null });
  const [how, setHow] = useState('');
  const isReady = by.trim() !== '' && how.trim() !== '' && (when.written.trim() === '' || when.occurred !== null);
  const submit = async (): Promise<void> => {
    const approved = { by: by.trim(), at: when.occurred ?? occurredNow(Date.now() as never, zone) };
    const sealed = await recorder.record({ kind: 'amend', occurred: null, body: { target: plan.id, field: 'approved', value: JSON.stringify(approved), reason: how.trim() } });
    if (sealed !== null) onClose();
  };
  return (
    <FormDialog isOpen title={t('plan.approveTitle', { version: plan.body.version })} onClose={onClose} submitLabel={t('inspector.record')} onSubmit={() => void submit()} isBusy={recorder.isBusy} error={recorder.error} canSubmit={isReady}>
      <TextField label={t('plan.field.approvedBy')} value={by} onChange={setBy} isRequired autoFocus maxLength={200} />
      <TimeField label={t('plan.field.approvedAt')} written={when.written} onChange={(written, occurred) => setWhen({ written, occurred })} help={t('inspector.hint.now')} />
      <TextField label={t('plan.how')} help={t('plan.howHelp')} value={how} onChange={setHow} isRequired maxLength={500} />
    </FormDialog>
  );
}
