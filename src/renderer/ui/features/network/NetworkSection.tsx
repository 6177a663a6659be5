// Sync with a server: whether the path is trusted and why, what went, what a server learns. Keys: N connects, S sends and fetches now. Pattern: panel with tables.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { SyncLogView, SyncServerView, SyncView } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Panel, SectionHeading } from '../../kit/Panel.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { useSession } from '../../session/store.ts';
import { ConnectDialog } from './ConnectDialog.tsx';
import { EvidenceTable } from './EvidenceTable.tsx';
import { FoundDialog } from './FoundDialog.tsx';
import { IncidentTable } from './IncidentTable.tsx';
import { NetworksTable } from './NetworksTable.tsx';
import { PairDialog } from './PairDialog.tsx';
import { RefuseNetworkDialog } from './RefuseNetworkDialog.tsx';
import { RotationFileNote } from './RotationFileNote.tsx';
import { RotationNotes } from './RotationNotes.tsx';
import { isAboutCondition, TrustReasons } from './TrustReasons.tsx';
import { TrustSteps } from './TrustSteps.tsx';
import { useRotationFile } from './useRotationFile.ts';
import { useWhy } from './useWhy.ts';
import { WouldGo } from './WouldGo.tsx';
import styles from './network.module.css';

type Asking = { readonly about: 'pair' } | { readonly about: 'connect'; readonly server: SyncServerView } | { readonly about: 'found'; readonly row: SyncLogView } | { readonly about: 'refuse' };

export function NetworkSection({ log }: { readonly log: LogId | null }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('sync', {});
  if (query.state === 'failed') return <ErrorState title={t('network.failed')} text={failure(query.kind)} />;
  if (query.state !== 'ready') return <Skeleton />;
  return <Ready view={query.result} log={log} />;
}

function Ready({ view, log }: { readonly view: SyncView; readonly log: LogId | null }): ReactNode {
  const t = useText();
  const why = useWhy();
  const engine = useEngine();
  const desktop = useDesktop();
  const gate = useSession((state) => state.gate);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [only] = view.servers;
  const rotation = useRotationFile();
  const close = (): void => setAsking(null);
  const connect = (): void => setAsking(only === undefined ? { about: 'pair' } : { about: 'connect', server: only });
  const now = async (): Promise<void> => {
    const done = await engine.call('sync.now', { log: null });
    showToast({ title: done.ok ? t('network.done', done.value) : why(done.error.kind), tone: done.ok ? 'ok' : 'danger' });
  };
  useScreenCommands([
    { id: 'network.pair', label: 'network.pair', keywords: 'network.pair.keywords', group: 'screen', undo: 'none', run: () => setAsking({ about: 'pair' }) },
    { id: 'network.connect', label: 'network.connect', keywords: 'network.connect.keywords', group: 'screen', keys: ['n'], undo: 'none', when: () => !view.isConnected, run: connect },
    { id: 'network.rotateFile', label: 'network.rotateFile', keywords: 'network.rotateFile.keywords', group: 'screen', undo: 'none', when: () => view.servers.length === 1, run: () => { if (only !== undefined) void rotation.choose(only); } },
    { id: 'network.now', label: 'network.now', keywords: 'network.now.keywords', group: 'screen', keys: ['s'], undo: 'none', when: () => view.isConnected, run: () => void now() },
  ]);
  return (
    <Panel
      title={t('network.title')}
      aside={(
        <div className={styles['buttons']}>
          {view.servers.length === 0 ? null : <Button variant="quiet" onPress={() => setAsking({ about: 'pair' })}>{t('network.pair')}</Button>}
          {view.isConnected ? (
            <>
              <Button variant="quiet" onPress={() => void engine.call('sync.pause', { paused: !view.isPaused })}>{view.isPaused ? t('network.resume') : t('network.pause')}</Button>
              <Button variant="quiet" onPress={() => void engine.call('sync.disconnect', {})}>{t('network.disconnect')}</Button>
              <Button variant="primary" keys="s" onPress={() => void now()}>{t('network.now')}</Button>
            </>
          ) : null}
          {gate.state === 'OFFLINE' ? null : <Button variant="danger" onPress={() => void desktop.call('gate.kill', {})}>{t('network.kill')}</Button>}
        </div>
      )}
    >
      <p className={styles['lead']}>{t('network.lead')}</p>
      <TrustSteps gate={gate} />
      {view.failure === null || isAboutCondition(view.failure) ? null : <p role="alert" className={styles['alert']}>{why(view.failure)}</p>}
      <RotationNotes view={view} />
      {rotation.file === null ? null : <RotationFileNote file={rotation.file} onClose={rotation.clear} />}
      <div className={styles['columns']}>
        <div><SectionHeading>{t('network.why')}</SectionHeading><TrustReasons view={view} gate={gate} /></div>
        <div><SectionHeading>{t('network.go')}</SectionHeading><WouldGo view={view} /></div>
      </div>
      <SectionHeading>{t('network.servers')}</SectionHeading>
      {view.servers.length === 0 ? <EmptyState title={t('network.serversNone')} text={t('network.serversNoneText')}><Button variant="primary" onPress={() => setAsking({ about: 'pair' })}>{t('network.pair')}</Button></EmptyState> : <Servers view={view} onConnect={(server) => setAsking({ about: 'connect', server })} onKeys={(server) => void rotation.choose(server)} />}
      {view.servers.length === 0 ? null : <SectionHeading>{t('network.incidents')}</SectionHeading>}
      {view.servers.length === 0 ? null : <IncidentTable view={view} onFound={(row) => setAsking({ about: 'found', row })} />}
      {log === null || view.server === null ? null : <EvidenceTable log={log} isConnected={view.isTrusted} />}
      <SectionHeading>{t('network.networks')}</SectionHeading>
      <NetworksTable view={view} onRefuse={() => setAsking({ about: 'refuse' })} />
      {asking?.about === 'pair' ? <PairDialog onClose={close} /> : null}
      {asking?.about === 'connect' ? <ConnectDialog server={asking.server} onClose={close} /> : null}
      {asking?.about === 'refuse' ? <RefuseNetworkDialog onClose={close} /> : null}
      {asking?.about === 'found' ? <FoundDialog row={asking.row} onClose={close} /> : null}
    </Panel>
  );
}

interface ServersProps { readonly view: SyncView; readonly onConnect: (server: SyncServerView) => void; readonly onKeys: (server: SyncServerView) => void }

function Servers({ view, onConnect, onKeys }: ServersProps): ReactNode {
  const t = useText();
  const engine = useEngine();
  return (
    <table className={styles['table']} aria-label={t('network.servers')}>
      <thead><tr><th scope="col">{t('network.server')}</th><th scope="col">{t('network.fingerprint')}</th><th scope="col">{t('network.lastRound')}</th><th scope="col" aria-hidden="true" /></tr></thead>
      <tbody>
        {view.servers.map((server) => {
          const isThis = view.server === server.id;
          const isShown = isThis && view.servers.length > 1;
          return (
            <tr key={server.id}>
              <th scope="row"><span className={styles['who']}>{server.name}</span>{isThis && view.isTrusted ? <>{' '}<Badge tone="ok">{t('shell.trust.trusted')}</Badge></> : null}{isShown && !view.isTrusted ? <>{' '}<Badge>{t('network.shown')}</Badge></> : null}<span className={styles['small']} data-mono="" data-selectable="">{server.address}</span></th>
              <td><span className="mono" data-selectable="">{server.fingerprint}</span><span className={styles['small']}>{t('network.pairedBy', { name: server.pairedBy })}{', '}<Instant at={server.pairedAt} detail="minute" /></span>{server.former === null ? null : <span className={styles['small']}>{t('network.former')}{' '}<span className="mono" data-selectable="">{server.former}</span></span>}</td>
              <td>{isThis && view.lastRoundAt !== null ? <Instant at={view.lastRoundAt} detail="minute" /> : null}</td>
              <td>
                <div className={styles['buttons']}>
                  {isThis && view.isConnected ? null : <Button variant={view.isConnected ? 'quiet' : 'primary'} {...(server === view.servers[0] && !view.isConnected ? { keys: 'n' } : {})} onPress={() => onConnect(server)}>{t('network.connect')}</Button>}
                  {isThis || view.isConnected ? null : <Button variant="quiet" onPress={() => void engine.call('sync.look', { server: server.id })}>{t('network.look')}</Button>}
                  <Button variant="quiet" onPress={() => onKeys(server)}>{t('network.rotateFile')}</Button>
                  <Button variant="quiet" onPress={() => void engine.call('sync.forget', { server: server.id })}>{t('network.forget')}</Button>
                </div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
