// The kill switch: from the order until the socket is closed, while a journal of many MiB is being pulled. As in the app: the engine checks on a thread of its own, the order reaches the one that holds
// the gate, the sockets and the vault folder.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EntityId } from '#base';
import { servedAsPieceThread } from '../src/cli/verify/pieceThread.ts';
import { armFor, connect, createPair, openConsole, pair, placeIn } from './support/console.ts';
import { openSplitConsole, servedAsEngineThread, type SplitConsole } from './support/engineThread.ts';
import { median, printFigure } from './support/figure.ts';
import { runRole, serveProcess, type ServerProcess } from './support/serverProcess.ts';
import { createBenchPlace, growLog } from './support/vault.ts';

const FRAMES = Number(process.env['HOLDFAST_BENCH_ENTRIES'] ?? 15_000);
const ORDERS = 12;
const BUDGET_MS = 100;
/** More than the answers before the first frames have. */
const BEGUN_BYTES = 2 ** 17;
// A thread that does nothing else gives the orders, with the time at which it did.
const GIVER = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', (delay) => setTimeout(() => parentPort.postMessage(performance.timeOrigin + performance.now()), delay));`;


interface VictimInput { readonly folder: string; readonly hostStateDir: string; readonly vault: string; readonly server: ServerProcess }
interface SenderInput extends VictimInput { readonly log: string }
interface Cut { readonly ms: number; readonly bytesBefore: number; readonly bytesAfter: number }

const [, , role, given] = process.argv;
if (servedAsPieceThread()) await new Promise(() => undefined);
else if (await servedAsEngineThread()) process.exit();
else if (role === 'send') await send(JSON.parse(given ?? '') as SenderInput);
else if (role === 'pull') process.stdout.write(`${JSON.stringify(await beCut(JSON.parse(given ?? '') as VictimInput))}\n`);
else await measure();

async function measure(): Promise<void> {
  const place = await createBenchPlace();
  const [first, second] = [await placeIn(place, 'first'), await placeIn(place, 'second')];
  const { log, paths } = await createPair(first, second);
  await growLog(first, paths[0], log, FRAMES);
  const server = await serveProcess(path.join(place.folder, 'server'));
  try {
    await runRole('send', { ...first, vault: paths[0], server, log });
    const cuts = await runRole<readonly Cut[]>('pull', { ...second, vault: paths[1], server });
    if (cuts.length < ORDERS / 2) throw new Error(`only ${cuts.length} orders came while the pull ran`);
    const after = cuts.reduce((sum, { bytesAfter }) => sum + bytesAfter, 0);
    const pulled = Math.max(...cuts.map(({ bytesBefore }) => bytesBefore)) / 2 ** 20;
    const slowest = Math.max(...cuts.map(({ ms }) => ms));
    printFigure({ name: `kill switch during a pull, order until the socket is closed, slowest of ${cuts.length}`, value: slowest, unit: 'ms', baseline: 'budget of 100 ms', ratio: slowest / BUDGET_MS });
    printFigure({ name: 'the same, p50', value: median(cuts.map(({ ms }) => ms)), unit: 'ms', baseline: 'budget of 100 ms', ratio: median(cuts.map(({ ms }) => ms)) / BUDGET_MS });
    printFigure({ name: 'bytes that were read after the cut', value: after, unit: 'bytes', baseline: `up to ${pulled.toFixed(1)} MiB on one connection before it`, ratio: after / 2 ** 20 / pulled });
  } finally {
    await server.end();
    await place.remove();
  }
}

async function send({ vault, server, log, ...place }: SenderInput): Promise<void> {
  const console = await openConsole({ ...place, store: new Map(), remove: async () => undefined }, vault);
  const id = await pair(console, server);
  await connect(console, server, id);
  const founded = await console.engine.handlers['sync.found']({ log: log as never, voucher: server.voucher ?? '' });
  if (!founded.ok) throw new Error(founded.error.message);
  await console.end();
  process.stdout.write('{}\n');
}

/** Pulls, and is cut again and again, until nothing is left to pull. */
async function beCut({ vault, server, ...place }: VictimInput): Promise<readonly Cut[]> {
  const console = await openSplitConsole({ ...place, store: new Map(), remove: async () => undefined }, vault);
  armFor(console.gate, server);
  const paired = await console.engine.call('sync.pair', { name: 'bench', address: server.address, code: null, fingerprint: server.fingerprint });
  if (!paired.ok) throw new Error(paired.error.kind);
  const giver = new Worker(GIVER, { eval: true });
  const cuts: Cut[] = [];
  for (let order = 0; order < ORDERS; order += 1) {
    const cut = await cutOnce(console, giver, server, paired.value.server);
    if (cut === null) break;
    cuts.push(cut);
  }
  await giver.terminate();
  await console.end();
  return cuts;
}

/** Connects, and is cut some time after much has begun to come. Null when everything had come before. */
async function cutOnce(console: SplitConsole, giver: Worker, server: ServerProcess, id: EntityId): Promise<Cut | null> {
  armFor(console.gate, server);
  let isPulling = true;
  const pulling = console.engine.call('sync.connect', { server: id, network: { confirm: 'once' } }).finally(() => { isPulling = false; });
  while (isPulling && (console.socket()?.destroyed !== false || (console.socket()?.bytesRead ?? 0) < BEGUN_BYTES)) await new Promise((resolve) => { setTimeout(resolve, 1); });
  giver.postMessage(Math.random() * 200);
  const at = await new Promise<number>((resolve) => giver.once('message', resolve));
  const socket = console.socket();
  if (!isPulling || socket === null) {
    console.gate.disarm('kill');
    return null;
  }
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  console.gate.disarm('kill');
  const bytesBefore = socket.bytesRead;
  await closed;
  const ms = performance.timeOrigin + performance.now() - at;
  if ((await pulling).ok) return null;
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  return { ms, bytesBefore, bytesAfter: socket.bytesRead - bytesBefore };
}
