// The hub of this console: where it is, what proves it, who may found on it, and the way to use it. Pattern: panel with a definition list.
import { useState, type ReactNode } from 'react';
import { renderSVG } from 'uqr';
import type { LogId } from '#base';
import type { HubRunning, HubState, SyncView } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { DefinitionList } from '../../kit/DefinitionList.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { useDesktop } from '../../port/ports.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { useSession } from '../../session/store.ts';
import { svgToSource } from '../integrity/sheet.ts';
import { useWhy } from '../network/useWhy.ts';
import { StartHubDialog } from './StartHubDialog.tsx';
import { isHub, useHub } from './useHub.ts';
import styles from './sync.module.css';

export function HubSection({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const desktop = useDesktop();
  const hub = useSession((state) => state.hub);
  const [isStarting, setStarting] = useState(false);
  const sync = useQuery('sync', {});
  useScreenCommands([
    { id: 'hub.start', label: 'hub.start', keywords: 'hub.start.keywords', group: 'screen', undo: 'none', when: () => hub.state === 'off', run: () => setStarting(true) },
  ]);
  return (
    <Panel
      title={t('hub.title')}
      aside={hub.state === 'off' ? <Button onPress={() => setStarting(true)}>{t('hub.start')}</Button> : <Button variant="danger" onPress={() => void desktop.call('hub.stop', {})}>{t('hub.stop')}</Button>}
    >
      <p className={styles['lead']}>{t('hub.lead')}</p>
      {hub.running === null ? <Off hub={hub} /> : sync.state === 'ready' ? <On key={hub.running.address} hub={hub.running} view={sync.result} log={log} /> : null}
      {isStarting ? <StartHubDialog onClose={() => setStarting(false)} /> : null}
    </Panel>
  );
}

function Off({ hub }: { readonly hub: HubState }): ReactNode {
  const t = useText();
  if (hub.state === 'starting') return <p role="status">{t('hub.starting')}</p>;
  if (hub.ended === 'crashed') return <p role="alert" className={styles['alert']}>{t('hub.crashed')}</p>;
  if (hub.ended === 'address-gone') return <p role="alert" className={styles['alert']}>{t('hub.ended.address-gone')}</p>;
  return <p>{hub.ended === 'lock' || hub.ended === 'kill' ? `${t(`hub.ended.${hub.ended}`)} ${t('hub.off')}` : t('hub.off')}</p>;
}

function On({ hub, view, log }: { readonly hub: HubRunning; readonly view: SyncView; readonly log: LogId }): ReactNode {
  const t = useText();
  const why = useWhy();
  const desktop = useDesktop();
  const { use, found } = useHub(hub, view);
  const server = view.servers.find((candidate) => isHub(candidate, hub));
  const isUsed = view.isConnected && server !== undefined && view.server === server.id;
  const isFounded = isUsed && view.logs.some((row) => row.log === log && row.onServer);
  const failed = use.error ?? found.error;
  const copy = (text: string) => () => void desktop.call('clipboard.writeText', { text });
  useScreenCommands([
    { id: 'hub.use', label: 'hub.use', keywords: 'hub.use.keywords', group: 'screen', undo: 'none', when: () => !isUsed, run: () => void use.run(undefined) },
    { id: 'hub.found', label: 'hub.found', group: 'screen', undo: 'none', when: () => isUsed && !isFounded, run: () => void found.run(log) },
  ]);
  return (
    <div className={styles['stack']}>
      {hub.broken === 0 ? null : <p role="alert" className={styles['alert']}>{t('hub.broken', { count: hub.broken })}</p>}
      <div className={styles['hub']}>
        <DefinitionList
          items={[
            { term: t('hub.address'), value: <span data-selectable="">{hub.address}</span>, isMono: true },
            { term: t('hub.fingerprint'), value: <span data-selectable="">{hub.fingerprint}</span>, isMono: true },
            { term: t('hub.pairing'), value: <Code text={hub.pairing} name={t('hub.pairing')} onCopy={copy(hub.pairing)} /> },
            { term: t('hub.voucher'), value: <Code text={hub.voucher} name={t('hub.voucher')} help={t('hub.voucherHelp')} onCopy={copy(hub.voucher)} /> },
            { term: t('hub.holds'), value: `${t('hub.logs', { count: hub.logs })}, ${t('hub.connections', { count: hub.connections })}` },
          ]}
        />
        <figure className={styles['hubFigure']}>
          <img className={styles['hubPicture']} src={svgToSource(renderSVG(hub.pairing, { ecc: 'M', border: 4 }))} alt={t('hub.pairingPicture')} />
          <figcaption className={styles['small']}>{t('hub.pairing')}</figcaption>
        </figure>
        <figure className={styles['hubFigure']}>
          <img className={styles['hubPicture']} src={svgToSource(renderSVG(hub.voucher, { ecc: 'L', border: 4 }))} alt={t('hub.voucherPicture')} />
          <figcaption className={styles['small']}>{t('hub.voucherSecret')}</figcaption>
        </figure>
      </div>
      <p className="muted">{t('hub.compare')}</p>
      {failed === null ? null : <p role="alert" className={styles['alert']}>{why(failed.kind)}</p>}
      <div className={styles['buttons']}>
        {isUsed ? <span role="status">{isFounded ? `${t('hub.used')} ${t('hub.founded')}` : t('hub.used')}</span> : <Button variant="primary" isBusy={use.busy} onPress={() => void use.run(undefined)}>{t('hub.use')}</Button>}
        {isUsed && !isFounded ? <Button variant="primary" isBusy={found.busy} onPress={() => void found.run(log)}>{t('hub.found')}</Button> : null}
      </div>
    </div>
  );
}

function Code({ text, name, help, onCopy }: { readonly text: string; readonly name: string; readonly help?: string; readonly onCopy: () => void }): ReactNode {
  const t = useText();
  return (
    <>
      <span className={styles['code']} data-selectable="">{text}</span>
      {help === undefined ? null : <span className={styles['small']}>{help}</span>}
      <Button variant="quiet" aria-label={`${t('hub.copy')}: ${name}`} onPress={onCopy}>{t('hub.copy')}</Button>
    </>
  );
}
