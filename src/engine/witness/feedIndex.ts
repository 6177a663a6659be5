import type { FeedId, UnixMs } from '#base';
import type { PlacedEntry } from '#domain';
import type { OpenLog } from '../logs/openLog.ts';

/** The entries of one feed by the seq of their frames, ascending. */
export interface FeedEntries {
  readonly seqs: number[];
  /** When each was written down, by the clock of its writer; null for an entry that cannot be read. */
  readonly times: (UnixMs | null)[];
  /** Name and device prefix of the newest readable entry. */
  author: { readonly name: string; readonly prefix: string } | null;
}

interface Indexed { taken: number; readonly feeds: Map<FeedId, FeedEntries> }
const indexes = new WeakMap<OpenLog, Indexed>();

/** Entries of each feed of a log. Kept up with what is new since the last call, so that asking often costs nothing. Unfolds the log. */
export function feedEntries(open: OpenLog): ReadonlyMap<FeedId, FeedEntries> {
  const index = indexes.get(open) ?? { taken: 0, feeds: new Map<FeedId, FeedEntries>() };
  indexes.set(open, index);
  const placed = open.placed();
  for (; index.taken < placed.length; index.taken += 1) {
    const entry = placed[index.taken];
    if (entry !== undefined) add(index.feeds, entry);
  }
  return index.feeds;
}

/** How many of the entries stand in frames below a seq. */
export function entriesBelow(entries: FeedEntries | undefined, seq: number): number {
  let [low, high] = [0, entries?.seqs.length ?? 0];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries?.seqs[middle] ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function add(feeds: Map<FeedId, FeedEntries>, { place, entry }: PlacedEntry): void {
  const list = feeds.get(place.feed) ?? { seqs: [], times: [], author: null };
  feeds.set(place.feed, list);
  const at = entry?.recorded.at ?? null;
  if (place.seq >= (list.seqs.at(-1) ?? 0)) {
    list.seqs.push(place.seq);
    list.times.push(at);
    if (entry !== null) list.author = { name: entry.author.name, prefix: entry.author.prefix };
    return;
  }
  // A frame that was mended comes after its successors.
  const index = entriesBelow(list, place.seq + 1);
  list.seqs.splice(index, 0, place.seq);
  list.times.splice(index, 0, at);
}
