import type { Stamp } from '../view.ts';

/** Something that was said, as long as it holds: until it is taken back, or, where the later statement replaces the earlier, until somebody who had seen it says another. */
export interface Claim<Value> { readonly stamp: Stamp; readonly value: Value; readonly ended: Stamp | null }

/** Claims that contradicted each other, and the entry that ended it; null while it lasts. */
export interface Rivalry<Value> { readonly claims: readonly Claim<Value>[]; readonly endedBy: Stamp | null }

export interface SweepRules<Value> {
  readonly seen: (later: Stamp, earlier: Stamp) => boolean;
  readonly differ: (one: Value, other: Value) => boolean;
  /** A statement replaces those that its author had seen. */
  readonly replaces: boolean;
}

/**
 * Follows claims in the order of the journal and tells which contradicted each other: of two authors who had not seen each other, and different. A rivalry that ends
 * by a claim or an ending whose author had seen all of it is settled; one that vanishes in another way was none. Pure, and the same for every order of arrival.
 */
export function sweepClaims<Value>(claims: readonly Claim<Value>[], rules: SweepRules<Value>): readonly Rivalry<Value>[] {
  if (claims.length < 2) return [];
  const found: Rivalry<Value>[] = [];
  let alive: readonly Claim<Value>[] = [];
  let rivals: readonly Claim<Value>[] = [];
  for (const { stamp, claim } of eventsOf(claims)) {
    if (claim !== null) alive = [...alive.filter((one) => !(rules.replaces && rules.seen(stamp, one.stamp))), claim];
    else alive = alive.filter(({ ended }) => ended?.number !== stamp.number);
    const next = rivalsOf(alive, rules);
    if (next.length === 0 && rivals.length > 0 && rivals.every((one) => rules.seen(stamp, one.stamp))) found.push({ claims: rivals, endedBy: stamp });
    rivals = next;
  }
  return rivals.length === 0 ? found : [...found, { claims: rivals, endedBy: null }];
}

function eventsOf<Value>(claims: readonly Claim<Value>[]): readonly { readonly stamp: Stamp; readonly claim: Claim<Value> | null }[] {
  const ends = new Map(claims.flatMap(({ ended }) => (ended === null ? [] : [[ended.number, { stamp: ended, claim: null }] as const])));
  return [...claims.map((claim) => ({ stamp: claim.stamp, claim })), ...ends.values()].sort((left, right) => left.stamp.number - right.stamp.number);
}

function rivalsOf<Value>(alive: readonly Claim<Value>[], { seen, differ }: SweepRules<Value>): readonly Claim<Value>[] {
  const isAgainst = (one: Claim<Value>, other: Claim<Value>): boolean => differ(one.value, other.value) && !seen(one.stamp, other.stamp) && !seen(other.stamp, one.stamp);
  return alive.filter((one) => alive.some((other) => other !== one && isAgainst(one, other)));
}
