import type { BodyOf } from '../entries/bodies.ts';
import type { Conflict, Stamp } from '../view.ts';
import { sameJson } from './amend.ts';
import { hasSeen, type Knowledge } from './seen.ts';
import { compareWorse } from './worse.ts';

/** An amendment in force, and what its author knew. */
export interface Amendment { readonly stamp: Stamp; readonly knows: Knowledge; readonly body: BodyOf<'amend'> }

/** The amendments of each field that no later one has seen, kept while the steps of an entity are followed in order. */
export interface Competition {
  /** Takes in the next amendment in force; answers the one whose value counts from here on. */
  readonly add: (next: Amendment) => Amendment;
  /** True when an amendment competes with another one of the same field that has a different value. */
  readonly isContested: (field: string) => boolean;
  readonly conflicts: () => readonly Conflict[];
  /** Those that an amendment settled whose author had seen all of them, in the order of the journal. */
  readonly settled: () => readonly Conflict[];
}

/** No amendments yet. */
export function createCompetition(): Competition {
  const byField = new Map<string, readonly Amendment[]>();
  const competing = (field: string): readonly Amendment[] => byField.get(field) ?? [];
  const isContested = (field: string): boolean => competing(field).some((one) => !sameJson(one.body.value ?? null, competing(field)[0]?.body.value ?? null));
  const settled: Conflict[] = [];
  const conflictOf = (field: string): readonly Conflict[] => (isContested(field) ? toConflict(field, competing(field)) : []);
  return {
    isContested,
    add: (next) => {
      const { field } = next.body;
      const before = conflictOf(field);
      const heads = [...competing(field).filter((head) => !hasSeen(next.stamp.place, next.knows, head.stamp.place)), next];
      byField.set(field, heads);
      if (heads.length === 1) settled.push(...before.map((conflict) => ({ ...conflict, settledBy: next.stamp })));
      return winnerOf(field, heads, next);
    },
    conflicts: () => [...byField.keys()].flatMap(conflictOf),
    settled: () => settled,
  };
}

function toConflict(field: string, heads: readonly Amendment[]): readonly Conflict[] {
  const last = heads.at(-1);
  if (last === undefined) return [];
  return [{ field, counts: winnerOf(field, heads, last).stamp.entryId, values: heads.map(({ stamp, body }) => ({ stamp, value: body.value ?? null, reason: body.reason })) }];
}

/** What a list of ways to reach somebody reads as while people have changed it without knowing of each other: everything that any of them wrote. */
export function unionOf({ values }: Conflict): string {
  const all = values.flatMap(({ value }): readonly unknown[] => {
    const read: unknown = value === null ? [] : JSON.parse(value);
    return Array.isArray(read) ? read : [];
  });
  return JSON.stringify([...new Set(all)]);
}

// The worse or earlier value; of equal ones, and without an order, the last.
function winnerOf(field: string, heads: readonly Amendment[], last: Amendment): Amendment {
  return heads.reduce((best, head) => (compareWorse(field, valueOf(head), valueOf(best)) <= 0 ? head : best), heads[0] ?? last);
}

function valueOf({ body }: Amendment): unknown {
  // Only amendments that were applied compete, so the text is JSON.
  return body.value === undefined ? undefined : JSON.parse(body.value);
}
