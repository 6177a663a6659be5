// The window: unlock while no vault is open, the incidents or one incident while one is, nothing while it is locked.
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { KeySheet } from './commands/KeySheet.tsx';
import { AboutDialog } from './features/settings/AboutDialog.tsx';
import { UnlockPage } from './features/vault/UnlockPage.tsx';
import { Toasts } from './kit/Toasts.tsx';
import { PortsProvider } from './port/ports.tsx';
import { useSession } from './session/store.ts';
import { useVaultSession } from './session/VaultSessionContext.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { reportFault } from './shell/fault.ts';
import { useAppCommands } from './shell/useAppCommands.ts';
import { useFaultToasts } from './shell/useFaultToasts.ts';

const loadOpenVault = () => import('./OpenVault.tsx');
const OpenVault = lazy(async () => ({ default: (await loadOpenVault()).OpenVault }));
const OpenVaultLayers = lazy(async () => ({ default: (await loadOpenVault()).OpenVaultLayers }));

export function App() {
  const session = useVaultSession();
  const ports = useSyncExternalStore(session.onPorts, session.ports);
  const stage = useSession((state) => state.stage);
  if (stage === 'starting' || stage === 'locking') return null;
  return (
    <PortsProvider ports={ports}>
      <ErrorBoundary onFault={reportFault}>
        {stage === 'closed' ? <Closed /> : <Suspense fallback={null}><OpenVault /></Suspense>}
        <Layers />
        <Toasts />
      </ErrorBoundary>
    </PortsProvider>
  );
}

function Closed() {
  // The rest of the console is fetched once this page stands, long before a key is derived.
  useEffect(() => {
    const handle = requestIdleCallback(() => void loadOpenVault().catch(() => undefined));
    return () => cancelIdleCallback(handle);
  }, []);
  return <UnlockPage />;
}

/** What opens over the page; each is there only while it is asked for. */
function Layers() {
  const overlay = useSession((state) => state.overlay);
  const isOpen = useSession((state) => state.stage === 'open');
  useAppCommands();
  useFaultToasts();
  return (
    <>
      {isOpen ? <Suspense fallback={null}><OpenVaultLayers /></Suspense> : null}
      {overlay === 'keys' ? <KeySheet /> : null}
      {overlay === 'about' ? <AboutDialog /> : null}
    </>
  );
}
