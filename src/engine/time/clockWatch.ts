import * as v from 'valibot';
import { bytesToHex, type FeedId, type UnixMs } from '#base';
import type { ClockFlag } from '#ipc';
import type { FrameMeta } from '#log';
import { AHEAD_LIMIT_MS } from './hybridClock.ts';

/** Wall clocks may be put right by this much without a word. */
export const WALL_LIMIT_MS = 2 * 60_000;
/** More findings than anybody reads; the rest is not kept. */
const MAX_FINDINGS = 1_000;

/** Something that a clock did, beside the frame that shows it. `byMs` is null where there is no amount. */
export interface ClockFinding { readonly flag: ClockFlag; readonly feed: FeedId; readonly seq: number; readonly at: UnixMs; readonly byMs: number | null }
/** The clocks of the newest frame of a feed. */
export interface LastClock { readonly seq: number; readonly wall: number; readonly zone: string; readonly boot: string; readonly mono: number }
/** What is known of the clocks of a log's writers; plain data, so that a snapshot can hold it. */
export interface ClockWatch { readonly feeds: Map<FeedId, LastClock>; readonly findings: ClockFinding[] }

export interface WatchedFrame { readonly feed: FeedId; readonly seq: number; readonly meta: Pick<FrameMeta, 'hlc' | 'wall' | 'mono'> }

/** A watch that has seen nothing. */
export function createClockWatch(): ClockWatch {
  return { feeds: new Map(), findings: [] };
}

/**
 * Compares a frame with the one before it in its feed, and with the reader's clock unless the reader wrote it: docs/spec/witness.md section 7. Nothing is
 * refused. A frame that comes behind its successors (it was mended) is not compared: its successors were.
 */
export function watchClock(watch: ClockWatch, { feed, seq, meta }: WatchedFrame, now: UnixMs, isOwn: boolean): void {
  const note = (flag: ClockFlag, byMs: number | null) => {
    if (watch.findings.length < MAX_FINDINGS) watch.findings.push({ flag, feed, seq, at: meta.wall.ms, byMs });
  };
  const last = watch.feeds.get(feed);
  if (last !== undefined && seq <= last.seq) return;
  const boot = bytesToHex(meta.mono.boot);
  watch.feeds.set(feed, { seq, wall: meta.wall.ms, zone: meta.wall.zone, boot, mono: meta.mono.ms });
  if (!isOwn && meta.hlc.ms > now + AHEAD_LIMIT_MS) note('clock-ahead', meta.hlc.ms - now);
  if (last === undefined) return;
  const passed = boot === last.boot ? Math.max(0, meta.mono.ms - last.mono) : null;
  const ahead = meta.wall.ms - last.wall - (passed ?? 0);
  if (ahead < -WALL_LIMIT_MS) note('clock-back', -ahead);
  if (passed !== null && ahead > WALL_LIMIT_MS) note('clock-jump', ahead);
  if (meta.wall.zone !== last.zone) note('zone-changed', null);
}

const number = v.pipe(v.number(), v.safeInteger());
const feedId = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.transform((text) => text as FeedId));
/** A watch as a snapshot holds it. */
export const storedClocks = v.strictObject({
  feeds: v.array(v.strictObject({ feed: feedId, seq: number, wall: number, zone: v.string(), boot: v.string(), mono: number })),
  findings: v.array(v.strictObject({
    flag: v.picklist(['clock-back', 'clock-jump', 'clock-ahead', 'zone-changed']), feed: feedId, seq: number, at: v.pipe(number, v.transform((ms) => ms as UnixMs)), byMs: v.nullable(number),
  })),
});
type StoredClocks = v.InferOutput<typeof storedClocks>;

/** The watch as plain data. */
export function storeClocks({ feeds, findings }: ClockWatch): StoredClocks {
  return { feeds: [...feeds].map(([feed, last]) => ({ feed, ...last })), findings: [...findings] };
}

/** The watch that was stored. */
export function restoreClocks({ feeds, findings }: StoredClocks): ClockWatch {
  return { feeds: new Map(feeds.map(({ feed, ...last }) => [feed, last])), findings: [...findings] };
}
