import { hasSeen, knownAt } from '../projection/seen.ts';
import type { IncidentState, Stamp } from '../view.ts';

/** What the rules look at. */
export interface Room {
  readonly state: IncidentState;
  /** True when the author of the later entry had seen the earlier one. Whoever writes in a journal knows with what it began. */
  readonly seen: (later: Stamp, earlier: Stamp) => boolean;
  readonly areApart: (one: Stamp, other: Stamp) => boolean;
}

/** The room of a state. */
export function roomOf(state: IncidentState): Room {
  const first = state.incident?.stamp.number;
  const seen = (later: Stamp, earlier: Stamp): boolean => later.number !== earlier.number && (earlier.number === first || hasSeen(later.place, knownAt(state.knowledge, later.place), earlier.place));
  return { state, seen, areApart: (one, other) => one.number !== other.number && !seen(one, other) && !seen(other, one) };
}
