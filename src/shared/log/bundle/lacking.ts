import type { FeedId } from '#base';
import { hexBytes } from '../body/encode.ts';
import type { FeedHead, ForkNotice, LogReader } from '../ingest/types.ts';
import type { FeedMark } from './manifest.ts';
import type { Cosignature } from './cosignature.ts';

/** How far somebody is known to hold each feed: seq of the newest frame; a feed that is not in it is not held at all. */
export type HeldFeeds = ReadonlyMap<FeedId, number>;
/** What the derivation needs of a reader. */
export type HeldSource = Pick<LogReader, 'heads' | 'forks' | 'quotedBy' | 'holds'>;

/**
 * What a member has of a log (docs/spec/bundle.md section 4): the frames it wrote, those below what its frames quote, and those that a cosignature of it covers whose header is here. Of a
 * feed that is forked nothing counts from the fork on, because a number does not say which branch was meant. `device` is its Ed25519 key in hexadecimal; cosignatures of others are passed over.
 */
export function heldBy(device: string, source: HeldSource, cosignatures: readonly Cosignature[]): HeldFeeds {
  const held = new Map<FeedId, number>();
  const raise = (feed: FeedId, seq: number): void => {
    if (seq > (held.get(feed) ?? -1)) held.set(feed, seq);
  };
  const heads = source.heads();
  for (const head of heads.filter((candidate) => candidate.author === device)) {
    raise(head.feed, head.seq);
    for (const [feed, seq] of source.quotedBy(head.feed)) raise(feed, seq);
  }
  for (const { statement } of cosignatures.filter((candidate) => candidate.device === device)) {
    for (const { feed, size, header } of statement.heads) if (source.holds(feed, size - 1, hexBytes(header))) raise(feed, size - 1);
  }
  return capped(held, heads, source.forks());
}

function capped(held: Map<FeedId, number>, heads: readonly FeedHead[], forks: readonly ForkNotice[]): HeldFeeds {
  const newest = new Map(heads.map(({ feed, seq }) => [feed, seq]));
  const result = new Map<FeedId, number>();
  for (const [feed, seq] of held) {
    const fork = forks.reduce((lowest, one) => (one.feed === feed ? Math.min(lowest, one.seq) : lowest), Infinity);
    // Frames that somebody quotes and that are not here are nothing that we could leave out.
    const upTo = Math.min(seq, newest.get(feed) ?? -1, fork - 1);
    if (upTo >= 0) result.set(feed, upTo);
  }
  return result;
}

/** What may be left out for all of several members: of each feed the least that every one has. For nobody it is nothing. */
export function leastHeld(members: readonly HeldFeeds[]): readonly FeedMark[] {
  const [first, ...others] = members;
  if (first === undefined) return [];
  return [...first]
    .map(([feed, seq]): FeedMark => ({ feed, seq: others.reduce((least, held) => Math.min(least, held.get(feed) ?? -1), seq) }))
    .filter(({ seq }) => seq >= 0)
    .toSorted((left, right) => (left.feed < right.feed ? -1 : 1));
}

/** True when a frame is above what may be left out. */
export function isLacking(marks: ReadonlyMap<FeedId, number>, feed: FeedId, seq: number): boolean {
  return seq > (marks.get(feed) ?? -1);
}
