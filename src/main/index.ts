// The composition root of the main process: everything is made and connected here, and decided elsewhere.
import { app, nativeTheme, session, type IpcMainInvokeEvent } from 'electron';
import path from 'node:path';
import { looksLikeVault } from '#disk';
import { createNetGate, createNetHandlers, guardSockets, listAddresses, onConnectionLost } from '#network';
import { createAlarmDesk } from './alarms/alarmDesk.ts';
import { createFileDesk } from './files/fileHandlers.ts';
import { confirmHub, forkHub } from './hub/forkHub.ts';
import { createHubDesk, type HubDesk } from './hub/hubDesk.ts';
import { isOwnPage, listenForCalls } from './ipc/listen.ts';
import { createRouter, type DesktopHandlers } from './ipc/router.ts';
import { isWindowAddress } from './lockdown/blockRequests.ts';
import { denyAuthentication, denyNavigation, fixTitles } from './lockdown/denyNavigation.ts';
import { keepSecretsOutOfDumps } from './lockdown/keepSecretsOutOfDumps.ts';
import { lockSession } from './lockdown/lockSession.ts';
import { quietChromium, quietResolver } from './lockdown/quietChromium.ts';
import { setMenu } from './menu/setMenu.ts';
import { createGateDesk } from './network/gateDesk.ts';
import { hasProxy } from './network/hasProxy.ts';
import { createPreferenceDesk } from './preferences/preferences.ts';
import { createPrintDesk } from './print/printDesk.ts';
import { registerScheme } from './scheme/registerScheme.ts';
import { createConsoleServer } from './scheme/serveConsole.ts';
import { forgetGarbage } from './session/forgetGarbage.ts';
import { createIdleTimer } from './session/idleTimer.ts';
import { createLockKeeper, type LockKeeper } from './session/lockKeeper.ts';
import { createSessionHandlers } from './session/sessionHandlers.ts';
import { watchPower } from './session/watchPower.ts';
import { createAppHandlers } from './startup/appHandlers.ts';
import { builtPlaces, userPlaces } from './startup/places.ts';
import { readSwitches } from './startup/readSwitches.ts';
import { createBugReporter } from './startup/reportBug.ts';
import { createSelfTestRun } from './startup/selfTestRun.ts';
import { createTemporaryFolder } from './startup/temporaryFolder.ts';
import { createKnownVaults, type KnownVaults } from './vaults/knownVaults.ts';
import { createVaultHandlers } from './vaults/vaultHandlers.ts';
import { createVaultSeat, type VaultSeat } from './vaults/vaultSeat.ts';
import { createConsoleWindow } from './window/createConsoleWindow.ts';
import { replacePage } from './window/replacePage.ts';
import { createStage, type Stage } from './window/stage.ts';

// Before anything else: every renderer of this process is sandboxed, whatever a window asks for.
app.enableSandbox();
app.setName('Holdfast');
const gate = createNetGate(() => process.getActiveResourcesInfo());
guardSockets(gate);
quietChromium();
keepSecretsOutOfDumps();
denyNavigation(app);
denyAuthentication(app);
fixTitles(app);
registerScheme();

const reportBug = createBugReporter((line) => void process.stderr.write(line));
process.on('uncaughtException', (error) => void reportBug(error));
process.on('unhandledRejection', (error) => void reportBug(error));

const switches = readSwitches(process.argv, process.cwd());
const scratch = switches.selfTest ? createTemporaryFolder('self-test', app) : switches.demo ? createTemporaryFolder('demo', app) : null;
const userData = switches.userData ?? (scratch === null ? app.getPath('userData') : path.join(scratch, 'profile'));
app.setPath('userData', userData);

if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  const development = !app.isPackaged && process.argv.includes('--devtools');
  quietResolver();
  session.defaultSession.protocol.handle('app', createConsoleServer(builtPlaces.renderer));
  await lockSession(session.defaultSession, isWindowAddress(development));
  const connected = await connectConsole();
  const window = createConsoleWindow({ preload: builtPlaces.preload, visible: !switches.selfTest, development, onPageLost: () => void connected.keeper.end() });
  connected.stage.show(window);
  watchApp(connected);
}

/** Everything behind the window: what it may ask for, and what may end its session. */
async function connectConsole(): Promise<Connected> {
  const places = userPlaces(userData);
  const stage = createStage();
  const known = createKnownVaults(places.knownVaults, looksLikeVault);
  const seat = createVaultSeat({ hostStateDir: places.hostState, network: createNetHandlers(gate, hasProxy), onConnectionLost: (listener) => onConnectionLost(gate, listener), sendPort: stage.sendPort, reportBug });
  const files = createFileDesk({ window: stage.window, vault: seat.current });
  const printing = createPrintDesk();
  const idle = createIdleTimer(() => void keeper.request('idle'));
  const startIdle = (minutes: number) => (seat.current() === null ? undefined : idle.start(minutes));
  const preferences = createPreferenceDesk(places.preferences, ({ idleLockMinutes }) => startIdle(idleLockMinutes));
  const hub = createHubDesk({
    data: places.hub, fork: () => forkHub(builtPlaces.hub), addresses: listAddresses, confirm: (address) => confirmHub(stage.window(), address), hasVault: () => seat.current() !== null,
    announce: (state) => stage.push('hub.changed', state),
  });
  const keeper = createLockKeeper({ session: seat.current, announce: (cause) => stage.push('session.lockRequested', { cause }), endSession });

  async function endSession(leaveMs: number): Promise<void> {
    // First of all: nothing of a session that is being left may still go out.
    gate.disarm('lock');
    idle.stop();
    printing.abandon();
    const closed = Promise.all([seat.close(), files.clearClipboard(), hub.stop('lock')]);
    const window = stage.window();
    if (window !== null) await replacePage(window, leaveMs);
    await closed;
    forgetGarbage();
  }

  const selfTest = switches.selfTest ? createSelfTestRun({ write: (line) => void process.stdout.write(line), end: (code) => app.exit(code) }) : null;
  const defaultFolder = path.join(scratch ?? app.getPath('documents'), 'Holdfast');
  const handlers: DesktopHandlers = {
    ...createAppHandlers({ switches, resources: builtPlaces.resources, vault: seat.current, selfTest }),
    ...preferences.handlers,
    ...createVaultHandlers({ known, seat, defaultFolder, window: stage.window, onOpened: () => void preferences.read().then(({ idleLockMinutes }) => startIdle(idleLockMinutes)) }),
    ...createSessionHandlers(keeper, idle),
    ...createGateDesk({ gate, window: stage.window, hasVault: () => seat.current() !== null, onKill: () => void hub.stop('kill') }),
    ...hub.handlers,
    ...files.handlers,
    ...printing.handlers,
    ...createAlarmDesk(stage.window),
  };
  listenForCalls(createRouter<IpcMainInvokeEvent>({ isTrusted: (event) => isOwnPage(event, stage.window()), handlers, reportBug }));
  if (switches.vault !== null) await known.remember(switches.vault, Date.now());
  nativeTheme.themeSource = (await preferences.read()).theme;
  return { stage, keeper, known, seat, hub };
}

interface Connected { readonly stage: Stage; readonly keeper: LockKeeper; readonly known: KnownVaults; readonly seat: VaultSeat; readonly hub: HubDesk }

/** What happens around the window: menu, gate, power, another start, the end. */
function watchApp({ stage, keeper, known, seat, hub }: Connected): void {
  setMenu((command) => stage.push('menu.command', { command }), () => {
    gate.disarm('kill');
    void hub.stop('kill');
  });
  gate.onChange((state) => stage.push('gate.changed', state));
  setInterval(gate.refresh, 2_000).unref();
  setInterval(hub.refresh, 1_000).unref();
  watchPower(keeper.request);
  app.on('second-instance', (_event, args, workingFolder) => {
    const { vault } = readSwitches(args, workingFolder);
    if (vault !== null) void known.remember(vault, Date.now());
    const window = stage.window();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (seat.current() === null) return;
    event.preventDefault();
    // The vault gives its lock back before the program is gone.
    void keeper.request('quit').then(() => app.quit());
  });
}
