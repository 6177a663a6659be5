import * as v from 'valibot';
import type { LogId, Sha256Hex } from '#base';
import type { PlacedEntry } from '#domain';
import { bytesToJson, jsonToBytes, type SealedCopy } from '../copy/sealedCopy.ts';
import type { OpenLog } from './openLog.ts';

/** Entries in one sealed page of the working copy. */
export const PAGE_ENTRIES = 1_000;

const snapshotSchema = v.strictObject({
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  entries: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  aheadOfClock: v.number(),
  tip: v.strictObject({ from: v.number(), headerSha256: v.pipe(v.string(), v.transform((value) => value as Sha256Hex)) }),
});
export type SnapshotAbout = v.InferOutput<typeof snapshotSchema>;
export interface Snapshot { readonly about: SnapshotAbout; readonly readerState: Uint8Array; readonly pages: readonly (readonly PlacedEntry[])[] }
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
  const pages: (readonly PlacedEntry[])[] = [];
  const count = Math.ceil(about.output.entries / PAGE_ENTRIES);
  const rows = await Promise.all(Array.from({ length: count }, (_, page) => copy.read('pages', pageName(log, page))));
  for (const [page, read] of rows.entries()) {
    const wanted = Math.min(PAGE_ENTRIES, about.output.entries - page * PAGE_ENTRIES);
    const entries = read.found === 'row' ? bytesToJson(read.bytes) : null;
    if (!Array.isArray(entries) || entries.length < wanted) return { found: 'damaged' };
    // A page may be newer than the snapshot that names it, when a crash came between.
    pages.push((entries as readonly PlacedEntry[]).slice(0, wanted));
  }
  return { found: 'snapshot', snapshot: { about: about.output, readerState: state.bytes, pages } };
}

/**
 * Writes what is new since `written` entries: the pages first, then the row that names them, so that a crash between leaves a
 * snapshot that is older and whole. False when the working copy is off.
 */
export async function writeSnapshot(copy: SealedCopy, open: OpenLog, written: number): Promise<boolean> {
  if (open.tip === null) return true;
  const about: SnapshotAbout = { bytes: open.bytes, entries: open.placed.length, aheadOfClock: open.aheadOfClock, tip: open.tip };
  const readerState = open.reader.exportState();
  for (let page = Math.floor(written / PAGE_ENTRIES); page * PAGE_ENTRIES < about.entries; page += 1) {
    const entries = open.placed.slice(page * PAGE_ENTRIES, Math.min((page + 1) * PAGE_ENTRIES, about.entries));
    if (!(await copy.write('pages', [{ name: pageName(open.log, page), bytes: jsonToBytes(entries) }]))) return false;
  }
  return copy.write('snapshots', [{ name: aboutName(open.log), bytes: jsonToBytes(about) }, { name: stateName(open.log), bytes: readerState }]);
}

function aboutName(log: LogId): string {
  return `about/${log}`;
}
function stateName(log: LogId): string {
  return `state/${log}`;
}
function pageName(log: LogId, page: number): string {
  return `${log}/${page}`;
}
