import type { EntryId } from '#base';
import type { Entity } from '../view.ts';

/** The number to call next. `stage` tells whether the escalation order proposes it or, after the order, the executive contacts. */
export interface CallProposal { readonly contact: Entity<'contact'>; readonly number: string; readonly stage: 'order' | 'executive' }

/** A call run, derived from its attempts. `exhausted`: nobody of the order was reached and no number of it is left; `next` may still propose an executive. */
export interface CallRun {
  readonly id: EntryId;
  readonly attempts: readonly Entity<'communication'>[];
  readonly result: 'open' | 'reached' | 'exhausted';
  readonly next: CallProposal | null;
}

/** Standing contacts with a place in the escalation order, who is called first first (docs/spec/entries.md section 4.1). */
export function escalationOrder(contacts: readonly Entity<'contact'>[]): readonly Entity<'contact'>[] {
  return contacts.filter((contact) => contact.retracted === null && contact.body.order !== undefined).toSorted((left, right) => (left.body.order ?? 0) - (right.body.order ?? 0) || compareNames(left, right));
}

/** Standing executive contacts, those with a place in the order first: who is called when the order is exhausted. */
export function executiveContacts(contacts: readonly Entity<'contact'>[]): readonly Entity<'contact'>[] {
  return contacts.filter((contact) => contact.retracted === null && contact.body.contactKinds.includes('executive')).toSorted((left, right) => (left.body.order ?? Infinity) - (right.body.order ?? Infinity) || compareNames(left, right));
}

/** Ids of the call runs that have a standing attempt, the newest last. */
export function callRuns(communications: readonly Entity<'communication'>[]): readonly EntryId[] {
  const latest = new Map<EntryId, number>();
  for (const { body, retracted, stamp } of communications) if (body.run !== undefined && retracted === null) latest.set(body.run, Math.max(stamp.number, latest.get(body.run) ?? 0));
  return [...latest].toSorted(([, left], [, right]) => left - right).map(([run]) => run);
}

/** What a call run has come to, and whom to call next (docs/spec/entries.md section 4.1). A run without attempts begins with the first of the order. */
export function callRunOf(id: EntryId, contacts: readonly Entity<'contact'>[], communications: readonly Entity<'communication'>[]): CallRun {
  const attempts = communications.filter((message) => message.body.run === id && message.retracted === null).toSorted((left, right) => left.stamp.number - right.stamp.number);
  if (attempts.some((attempt) => attempt.body.outcome === 'reached')) return { id, attempts, result: 'reached', next: null };
  const inOrder = firstUntried(escalationOrder(contacts), attempts);
  if (inOrder !== null) return { id, attempts, result: 'open', next: { ...inOrder, stage: 'order' } };
  const executive = firstUntried(executiveContacts(contacts), attempts);
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

function compareNames(left: Entity<'contact'>, right: Entity<'contact'>): number {
  return left.body.name.localeCompare(right.body.name, 'en') || left.id.localeCompare(right.id, 'en');
}
