// The composition root of the window. The theme comes first: it names the cascade layers in their order.
import './theme/index.css';
import { createRoot } from 'react-dom/client';
import type { AppInfo } from '#ipc';
import { App } from './App.tsx';
import { createCommandRegistry } from './commands/registry.ts';
import { CommandsProvider } from './commands/CommandsProvider.tsx';
import { Messages } from './i18n/intl.tsx';
import { createDesktop } from './port/desktop.ts';
import { guardWindow } from './session/guardWindow.ts';
import { reportActivity } from './session/reportActivity.ts';
import { sessionStore } from './session/store.ts';
import { RootProvider } from './session/VaultSessionContext.tsx';
import { createVaultSession } from './session/vaultSession.ts';
import { announceFault, reportFault } from './shell/fault.ts';
import { applyTheme } from './theme/applyTheme.ts';

async function start(): Promise<void> {
  guardWindow(announceFault);
  const desktop = createDesktop(window.holdfast);
  const [preferences, info, gate, hub] = await Promise.all([desktop.call('preferences.read', {}), desktop.call('app.info', {}), desktop.call('gate.read', {}), desktop.call('hub.read', {})]);
  if (info.ok && info.value.selfTest) {
    const { runSelfTest } = await import('./selfTest.ts');
    await runSelfTest(desktop, __BUILD__);
    return;
  }
  const session = createVaultSession(desktop, __BUILD__);
  if (preferences.ok) sessionStore.setState({ preferences: preferences.value });
  if (gate.ok) sessionStore.setState({ gate: gate.value });
  desktop.on('gate.changed', (state) => sessionStore.setState({ gate: state }));
  if (hub.ok) sessionStore.setState({ hub: hub.value });
  desktop.on('hub.changed', (state) => sessionStore.setState({ hub: state }));
  desktop.on('session.lockRequested', ({ cause }) => void session.lock(cause));
  reportActivity(desktop);
  followTheme();
  const registry = createCommandRegistry(reportFault);
  desktop.on('menu.command', ({ command }) => registry.run(command));
  sessionStore.setState({ stage: 'closed' });
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no root');
  createRoot(root).render(
    <Messages>
      <RootProvider root={{ session, info: info.ok ? info.value : unknownApp }}>
        <CommandsProvider registry={registry}><App /></CommandsProvider>
      </RootProvider>
    </Messages>,
  );
}

/** Keeps the theme of the document with the preference. */
function followTheme(): void {
  let stop = applyTheme(sessionStore.getState().preferences.theme);
  sessionStore.subscribe((state, before) => {
    if (state.preferences.theme === before.preferences.theme) return;
    stop();
    stop = applyTheme(state.preferences.theme);
  });
}

const unknownApp: AppInfo = { version: '', build: __BUILD__, electron: '', chromium: '', platform: '', demo: false, selfTest: false, hostZone: 'UTC', userName: '' };

void start();
