import type { UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { readinessItems } from '../entries/vocabulary.ts';
import type { Entity } from '../view.ts';

export type ReadinessItem = BodyOf<'readiness-check'>['item'];
export type ReadinessState = 'complete' | 'not-applicable' | 'gap' | 'due' | 'missing';
export const READINESS_DAYS = 90;
const DAY_MS = 86_400_000;

/** A line of the checklist as it stands. */
export interface ReadinessLine { readonly item: ReadinessItem; readonly state: ReadinessState; readonly check: Entity<'readiness-check'> | null; readonly dueAt: UnixMs | null }
export interface ReadinessView {
  readonly lines: readonly ReadinessLine[];
  readonly open: number;
  readonly isComplete: boolean;
  /** When the first line that is complete now has to be looked at again. */
  readonly nextDue: UnixMs | null;
}

/** The readiness checklist at an instant (docs/spec/authority.md section 5). */
export function readinessView(checks: readonly Entity<'readiness-check'>[], now: UnixMs): ReadinessView {
  const lines = readinessItems.map((item) => lineOf(item, checks.findLast((check) => check.retracted === null && check.body.item === item) ?? null, now));
  const open = lines.filter((line) => ['gap', 'due', 'missing'].includes(line.state)).length;
  const next = Math.min(...lines.map((line) => (line.state === 'complete' || line.state === 'not-applicable' ? (line.dueAt ?? Number.MAX_SAFE_INTEGER) : Number.MAX_SAFE_INTEGER)));
  return { lines, open, isComplete: open === 0, nextDue: next === Number.MAX_SAFE_INTEGER ? null : (next as UnixMs) };
}

function lineOf(item: ReadinessItem, check: Entity<'readiness-check'> | null, now: UnixMs): ReadinessLine {
  if (check === null) return { item, check, state: 'missing', dueAt: null };
  const { at } = check.stamp.occurred;
  const ends = [at === null ? null : at + READINESS_DAYS * DAY_MS, check.body.validUntil?.at ?? null].filter((end) => end !== null);
  const dueAt = ends.length === 0 ? null : (Math.min(...ends) as UnixMs);
  if (check.body.outcome === 'gap') return { item, check, state: 'gap', dueAt };
  // A check whose time nobody knows is as good as none.
  const isDue = at === null || (dueAt !== null && now >= dueAt);
  return { item, check, state: isDue ? 'due' : check.body.outcome, dueAt };
}
