// A journal of 50,000 frames from one real vault folder to `holdfast serve` and into a second vault folder, with everything that a person's sync does: TLS with a pin,
// signatures and chains checked on each side, roots recomputed, written and synchronised to disk before it is answered for. Against PouchDB with LevelDB on both sides over plain HTTP, which checks no
// signature and synchronises nothing. Also what a server of that size takes to start, to hold and to sign.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LogId, UnixMs } from '#base';
import { createDevice } from '#crypto';
import { signCheckpoint } from '#sync';
import { servedAsPieceThread } from '../src/cli/verify/pieceThread.ts';
import { createLeafIndex } from '../src/server/ledger/leafIndex.ts';
import { seededRandom } from '../src/shared/log/testing/writer.ts';
import { connect, createPair, openConsole, pair, placeIn, standOf } from './support/console.ts';
import { printFigure } from './support/figure.ts';
import { startPouch, type Pouch } from './support/pouchdb.ts';
import { factsOf, runRole, serveProcess, type ProcessFacts, type ServerFacts, type ServerProcess } from './support/serverProcess.ts';
import { createBenchPlace, growLog, type BenchPlace } from './support/vault.ts';

const FRAMES = Number(process.env['HOLDFAST_BENCH_ENTRIES'] ?? 50_000);

interface ConsoleInput { readonly place: Pick<BenchPlace, 'folder' | 'hostStateDir'>; readonly vault: string; readonly server: ServerFacts; readonly log: LogId }
interface ConsoleResult { readonly seconds: number; readonly frames: number; readonly synced: number; readonly before: ProcessFacts; readonly after: ProcessFacts }

const [, , role, given] = process.argv;
if (servedAsPieceThread()) await new Promise(() => undefined);
else if (role === undefined) await measure();
else process.stdout.write(`${JSON.stringify(await playConsole(role, JSON.parse(given ?? '') as ConsoleInput))}\n`);

async function measure(): Promise<void> {
  const place = await createBenchPlace();
  const [first, second] = [await placeIn(place, 'first'), await placeIn(place, 'second')];
  const pouch = await startPouch(place.folder);
  let server: ServerProcess | null = null;
  try {
    const { log, paths } = await createPair(first, second);
    await growLog(first, paths[0], log, FRAMES);
    const frameBytes = Math.round((await bytesIn(path.join(paths[0], 'log', log))) / FRAMES);
    await pouch.fill('source', FRAMES, frameBytes);
    const data = path.join(place.folder, 'server-of-frames');
    const serving = (server = await serveProcess(data));
    const empty = serving.facts();
    const input = ({ folder, hostStateDir }: BenchPlace, vault: string): ConsoleInput => ({ place: { folder, hostStateDir }, vault, server: serving, log });
    const sent = await runRole<ConsoleResult>('send', input(first, paths[0]));
    const taken = await runRole<ConsoleResult>('take', input(second, paths[1]));
    if (sent.synced <= FRAMES || taken.frames !== sent.frames || taken.synced !== sent.synced) throw new Error(`not everything went: ${JSON.stringify([sent, taken])}`);
    const served = serving.facts();
    await serving.end();
    const again = (server = await serveProcess(data));
    reportServer(empty, served, again, taken);
    const theirs = [await replicate(pouch, frameBytes, 0), await replicate(pouch, frameBytes, 1_000)];
    for (const part of ['push', 'pull', 'both'] as const) {
      const own = part === 'push' ? sent.seconds : part === 'pull' ? taken.seconds : sent.seconds + taken.seconds;
      const best = theirs.toSorted((left, right) => left[part] - right[part])[0] ?? { batch: 0, push: 0, pull: 0, both: 0 };
      const name = { push: 'pushed to a server', pull: 'pulled into another vault', both: 'pushed and pulled' }[part];
      printFigure({ name: `${FRAMES} frames of ${frameBytes} bytes ${name}`, value: own, unit: 's', baseline: `PouchDB replication of as many documents of the same size, batches of ${best.batch === 0 ? 'its default' : best.batch}, ${best[part].toFixed(1)} s`, ratio: own / best[part] });
    }
    const cpu = sent.after.cpuSeconds - sent.before.cpuSeconds + taken.after.cpuSeconds - taken.before.cpuSeconds + served.cpuSeconds - empty.cpuSeconds;
    const least = Math.min(...theirs.map(({ cpuSeconds }) => cpuSeconds));
    printFigure({ name: 'the same, processor time of both consoles and the server', value: cpu, unit: 's', baseline: `both clients of PouchDB without its server, ${least.toFixed(1)} s`, ratio: cpu / least });
  } finally {
    pouch.end();
    await server?.end();
    await place.remove();
  }
}

interface Replication { readonly batch: number; readonly push: number; readonly pull: number; readonly both: number; readonly cpuSeconds: number }

async function replicate(pouch: Pouch, bytes: number, batch: number): Promise<Replication> {
  const push = await pouch.replicate('push', 'source', `target${batch}`, batch);
  const pull = await pouch.replicate('pull', `fetched${batch}`, `target${batch}`, batch);
  if (push.documents !== FRAMES || pull.documents !== FRAMES || bytes === 0) throw new Error('PouchDB left documents out');
  return { batch, push: push.seconds, pull: pull.seconds, both: push.seconds + pull.seconds, cpuSeconds: push.cpuSeconds + pull.cpuSeconds };
}

function reportServer(empty: ProcessFacts, served: ProcessFacts, again: ServerProcess, taken: ConsoleResult): void {
  const perFrame = ((again.facts().residentMiB - empty.residentMiB) * 2 ** 20) / FRAMES;
  printFigure({ name: `start of a server that holds ${FRAMES} frames, all of them checked`, value: again.startedMs / 1000, unit: 's', baseline: 'processor time of the push and the pull', ratio: again.startedMs / 1000 / (served.cpuSeconds - empty.cpuSeconds) });
  printFigure({ name: 'memory of a server after that start, per frame', value: perFrame, unit: 'bytes', baseline: `an empty server, ${Math.round(empty.residentMiB)} MiB`, ratio: again.facts().residentMiB / empty.residentMiB });
  printFigure({ name: 'peak memory of the console that pulls', value: taken.after.peakMiB, unit: 'MiB', baseline: `before the pull, ${Math.round(taken.before.peakMiB)} MiB`, ratio: taken.after.peakMiB / taken.before.peakMiB });
  const [one, all] = [timeCheckpoint(1), timeCheckpoint(FRAMES)];
  printFigure({ name: `checkpoint of one more leaf over ${FRAMES}: tree, root and signature`, value: all.microseconds, unit: 'µs', baseline: `over one leaf, ${one.microseconds.toFixed(0)} µs`, ratio: all.microseconds / one.microseconds });
}

/** The index that a server keeps of a log of so many frames, and what it costs to add one and sign. */
function timeCheckpoint(leaves: number): { readonly microseconds: number } {
  const random = seededRandom(5);
  const device = createDevice(random);
  const index = createLeafIndex();
  for (let leaf = 0; leaf < leaves; leaf += 1) index.add(random(32), 'feed', leaf);
  const rounds = 500;
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    index.add(random(32), 'feed', leaves + round);
    signCheckpoint({ log: '00'.repeat(16) as LogId, size: index.size(), root: index.root(), at: 1 as UnixMs }, { identity: device.ed25519, signingKey: device.signingKey });
  }
  const { user, system } = process.cpuUsage(before);
  return { microseconds: (user + system) / rounds };
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(path.join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** One console, as its own process: `send` founds the incident on the server and sends all of it, `take` takes it. */
async function playConsole(part: string, { place, vault, server, log }: ConsoleInput): Promise<ConsoleResult> {
  const console = await openConsole({ ...place, store: new Map(), remove: async () => undefined }, vault);
  const id = await pair(console, server);
  if (part === 'send') await connect(console, server, id);
  const before = factsOf(process.pid);
  const begun = performance.now();
  if (part === 'send') {
    const founded = await console.engine.handlers['sync.found']({ log, voucher: server.voucher ?? '' });
    if (!founded.ok) throw new Error(founded.error.message);
  } else await connect(console, server, id);
  const seconds = (performance.now() - begun) / 1000;
  const after = factsOf(process.pid);
  const stand = await standOf(console, id, log);
  await console.end();
  return { seconds, frames: stand.frames, synced: stand.synced, before, after };
}
