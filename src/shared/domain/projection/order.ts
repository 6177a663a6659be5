import type { Place, PlacedEntry } from '../entries/entry.ts';

/** Order of the journal (docs/spec/entries.md section 7): hybrid logical clock, feed, seq, index. Zero only for the same place. */
export function comparePlaces(left: Place, right: Place): number {
  return left.hlc.ms - right.hlc.ms || left.hlc.counter - right.hlc.counter || compareText(left.feed, right.feed) || left.seq - right.seq || left.index - right.index;
}

/** Entries in the order of the journal, each place once. */
export function sortPlaced(entries: readonly PlacedEntry[]): PlacedEntry[] {
  const sorted = [...entries].sort((left, right) => comparePlaces(left.place, right.place));
  return sorted.filter((placed, index) => {
    const before = sorted[index - 1];
    return before === undefined || comparePlaces(before.place, placed.place) !== 0;
  });
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
