import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { bytesToHex, createEntryId, unwrap, type LogId, type UnixMs } from '#base';
import { openAnySlot, openHead, openHostState, parseHead, systemRandom, type DeviceKeys } from '#crypto';
import { createLocalClient, createVaultFolder, openVaultFolder, type OpenVault } from '#disk';
import type { BodyOf, Entry } from '#domain';
import { createEngine, createMemoryCopy, type Engine, type EngineOptions, type MemoryStore } from '#engine';
import { appendFrame, createLogReader, encodeEntry, feedIdOf, type AppendedFrame, type FeedPosition } from '#log';

export const PASSPHRASE = 'velvet orbit canyon thirteen glue mosaic';
export const OPERATOR = { name: 'Kari Moen', initials: 'KM' };
export const INCIDENT: BodyOf<'incident'> = { ref: 'INC-1', title: 'Bench', severity: 'high', types: [], verdict: 'suspected', major: false, tlp: 'AMBER', exercise: true, zone: 'Europe/Oslo' };
const boot = new Uint8Array(randomBytes(16));

/** A temporary place on the same disk as the repository, with what a machine keeps beside a vault. */
export interface BenchPlace { readonly folder: string; readonly hostStateDir: string; readonly store: MemoryStore; readonly remove: () => Promise<void> }
export async function createBenchPlace(): Promise<BenchPlace> {
  const folder = await mkdtemp(path.join(path.resolve(import.meta.dirname, '../..'), '.cache', 'bench-'));
  return { folder, hostStateDir: path.join(folder, 'host'), store: new Map(), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** An engine over an open folder; scrypt at the lowest accepted factor, because the key derivation is not what is measured. */
export function startEngine(place: BenchPlace, vault: OpenVault, more: Pick<EngineOptions, 'net' | 'startPieceHelper'> = {}): Engine {
  return createEngine({
    vault: createLocalClient(vault.handlers, vault.onPush), workingCopy: createMemoryCopy(place.store), random: systemRandom, zone: 'Europe/Oslo',
    clock: { now: () => Date.now() as UnixMs, monotonicMs: () => performance.now(), boot }, app: { version: '0.1.0', build: 'bench' }, slotWorkFactor: 16,
    ...more,
  });
}

export async function createBenchVault(place: BenchPlace): Promise<{ readonly engine: Engine; readonly vault: OpenVault; readonly log: LogId }> {
  const vault = unwrap(await createVaultFolder({ parent: place.folder, name: 'Bench', hostStateDir: place.hostStateDir, ballastBytes: 0 }));
  const engine = startEngine(place, vault);
  unwrap(await engine.handlers['vault.create']({ name: 'Bench', passphrase: PASSPHRASE, operator: OPERATOR, escrowRecipient: null }));
  const { log } = unwrap(await engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  return { engine, vault, log };
}

/** Adds entries to a log, each in a frame of its own as a person at a keyboard makes them, but with few fsyncs. */
export async function growLog(place: BenchPlace, vaultPath: string, log: LogId, count: number): Promise<void> {
  const vault = unwrap(await openVaultFolder({ path: vaultPath, hostStateDir: place.hostStateDir, ballastBytes: 0 }));
  const { device, instance, prefix } = await openKeys(vaultPath, vault);
  const reader = createLogReader({ log, keys: { device } });
  let length = 0;
  for (let from: number | null = 0; from !== null;) {
    const read: Awaited<ReturnType<typeof vault.handlers['log.read']>> = await vault.handlers['log.read']({ log, from, maxBytes: 1 });
    const { bytes, next } = unwrap(read);
    unwrap(reader.ingest(bytes));
    length += bytes.length;
    from = next;
  }
  const feed = feedIdOf(device.ed25519, log, instance);
  const writing = reader.writingPlace();
  const begin = reader.position(feed);
  if (writing === null || begin === null) throw new Error('the log cannot be written');
  let position: FeedPosition = begin;
  let batch: Uint8Array[] = [];
  for (let index = 0; index < count; index += 1) {
    const now = Date.now() as UnixMs;
    const frame: AppendedFrame = unwrap(appendFrame({
      log, scope: 'incident', device, instance, position, membershipHead: writing.membershipHead, epoch: writing.epoch, entries: [unwrap(encodeEntry(entryOf(index, now, prefix)))],
      meta: { hlc: { ms: now, counter: index % 60_000 }, wall: { ms: now, zone: 'Europe/Oslo', offset: 60 }, mono: { boot, ms: index }, timeSource: { state: 'system', errorMs: null }, parents: [], app: { version: '0.1.0', build: 'bench' } },
    }, systemRandom));
    position = frame.position;
    batch.push(frame.bytes);
    if (batch.length < 64 && index + 1 < count) continue;
    length = unwrap(await vault.handlers['log.append']({ log, expectedBytes: length, frames: batch })).bytes;
    batch = [];
  }
  await vault.close();
}

function entryOf(index: number, now: UnixMs, prefix: string): Entry {
  const recorded = { at: now, zone: 'Europe/Oslo', offsetMinutes: 60 };
  const common = {
    v: 1 as const, id: createEntryId(now, systemRandom), author: { name: 'Kari Moen', prefix }, occurred: { ...recorded, precision: 'second' as const, written: '', clockSource: 'device' as const },
    recorded, source: 'typed' as const, tags: index % 5 === 0 ? ['containment'] : [], links: [],
  };
  if (index % 3 === 0) return { ...common, kind: 'event', body: { track: 'adversary', fact: `Network logon ${index} of svc-backup on TRD-FS01 from 192.0.2.31`, host: 'TRD-FS01', account: 'NORD\\svc-backup', source: 'event log', locator: `record ${index}` } };
  return { ...common, kind: 'note', body: { text: `Note ${index}: the switch log of the night was read again line by line and shows nothing new for this address.` } };
}

/** Keys of the device that writes the vault, for reading its logs without an engine. */
export async function deviceOf(vaultPath: string): Promise<DeviceKeys> {
  return (await openDevice(vaultPath)).device;
}

async function openKeys(vaultPath: string, vault: OpenVault): Promise<{ readonly device: DeviceKeys; readonly instance: Uint8Array; readonly prefix: string }> {
  const { head, device, vaultKey } = await openDevice(vaultPath);
  const stored = unwrap(await vault.handlers['host.read']({})).bytes;
  if (stored === null) throw new Error('no host state');
  const { instance } = unwrap(openHostState(stored, vaultKey, head.vaultId));
  if (bytesToHex(instance).length !== 32) throw new Error('no instance');
  return { device, instance, prefix: head.device.prefix };
}

async function openDevice(vaultPath: string) {
  const unproved = unwrap(parseHead(new Uint8Array(await readFile(path.join(vaultPath, 'vault.json')))));
  const folder = path.join(vaultPath, 'slots');
  const slots = await Promise.all((await readdir(folder)).map(async (name) => ({ name: name.replace(/\.age$/, ''), bytes: new Uint8Array(await readFile(path.join(folder, name))) })));
  const { vaultKey } = unwrap(await openAnySlot(slots, { passphrase: PASSPHRASE }));
  const { head, device } = unwrap(openHead(unproved, vaultKey));
  return { head, device, vaultKey };
}
