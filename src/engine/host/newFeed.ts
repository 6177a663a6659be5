import { bytesToHex, createEntryId, zoneOffsetMinutes, type RandomBytes, type UnixMs } from '#base';
import type { DeviceKeys } from '#crypto';
import type { BodyOf, Entry, Envelope } from '#domain';
import { feedIdOf } from '#log';
import type { OpenLog } from '../logs/openLog.ts';
import type { HostMemory } from './hostMemory.ts';

/** Why this machine may not go on with the feeds it finds. */
export type NewFeedReason = 'elsewhere' | 'behind';

/**
 * Compares the folder with what this machine remembers (docs/spec/vault.md section 6). A machine that remembers nothing, or remembers more than the
 * folder holds, works on a copy or a restored folder: going on in the old feed would sign one place twice.
 */
export function findNewFeedReason(host: HostMemory, device: DeviceKeys, logs: readonly OpenLog[]): NewFeedReason | null {
  if (!host.known) return 'elsewhere';
  // Only feeds of the instance in force could be continued; what is missing of others is said by the integrity check.
  for (const head of host.heads().filter((candidate) => candidate.feed === feedIdOf(device.ed25519, candidate.log, host.instance()))) {
    const open = logs.find((candidate) => candidate.log === head.log);
    const found = open?.reader.heads().find((candidate) => candidate.feed === head.feed);
    if (found === undefined || found.seq < head.seq || (found.seq === head.seq && found.headerSha256 !== head.headerSha256)) return 'behind';
  }
  return null;
}

interface Input {
  readonly open: OpenLog; readonly host: HostMemory; readonly device: DeviceKeys; readonly author: Envelope['author'];
  /** Who works with the device: what it writes in a log begins with that. */
  readonly person: () => Entry;
  readonly now: UnixMs; readonly zone: string; readonly random: RandomBytes;
}

/** What opens a feed of this device in a log that others founded: the person who works with it; a `recovery` entry when it is a further feed. Nothing when the feed exists. */
export function firstOfNewFeed({ open, host, device, author, person, now, zone, random }: Input): readonly Entry[] {
  const own = feedIdOf(device.ed25519, open.log, host.instance());
  const heads = open.reader.heads();
  if (heads.some((head) => head.feed === own)) return [];
  const older = heads.filter((head) => head.author === bytesToHex(device.ed25519));
  if (older.length === 0) return [person()];
  const detail = `This device goes on in a new feed. Before: ${older.map((head) => `${head.feed.slice(0, 12)} up to frame ${head.seq}`).join(', ')}.`;
  return [recoveryEntry({ author, now, zone, random, what: 'new-feed', detail })];
}

/** A recovery entry: what the engine found and did by itself. */
export function recoveryEntry(input: { readonly author: Envelope['author']; readonly now: UnixMs; readonly zone: string; readonly random: RandomBytes; readonly what: 'torn-tail' | 'damage' | 'new-feed' | 'working-copy-rebuilt' | 'fork'; readonly detail: string; readonly refused?: BodyOf<'recovery'>['refused'] }): Entry {
  const { now, zone, refused } = input;
  const recorded = { at: now, zone, offsetMinutes: zoneOffsetMinutes(now, zone) };
  return {
    v: 1, id: createEntryId(now, input.random), kind: 'recovery', body: { what: input.what, detail: input.detail, ...(refused === undefined ? {} : { refused }) }, author: input.author,
    occurred: { ...recorded, precision: 'second', written: '', clockSource: 'device' }, recorded, source: 'typed', tags: [], links: [],
  };
}
