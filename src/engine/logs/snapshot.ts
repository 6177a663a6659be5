import * as v from 'valibot';
import { concatBytes, type LogId, type Sha256Hex, type UnixMs } from '#base';
import { incidentCard, type PlacedEntry } from '#domain';
import { bytesToJson, jsonToBytes, type SealedCopy } from '../copy/sealedCopy.ts';
import { storeClocks, storedClocks } from '../time/clockWatch.ts';
import { packFront, unpackFront } from './front.ts';
import type { FoldedLog, OpenLog } from './openLog.ts';

/** Entries in one sealed page of the working copy. */
export const PAGE_ENTRIES = 1_000;

const snapshotSchema = v.strictObject({
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  entries: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  aheadOfClock: v.number(),
  unopened: v.optional(v.number(), 0),
  clocks: storedClocks,
  newest: v.nullable(v.strictObject({ ms: v.pipe(v.number(), v.transform((value) => value as UnixMs)), counter: v.number() })),
  /** The incident's card, so that the list of incidents needs no entries. */
  card: v.nullable(v.record(v.string(), v.unknown())),
  tip: v.strictObject({ from: v.number(), headerSha256: v.pipe(v.string(), v.transform((value) => value as Sha256Hex)) }),
});
export type SnapshotAbout = v.InferOutput<typeof snapshotSchema>;
export interface Snapshot { readonly about: SnapshotAbout; readonly readerState: Uint8Array; readonly pages: FoldedLog['pages']; readonly front: FoldedLog['front'] }
export type SnapshotReading = { readonly found: 'snapshot'; readonly snapshot: Snapshot } | { readonly found: 'missing' } | { readonly found: 'damaged' };

/**
 * Reads the snapshot of a log. What opens under the vault's key was written by this engine, so entries are not checked
 * again one by one; whether it fits the log on disk is for the caller to compare.
 */
export async function readSnapshot(copy: SealedCopy, log: LogId): Promise<SnapshotReading> {
  const row = await copy.read('snapshots', aboutName(log));
  if (row.found === 'nothing') return { found: 'missing' };
  const about = row.found === 'row' ? v.safeParse(snapshotSchema, bytesToJson(row.bytes)) : null;
  const state = await copy.read('snapshots', stateName(log));
  if (about?.success !== true || state.found !== 'row') return { found: 'damaged' };
  const { entries } = about.output;
  const pages: (() => readonly PlacedEntry[])[] = [];
  const rows = await Promise.all(Array.from({ length: Math.ceil(entries / PAGE_ENTRIES) }, (_, page) => copy.read('pages', pageName(log, page))));
  for (const [page, read] of rows.entries()) {
    const wanted = Math.min(PAGE_ENTRIES, entries - page * PAGE_ENTRIES);
    if (read.found !== 'row' || (read.bytes[0] ?? 0) * 256 + (read.bytes[1] ?? 0) < wanted) return { found: 'damaged' };
    pages.push(() => unpackPage(read.bytes, wanted));
  }
  // Only a convenience: without it the first screens wait for the entries.
  const kept = await copy.read('snapshots', frontName(log));
  const front = () => (kept.found === 'row' ? unpackFront(kept.bytes) : null);
  return { found: 'snapshot', snapshot: { about: about.output, readerState: state.bytes, pages, front } };
}

/**
 * Writes what is new since `written` entries: the pages first, then the row that names them, so that a crash between leaves a
 * snapshot that is older and whole. False when the working copy is off.
 */
export async function writeSnapshot(copy: SealedCopy, open: OpenLog, written: number): Promise<boolean> {
  if (open.tip === null) return true;
  const card = incidentCard(open.state(), open.log);
  const about: SnapshotAbout = { bytes: open.bytes, entries: open.entryCount(), aheadOfClock: open.aheadOfClock, unopened: open.unopened, clocks: storeClocks(open.clocks), newest: open.newest, card: card === null ? null : { ...card }, tip: open.tip };
  const readerState = open.reader.exportState();
  for (let page = Math.floor(written / PAGE_ENTRIES); page * PAGE_ENTRIES < about.entries; page += 1) {
    const entries = open.placed().slice(page * PAGE_ENTRIES, Math.min((page + 1) * PAGE_ENTRIES, about.entries));
    if (!(await copy.write('pages', [{ name: pageName(open.log, page), bytes: packPage(entries) }]))) return false;
  }
  const front = packFront(open.state(), open.log);
  return copy.write('snapshots', [{ name: aboutName(open.log), bytes: jsonToBytes(about) }, { name: stateName(open.log), bytes: readerState }, { name: frontName(open.log), bytes: front }]);
}

// How many entries a page holds stands in front of it, so that a page can be counted without being read.
function packPage(entries: readonly PlacedEntry[]): Uint8Array {
  return concatBytes(Uint8Array.of(entries.length >> 8, entries.length & 255), jsonToBytes(entries));
}

// A page may be newer than the snapshot that names it, when a crash came between: only what the snapshot counts is taken.
function unpackPage(bytes: Uint8Array, wanted: number): readonly PlacedEntry[] {
  return (bytesToJson(bytes.subarray(2)) as readonly PlacedEntry[]).slice(0, wanted);
}

function aboutName(log: LogId): string {
  return `about/${log}`;
}
function stateName(log: LogId): string {
  return `state/${log}`;
}
function frontName(log: LogId): string {
  return `front/${log}`;
}
function pageName(log: LogId, page: number): string {
  return `${log}/${page}`;
}
