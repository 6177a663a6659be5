// Cold start to a usable unlock screen, against an empty window of the same Electron build, alternating in one run.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { prepareLaunch } from '../tools/launch/prepare.mjs';
import { freshFolder } from '../test/support/runtime.ts';
import { printFigure, median } from './support/figure.ts';

const RUNS = process.env['SLOW'] === '1' ? 15 : 5;

/** An app that shows one heading and does nothing else. */
function writeEmptyApp(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'holdfast-empty-'));
  mkdirSync(path.join(folder, 'out', 'main'), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'empty', version: '1.0.0', type: 'module', main: './out/main/index.js' }));
  writeFileSync(path.join(folder, 'out', 'main', 'index.html'), '<!doctype html><title>empty</title><h1>Empty</h1>');
  writeFileSync(path.join(folder, 'out', 'main', 'index.js'), `
import { app, BrowserWindow } from 'electron';
app.enableSandbox();
app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadFile(new URL('./index.html', import.meta.url).pathname));
app.on('window-all-closed', () => app.quit());
`);
  return folder;
}

type Launch = Awaited<ReturnType<typeof prepareLaunch>>;

async function timeStart(launch: Launch, ready: (page: Page) => Promise<void>): Promise<number> {
  const home = freshFolder('home');
  const profile = freshFolder('profile');
  const env = Object.fromEntries(Object.entries(launch.environment(home)).filter((pair): pair is [string, string] => pair[1] !== undefined));
  const started = performance.now();
  const app = await _electron.launch({ executablePath: launch.executable, args: [launch.app, `--user-data-dir=${profile}`], chromiumSandbox: true, cwd: home, env });
  await ready(await app.firstWindow());
  const took = performance.now() - started;
  await app.close();
  return took;
}

const holdfast = await prepareLaunch({ virtualDisplay: 'always' });
const empty = await prepareLaunch({ virtualDisplay: 'always', source: writeEmptyApp() });
const own: number[] = [];
const baseline: number[] = [];
for (let run = 0; run < RUNS + 1; run += 1) {
  const ownMs = await timeStart(holdfast, (page) => page.getByRole('button').first().waitFor());
  const emptyMs = await timeStart(empty, (page) => page.getByRole('heading').first().waitFor());
  // The first pair warms the page cache for both and is not counted.
  if (run > 0) {
    own.push(ownMs);
    baseline.push(emptyMs);
  }
}
printFigure({ name: 'cold start to unlock screen', value: median(own), unit: 'ms', baseline: `empty Electron window of the same build, ${Math.round(median(baseline))} ms`, ratio: median(own) / median(baseline) });
process.exit(0);
