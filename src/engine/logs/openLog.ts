import type { FeedId, LogId, Sha256Hex, UnixMs } from '#base';
import { createProjection, type IncidentCard, type IncidentState, type PlacedEntry } from '#domain';
import type { Ingested, LogReader } from '#log';
import { createClockWatch, watchClock, type ClockWatch } from '../time/clockWatch.ts';
import type { HybridClock, HybridTime } from '../time/hybridClock.ts';
import type { Front } from './front.ts';

/** The frame that ends a log on disk: where it begins and its header hash. */
export interface LogTip { readonly from: number; readonly headerSha256: Sha256Hex }

/** What a snapshot holds of a log without its entries being looked at. */
export interface FoldedLog {
  readonly entries: number;
  readonly card: IncidentCard | null;
  /** What the first screens show. */
  readonly front: () => Front | null;
  /** Pages of entries in the order in which they were read; each is unfolded when it is needed first. */
  readonly pages: readonly (() => readonly PlacedEntry[])[];
}

/**
 * One log in memory: what the reader knows, what the entries amount to, and how far the disk has been read. A log that comes from a snapshot
 * stays folded until somebody asks for its entries, so that unlocking does not wait for incidents nobody looks at.
 */
export interface OpenLog {
  readonly log: LogId;
  readonly reader: LogReader;
  /** The incident as it stands; unfolds the log. */
  readonly state: () => IncidentState;
  /** Entries in the order in which they were read: pages of the snapshot are cut from it. Unfolds the log. */
  readonly placed: () => readonly PlacedEntry[];
  readonly entryCount: () => number;
  /** The incident's card as the snapshot holds it; null when the log has moved on since, or is unfolded already. */
  readonly storedCard: () => IncidentCard | null;
  readonly add: (entries: readonly PlacedEntry[]) => void;
  /** What the first screens of a long log show, under the same conditions. */
  readonly front: () => Front | null;
  /** Null when asking for entries costs little; otherwise a promise: unfolds a page at a time, so that others get their turn, while `goesOn`. */
  readonly unfoldInTurns: (goesOn: () => boolean) => Promise<void> | null;
  /** Bytes of the log on disk that have been read or written. */
  bytes: number;
  tip: LogTip | null;
  /** Newest hybrid time of its entries. */
  newest: HybridTime | null;
  /** Frames of other writers whose clock was more than ten minutes ahead of ours when they were read. */
  aheadOfClock: number;
  /** Frames sealed with keys that this device has no box for: they stand, and are not read. How many entries they hold shows only who opens them. */
  unopened: number;
  /** What the clocks of its writers did. */
  clocks: ClockWatch;
}

/** Pages that are worth unfolding in turns. */
const LONG_PAGES = 3;

/** A log as it comes from a snapshot, or without any entry. */
export function createOpenLog(log: LogId, reader: LogReader, folded: FoldedLog = { entries: 0, card: null, front: () => null, pages: [] }): OpenLog {
  const projection = createProjection();
  const placed: PlacedEntry[] = [];
  const later: PlacedEntry[] = [];
  let nextPage = 0;
  let unfolding: Promise<void> | null = null;
  const take = (entries: readonly PlacedEntry[]) => {
    for (const entry of entries) {
      placed.push(entry);
      projection.apply(entry);
    }
  };
  const isFolded = () => nextPage < folded.pages.length;
  const unfoldPage = () => {
    const page = folded.pages[nextPage];
    if (page === undefined) return false;
    nextPage += 1;
    take(page());
    if (!isFolded()) take(later.splice(0));
    return isFolded();
  };
  const unfold = () => {
    while (isFolded()) unfoldPage();
  };
  const unfoldSlowly = async (goesOn: () => boolean) => {
    while (goesOn() && unfoldPage()) {
      projection.catchUp();
      await new Promise<void>((resolve) => { setTimeout(resolve, 0); });
    }
    if (goesOn()) projection.catchUp();
    unfolding = null;
  };
  return {
    log, reader,
    unfoldInTurns: (goesOn) => (folded.pages.length - nextPage < LONG_PAGES && unfolding === null ? null : (unfolding ??= unfoldSlowly(goesOn))),
    state: () => {
      unfold();
      return projection.state();
    },
    placed: () => {
      unfold();
      return placed;
    },
    entryCount: () => (isFolded() ? folded.entries + later.length : placed.length),
    storedCard: () => (isFolded() && later.length === 0 ? folded.card : null),
    front: () => (isFolded() && later.length === 0 ? folded.front() : null),
    add: (entries) => {
      if (isFolded()) later.push(...entries);
      else take(entries);
    },
    bytes: 0, tip: null, newest: null, aheadOfClock: 0, unopened: 0, clocks: createClockWatch(),
  };
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
  takeIngested(open, ingested.value, clock, now, own);
  return ingested.value;
}

/** Takes what was ingested, and all that it released: entries and clocks. */
export function takeIngested(open: OpenLog, ingested: Ingested, clock: HybridClock, now: UnixMs, own: FeedId | null): void {
  for (const { status, frame, meta } of [ingested, ...ingested.released]) {
    if (status === 'sealed') open.unopened += 1;
    if (meta !== null) watchClock(open.clocks, { feed: frame.feed, seq: frame.seq, meta }, now, frame.feed === own);
  }
  takeEntries(open, ingested.entries, clock, now, own);
}

function takeEntries(open: OpenLog, entries: readonly PlacedEntry[], clock: HybridClock, now: UnixMs, own: FeedId | null): void {
  open.add(entries);
  for (const { place } of entries) {
    const ahead = clock.observe(place.hlc, now);
    if (ahead && place.feed !== own && place.index === 0) open.aheadOfClock += 1;
    if (open.newest === null || place.hlc.ms > open.newest.ms || (place.hlc.ms === open.newest.ms && place.hlc.counter > open.newest.counter)) open.newest = place.hlc;
  }
}
