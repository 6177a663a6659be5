// Launches the built app in a real Electron for ring B: as an ordinary user, sandbox on, with a home of its own.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { ordinaryUser } from '../../tools/launch/ordinaryUser.mjs';
import { prepareLaunch } from '../../tools/launch/prepare.mjs';
import { stageApp } from '../../tools/launch/stage.mjs';

/** What to launch with; everything is optional and fresh by default. */
export interface LaunchRequest {
  /** Arguments of the app itself. */
  readonly args?: readonly string[];
  /** Profile folder (settings, known vaults, working copy); pass that of an earlier launch to restart on it. */
  readonly profileDir?: string;
  /** Home folder of the app; pass that of an earlier launch to keep what the app put there. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** App folder to start instead of the build of this repository. */
  readonly source?: string;
  /** Milliseconds to wait for the console window. */
  readonly timeout?: number;
}

/** A running app. */
export interface Holdfast {
  readonly app: ElectronApplication;
  /** The console window. */
  readonly window: Page;
  readonly profileDir: string;
  readonly home: string;
  /** Uncaught errors and console errors of every window so far; expected to be empty at the end of a test. */
  readonly problems: readonly string[];
  /** Everything the main process wrote. */
  readonly output: () => string;
  /** Closes the app; kills it when it does not leave within ten seconds. */
  readonly close: () => Promise<void>;
  /** Ends the main process at once, as a power cut would. */
  readonly kill: () => Promise<void>;
}

const consoleUrl = 'app://console';
const folders = new Set<string>();
process.once('exit', removeFreshFolders);
let prepared: ReturnType<typeof prepareLaunch> | undefined;
// Looked up once: it takes a process each time.
let appUser: { readonly user: ReturnType<typeof ordinaryUser> } | undefined;

/** Starts the built app and waits for its console window. The build must exist (`npm run build`), here or in the folder HOLDFAST_APP. */
export async function launchHoldfast(request: LaunchRequest = {}): Promise<Holdfast> {
  const source = process.env['HOLDFAST_APP'];
  prepared ??= prepareLaunch({ virtualDisplay: 'always', ...(source === undefined ? {} : { source }) });
  const launch = await prepared;
  const home = request.home ?? freshFolder('home');
  const profileDir = request.profileDir ?? freshFolder('profile');
  const app = await _electron.launch({
    executablePath: launch.executable,
    args: [request.source === undefined ? launch.app : stageApp(launch.user, request.source), `--user-data-dir=${profileDir}`, ...(request.args ?? [])],
    chromiumSandbox: true,
    cwd: home,
    env: definedOnly({ ...launch.environment(home), ...request.env }),
    timeout: request.timeout ?? 30_000,
  });
  let written = '';
  app.process().stdout?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  app.process().stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const problems: string[] = [];
  app.windows().forEach((page) => collectProblems(page, problems));
  app.on('window', (page) => collectProblems(page, problems));
  const window = await consoleWindow(app, request.timeout ?? 30_000).catch(async (error: unknown) => {
    await endProcess(app, 'SIGKILL');
    throw new Error(`no console window; the app said:\n${written}`, { cause: error });
  });
  await window.emulateMedia({ reducedMotion: 'reduce' });
  return { app, window, profileDir, home, problems, output: () => written, close: () => closeApp(app), kill: () => endProcess(app, 'SIGKILL') };
}

/** The console window among all windows, by its address. */
export async function consoleWindow(app: ElectronApplication, timeout = 30_000): Promise<Page> {
  const isConsole = (page: Page) => page.url().startsWith(consoleUrl);
  const deadline = Date.now() + timeout;
  for (;;) {
    const found = app.windows().find(isConsole);
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`no window at ${consoleUrl} after ${timeout} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A new empty folder that the app may write, removed at the end. */
export function freshFolder(name: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), `holdfast-${name}-`));
  giveToApp(folder);
  chmodSync(folder, 0o700);
  folders.add(folder);
  return folder;
}

/** Removes the folders made so far; happens by itself when a Playwright worker ends, a Vitest file calls it. */
export function removeFreshFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

/** Makes files that a test has written belong to the user the app runs as. */
export function giveToApp(file: string): void {
  appUser ??= { user: ordinaryUser() };
  const { user } = appUser;
  if (user !== null) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, file]);
}

/** Methods of Electron's `dialog` that tests answer in the place of a person. */
export type DialogMethod = 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox';

/** Answers every later call of a native dialog with `result`, because nothing can click a native dialog. */
export async function replaceDialog(app: ElectronApplication, method: DialogMethod, result: Readonly<Record<string, unknown>>): Promise<void> {
  await app.evaluate(({ dialog }, [name, answer]) => Object.assign(dialog, { [name]: () => Promise.resolve(answer) }) && undefined, [method, result] as const);
}

/** The processes of the app by type (`Browser`, `Tab`, `GPU`, `Utility`); `/proc/<pid>/status` says whether each is sandboxed (`Seccomp: 2`). */
export async function processTypes(app: ElectronApplication): Promise<readonly { readonly pid: number; readonly type: string }[]> {
  return app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map(({ pid, type }) => ({ pid, type })));
}

function collectProblems(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
}

async function closeApp(app: ElectronApplication): Promise<void> {
  const patience = setTimeout(() => app.process().kill('SIGKILL'), 10_000);
  try {
    await app.close();
  } finally {
    clearTimeout(patience);
  }
}

async function endProcess(app: ElectronApplication, signal: NodeJS.Signals): Promise<void> {
  const child = app.process();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  child.kill(signal);
  await ended;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
