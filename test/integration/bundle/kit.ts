// Vaults that share a log and never meet over a network: their devices, a log that all of them are members of, and folders that stand for sticks.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bytesToHex, createEntryId, zoneOffsetMinutes, type LogId, type UnixMs } from '#base';
import { createEpoch, logIdToBytes, openAnySlot, openHead, parseHead, parseRecoveryKey, sealLockbox, sha256, type DeviceKeys } from '#crypto';
import { openVaultFolder } from '#disk';
import type { Entry } from '#domain';
import type { BundleExported, BundleImported, MemberStanding, UnlockReport } from '#ipc';
import { appendFrame, encodeBundleHead, encodeEntry, logIdOf, scanFrames, type BundleManifest, type MemberRole } from '#log';
import { afterFrame } from '../../../src/shared/log/feed/position.ts';
import { signFrame } from '../../../src/shared/log/feed/sign.ts';
import { encodeGenesis } from '../../../src/shared/log/membership/operation.ts';
import { emptyAccumulator, rootOf } from '../../../src/shared/log/merkle/accumulator.ts';
import { ask, createInPlace, createPlace, INCIDENT, must, note, runEngine, type Place, type Running, type RunOptions } from '../../support/engineHarness.ts';

export { ask, must, note, type Running };
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** A vault with its device keys. */
export interface MemberVault { readonly place: Place & { readonly remove: () => Promise<void> }; readonly path: string; readonly recoveryKey: string; readonly device: DeviceKeys; readonly hex: string }

/** Makes a vault; it is open. */
async function begin(): Promise<{ readonly member: MemberVault; readonly running: Running }> {
  const place = await createPlace();
  const running = await createInPlace(place);
  const { path: folder, recoveryKey } = running;
  const device = await deviceOf(folder, recoveryKey);
  return { member: { place, path: folder, recoveryKey, device, hex: bytesToHex(device.ed25519) }, running };
}
/** Makes a vault and closes it. */
export async function createMember(): Promise<MemberVault> {
  const { member, running } = await begin();
  await running.end();
  return member;
}

/** The device keys of a closed vault. With the recovery key: deriving a key from a passphrase costs most of a test's time. */
export async function deviceOf(vault: string, recoveryKey: string): Promise<DeviceKeys> {
  const head = must(parseHead(readFileSync(path.join(vault, 'vault.json'))));
  const slots = readdirSync(path.join(vault, 'slots')).map((name) => ({ name: name.replace(/\.age$/, ''), bytes: new Uint8Array(readFileSync(path.join(vault, 'slots', name))) }));
  const { vaultKey } = must(await openAnySlot(slots, { recoveryKey: parseRecoveryKey(recoveryKey) ?? '' }));
  return must(openHead(head, vaultKey)).device;
}

/** Opens the vault of a member and unlocks it. */
export async function open(member: MemberVault, options: RunOptions = {}): Promise<Running & { readonly report: UnlockReport }> {
  const running = runEngine(member.place, must(await openVaultFolder({ path: member.path, hostStateDir: member.place.hostStateDir, ballastBytes: 0 })), options);
  return { ...running, report: must(await running.engine.handlers['vault.unlock']({ recoveryKey: member.recoveryKey })) };
}

/** Founds an incident of all these devices and writes it into the closed vault of the first, who is its admin; the others write, unless a role is given for them. */
export async function foundShared(team: readonly MemberVault[], roles: readonly Role[] = [], notes = 0, count = 1): Promise<readonly LogId[]> {
  const [founder] = team;
  if (founder === undefined) throw new Error('a log needs a founder');
  const logs = Array.from({ length: count }, () => foundOne(founder, team, roles, notes));
  const folder = must(await openVaultFolder({ path: founder.path, hostStateDir: founder.place.hostStateDir, ballastBytes: 0 }));
  for (const { log, frames } of logs) must(await folder.handlers['log.append']({ log, expectedBytes: 0, frames }));
  await folder.close();
  return logs.map(({ log }) => log);
}

type Role = Exclude<MemberRole, 'witness'>;
function foundOne({ device }: MemberVault, team: readonly MemberVault[], roles: readonly Role[], notes: number): { readonly log: LogId; readonly frames: readonly Uint8Array[] } {
  const [nonce, instance, boot, zeros] = [random(16), random(16), random(16), new Uint8Array(32)];
  const log = logIdOf(device.ed25519, 'incident', nonce);
  const epoch = createEpoch(log, random);
  const members = team.map((one, index) => ({ device: one.device.ed25519, x25519: one.device.x25519, role: index === 0 ? 'admin' as const : roles[index] ?? 'writer' as const }));
  const body = encodeGenesis({ op: 'genesis', nonce, members, epoch: { id: epoch.id, lockboxes: team.map((one) => ({ device: one.device.ed25519, box: sealLockbox(log, epoch, one.device.x25519) })) } });
  const empty = rootOf(emptyAccumulator);
  const genesis = signFrame({
    type: 'membership', scope: 'incident', logId: logIdToBytes(log), author: device.ed25519, instance, seq: 0, previous: zeros, feedRoot: empty, entryCount: 0, entriesRoot: empty, epochId: zeros,
    membershipHead: zeros, checkpoint: null, salt: zeros, commitment: zeros, bodyLength: body.length, bodyHash: sha256(body),
  }, body, device.signingKey);
  const now = Date.now() as UnixMs;
  const frames = [genesis.frame];
  let position = afterFrame({ nextSeq: 0, previous: zeros, tree: emptyAccumulator }, genesis.headerHash);
  for (const [index, entry] of [incidentEntry(now), ...Array.from({ length: notes }, (_, number) => noteEntry(now, `note ${number}`))].entries()) {
    const frame = must(appendFrame({
      log, scope: 'incident', device, instance, position, membershipHead: genesis.headerHash, epoch, entries: [must(encodeEntry(entry))],
      meta: { hlc: { ms: (now + index) as UnixMs, counter: 0 }, wall: { ms: now, zone: 'Europe/Oslo', offset: zoneOffsetMinutes(now, 'Europe/Oslo') }, mono: { boot, ms: index }, timeSource: { state: 'system', errorMs: null }, parents: [], app: { version: '0.1.0', build: 'test' } },
    }, random));
    position = frame.position;
    frames.push(frame.bytes);
  }
  return { log, frames };
}

const noteEntry = (at: UnixMs, text: string): Entry => ({ ...incidentEntry(at), kind: 'note', body: { text } });
function incidentEntry(at: UnixMs): Entry & { readonly kind: 'incident' } {
  const recorded = { at, zone: 'Europe/Oslo', offsetMinutes: zoneOffsetMinutes(at, 'Europe/Oslo') };
  return { v: 1, id: createEntryId(at, random), kind: 'incident', body: INCIDENT, author: { name: 'Kari Moen', prefix: 'K7' }, occurred: { ...recorded, precision: 'second', written: '', clockSource: 'device' }, recorded, source: 'typed', tags: [], links: [] };
}

/** Three open vaults, and logs that all three are members of: the first is their admin and holds them; every test takes one. */
export interface Team { readonly members: readonly [MemberVault, MemberVault, MemberVault]; readonly running: readonly [Running, Running, Running]; readonly nextLog: () => LogId; readonly end: () => Promise<void> }
export async function createTeam(logs: number, roles: readonly Role[] = []): Promise<Team> {
  const [first, second, third] = [await begin(), await begin(), await begin()];
  const members = [first.member, second.member, third.member] as const;
  await first.running.end();
  const founded = [...await foundShared(members, roles, 0, logs)];
  const running = [await open(members[0]), second.running, third.running] as const;
  return {
    members, running,
    nextLog: () => {
      const log = founded.shift();
      if (log === undefined) throw new Error('more logs are needed');
      return log;
    },
    end: async () => {
      for (const one of running) await one.end();
      for (const { place } of members) await place.remove();
    },
  };
}

/** An empty folder beside a member's vault. */
export function stick(member: MemberVault): string {
  return mkdtempSync(path.join(member.place.folder, 'stick-'));
}

/** Exports into a folder; everything that can go wrong is a failure of the test. */
export async function exportTo(running: Running, log: LogId, folder: string, recipients: readonly MemberVault[], options: { readonly carry?: 'all' | 'lacking'; readonly evidence?: boolean } = {}): Promise<BundleExported> {
  const { grant } = must(await running.vault.addBundleFolder(folder));
  return must(await running.engine.handlers['bundle.export']({ log, folder: grant, recipients: recipients.map(({ hex }) => hex), carry: options.carry ?? 'lacking', evidence: options.evidence ?? false }));
}
export async function acknowledgeTo(running: Running, log: LogId, folder: string): Promise<BundleExported> {
  const { grant } = must(await running.vault.addBundleFolder(folder));
  return must(await running.engine.handlers['bundle.acknowledge']({ log, folder: grant, recipients: null }));
}
export async function tryImport(running: Running, ...paths: readonly string[]) {
  const grants: string[] = [];
  for (const each of paths) grants.push(must(await running.vault.addBundleFiles(each)).grant);
  return running.engine.handlers['bundle.import']({ grants });
}
export async function importFrom(running: Running, ...paths: readonly string[]): Promise<BundleImported> {
  return must(await tryImport(running, ...paths));
}

/** Where the frames of a log lie on disk. */
export async function framesOnDisk(running: Pick<Running, 'vault'>, log: LogId): Promise<readonly { readonly from: number; readonly bytes: number }[]> {
  const found: { from: number; bytes: number }[] = [];
  for (let position: number | null = 0; position !== null; ) {
    const read: Awaited<ReturnType<typeof readLog>> = await readLog(running, log, position);
    for (const { from, to } of scanFrames(read.bytes).frames) found.push({ from: position + from, bytes: to - from });
    position = read.next;
  }
  return found;
}
const readLog = async (running: Pick<Running, 'vault'>, log: LogId, from: number) => must(await running.vault.handlers['log.read']({ log, from, maxBytes: 2 ** 20 }));

/** Writes parts of one bundle by hand: any frames in any order, signed by the device of a member; answers the paths of the files. */
export async function writeParts(running: Pick<Running, 'vault'>, by: Pick<MemberVault, 'device'>, log: LogId, folder: string, recipients: readonly Pick<MemberVault, 'device'>[], parts: readonly (readonly { readonly from: number; readonly bytes: number }[])[], changes: Partial<BundleManifest> = {}): Promise<readonly string[]> {
  const { grant } = must(await running.vault.addBundleFolder(folder));
  const bundle = bytesToHex(random(16));
  const paths: string[] = [];
  for (const [index, frames] of parts.entries()) {
    const head = must(encodeBundleHead({
      bundle, part: index + 1, parts: parts.length, log, scope: 'incident', exportedAt: Date.now() as UnixMs, frames: { count: frames.length, bytes: frames.reduce((sum, { bytes }) => sum + bytes, 0) },
      pieces: [], heads: [], after: [], cosignatures: [], app: { version: '0.1.0', build: 'test' }, ...changes,
    }, by.device));
    const written = must(await running.vault.handlers['bundle.writePart']({ grant, bundle, part: index + 1, recipients: recipients.map(({ device }) => device.x25519), head, log, frames, pieces: [] }));
    if (written.outcome !== 'written') throw new Error('a piece is damaged');
    paths.push(path.join(folder, written.name));
  }
  return paths;
}

/** Records notes. */
export async function write(running: Running, log: LogId, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) must(await running.engine.handlers['entry.record']({ log, draft: note(text) }));
}
/** Texts of all notes of a log, in the order of the journal. */
export async function notesOf(running: Running, log: LogId): Promise<readonly string[]> {
  const entities = await ask(running, 'entities', { log, kind: 'note', filter: {} });
  return entities.map(({ body }) => ('text' in body ? String(body.text) : ''));
}
export async function standing(running: Running, log: LogId, of: MemberVault): Promise<MemberStanding> {
  const { members } = await ask(running, 'bundle.standing', { log });
  const found = members.find(({ device }) => device === of.hex);
  if (found === undefined) throw new Error('no such member');
  return found;
}
