// Two laptops that are members of one incident, with a server between them that only processes reach: what kills and cuts are tried on.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type EntityId, type LogId, type UnixMs } from '#base';
import { openVaultFolder } from '#disk';
import { createNetClient, createNetGate, createNetHandlers } from '#network';
import { createMember, foundShared, open, type MemberVault } from '../../integration/bundle/kit.ts';
import { ask, must, note, runEngine } from '../engineHarness.ts';
import { onLaptop, writeRecovery, type Laptop, type Place } from './processes.ts';

export interface Team { readonly members: readonly [MemberVault, MemberVault]; readonly laptops: readonly [Laptop, Laptop]; readonly log: LogId; readonly remove: () => Promise<void> }

/** Founds an incident of two vaults; the first holds it, with so many notes of about 60 kB each. */
export async function createLaptops(notes: number): Promise<Team> {
  const members = [await createMember(), await createMember()] as const;
  const [log] = await foundShared(members);
  if (log === undefined) throw new Error('no incident');
  const laptops = members.map(({ path: vault, place, recoveryKey }): Laptop => ({ vault, state: place.hostStateDir, recovery: writeRecovery(place.folder, recoveryKey) }));
  const team: Team = { members, laptops: [laptops[0] as Laptop, laptops[1] as Laptop], log, remove: async () => { for (const { place } of members) await place.remove(); } };
  await writeLong(team, 0, notes);
  return team;
}

/** Records long notes in the closed vault of one of them. */
export async function writeLong({ members, log }: Team, who: 0 | 1, notes: number): Promise<void> {
  const running = await open(members[who]);
  for (let count = 0; count < notes; count += 1) must(await running.engine.handlers['entry.record']({ log, draft: note(`${count} ${'x'.repeat(60_000)}`) }));
  await running.end();
}

/** Seals bytes as evidence in parts of 2.5 MiB. */
export async function sealBytes({ members, log }: Team, who: 0 | 1, bytes: Uint8Array): Promise<EntityId> {
  const { place, path: vault, recoveryKey } = members[who];
  const running = runEngine(place, must(await openVaultFolder({ path: vault, hostStateDir: place.hostStateDir, ballastBytes: 0, environment: { partBytes: 2.5 * 2 ** 20 } })));
  must(await running.engine.handlers['vault.unlock']({ recoveryKey }));
  const { grant } = running.vault.grants.addBytes('disk.img', bytes);
  const sealed = must(await running.engine.handlers['evidence.seal']({ log, grant, resume: null, legacyHashes: [], body: { name: 'Image', evidenceKind: 'disk-image', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' }, occurred: null, tags: [], links: [] }));
  await running.end();
  return sealed.entryId as unknown as EntityId;
}

/** Chooses that an item is always kept alike with the paired server; nothing of it goes meanwhile. */
export async function chooseAlways({ members, log }: Team, who: 0 | 1, item: EntityId, address: { readonly host: string; readonly port: number }): Promise<void> {
  const gate = createNetGate(() => []);
  const running = await open(members[who], { net: createNetClient(createNetHandlers(gate, async () => false), gate) });
  const { handlers } = running.engine;
  must(await handlers['sync.pause']({ paused: true }));
  gate.arm(address, (Date.now() + 60_000) as UnixMs);
  const [server] = (await ask(running, 'sync', {})).servers;
  must(await handlers['sync.connect']({ server: server?.id ?? ('' as EntityId), network: { confirm: 'once' } }));
  must(await handlers['sync.chooseItem']({ log, item, choice: 'always' }));
  must(await handlers['sync.disconnect']({}));
  await running.end();
}

/** Pairs a laptop with a server at an address. */
export async function pairLaptop(script: string, laptop: Laptop, address: { readonly host: string; readonly port: number }, fingerprint: string, place: Place = []): Promise<void> {
  const { code, err } = await onLaptop(script, laptop, ['sync', 'pair'], ['--address', `${address.host}:${address.port}`, '--fingerprint', fingerprint, '--name', 'war room'], place).ended;
  if (code !== 0) throw new Error(`not paired: ${err}`);
}

/** Options of a run that founds the incident with a voucher when it is not on the server yet. */
export function foundingWith({ members: [{ place }], log }: Team, voucher: string): readonly string[] {
  const file = path.join(place.folder, 'voucher');
  writeFileSync(file, `${voucher}\n`);
  return ['--incident', log, '--voucher-file', file];
}
export const running = ['--server', 'war room', '--network-once', '--json'] as const;

/** An empty folder of a server beside the first vault. */
export function serverFolder({ members: [{ place }] }: Team): string {
  const folder = path.join(place.folder, 'server');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, 'data');
}

/** Bytes of all frames of the log in a vault. */
export function bytesOfLog({ vault }: Laptop, log: LogId): number {
  return readFileSync(path.join(vault, 'log', log, '000001.frames')).length;
}

/** Numbers that look random and are the same for the same seed (mulberry32); 0 to 1. */
export function seededDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
