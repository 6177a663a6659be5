import { exhaustive, type EntryId, type EntityId, type UnixMs } from '#base';
import type { Toll, Waiver } from '../clocks/evaluate.ts';
import { evaluateClocks, type Clock, type ClockInput } from '../clocks/evaluate.ts';
import { clockFacts, highestSeverity } from '../clocks/facts.ts';
import { withoutEscalation } from '../clocks/quiet.ts';
import { channelOfSaid } from '../channels/retention.ts';
import { customersOf } from '../updates/customers.ts';
import { severityAt, severityStatements } from '../updates/severities.ts';
import { subscriptionClocks, withoutSubscribed } from '../updates/subscriptions.ts';
import { definitionsOf } from '../clocks/profiles/profiles.ts';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import { currentSeverity } from '../projection/incidentStatus.ts';
import type { ClockDefinition } from '../clocks/definition.ts';
import { areConcurrent, hasSeen, knownAt } from '../projection/seen.ts';
import type { IncidentState, Stamp } from '../view.ts';
import { calendarsInForce, formerRules, packClocks, type FormerRules } from '../regulation/packsInForce.ts';
import { answersInForce } from '../regulation/reportability.ts';
import type { ClockRow, EntryPlace } from '../views.ts';

// Header, clocks and gates ask for the same rows after each entry; a state is a new object after each change.
const newest = new WeakMap<IncidentState, { readonly now: UnixMs; readonly rows: readonly ClockRow[] }>();

/** All clocks of an incident as they stand at an instant. Screens move them on with `clockAt` until the next entry. */
export function clockRows(state: IncidentState, now: UnixMs): readonly ClockRow[] {
  const known = newest.get(state);
  if (known?.now === now) return known.rows;
  const rows = evaluateRows(state, now);
  newest.set(state, { now, rows });
  return rows;
}

function evaluateRows(state: IncidentState, now: UnixMs): readonly ClockRow[] {
  const { incident } = state;
  if (incident === null) return [];
  const { tolls, waivers, explained } = clockDecisions(state);
  const definitions = [...definitionsOf(incident.body.clockProfiles ?? []), ...subscriptionClocks(state), ...packClocks(state).on].filter(({ majorOnly }) => majorOnly !== true || incident.body.major);
  const answers = new Map(answersInForce(state).map(({ regime, answer }) => [regime, answer.body.answer]));
  const said = severityStatements(state);
  const input: ClockInput = {
    facts: clockFacts(state), severity: currentSeverity(state), highestSeverity: highestSeverity(state), calendars: calendarsInForce(state), tolls, waivers, answers, zone: incident.body.zone, now,
    severityAt: (at) => severityAt(state, said, at), customers: customersOf(state).map(({ id }) => id),
  };
  const evaluated = evaluateClocks(definitions, input);
  const clocks = withoutSubscribed(withoutEscalation(evaluated, state), state);
  // Nobody repeats what others did without knowing of it where one person writes.
  const isShared = state.knowledge.size > 1;
  const wanted = clocks.flatMap(({ startedBy, stoppedBy, repeats }) => [...(startedBy === null ? [] : [startedBy]), ...stoppedBy, ...(isShared ? repeats.map(({ entry }) => entry) : [])]);
  const stamps = stampsOf(state, new Set([...wanted, ...explained.values()]));
  const place = (entryId: EntryId): EntryPlace => ({ entryId, number: stamps.get(entryId)?.number ?? 0 });
  const isRepeat = (repeat: Clock['repeats'][number]): boolean => isShared && areConcurrent(state, stamps.get(repeat.of), stamps.get(repeat.entry));
  const recounted = recountedOf(state, clocks, definitions, input, stamps);
  return clocks.map((clock) => ({ ...toRow(state, { ...clock, repeats: clock.repeats.filter(isRepeat) }, place, explained), recounted: recounted(clock) }));
}

// Counts again by the rules before, but only where a clock began before what replaced them, or was begun by somebody who did not know of it.
function recountedOf(state: IncidentState, clocks: readonly Clock[], present: readonly ClockDefinition[], input: ClockInput, stamps: ReadonlyMap<EntryId, Stamp>): (clock: Clock) => ClockRow['recounted'] {
  const isOlder = ({ startedBy }: Clock, { replacedBy: { stamp } }: FormerRules): boolean => {
    const began = startedBy === null ? undefined : stamps.get(startedBy);
    return began !== undefined && !hasSeen(began.place, knownAt(state.knowledge, began.place), stamp.place);
  };
  const former = formerRules(state).flatMap((rules) => {
    const ids = new Set(clocks.filter((clock) => isOlder(clock, rules)).map(({ definition }) => definition.id));
    const ofPacks = new Set(rules.on.map(({ id }) => id));
    const definitions = [...rules.on, ...present.filter(({ id, calendar }) => calendar !== undefined && !ofPacks.has(id))].filter(({ id }) => ids.has(id));
    return definitions.length === 0 ? [] : [{ rules, clocks: evaluateClocks(definitions, { ...input, calendars: rules.calendars }) }];
  });
  return (clock) => {
    const dues = former.flatMap(({ rules, clocks: then }) => {
      const due = isOlder(clock, rules) ? then.find(({ definition, slot, subject }) => definition.id === clock.definition.id && slot === clock.slot && subject === clock.subject)?.due : null;
      const { kind, stamp: { entryId, number } } = rules.replacedBy;
      return due === null || due === undefined ? [] : [{ due, by: { entryId, number }, kind }];
    });
    return dues.filter(({ due }, index) => due !== (dues[index + 1]?.due ?? clock.due));
  };
}

// A handful of entries among tens of thousands: the journal is walked only until they are found.
function stampsOf({ journal }: IncidentState, wanted: ReadonlySet<EntryId>): ReadonlyMap<EntryId, Stamp> {
  const stamps = new Map<EntryId, Stamp>();
  for (let index = 0; index < journal.length && stamps.size < wanted.size; index += 1) {
    const stamp = journal[index]?.stamp;
    if (stamp !== undefined && wanted.has(stamp.entryId)) stamps.set(stamp.entryId, stamp);
  }
  return stamps;
}

function toRow(state: IncidentState, { definition, subject, startedBy, stoppedBy, repeats, ...rest }: Clock, place: (entry: EntryId) => EntryPlace, explained: ReadonlyMap<string, EntryId>): Omit<ClockRow, 'recounted'> {
  const { id, title, source, standing, typicalMs = null, regime = null, expiresAt = null, undueDelay = false, zone = null } = definition;
  const reason = explained.get(id);
  return {
    id, title, source, standing, typicalMs, regime, expiresAt, undueDelay, zone, explained: reason === undefined ? null : place(reason), ...rest,
    subject: definition.perCustomer === true ? customerOf(state, subject) : subjectOf(state, subject), startedBy: startedBy === null ? null : place(startedBy), stoppedBy: stoppedBy.map(place), repeats: repeats.map(({ of, entry }) => ({ of, ...place(entry) })),
  };
}

function customerOf(state: IncidentState, subject: string | null): ClockRow['subject'] {
  const customer = customersOf(state).find(({ id }) => id === subject);
  return customer === undefined ? null : { id: customer.id, ref: null, title: customer.name };
}

// Clocks about a release are about the item that was released, those about what was said about the channel on which it was said.
function subjectOf(state: IncidentState, subject: string | null): ClockRow['subject'] {
  if (subject === null) return null;
  const direct = state.entities.get(channelOfSaid(state, subject as EntityId) ?? (subject as EntityId));
  const entity = direct ?? standingOf(state, 'evidence').find((item) => item.changes.some((change) => change.stamp.entryId === subject));
  return entity === undefined ? null : { id: entity.id, ref: entity.ref, title: titleOf(entity) };
}

function clockDecisions(state: IncidentState): { readonly tolls: readonly Toll[]; readonly waivers: readonly Waiver[]; readonly explained: ReadonlyMap<string, EntryId> } {
  const tolls: Toll[] = [];
  const waivers: Waiver[] = [];
  const explained = new Map<string, EntryId>();
  for (const decision of standingOf(state, 'decision')) {
    if (!isEntityOf(decision, 'decision') || decision.body.clock === undefined || !['decided', 'ratified'].includes(decision.state ?? '')) continue;
    const { id: clock, effect } = decision.body.clock;
    const at = decision.stamp.occurred.at ?? decision.stamp.recorded.at;
    const { entryId } = decision.stamp;
    switch (effect) {
      case 'waive': waivers.push({ clock, at, decision: entryId }); break;
      case 'pause': tolls.push({ clock, from: at, to: null, decision: entryId }); break;
      case 'resume': endLatest(tolls, clock, at); break;
      case 'explain': explained.set(clock, entryId); break;
      // What is confirmed is a definition that is on.
      case 'confirm': break;
      default: exhaustive(effect);
    }
  }
  return { tolls, waivers, explained };
}

function endLatest(tolls: Toll[], clock: string, at: UnixMs): void {
  const index = tolls.findLastIndex((toll) => toll.clock === clock && toll.to === null);
  const toll = tolls[index];
  if (toll !== undefined) tolls[index] = { ...toll, to: at };
}
