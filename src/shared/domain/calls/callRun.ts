import type { EntryId } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity } from '../view.ts';

type Severity = BodyOf<'incident'>['severity'];
const placeFields = { critical: 'orderCritical', high: 'orderHigh', medium: 'orderMedium', low: 'orderLow' } as const;

/** The number to call next. `stage` tells whether the escalation order proposes it or, after the order, the executive contacts. */
export interface CallProposal { readonly contact: Entity<'contact'>; readonly number: string; readonly stage: 'order' | 'executive' }

/** A call run, derived from its attempts. `exhausted`: nobody of the order was reached and no number of it is left; `next` may still propose an executive. */
export interface CallRun {
  readonly id: EntryId;
  readonly attempts: readonly Entity<'communication'>[];
  readonly result: 'open' | 'reached' | 'exhausted';
  readonly next: CallProposal | null;
}

/** The place of a contact in the order of a severity: its own there, else the one that holds everywhere; null for none. */
export function placeAt({ body }: Entity<'contact'>, severity: Severity | null): number | null {
  const own = severity === null || severity === 'informational' ? undefined : body[placeFields[severity]];
  const place = own ?? body.order ?? 0;
  return place === 0 ? null : place;
}

/** Severities for which some standing contact has a place of its own, the worst first. */
export function ordersOfTheirOwn(contacts: readonly Entity<'contact'>[]): readonly Severity[] {
  return (Object.keys(placeFields) as (keyof typeof placeFields)[]).filter((severity) => contacts.some((contact) => contact.retracted === null && contact.body[placeFields[severity]] !== undefined));
}

/** Standing contacts with a place in the escalation order of a severity, who is called first first (docs/spec/entries.md section 4.1). */
export function escalationOrder(contacts: readonly Entity<'contact'>[], severity: Severity | null = null): readonly Entity<'contact'>[] {
  return contacts.filter((contact) => contact.retracted === null && placeAt(contact, severity) !== null).toSorted((left, right) => (placeAt(left, severity) ?? 0) - (placeAt(right, severity) ?? 0) || compareNames(left, right));
}

/** Standing executive contacts, those with a place in the order first: who is called when the order is exhausted. */
export function executiveContacts(contacts: readonly Entity<'contact'>[], severity: Severity | null = null): readonly Entity<'contact'>[] {
  return contacts.filter((contact) => contact.retracted === null && contact.body.contactKinds.includes('executive')).toSorted((left, right) => orLast(placeAt(left, severity)) - orLast(placeAt(right, severity)) || compareNames(left, right));
}

/** Ids of the call runs that have a standing attempt, the newest last. */
export function callRuns(communications: readonly Entity<'communication'>[]): readonly EntryId[] {
  const latest = new Map<EntryId, number>();
  for (const { body, retracted, stamp } of communications) if (body.run !== undefined && retracted === null) latest.set(body.run, Math.max(stamp.number, latest.get(body.run) ?? 0));
  return [...latest].toSorted(([, left], [, right]) => left - right).map(([run]) => run);
}

/** What a call run has come to, and whom to call next (docs/spec/entries.md section 4.1). A run without attempts begins with the first of the order of that severity. */
export function callRunOf(id: EntryId, contacts: readonly Entity<'contact'>[], communications: readonly Entity<'communication'>[], severity: Severity | null = null): CallRun {
  const attempts = communications.filter((message) => message.body.run === id && message.retracted === null).toSorted((left, right) => left.stamp.number - right.stamp.number);
  if (attempts.some((attempt) => attempt.body.outcome === 'reached')) return { id, attempts, result: 'reached', next: null };
  const inOrder = firstUntried(escalationOrder(contacts, severity), attempts);
  if (inOrder !== null) return { id, attempts, result: 'open', next: { ...inOrder, stage: 'order' } };
  const executive = firstUntried(executiveContacts(contacts, severity), attempts);
  return { id, attempts, result: 'exhausted', next: executive === null ? null : { ...executive, stage: 'executive' } };
}

function firstUntried(contacts: readonly Entity<'contact'>[], attempts: readonly Entity<'communication'>[]): Pick<CallProposal, 'contact' | 'number'> | null {
  for (const contact of contacts) {
    const number = contact.body.numbers.find((candidate) => !attempts.some((attempt) => isAttemptTo(attempt, contact, candidate)));
    if (number !== undefined) return { contact, number };
  }
  return null;
}

function isAttemptTo(attempt: Entity<'communication'>, contact: Entity<'contact'>, number: string): boolean {
  return attempt.body.channel === number && attempt.envelope.links.some((link) => link.relation === 'mentions' && link.to === contact.id);
}

// Not Infinity: two of them have no difference.
function orLast(place: number | null): number {
  return place ?? Number.MAX_SAFE_INTEGER;
}

function compareNames(left: Entity<'contact'>, right: Entity<'contact'>): number {
  return left.body.name.localeCompare(right.body.name, 'en') || left.id.localeCompare(right.id, 'en');
}
