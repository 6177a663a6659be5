// Sealed parts of evidence between two vaults over a real server: behind the journal, in pieces, and never under a name that their bytes have not earned.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, type EntityId, type LogId, type UnixMs } from '#base';
import { createVaultFolder, openVaultFolder } from '#disk';
import type { NetContract } from '#ipc';
import { createNetClient, createNetGate, createNetHandlers, type NetGate } from '#network';
import { startServer, type RunningServer } from '#server';
import { serverFingerprint, voucherText } from '#sync';
import { ask, createPlace, INCIDENT, must, note, OPERATOR, PASSPHRASE, runEngine, type Place, type Running } from '../../support/engineHarness.ts';
import { quick } from '../../support/sync/settings.ts';

const MEBIBYTE = 2 ** 20;
interface Console extends Running { readonly place: Place & { readonly remove: () => Promise<void> }; readonly gate: NetGate; readonly net: Client<NetContract>; readonly recoveryKey: string; readonly asked: Asked[]; before: (verb: string) => Promise<void> }
interface Asked { readonly verb: string; readonly bytes: number }

async function open(): Promise<Console> {
  const place = await createPlace();
  const gate = createNetGate(() => []);
  const asked: Asked[] = [];
  const inner = createNetClient(createNetHandlers(gate, async () => false), gate);
  const hooks = { before: async (_verb: string) => undefined as void };
  const net: Client<NetContract> = { ...inner, call: async (name, input) => {
    const { verb } = input as { readonly verb?: string };
    if (verb !== undefined) await hooks.before(verb);
    const answer = await inner.call(name, input);
    const body = verb === 'blob.get' ? (answer.ok ? (answer.value as { readonly body: Uint8Array }).body : new Uint8Array()) : (input as { readonly body?: Uint8Array }).body;
    if (verb !== undefined) asked.push({ verb, bytes: body?.length ?? 0 });
    return answer;
  } };
  const folder = must(await createVaultFolder({ parent: place.folder, name: 'Site', hostStateDir: place.hostStateDir, ballastBytes: 0, environment: { partBytes: 2.5 * MEBIBYTE } }));
  const running = runEngine(place, folder, { net });
  const { recoveryKey } = must(await running.engine.handlers['vault.create']({ name: 'Site', passphrase: PASSPHRASE, operator: OPERATOR, escrowRecipient: null }));
  return Object.defineProperty({ ...running, place, gate, net, recoveryKey, asked } as unknown as Console, 'before', { set: (hook: (verb: string) => Promise<void>) => { hooks.before = hook; } });
}
const quiet = async () => undefined;
const arm = (of: Console) => of.gate.arm(server.address, (Date.now() + 60_000) as UnixMs);
async function connect(of: Console): Promise<void> {
  arm(of);
  const [paired] = (await ask(of, 'sync', {})).servers;
  must(await of.engine.handlers['sync.connect']({ server: paired?.id ?? ('' as EntityId), network: { confirm: 'once' } }));
}
async function pair(of: Console): Promise<void> {
  arm(of);
  const { signer, tls } = server.identity;
  must(await of.engine.handlers['sync.pair']({ name: 'war room', address: `127.0.0.1:${server.address.port}`, code: null, fingerprint: serverFingerprint(signer.identity, tls.pin) }));
}
async function seal(of: Console, bytes: Uint8Array): Promise<EntityId> {
  const { grant } = of.vault.grants.addBytes('disk.img', bytes);
  return must(await of.engine.handlers['evidence.seal']({ log, grant, resume: null, legacyHashes: [], body: { name: 'Image', evidenceKind: 'disk-image', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' }, occurred: null, tags: [], links: [] })).entryId as unknown as EntityId;
}
const itemView = async (of: Pick<Running, 'engine'>, item: EntityId) => (await ask(of, 'sync.evidence', { log })).items.find((one) => one.item === item);
const partsOf = (of: Pick<Running, 'vault'>, item: EntityId) => readdirSync(path.join(of.vault.path(), 'evidence', item)).filter((name) => name !== 'progress.json').toSorted();
const bytesAsked = (of: Console, verb: string) => of.asked.filter((one) => one.verb === verb).reduce((sum, { bytes }) => sum + bytes, 0);
/** Runs a step before every request of a verb, told its number from 1 on. */
function atEach(of: Console, verb: string, step: (number: number) => Promise<unknown> | unknown): void {
  let number = 0;
  of.asked.length = 0;
  of.before = async (asked) => {
    if (asked === verb) await step(++number);
  };
}

let first: Console;
let second: Console;
let server: RunningServer;
let log: LogId;
let item: EntityId;
beforeAll(async () => {
  [first, second] = [await open(), await open()];
  server = must(await startServer({ data: path.join(first.place.folder, 'server'), address: { host: '127.0.0.1', port: 0 }, settings: quick }));
  log = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })).log;
  const sheet = must(await first.engine.handlers['member.invite']({ log, role: 'writer', history: 'all', expires: null, forWhom: 'night shift' }));
  const request = must(await second.engine.handlers['member.joinRequest']({ invitation: sheet.qrText }));
  must(await first.engine.handlers['member.admit']({ log, bytes: request.bytes, without: null, check: null }));
  await pair(first);
  await pair(second);
  await connect(first);
  must(await first.engine.handlers['sync.found']({ log, voucher: voucherText(server.firstVoucher ?? new Uint8Array(1)) }));
  item = await seal(first, randomBytes(6 * MEBIBYTE));
});
afterAll(async () => {
  for (const one of [first, second]) await one.end();
  await server.close();
  for (const one of [first, second]) await one.place.remove();
});

test('parts go by themselves only when that was chosen, and go on after a cut where the server ended', async () => {
  expect(await first.engine.handlers['sync.fetchItem']({ log, item })).toMatchObject({ ok: true, value: { parts: 0 } });
  must(await first.engine.handlers['sync.now']({ log }));
  must(await first.engine.handlers['sync.settle']({}));
  expect(await itemView(first, item)).toMatchObject({ choice: 'on-demand', parts: 3, here: 3, onServer: 0, moving: null, failure: null });
  expect(bytesAsked(first, 'blob.put')).toBe(0);
  must(await first.engine.handlers['sync.chooseItem']({ log, item, choice: 'hashes-only' }));
  expect(await first.engine.handlers['sync.sendItem']({ log, item })).toMatchObject({ ok: false, error: { kind: 'not-chosen' } });

  atEach(first, 'blob.put', () => bytesAsked(first, 'blob.put') > 3 * MEBIBYTE && first.gate.disarm('kill'));
  must(await first.engine.handlers['sync.chooseItem']({ log, item, choice: 'always' }));
  must(await first.engine.handlers['sync.settle']({}));
  expect(bytesAsked(first, 'blob.put')).toBeLessThan(5.1 * MEBIBYTE);
  first.before = quiet;
  // The choice was kept: nobody has to make it again.
  await connect(first);
  must(await first.engine.handlers['sync.settle']({}));
  expect(await itemView(first, item)).toMatchObject({ choice: 'always', here: 3, onServer: 3, moving: null, failure: null });
  expect(bytesAsked(first, 'blob.put')).toBeLessThan(7.1 * MEBIBYTE);
});

test('frames that are sealed meanwhile go before the next piece', async () => {
  const small = await seal(first, randomBytes(2.4 * MEBIBYTE));
  must(await first.engine.handlers['sync.now']({ log }));
  atEach(first, 'blob.put', (number) => number === 2 && first.engine.handlers['entry.record']({ log, draft: note('in the middle of it') }));
  expect(must(await first.engine.handlers['sync.sendItem']({ log, item: small })).parts).toBe(1);
  first.before = quiet;
  const verbs = first.asked.map(({ verb }) => verb);
  expect(verbs.filter((verb) => verb === 'blob.put').length).toBeGreaterThan(2);
  expect(verbs.slice(verbs.indexOf('blob.put') + 2, verbs.lastIndexOf('blob.put'))).toContain('push');
});

test('a fetch goes on after the console was closed, and the item opens', async () => {
  await connect(second);
  await expect.poll(() => itemView(second, item)).toMatchObject({ parts: 3, here: 0 });
  atEach(second, 'blob.get', () => bytesAsked(second, 'blob.get') > 3 * MEBIBYTE && second.gate.disarm('kill'));
  expect(await second.engine.handlers['sync.fetchItem']({ log, item })).toMatchObject({ ok: false });
  expect(partsOf(second, item)).toEqual(['00001.age', expect.stringMatching(/^00002\.age\.take-[0-9a-f]{12}$/)]);
  second.before = quiet;
  await second.end();
  const { place, gate, net, asked, recoveryKey } = second;
  const vaultPath = second.vault.path();
  const again = await unlockWith(place, vaultPath, net, recoveryKey);
  second = Object.assign(second, again, { place, gate, net, asked });
  await connect(second);
  expect(must(await second.engine.handlers['sync.fetchItem']({ log, item }))).toMatchObject({ parts: 2 });
  expect(partsOf(second, item)).toEqual(['00001.age', '00002.age', '00003.age']);
  expect(bytesAsked(second, 'blob.get')).toBeLessThan(7.1 * MEBIBYTE);
  expect(must(await second.engine.handlers['evidence.verify']({ log, item })).result).toBe('match');
});

test('a server that gives other bytes is refused: nothing takes the name, and the right ones are taken later', async () => {
  const own = path.join(second.vault.path(), 'evidence', item, '00003.age');
  const right = readFileSync(own);
  rmSync(own);
  const blobs = path.join(first.place.folder, 'server', 'blobs');
  const held = readdirSync(blobs, { recursive: true, encoding: 'utf8' }).map((name) => path.join(blobs, name)).find((file) => statSync(file).isFile() && readFileSync(file).includes(right.subarray(-64))) ?? '';
  const stored = readFileSync(held);
  const other = Buffer.from(stored);
  other[other.length - 9] = (other[other.length - 9] ?? 0) ^ 1;
  writeFileSync(held, other);
  expect(await second.engine.handlers['sync.fetchItem']({ log, item })).toMatchObject({ ok: false, error: { kind: 'other-bytes' } });
  expect(partsOf(second, item)).toEqual(['00001.age', '00002.age']);
  expect(await itemView(second, item)).toMatchObject({ here: 2, failure: 'other-bytes' });
  // The journal goes on: what is wrong is one blob.
  expect(await ask(second, 'sync', {})).toMatchObject({ isTrusted: true });
  // What goes by itself fails the same, and waits then: nobody asks again and again for what is wrong.
  must(await second.engine.handlers['sync.chooseItem']({ log, item, choice: 'always' }));
  await expect.poll(() => itemView(second, item)).toMatchObject({ here: 2, moving: null, failure: 'other-bytes' });
  writeFileSync(held, stored);
  must(await second.engine.handlers['sync.now']({ log }));
  must(await second.engine.handlers['sync.settle']({}));
  expect(await itemView(second, item)).toMatchObject({ here: 2, failure: 'other-bytes' });
  must(await second.engine.handlers['sync.retryItem']({ log, item }));
  await expect.poll(() => itemView(second, item)).toMatchObject({ here: 3, failure: null });
  must(await second.engine.handlers['sync.chooseItem']({ log, item, choice: 'on-demand' }));
  expect(readFileSync(own).equals(right)).toBe(true);
  expect(await itemView(second, item)).toMatchObject({ here: 3, failure: null });
});

test('of an incident that is synced when somebody says so, evidence goes then and not before', async () => {
  must(await second.engine.handlers['sync.choose']({ log, mode: 'manual' }));
  const later = await seal(second, randomBytes(MEBIBYTE / 2));
  must(await second.engine.handlers['sync.chooseItem']({ log, item: later, choice: 'always' }));
  must(await second.engine.handlers['sync.settle']({}));
  await expect.poll(() => itemView(second, later)).toMatchObject({ here: 1, onServer: 0 });
  must(await second.engine.handlers['sync.now']({ log: null }));
  must(await second.engine.handlers['sync.settle']({}));
  expect(await itemView(second, later)).toMatchObject({ here: 1, onServer: 1 });
  must(await second.engine.handlers['sync.choose']({ log, mode: 'automatic' }));
});

test('a limit is kept, and a person can end it', async () => {
  must(await second.engine.handlers['sync.now']({ log }));
  const large = await seal(second, randomBytes(2 * MEBIBYTE));
  must(await second.engine.handlers['sync.cap']({ bytesPerSecond: MEBIBYTE }));
  const before = performance.now();
  expect(must(await second.engine.handlers['sync.sendItem']({ log, item: large })).parts).toBe(1);
  expect(performance.now() - before).toBeGreaterThan(1_400);
  const slow = await seal(second, randomBytes(MEBIBYTE));
  must(await second.engine.handlers['sync.cap']({ bytesPerSecond: 1_000 }));
  expect(await ask(second, 'sync.evidence', { log })).toMatchObject({ bytesPerSecond: 1_000 });
  const sending = second.engine.handlers['sync.sendItem']({ log, item: slow });
  await expect.poll(async () => (await itemView(second, slow))?.moving?.done, { timeout: 5_000 }).toBeGreaterThan(0);
  must(await second.engine.handlers['sync.cancelItem']({ log, item: slow }));
  expect(await sending).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  must(await second.engine.handlers['sync.cap']({ bytesPerSecond: null }));
  expect(must(await second.engine.handlers['sync.sendItem']({ log, item: slow })).parts).toBe(1);
});

async function unlockWith(place: Place, vaultPath: string, net: Client<NetContract>, recoveryKey: string): Promise<Running> {
  const running = runEngine(place, must(await openVaultFolder({ path: vaultPath, hostStateDir: place.hostStateDir, ballastBytes: 0, environment: { partBytes: 2.5 * MEBIBYTE } })), { net });
  must(await running.engine.handlers['vault.unlock']({ recoveryKey }));
  return running;
}
