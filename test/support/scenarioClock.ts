// A clock that a scenario sets: the built app is copied, and its window and its engine get another `Date.now` in front of their own code. Nothing in the product knows of it.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { freshFolder, giveToApp, launchHoldfast, type Holdfast, type LaunchRequest } from './runtime.ts';

/** A running app whose clocks a test sets. */
export interface Scenario extends Holdfast {
  /** Sets the wall clock of window, engine and main process: an ISO instant. Time goes on from there. */
  readonly setClock: (instant: string) => Promise<void>;
}

const repository = fileURLToPath(new URL('../../', import.meta.url));
// The window keeps the shift over reloads and tells it to every engine that asks. Skipped time passes on the monotonic clock of the engine too, as it would.
const prelude = `(() => {
  const now = Date.now, uptime = performance.now.bind(performance), isWindow = typeof sessionStorage !== 'undefined';
  let shift = 0, skipped = 0;
  const take = (next) => { skipped += Math.max(0, next - shift); shift = next; };
  Date.now = () => now() + shift;
  if (!isWindow) performance.now = () => uptime() + skipped;
  const channel = new BroadcastChannel('scenario-clock');
  channel.onmessage = ({ data }) => { if (typeof data === 'number') take(data); else if (isWindow) channel.postMessage(shift); };
  if (!isWindow) channel.postMessage('ask');
  else {
    take(Number(sessionStorage.scenarioShift ?? 0));
    globalThis.setScenarioClock = (at) => { const next = at - now(); sessionStorage.scenarioShift = String(next); take(next); channel.postMessage(next); };
  }
})();
`;
let staged: string | undefined;

/** Starts the app at an instant. */
export async function launchScenario(instant: string, request: LaunchRequest = {}): Promise<Scenario> {
  const source = process.env['HOLDFAST_APP'] ?? repository;
  staged ??= stageWithClock(source);
  const holdfast = await launchHoldfast({ ...request, source: staged });
  await expect.poll(() => holdfast.window.evaluate(() => 'setScenarioClock' in globalThis), { message: 'the staged window takes its clock from the test' }).toBe(true);
  const setClock = async (next: string): Promise<void> => {
    const at = Date.parse(next);
    if (Number.isNaN(at)) throw new Error(`no instant: ${next}`);
    await holdfast.window.evaluate((value) => (globalThis as unknown as { setScenarioClock: (at: number) => void }).setScenarioClock(value), at);
    await holdfast.app.evaluate((_, value) => {
      const scope = globalThis as unknown as { scenarioNow?: () => number };
      scope.scenarioNow ??= Date.now;
      const real = scope.scenarioNow;
      const shift = value - real();
      Date.now = () => real() + shift;
    }, at);
  };
  await setClock(instant);
  return { ...holdfast, setClock };
}

function stageWithClock(source: string): string {
  const folder = freshFolder('scenario-app');
  for (const part of ['package.json', 'out', 'resources']) cpSync(path.join(source, part), path.join(folder, part), { recursive: true });
  const assets = path.join(folder, 'out', 'renderer', 'assets');
  const patched = readdirSync(assets).filter((name) => /^(?:worker|index)-.*\.js$/.test(name));
  if (patched.length < 2) throw new Error('the built window has no script of its own, or no worker');
  for (const name of patched) writeFileSync(path.join(assets, name), prelude + readFileSync(path.join(assets, name), 'utf8'));
  giveToApp(folder);
  return folder;
}
