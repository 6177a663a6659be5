import type { UnixMs } from '#base';
import type { Fact, FactKind } from './definition.ts';

/** Facts by kind in the order of time, and by what they are about: an incident may hold thousands, and a clock looks for few. */
export interface FactIndex {
  readonly all: (kind: FactKind) => readonly Fact[];
  readonly about: (kind: FactKind, subject: string) => readonly Fact[];
  /** The first of a kind at or after an instant; of all when that is null. */
  readonly from: (kind: FactKind, at: UnixMs | null) => Fact | null;
}

const none: readonly Fact[] = [];

/** An index over facts in any order; of facts at one instant the one with the lower entry id stands first. */
export function createFactIndex(facts: readonly Fact[]): FactIndex {
  const byKind = new Map<FactKind, Fact[]>();
  const bySubject = new Map<string, Fact[]>();
  for (const fact of facts.toSorted((left, right) => left.at - right.at || (left.entry < right.entry ? -1 : 1))) {
    push(byKind, fact.kind, fact);
    if (fact.subject !== undefined) push(bySubject, `${fact.kind} ${fact.subject}`, fact);
  }
  return {
    all: (kind) => byKind.get(kind) ?? none,
    about: (kind, subject) => bySubject.get(`${kind} ${subject}`) ?? none,
    from: (kind, at) => {
      const found = byKind.get(kind) ?? none;
      return found[at === null ? 0 : firstAtOrAfter(found, at)] ?? null;
    },
  };
}

/** The earliest of some facts; of those at one instant the one named first. */
export function earliest(facts: readonly (Fact | null)[]): Fact | null {
  return facts.reduce<Fact | null>((best, fact) => (fact !== null && (best === null || fact.at < best.at) ? fact : best), null);
}

function push<Key>(lists: Map<Key, Fact[]>, key: Key, fact: Fact): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [fact]);
  else list.push(fact);
}

function firstAtOrAfter(facts: readonly Fact[], at: UnixMs): number {
  let [low, high] = [0, facts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((facts[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
