// What is there while a vault is open. A file of its own, loaded behind the unlock page: that page has to be there at once.
import { Palette } from './commands/Palette.tsx';
import { IncidentsPage } from './features/incidents/IncidentsPage.tsx';
import { NewIncidentDialog } from './features/incidents/NewIncidentDialog.tsx';
import { NewReportDialog } from './features/intake/NewReportDialog.tsx';
import { TechniquesDialog } from './features/techniques/TechniquesDialog.tsx';
import { showOverlay } from './session/actions.ts';
import { JoinDialog } from './features/members/JoinDialog.tsx';
import { NetworkDialog } from './features/network/NetworkDialog.tsx';
import { ImportDialog } from './features/sync/ImportDialog.tsx';
import { MetricsPage } from './features/metrics/MetricsPage.tsx';
import { ReadinessRoom } from './features/readiness/ReadinessRoom.tsx';
import { SettingsDialog } from './features/settings/SettingsDialog.tsx';
import { useSession } from './session/store.ts';
import { useAppInfo } from './session/VaultSessionContext.tsx';
import { DemoBanner } from './shell/DemoBanner.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { reportFault } from './shell/fault.ts';
import { useEngineNews } from './shell/useEngineNews.ts';
import { Workspace } from './shell/Workspace.tsx';
import styles from './App.module.css';

export function OpenVault() {
  const log = useSession((state) => state.log);
  const page = useSession((state) => state.page);
  const workspace = useSession((state) => state.report?.workspace ?? null);
  const { demo } = useAppInfo();
  useEngineNews();
  return (
    <div className={styles['window']}>
      {demo ? <DemoBanner /> : null}
      <div className={styles['page']}>
        <ErrorBoundary onFault={reportFault} resetKey={log ?? ''}>{log !== null && log === workspace ? <ReadinessRoom log={log} /> : log !== null ? <Workspace log={log} /> : page === 'metrics' ? <MetricsPage /> : <IncidentsPage />}</ErrorBoundary>
      </div>
    </div>
  );
}

/** What opens over the page of an open vault; each is there only while it is asked for. */
export function OpenVaultLayers() {
  const overlay = useSession((state) => state.overlay);
  return (
    <>
      {overlay === 'palette' ? <Palette /> : null}
      {overlay === 'settings' ? <SettingsDialog /> : null}
      {overlay === 'new-report' ? <NewReportDialog log={null} onClose={() => showOverlay(null)} /> : null}
      {overlay === 'techniques' ? <TechniquesDialog /> : null}
      {overlay === 'join' ? <JoinDialog onClose={() => showOverlay(null)} /> : null}
      {overlay === 'network' ? <NetworkDialog onClose={() => showOverlay(null)} /> : null}
      {overlay === 'import' ? <ImportDialog onClose={() => showOverlay(null)} /> : null}
      {overlay === 'new-incident' ? <NewIncidentDialog /> : null}
    </>
  );
}
