import type { UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { readinessItems } from '../entries/vocabulary.ts';
import type { Entity } from '../view.ts';
import { foldName } from './names.ts';

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

/** Lines that are looked at for each customer; the others are the same for all. */
export const customerItems: readonly ReadinessItem[] = [
  'contacts-called', 'designated-contacts', 'authentication-sheet', 'actions-approved', 'manual-reviewed', 'channels-tested', 'clocks-confirmed', 'outside-numbers', 'asset-list', 'log-sources', 'backups', 'templates-approved',
];

/** The checklist of one customer, or of the house, whose `customer` is null. */
export interface CustomerReadiness extends ReadinessView { readonly customer: string | null }

/**
 * The checklist of the house, then that of each customer by name: those that a check names, and those in `named`, who may have none yet. Spellings that
 * agree without regard to case and outer blanks are one customer.
 */
export function readinessByCustomer(checks: readonly Entity<'readiness-check'>[], named: readonly string[], now: UnixMs): readonly CustomerReadiness[] {
  const standing = checks.filter((check) => check.retracted === null);
  const customers = new Map<string, string>();
  for (const name of [...standing.flatMap(({ body }) => body.customer ?? []), ...named]) if (name.trim() !== '' && !customers.has(foldName(name))) customers.set(foldName(name), name.trim());
  const ordered = [...customers].sort(([left], [right]) => (left < right ? -1 : 1));
  return [{ customer: null, ...readinessView(standing, now) }, ...ordered.map(([key, customer]) => ({ customer, ...viewOf(customerItems, standing.filter(({ body }) => foldName(body.customer ?? '') === key), now) }))];
}

/** The readiness checklist of the house at an instant (docs/spec/authority.md section 5); checks that name a customer are not in it. */
export function readinessView(checks: readonly Entity<'readiness-check'>[], now: UnixMs): ReadinessView {
  return viewOf(readinessItems, checks.filter(({ body }) => (body.customer ?? '').trim() === ''), now);
}

function viewOf(items: readonly ReadinessItem[], checks: readonly Entity<'readiness-check'>[], now: UnixMs): ReadinessView {
  const lines = items.map((item) => lineOf(item, checks.findLast((check) => check.retracted === null && check.body.item === item) ?? null, now));
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
