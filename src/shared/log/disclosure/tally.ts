import type { FeedId, Sha256Hex } from '#base';
import type { ShownContent } from './shown.ts';
import type { DisclosureCounts, DisclosureFailure, DisclosureProblem } from './types.ts';

const MAX_PROBLEMS = 1000;

/** What a check has found so far. */
export interface DisclosureTally {
  readonly note: (kind: DisclosureFailure, where: string, text: string) => void;
  readonly placed: (frame: { readonly feed: FeedId; readonly seq: number; readonly previous: string; readonly device: string; readonly leaves: number }) => void;
  readonly add: (content: ShownContent) => void;
  /** A frame that is there, placed or waiting: for the heads. */
  readonly seen: (feed: FeedId, seq: number, headerSha256: Sha256Hex) => void;
  /** Per feed: the highest seq and the header hashes of the frames there. */
  readonly tops: () => ReadonlyMap<FeedId, { readonly seq: number; readonly headers: ReadonlySet<Sha256Hex> }>;
  readonly feeds: () => readonly { readonly feed: FeedId; readonly device: string; readonly frames: number }[];
  readonly classes: () => readonly DisclosureFailure[];
  readonly problems: () => readonly DisclosureProblem[];
  readonly counts: () => Omit<DisclosureCounts, 'frames'>;
  readonly placedFrames: () => number;
  /** Places at which several frames stand; `parts` where two of them name the same frame before. */
  readonly twins: () => readonly { readonly feed: FeedId; readonly seq: number; readonly parts: boolean }[];
}

/** A tally at zero. */
export function createDisclosureTally(): DisclosureTally {
  const problems: DisclosureProblem[] = [];
  const classes = new Set<DisclosureFailure>();
  const tops = new Map<FeedId, { seq: number; headers: Set<Sha256Hex> }>();
  const feeds = new Map<FeedId, { readonly feed: FeedId; readonly device: string; frames: number }>();
  const places = new Map<string, readonly string[]>();
  let [leaves, shown, entries, redacted, placedFrames] = [0, 0, 0, 0, 0];
  return {
    note: (kind, where, text) => {
      classes.add(kind);
      if (problems.length < MAX_PROBLEMS) problems.push({ where, kind, text });
    },
    placed: ({ feed, seq, previous, device, leaves: count }) => {
      placedFrames += 1;
      leaves += count;
      const place = `${feed}:${seq}`;
      places.set(place, [...(places.get(place) ?? []), previous]);
      const known = feeds.get(feed);
      if (known === undefined) feeds.set(feed, { feed, device, frames: 1 });
      else known.frames += 1;
    },
    add: (content) => {
      shown += content.shown;
      entries += content.entries;
      redacted += content.redacted;
    },
    seen: (feed, seq, headerSha256) => {
      const top = tops.get(feed);
      if (top === undefined || seq > top.seq) tops.set(feed, { seq, headers: new Set([headerSha256]) });
      else if (seq === top.seq) top.headers.add(headerSha256);
    },
    tops: () => tops,
    feeds: () => [...feeds.values()],
    classes: () => [...classes].sort(),
    problems: () => problems,
    counts: () => ({ leaves, shown, entries, redacted }),
    placedFrames: () => placedFrames,
    twins: () => [...places].filter(([, all]) => all.length > 1).map(([place, all]) => ({ feed: place.slice(0, 64) as FeedId, seq: Number(place.slice(65)), parts: new Set(all).size < all.length })),
  };
}
