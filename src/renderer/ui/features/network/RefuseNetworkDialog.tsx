// Marks the present network as one that nothing goes over. Keys: Enter marks it, Escape closes. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { useWhy } from './useWhy.ts';

export function RefuseNetworkDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText();
  const why = useWhy();
  const engine = useEngine();
  const [typed, setTyped] = useState({ name: '', reason: '' });
  const { run, busy, error } = useCall(() => engine.call('sync.refuseNetwork', typed));
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok === true) onClose();
  };
  return (
    <FormDialog title={t('network.refuseTitle')} isOpen onClose={onClose} submitLabel={t('network.refuseSubmit')} onSubmit={() => void submit()} canSubmit={typed.name.trim() !== '' && typed.reason.trim() !== ''} isBusy={busy} error={error === null ? null : why(error.kind)}>
      <p className="muted">{t('network.refuseLead')}</p>
      <TextField label={t('network.networkName')} value={typed.name} onChange={(name) => setTyped((now) => ({ ...now, name }))} isRequired autoFocus maxLength={200} />
      <TextField label={t('network.refuseReason')} value={typed.reason} onChange={(reason) => setTyped((now) => ({ ...now, reason }))} isRequired maxLength={400} />
    </FormDialog>
  );
}
