// Chooses the address and port that the hub listens on. Keys: Enter starts, Escape closes. Pattern: modal form; the system asks before anything listens.
import { useEffect, useState, type ReactNode } from 'react';
import type { HubInterface } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { isMessageId } from '../../i18n/messages.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useDesktop } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';

const DEFAULT_PORT = '8443';

export function StartHubDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText();
  const desktop = useDesktop();
  const [interfaces, setInterfaces] = useState<readonly HubInterface[]>([]);
  const [address, setAddress] = useState<string | null>(null);
  const [port, setPort] = useState(DEFAULT_PORT);
  useEffect(() => {
    let isGone = false;
    void desktop.call('hub.interfaces', {}).then((answer) => {
      if (isGone || !answer.ok) return;
      setInterfaces(answer.value.interfaces);
      setAddress(answer.value.interfaces[0]?.address ?? null);
    });
    return () => { isGone = true; };
  }, [desktop]);
  const { run, busy, error } = useCall(() => desktop.call('hub.start', { address: address ?? '', port: Number(port) }));
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok === true) onClose();
  };
  const isPort = /^\d{4,5}$/.test(port) && Number(port) >= 1024 && Number(port) <= 65_535;
  const why = (kind: string): string => {
    const id = `hub.why.${kind}`;
    return isMessageId(id) ? t(id) : t('hub.why.other');
  };
  return (
    <FormDialog title={t('hub.startTitle')} isOpen onClose={onClose} submitLabel={t('hub.startSubmit')} onSubmit={() => void submit()} canSubmit={address !== null && isPort} isBusy={busy} error={error === null ? null : why(error.kind)}>
      <p>{t('hub.startLead')}</p>
      <Select label={t('hub.interface')} value={address} onChange={setAddress} isRequired autoFocus choices={interfaces.map((own) => ({ value: own.address, label: own.address, note: own.isLoopback ? t('hub.thisMachine') : own.name }))} />
      <TextField label={t('hub.port')} value={port} onChange={setPort} isRequired isMono help={t('hub.portHelp')} inputMode="numeric" />
    </FormDialog>
  );
}
