import type { FeedId } from '#base';
import type { Place } from '../entries/entry.ts';

/** The newest frame of each other feed that a feed had quoted when it wrote an entry. Never changed once handed out. */
export type Knowledge = ReadonlyMap<FeedId, number>;

/** Of each feed, what it knew from which of its frames on; in the order of its frames. */
export type KnowledgeHistory = ReadonlyMap<FeedId, readonly { readonly seq: number; readonly knows: Knowledge }[]>;

/** What each feed has quoted so far, as its frames are taken in one after the other. */
export interface KnowledgeTable {
  /** Takes in what the frame of this place quotes, and answers all that its feed knows by then. */
  readonly at: (place: Place) => Knowledge;
  /** Feeds that wrote at all, with every step of what they knew; live. */
  readonly history: KnowledgeHistory;
}

const nothing: Knowledge = new Map();

/** An empty table. Places must come in the order of the journal. */
export function createKnowledgeTable(): KnowledgeTable {
  const history = new Map<FeedId, { readonly seq: number; readonly knows: Knowledge }[]>();
  return {
    history,
    at: (place) => {
      const steps = history.get(place.feed) ?? [];
      if (steps.length === 0) history.set(place.feed, steps);
      const before = steps.at(-1)?.knows ?? nothing;
      const news = (place.parents ?? []).filter(({ feed, seq }) => seq > (before.get(feed) ?? -1));
      if (news.length === 0) return before;
      const after = new Map(before);
      for (const { feed, seq } of news) after.set(feed, Math.max(seq, after.get(feed) ?? -1));
      steps.push({ seq: place.seq, knows: after });
      return after;
    },
  };
}

/** What the feed of a place knew when it wrote there. */
export function knownAt(history: KnowledgeHistory, place: Place): Knowledge {
  const steps = history.get(place.feed) ?? [];
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.seq ?? 0) <= place.seq) low = middle + 1;
    else high = middle;
  }
  return steps[low - 1]?.knows ?? nothing;
}

/** True when whoever wrote at `later`, knowing this, had seen what stands at `earlier` (docs/spec/entries.md section 5). */
export function hasSeen(later: Place, knowledge: Knowledge, earlier: Place): boolean {
  if (later.feed === earlier.feed) return later.seq > earlier.seq || (later.seq === earlier.seq && later.index > earlier.index);
  return (knowledge.get(earlier.feed) ?? -1) >= earlier.seq;
}

/** True when neither of two authors had seen what the other wrote; false where one of the entries is not there. */
export function areConcurrent({ knowledge }: { readonly knowledge: KnowledgeHistory }, one: { readonly place: Place } | undefined, other: { readonly place: Place } | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return !hasSeen(one.place, knownAt(knowledge, one.place), other.place) && !hasSeen(other.place, knownAt(knowledge, other.place), one.place);
}
