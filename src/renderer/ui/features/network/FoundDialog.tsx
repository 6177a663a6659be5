// Founds an incident on the connected server with a voucher. Keys: Enter founds, Escape closes. Pattern: modal form.
import { useState, type ReactNode } from 'react';
import type { SyncLogView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { useWhy } from './useWhy.ts';

export function FoundDialog({ row, onClose }: { readonly row: SyncLogView; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const why = useWhy();
  const engine = useEngine();
  const [voucher, setVoucher] = useState('');
  const { run, busy, error } = useCall(() => engine.call('sync.found', { log: row.log, voucher: voucher.trim() }));
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok === true) onClose();
  };
  return (
    <FormDialog title={t('network.foundTitle', { ref: row.ref })} isOpen onClose={onClose} submitLabel={t('network.foundSubmit')} onSubmit={() => void submit()} canSubmit={voucher.trim() !== ''} isBusy={busy} error={error === null ? null : why(error.kind)}>
      <p className="muted">{t('network.foundLead')}</p>
      <TextArea label={t('network.voucher')} value={voucher} onChange={setVoucher} isRequired isMono autoFocus rows={4} spellCheck="false" />
    </FormDialog>
  );
}
