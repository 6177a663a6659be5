import { createEntryId, type EntryId, type FeedId, type Sha256Hex, type UnixMs } from '#base';
import type { BodyOf, EntryKind } from '../entries/bodies.ts';
import type { Entry, Envelope, PlacedEntry } from '../entries/entry.ts';
import type { Occurred } from '../entries/time.ts';

export const START = Date.UTC(2026, 10, 21, 6, 0) as UnixMs;

/** A time read off the wall at an instant, UTC, to the second. */
export function happened(at: number, more: Partial<Occurred> = {}): Occurred {
  return { at: at as UnixMs, precision: 'second', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'device', ...more };
}

/** Repeatable bytes for ids. */
export function seededBytes(seed: number): (length: number) => Uint8Array {
  let state = seed >>> 0 || 1;
  return (length) => Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

export interface Options {
  readonly id?: EntryId; readonly occurred?: Occurred; readonly recordedAt?: number; readonly tags?: readonly string[]; readonly links?: Envelope['links']; readonly source?: Envelope['source'];
  readonly author?: string; readonly feed?: number; readonly hlcMs?: number;
  /** Heads of other feeds that the frame quotes; `seq` counts the entries of the journal from 1. */
  readonly quotes?: readonly { readonly feed: number; readonly seq: number }[];
}

/** Writes a journal for tests: each entry one second after the last, on one feed unless said otherwise. */
export function createJournal(seed = 1) {
  const random = seededBytes(seed);
  const entries: PlacedEntry[] = [];
  let tick = 0;
  return {
    entries,
    add<K extends EntryKind>(kind: K, body: BodyOf<K>, options: Options = {}): EntryId {
      tick += 1;
      const recordedAt = options.recordedAt ?? START + tick * 1000;
      const id = options.id ?? createEntryId(recordedAt as UnixMs, random);
      const entry = {
        v: 1, id, kind, body, author: { name: options.author ?? 'K. Moen', prefix: 'K7' }, occurred: options.occurred ?? happened(recordedAt),
        recorded: { at: recordedAt as UnixMs, zone: 'UTC', offsetMinutes: 0 }, source: options.source ?? 'typed', tags: [...(options.tags ?? [])], links: [...(options.links ?? [])],
      } as unknown as Entry;
      const parents = options.quotes?.map(({ feed, seq }) => ({ feed: feedId(feed), seq }));
      entries.push({ id, entry, place: { ...placeAt(tick, options.hlcMs ?? recordedAt, options.feed ?? 1), ...(parents === undefined ? {} : { parents }) } });
      return id;
    },
    /** An entry that this version cannot read. */
    addUnreadable(): EntryId {
      tick += 1;
      const id = createEntryId((START + tick * 1000) as UnixMs, random);
      entries.push({ id, entry: null, place: placeAt(tick, START + tick * 1000, 1) });
      return id;
    },
  };
}

function feedId(feed: number): FeedId {
  return String(feed).padStart(64, '0') as FeedId;
}

function placeAt(seq: number, ms: number, feed: number): PlacedEntry['place'] {
  return {
    feed: feedId(feed), seq, index: 0, headerSha256: seq.toString(16).padStart(64, '0') as Sha256Hex, leafSha256: '0'.repeat(64) as Sha256Hex,
    hlc: { ms: ms as UnixMs, counter: 0 },
  };
}

export const incidentBody: BodyOf<'incident'> = {
  ref: 'INC-2026-0042', title: 'Ransomware on file servers', severity: 'high', types: ['malicious-code:infected-system'], verdict: 'suspected', major: true,
  tlp: 'AMBER+STRICT', exercise: false, zone: 'Europe/Oslo',
};
export const actionBody: BodyOf<'action'> = {
  ref: 'A-K7-001', title: 'Isolate TRD-FS01 at switch port 12', actionKind: 'isolate-host', phase: 'contain', targets: ['TRD-FS01'],
  authority: { basis: 'approval', approver: 'A. Lund' }, state: 'proposed',
};
export const systemBody: BodyOf<'system'> = { ref: 'S-K7-001', name: 'TRD-FS01', systemKind: 'server', addresses: ['10.20.8.11'], criticality: 'high', state: 'suspected' };
export const evidenceBody: BodyOf<'evidence'> = { ref: 'EV-K7-001', name: 'Memory image', evidenceKind: 'memory-image', origin: 'file', collectedBy: 'K. Moen', custodian: 'K. Moen' };
export const eventBody: BodyOf<'event'> = { track: 'adversary', fact: '7045 service installed PSEXESVC', source: 'evtx', host: 'TRD-FS01' };
