// The window: unlock while no vault is open, the incidents or one incident while one is, nothing while it is locked.
import { useSyncExternalStore } from 'react';
import { KeySheet } from './commands/KeySheet.tsx';
import { Palette } from './commands/Palette.tsx';
import { IncidentsPage } from './features/incidents/IncidentsPage.tsx';
import { NewIncidentDialog } from './features/incidents/NewIncidentDialog.tsx';
import { AboutDialog } from './features/settings/AboutDialog.tsx';
import { SettingsDialog } from './features/settings/SettingsDialog.tsx';
import { UnlockPage } from './features/vault/UnlockPage.tsx';
import { Toasts } from './kit/Toasts.tsx';
import { PortsProvider } from './port/ports.tsx';
import { useSession } from './session/store.ts';
import { useAppInfo, useVaultSession } from './session/VaultSessionContext.tsx';
import { DemoBanner } from './shell/DemoBanner.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { reportFault } from './shell/fault.ts';
import { useAppCommands } from './shell/useAppCommands.ts';
import { useEngineNews } from './shell/useEngineNews.ts';
import { useFaultToasts } from './shell/useFaultToasts.ts';
import { Workspace } from './shell/Workspace.tsx';
import styles from './App.module.css';

export function App() {
  const session = useVaultSession();
  const ports = useSyncExternalStore(session.onPorts, session.ports);
  const stage = useSession((state) => state.stage);
  if (stage === 'starting' || stage === 'locking') return null;
  return (
    <PortsProvider ports={ports}>
      <ErrorBoundary onFault={reportFault}>
        {stage === 'closed' ? <UnlockPage /> : <OpenVault />}
        <Layers />
        <Toasts />
      </ErrorBoundary>
    </PortsProvider>
  );
}

function OpenVault() {
  const log = useSession((state) => state.log);
  const { demo } = useAppInfo();
  useEngineNews();
  return (
    <div className={styles['window']}>
      {demo ? <DemoBanner /> : null}
      <div className={styles['page']}>
        <ErrorBoundary onFault={reportFault} resetKey={log ?? ''}>{log === null ? <IncidentsPage /> : <Workspace log={log} />}</ErrorBoundary>
      </div>
    </div>
  );
}

/** What opens over the page; each is there only while it is asked for. */
function Layers() {
  const overlay = useSession((state) => state.overlay);
  const isOpen = useSession((state) => state.stage === 'open');
  useAppCommands();
  useFaultToasts();
  return (
    <>
      {overlay === 'palette' && isOpen ? <Palette /> : null}
      {overlay === 'keys' ? <KeySheet /> : null}
      {overlay === 'about' ? <AboutDialog /> : null}
      {overlay === 'settings' && isOpen ? <SettingsDialog /> : null}
      {overlay === 'new-incident' && isOpen ? <NewIncidentDialog /> : null}
    </>
  );
}
