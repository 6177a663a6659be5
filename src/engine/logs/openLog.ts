import type { FeedId, LogId, Sha256Hex, UnixMs } from '#base';
import { createProjection, type PlacedEntry, type Projection } from '#domain';
import type { Ingested, LogReader } from '#log';
import type { HybridClock } from '../time/hybridClock.ts';

/** The frame that ends a log on disk: where it begins and its header hash. */
export interface LogTip { readonly from: number; readonly headerSha256: Sha256Hex }

/** One log in memory: what the reader knows, what the entries amount to, and how far the disk has been read. */
export interface OpenLog {
  readonly log: LogId;
  readonly reader: LogReader;
  readonly projection: Projection;
  /** Entries in the order in which they were read: pages of the snapshot are cut from it. */
  readonly placed: PlacedEntry[];
  /** Bytes of the log on disk that have been read or written. */
  bytes: number;
  tip: LogTip | null;
  /** Frames of other writers whose clock was more than ten minutes ahead of ours when they were read. */
  aheadOfClock: number;
}

/** An open log without frames. */
export function emptyLog(log: LogId, reader: LogReader): OpenLog {
  return { log, reader, projection: createProjection(), placed: [], bytes: 0, tip: null, aheadOfClock: 0 };
}

/** Takes entries that were read and verified before, from a snapshot. */
export function takePlaced(open: OpenLog, entries: readonly PlacedEntry[], clock: HybridClock, now: UnixMs): void {
  for (const placed of entries) {
    open.placed.push(placed);
    open.projection.apply(placed);
    clock.observe(placed.place.hlc, now);
  }
}

/**
 * Puts one whole frame through the only ingest. Failures stay in the reader's problems and never stop what follows.
 * Answers what was ingested, or null when the frame was refused.
 */
export function takeFrame(open: OpenLog, frame: Uint8Array, from: number, clock: HybridClock, now: UnixMs, own: FeedId | null): Ingested | null {
  const ingested = open.reader.ingest(frame);
  open.bytes = from + frame.length;
  if (!ingested.ok) return null;
  open.tip = { from, headerSha256: ingested.value.frame.headerSha256 };
  for (const placed of ingested.value.entries) {
    open.placed.push(placed);
    open.projection.apply(placed);
    const ahead = clock.observe(placed.place.hlc, now);
    if (ahead && placed.place.feed !== own && placed.place.index === 0) open.aheadOfClock += 1;
  }
  return ingested.value;
}
