import type { FeedId } from '#base';
import type { Place } from '../entries/entry.ts';

/** The newest frame of each other feed that a feed had quoted when it wrote an entry. Never changed once handed out. */
export type Knowledge = ReadonlyMap<FeedId, number>;

/** What each feed has quoted so far, as its frames are taken in one after the other. */
export interface KnowledgeTable {
  /** Takes in what the frame of this place quotes, and answers all that its feed knows by then. */
  readonly at: (place: Place) => Knowledge;
}

const nothing: Knowledge = new Map();

/** An empty table. Places must come in the order of the journal. */
export function createKnowledgeTable(): KnowledgeTable {
  const byFeed = new Map<FeedId, Knowledge>();
  return {
    at: (place) => {
      const before = byFeed.get(place.feed) ?? nothing;
      if (place.parents === undefined) return before;
      const after = new Map(before);
      for (const { feed, seq } of place.parents) after.set(feed, Math.max(seq, after.get(feed) ?? -1));
      byFeed.set(place.feed, after);
      return after;
    },
  };
}

/** True when whoever wrote at `later`, knowing this, had seen what stands at `earlier` (docs/spec/entries.md section 5). */
export function hasSeen(later: Place, knowledge: Knowledge, earlier: Place): boolean {
  if (later.feed === earlier.feed) return later.seq > earlier.seq || (later.seq === earlier.seq && later.index > earlier.index);
  return (knowledge.get(earlier.feed) ?? -1) >= earlier.seq;
}
