// Sealed evidence of 1 GiB to `holdfast serve` and into a second vault folder, with every check and synchronisation of a person's sync, against the same file sent and fetched over plain HTTPS: Node's own
// https on both sides, TLS 1.3, streamed to the disk and synchronised. Alternately in one run, each side in a process of its own.
import { randomFillSync } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { EntityId, LogId } from '#base';
import { servedAsPieceThread } from '../src/cli/verify/pieceThread.ts';
import { connect, createPair, openConsole, pair, placeIn } from './support/console.ts';
import { printFigure } from './support/figure.ts';
import { factsOf, runRole, serveProcess, startRole, type ServerFacts } from './support/serverProcess.ts';
import { createBenchPlace, type BenchPlace } from './support/vault.ts';

const MEBIBYTES = Number(process.env['HOLDFAST_BENCH_MEBIBYTES'] ?? 1024);

interface Input { readonly place: Pick<BenchPlace, 'folder' | 'hostStateDir'>; readonly vault: string; readonly server: ServerFacts | null; readonly log: LogId; readonly item: EntityId | null; readonly file: string }
interface Moved { readonly item: EntityId | null; readonly seconds: number; readonly peakMiB: number }
interface PlainInput { readonly port: number; readonly file: string }

const [, , role, given] = process.argv;
if (servedAsPieceThread()) await new Promise(() => undefined);
else if (role === undefined) await measure();
else if (role === 'https') serveHttps(JSON.parse(given ?? '') as { readonly data: string; readonly folder: string });
else process.stdout.write(`${JSON.stringify(role === 'upload' || role === 'download' ? await movePlain(role, JSON.parse(given ?? '') as PlainInput) : await moveSealed(role, JSON.parse(given ?? '') as Input))}\n`);

async function measure(): Promise<void> {
  const place = await createBenchPlace();
  const [first, second] = [await placeIn(place, 'first'), await placeIn(place, 'second')];
  const { log, paths } = await createPair(first, second);
  const file = path.join(place.folder, 'disk.img');
  await writeSource(file);
  const data = path.join(place.folder, 'server');
  const server = await serveProcess(data);
  const plain = startRole('https', { data, folder: place.folder });
  try {
    const port = Number(await plain.line);
    const base = { server, log, file };
    const { item } = await runRole<Moved>('seal', { ...base, place: first, vault: paths[0], server: null, item: null });
    const up = await runRole<Moved>('upload', { port, file });
    const sent = await runRole<Moved>('send', { ...base, place: first, vault: paths[0], item });
    const down = await runRole<Moved>('download', { port, file: path.join(place.folder, 'fetched.img') });
    const fetched = await runRole<Moved>('fetch', { ...base, place: second, vault: paths[1], item });
    const [ours, theirs] = [server.facts().peakMiB, plain.facts().peakMiB];
    const size = `${MEBIBYTES} MiB`;
    printFigure({ name: `evidence of ${size} to the server`, value: sent.seconds, unit: 's', baseline: `plain HTTPS upload of the same file, ${up.seconds.toFixed(2)} s`, ratio: sent.seconds / up.seconds });
    printFigure({ name: `evidence of ${size} from the server`, value: fetched.seconds, unit: 's', baseline: `plain HTTPS download of the same file, ${down.seconds.toFixed(2)} s`, ratio: fetched.seconds / down.seconds });
    printFigure({ name: 'peak memory of the sending console', value: sent.peakMiB, unit: 'MiB', baseline: `plain upload, ${Math.round(up.peakMiB)} MiB`, ratio: sent.peakMiB / up.peakMiB });
    printFigure({ name: 'peak memory of the fetching console', value: fetched.peakMiB, unit: 'MiB', baseline: `plain download, ${Math.round(down.peakMiB)} MiB`, ratio: fetched.peakMiB / down.peakMiB });
    printFigure({ name: 'peak memory of the server', value: ours, unit: 'MiB', baseline: `plain HTTPS server, ${Math.round(theirs)} MiB`, ratio: ours / theirs });
  } finally {
    await plain.end();
    await server.end();
    await place.remove();
  }
}

async function writeSource(file: string): Promise<void> {
  const handle = await open(file, 'w');
  const block = Buffer.alloc(16 * 2 ** 20);
  for (let done = 0; done < MEBIBYTES; done += 16) await handle.write(randomFillSync(block));
  await handle.sync();
  await handle.close();
}

/** One console as its own process: seals the file, sends the item, or fetches it. */
async function moveSealed(task: string, { place, vault, server, log, item, file }: Input): Promise<Moved> {
  const console = await openConsole({ ...place, store: new Map(), remove: async () => undefined }, vault);
  const { handlers } = console.engine;
  if (server === null) {
    const granted = await console.vault.grants.addFile(file);
    if (!granted.ok) throw new Error(granted.error.message);
    const sealed = await handlers['evidence.seal']({ log, grant: granted.value.grant, resume: null, legacyHashes: [], body: { name: 'Image', evidenceKind: 'disk-image', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' }, occurred: null, tags: [], links: [] });
    if (!sealed.ok) throw new Error(sealed.error.message);
    await console.end();
    return { item: sealed.value.entryId as unknown as EntityId, seconds: 0, peakMiB: 0 };
  }
  const id = await pair(console, server);
  await connect(console, server, id);
  if (task === 'send') {
    const founded = await handlers['sync.found']({ log, voucher: server.voucher ?? '' });
    if (!founded.ok) throw new Error(founded.error.message);
  }
  const begun = performance.now();
  const moved = await handlers[task === 'send' ? 'sync.sendItem' : 'sync.fetchItem']({ log, item: item ?? ('' as EntityId) });
  const seconds = (performance.now() - begun) / 1000;
  if (!moved.ok) throw new Error(`${task}: ${moved.error.kind}`);
  if (moved.value.bytes < MEBIBYTES * 2 ** 20) throw new Error(`${task}: only ${moved.value.bytes} bytes went`);
  const { peakMiB } = factsOf(process.pid);
  await console.end();
  return { item, seconds, peakMiB };
}

/** PUT writes to a file and answers after fdatasync, GET reads it, with the certificate of the server that it is compared with. */
function serveHttps({ data, folder }: { readonly data: string; readonly folder: string }): void {
  const target = path.join(folder, 'uploaded.img');
  const identity = (name: string) => readFileSync(path.join(data, 'identity', name));
  const listener = https.createServer({ key: identity('tls.key'), cert: identity('tls.crt'), minVersion: 'TLSv1.3' }, (request, response) => {
    if (request.method === 'GET') void pipeline(createReadStream(target), response);
    else void pipeline(request, createWriteStream(target)).then(() => syncFile(target)).then(() => response.end('stored'));
  });
  listener.listen(0, '127.0.0.1', () => process.stdout.write(`${(listener.address() as AddressInfo).port}\n`));
}

async function movePlain(task: 'upload' | 'download', { port, file }: PlainInput): Promise<Moved> {
  const begun = performance.now();
  await new Promise<void>((resolve, reject) => {
    const request = https.request({ host: '127.0.0.1', port, method: task === 'upload' ? 'PUT' : 'GET', rejectUnauthorized: false, minVersion: 'TLSv1.3' }, (response) => {
      if (task === 'upload') response.resume().once('end', () => resolve());
      else pipeline(response, createWriteStream(file)).then(() => syncFile(file)).then(resolve, reject);
    });
    request.once('error', reject);
    if (task === 'upload') createReadStream(file).pipe(request);
    else request.end();
  });
  return { item: null, seconds: (performance.now() - begun) / 1000, peakMiB: factsOf(process.pid).peakMiB };
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.datasync();
  await handle.close();
}
