import type { EntryId, UnixMs } from '#base';
import type { Clock } from '../clocks/evaluate.ts';
import type { ClockDefinition, Fact, FactKind } from '../clocks/definition.ts';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { failedOutcomes } from '../messages/failed.ts';
import { emptyBlocks } from '../messages/templates.ts';
import type { Entity, IncidentState, Stamp } from '../view.ts';
import { customersOf, factsFor, type Customer } from './customers.ts';
import { fold } from './fold.ts';
import { intervalsOf } from './intervals.ts';
import { serves } from './series.ts';
import { firstAtLeast, severityStatements } from './severities.ts';

type Subscription = Entity<'subscription'>;

/** Clocks that a subscription of a customer silences. */
const replaced: readonly string[] = ['A.CUST.UPDATE', 'B.UPDATE'];

/** The id of the clock of a subscription. */
export function clockOf({ body }: Subscription): string {
  return `UPDATE.${body.ref}`;
}

/** One recurring clock for each standing subscription (docs/spec/updates.md section 2). */
export function subscriptionClocks(state: IncidentState): readonly ClockDefinition[] {
  return standingOf(state, 'subscription').map((subscription) => {
    const { id, body } = subscription;
    const ended: readonly FactKind[] = body.until === 'stated-condition' ? [] : [`milestone.${body.until}`];
    return {
      id: clockOf(subscription), title: `Update: ${body.audience}`, source: 'Subscription to updates', standing: body.audienceKind === 'customer' ? 'contract' : 'local', trigger: { take: 'first', of: [{ fact: `subscribed.${id}` }] },
      ...intervalsOf(subscription), stop: [[`updated.${id}`]], recurs: { until: [...ended, `unsubscribed.${id}`] },
    };
  });
}

/** Facts that start, stop and end the clocks of subscriptions, from the other facts of the incident. */
export function subscriptionFacts(state: IncidentState, facts: readonly Fact[]): readonly Fact[] {
  const subscriptions = standingOf(state, 'subscription');
  if (subscriptions.length === 0) return [];
  const updates = standingOf(state, 'communication').flatMap((sending) => updateOf(state, sending));
  return subscriptions.flatMap((subscription) => {
    const { id } = subscription;
    return [
      ...beginningOf(state, subscription, facts), ...endingOf(subscription),
      ...updates.filter(({ message }) => serves(message, subscription)).map(({ stamp }): Fact => factAt(`updated.${id}`, stamp)),
    ];
  });
}

/** Clocks without those of customers that a subscription took the place of (docs/spec/updates.md section 3). */
export function withoutSubscribed(clocks: readonly Clock[], state: IncidentState): readonly Clock[] {
  const customers = customersOf(state);
  const subscriptions = standingOf(state, 'subscription').filter(({ state: standing, body }) => standing === 'active' && body.audienceKind === 'customer');
  if (subscriptions.length === 0) return clocks;
  return clocks.flatMap((clock): readonly Clock[] => {
    if (!replaced.includes(clock.definition.id)) return [clock];
    const customer = customers.find(({ id }) => id === clock.subject) ?? null;
    const by = subscriptions.filter((subscription) => (customer === null ? customers.length < 2 : isFor(subscription, customer))).map(({ stamp }) => ({ at: instantOf(stamp), entry: stamp.entryId })).sort((left, right) => left.at - right.at)[0];
    if (by === undefined) return [clock];
    if (clock.startedAt === null || clock.startedAt >= by.at) return [];
    // What was overdue by then stays so until somebody tells the customer something.
    if (clock.due !== null && clock.due < by.at) return [clock];
    return clock.stoppedAt !== null && clock.stoppedAt <= by.at ? [clock] : [{ ...clock, state: 'ended', stoppedAt: by.at, stoppedBy: [by.entry as EntryId] }];
  });
}

/** Outgoing communications that reached somebody with a message without empty mandatory blocks. */
function updateOf(state: IncidentState, { body, stamp }: Entity<'communication'>): readonly { readonly message: Entity<'message'>; readonly stamp: Stamp }[] {
  const message = body.message === undefined ? undefined : state.entities.get(body.message);
  if (body.direction !== 'out' || !isEntityOf(message, 'message') || message.retracted !== null || emptyBlocks(message.body).length > 0) return [];
  return (body.outcome !== undefined && failedOutcomes.includes(body.outcome)) || body.check?.result === 'failed' ? [] : [{ message, stamp }];
}

interface Instant { readonly at: UnixMs; readonly recordedAt: UnixMs; readonly entry: EntryId }

function beginningOf(state: IncidentState, subscription: Subscription, facts: readonly Fact[]): readonly Fact[] {
  const { body, id, stamp } = subscription;
  const customers = customersOf(state);
  const customer = body.audienceKind === 'customer' ? customers.find((each) => isFor(subscription, each)) : undefined;
  const own = customer === undefined || customers.length < 2 ? facts : factsFor(customer.id, facts);
  const made: Instant = { at: instantOf(stamp), recordedAt: stamp.recorded.at, entry: stamp.entryId };
  const trigger = triggerOf(state, subscription, own, made);
  if (trigger === null) return [];
  // A customer was owed updates before somebody wrote down how often: what ran goes on from the last one.
  const heard = body.audienceKind === 'customer' ? own.filter((fact) => (fact.kind === 'customer.updated' || fact.kind === 'customer.notified') && fact.at <= made.at) : [];
  const sources = [...(body.begins === 'at-once' && heard.length > 0 ? [] : [trigger]), ...(body.audienceKind === 'customer' ? heard : [made])];
  const { at, recordedAt, entry } = sources.reduce((latest, each) => (each.at > latest.at ? each : latest));
  return [{ kind: `subscribed.${id}`, at, recordedAt, entry }];
}

function triggerOf(state: IncidentState, { body }: Subscription, facts: readonly Fact[], made: Instant): Instant | null {
  const first = (kind: FactKind): Instant | null => facts.filter((fact) => fact.kind === kind).reduce<Fact | null>((best, fact) => (best === null || fact.at < best.at ? fact : best), null);
  switch (body.begins) {
    case 'at-once': return made;
    case 'declared': return first('milestone.declared');
    case 'confirmed': return first('milestone.confirmed');
    case 'customer-notified': return first('customer.notified');
    case 'severity-reached': return body.fromSeverity === undefined ? first('milestone.declared') : firstAtLeast(severityStatements(state), body.fromSeverity);
  }
}

function endingOf({ id, state, stamp, changes }: Subscription): readonly Fact[] {
  if (state !== 'ended') return [];
  const step = changes.findLast((change) => change.type === 'transition' && !change.reverted && change.to === 'ended');
  return [factAt(`unsubscribed.${id}`, step?.stamp ?? stamp)];
}

function isFor({ body }: Subscription, { name, contacts }: Customer): boolean {
  return [name, ...contacts.map((contact) => contact.body.name)].some((text) => fold(text) === fold(body.audience));
}

function factAt(kind: FactKind, stamp: Stamp): Fact {
  return { kind, at: instantOf(stamp), recordedAt: stamp.recorded.at, entry: stamp.entryId };
}

function instantOf(stamp: Stamp): UnixMs {
  return stamp.occurred.at ?? stamp.recorded.at;
}
