// Arms one server for a time, on a network that is known or confirmed. Keys: Enter connects, Escape closes. Pattern: modal form; the system asks before anything is sent.
import { useEffect, useState, type ReactNode } from 'react';
import type { Out } from '#base';
import type { EngineContract, SyncServerView } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { Select } from '../../kit/Select.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { useWhy } from './useWhy.ts';
import styles from './network.module.css';

type Facts = Out<EngineContract, 'sync.network'>;
const MINUTES = ['30', '60', '120', '240', '480'] as const;

export function ConnectDialog({ server, onClose }: { readonly server: SyncServerView; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const why = useWhy();
  const engine = useEngine();
  const desktop = useDesktop();
  const [facts, setFacts] = useState<Facts | null>(null);
  const [minutes, setMinutes] = useState<(typeof MINUTES)[number]>('60');
  const [confirm, setConfirm] = useState<'once' | 'always'>('once');
  const [name, setName] = useState('');
  useEffect(() => {
    let isGone = false;
    void engine.call('sync.network', {}).then((answer) => { if (!isGone && answer.ok) setFacts(answer.value); });
    return () => { isGone = true; };
  }, [engine]);
  const { run, busy, error } = useCall(async () => {
    const armed = await desktop.call('gate.arm', { address: server.address, minutes: Number(minutes) });
    if (!armed.ok) return armed;
    const network = facts !== null && facts.known !== null ? null : confirm === 'once' ? { confirm } as const : { confirm, name: name.trim() } as const;
    return engine.call('sync.connect', { server: server.id, network });
  });
  const submit = async (): Promise<void> => {
    const answer = await run(undefined);
    if (answer?.ok === true) onClose();
  };
  const isReady = facts !== null && !facts.proxy && facts.refused === null && (facts.known !== null || confirm === 'once' || name.trim() !== '');
  return (
    <FormDialog title={t('network.connectTitle', { name: server.name })} isOpen onClose={onClose} submitLabel={t('network.connectSubmit')} onSubmit={() => void submit()} canSubmit={isReady} isBusy={busy} error={error === null ? null : why(error.kind)}>
      <p>{t('network.connectLead', { address: server.address })}</p>
      <p className="mono" data-selectable="">{server.fingerprint}</p>
      <Select label={t('network.minutes')} value={minutes} onChange={setMinutes} autoFocus choices={MINUTES.map((value) => ({ value, label: t('network.minutesCount', { count: Number(value) }) }))} />
      {facts === null ? <Skeleton /> : (
        <div className={styles['stack']}>
          {facts.refused === null ? null : <p role="alert" className={styles['alert']}>{t('network.refusedHere', { reason: facts.refused })}</p>}
          {facts.proxy ? <p role="alert" className={styles['alert']}>{t('network.proxy')}</p> : null}
          <ul className={styles['list']}>
            {facts.networks.length === 0 ? <li>{t('network.none')}</li> : facts.networks.map((network) => (
              <li key={`${network.name}${network.subnet}`} className="mono">{t('network.interface', { name: network.name, subnet: network.subnet, gateway: network.gateway ?? t('network.noGateway') })}</li>
            ))}
          </ul>
          {facts.refused !== null ? null : facts.known !== null ? <p>{t('network.known', { name: facts.known })}</p> : (
            <>
              <RadioGroup label={t('network.unknown')} value={confirm} onChange={setConfirm} choices={(['once', 'always'] as const).map((value) => ({ value, label: t(`network.confirm.${value}`) }))} />
              {confirm === 'always' ? <TextField label={t('network.networkName')} value={name} onChange={setName} isRequired maxLength={200} /> : null}
            </>
          )}
        </div>
      )}
    </FormDialog>
  );
}
