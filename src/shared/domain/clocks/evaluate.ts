import type { EntryId, UnixMs } from '#base';
import { severities, type reportabilityAnswers } from '../entries/vocabulary.ts';
import type { CalendarWarning } from './calendar.ts';
import { countLimit, type DueTime } from './count.ts';
import type { Calendar, ClockDefinition, Fact, FactKind, Limit, Severity } from './definition.ts';
import { factsFor } from '../updates/customers.ts';
import { createFactIndex, earliest, type FactIndex } from './factIndex.ts';

export type ClockState = 'armed' | 'unassessed' | 'not-applicable' | 'running' | 'overdue' | 'tolled' | 'met' | 'met-late' | 'waived' | 'ended';
export type ClockStage = 'calm' | 'half' | 'three-quarters' | 'last-tenth';

export type ReportabilityAnswer = (typeof reportabilityAnswers)[number];

/** An interruption by decision; null while it lasts. */
export interface Toll { readonly clock: string; readonly from: UnixMs; readonly to: UnixMs | null; readonly decision: EntryId }
export interface Waiver { readonly clock: string; readonly at: UnixMs; readonly decision: EntryId }

/** One running or finished slot of a clock (docs/spec/clocks.md section 5). */
export interface Clock {
  readonly definition: ClockDefinition;
  /** 1 for the first; recurring clocks count on. */
  readonly slot: number;
  readonly subject: string | null;
  readonly state: ClockState;
  readonly stage: ClockStage;
  readonly warnsAtOnce: boolean;
  /** Null while armed. */
  readonly startedAt: UnixMs | null;
  readonly startedBy: EntryId | null;
  readonly due: UnixMs | null;
  readonly shadowDue: UnixMs | null;
  readonly dayEnds: UnixMs | null;
  readonly latestLawful: UnixMs | null;
  /** What it was due before its trigger was amended. */
  readonly formerDue: readonly UnixMs[];
  readonly overdueOnArrival: boolean;
  readonly stoppedAt: UnixMs | null;
  /** Records that satisfy the stop condition so far; all of them once it is met. */
  readonly stoppedBy: readonly EntryId[];
  /** Later records that would have stopped it too, each with the one that counts in its place; of clocks that do not recur. */
  readonly repeats: readonly { readonly of: EntryId; readonly entry: EntryId }[];
  /** Groups of the stop condition that nothing satisfies yet. */
  readonly missing: readonly (readonly FactKind[])[];
  readonly warning: CalendarWarning | null;
}

export interface ClockInput {
  readonly facts: readonly Fact[];
  readonly severity: Severity | null;
  /** The severity in force at an instant; the present one when left out. */
  readonly severityAt?: (at: UnixMs) => Severity | null;
  /** Customers of the incident: with several, clocks that are per customer exist once for each. */
  readonly customers?: readonly string[];
  /** The highest severity that the incident ever had. */
  readonly highestSeverity: Severity | null;
  readonly calendars: readonly Calendar[];
  readonly tolls: readonly Toll[];
  readonly waivers: readonly Waiver[];
  /** Answers in force to the questions of regimes, by regime (docs/spec/packs.md section 5). */
  readonly answers?: ReadonlyMap<string, ReportabilityAnswer>;
  /** Zone of the incident. */
  readonly zone: string;
  readonly now: UnixMs;
}

const HOUR_MS = 3_600_000;
/** A recurring clock that nobody ever stops would otherwise fill the screen. */
const MAX_SLOTS = 2_000;

/** All clocks of a set of definitions, in the order of the definitions, slots in order of time. */
export function evaluateClocks(definitions: readonly ClockDefinition[], input: ClockInput): readonly Clock[] {
  const facts = createFactIndex(input.facts);
  const { customers = [] } = input;
  const own = customers.length < 2 ? [] : customers.map((customer) => ({ customer, facts: createFactIndex(factsFor(customer, input.facts)) }));
  return definitions.filter((definition) => applies(definition, input)).flatMap((definition) => (definition.perCustomer === true && own.length > 0
    ? own.flatMap((each) => evaluateOne(definition, each.facts, input).map((clock) => ({ ...clock, subject: each.customer })))
    : evaluateOne(definition, facts, input)));
}

/** Clocks that need somebody, the most urgent first: overdue by how long, then running by when due. */
export function urgentClocks<C extends Pick<Clock, 'state' | 'due' | 'shadowDue'>>(clocks: readonly C[]): readonly C[] {
  return clocks.filter((clock) => clock.state === 'overdue' || clock.state === 'running').toSorted((left, right) => alarmOf(left) - alarmOf(right));
}

/** The instant at which somebody must be alarmed: the stricter of the formal and the shadow limit. */
export function alarmOf(clock: Pick<Clock, 'due' | 'shadowDue'>): number {
  return Math.min(clock.due ?? Infinity, clock.shadowDue ?? Infinity);
}

// A clock that has ever applied goes on when the severity is lowered: what was owed stays owed.
function applies(definition: ClockDefinition, input: ClockInput): boolean {
  if (definition.appliesFrom === undefined) return true;
  return input.highestSeverity !== null && severities.indexOf(input.highestSeverity) <= severities.indexOf(definition.appliesFrom);
}

function limitOf({ limit }: Pick<ClockDefinition, 'limit'>, severity: Severity | null): Limit | null {
  if ('count' in limit) return limit;
  return severity === null ? null : (limit.bySeverity[severity] ?? null);
}

// What was in force when a slot ended: a limit that was changed afterwards makes nothing late, and nothing that was late kept.
function limitAt(definition: ClockDefinition, at: UnixMs, input: ClockInput): Limit | null {
  return limitOf(definition.earlier?.find(({ until }) => at < until) ?? definition, input.severityAt?.(at) ?? input.severity);
}

function evaluateOne(definition: ClockDefinition, facts: FactIndex, input: ClockInput): readonly Clock[] {
  const limit = limitOf(definition, input.severity);
  if (limit === null) return [];
  if (definition.perSubject === true) return triggersBySubject(definition, facts).map((start) => buildSlot(definition, limit, { ...start, slot: 1 }, facts, input));
  const start = findStart(definition, facts);
  if (start === null) return [armed(definition, input)];
  return definition.recurs === undefined ? [buildSlot(definition, limit, { ...start, slot: 1 }, facts, input)] : buildSlots(definition, limit, start, facts, input);
}

interface Start { readonly at: UnixMs; readonly fact: Fact; readonly former: readonly UnixMs[]; readonly subject: string | null }

function findStart(definition: ClockDefinition, facts: FactIndex): Start | null {
  const { trigger } = definition;
  if (trigger.take === 'latest') {
    const latest = trigger.of.flatMap((kind) => facts.all(kind)).reduce<Fact | null>((best, fact) => (best === null || fact.at > best.at ? fact : best), null);
    return latest === null ? null : { at: latest.at, fact: latest, former: latest.former ?? [], subject: null };
  }
  if (trigger.take === 'last') {
    const found = trigger.of.map((kind) => facts.all(kind)[0]);
    if (found.some((fact) => fact === undefined)) return null;
    const present = found as readonly Fact[];
    const latest = present.reduce((best, fact) => (fact.at > best.at ? fact : best));
    return { at: latest.at, fact: latest, former: latest.former ?? [], subject: null };
  }
  const found = trigger.of.flatMap(({ fact: kind, plusMs = 0 }): readonly Start[] => {
    const fact = facts.all(kind)[0];
    return fact === undefined ? [] : [{ at: (fact.at + plusMs) as UnixMs, fact, former: (fact.former ?? []).map((at) => (at + plusMs) as UnixMs), subject: null }];
  });
  return found.reduce<Start | null>((best, start) => (best === null || start.at < best.at ? start : best), null);
}

function triggersBySubject(definition: ClockDefinition, facts: FactIndex): readonly Start[] {
  const kinds = definition.trigger.take === 'first' ? definition.trigger.of.map(({ fact }) => fact) : definition.trigger.of;
  return kinds.flatMap((kind) => facts.all(kind).map((fact) => ({ at: fact.at, fact, former: fact.former ?? [], subject: fact.subject ?? fact.entry })));
}

// The first record, in the order of the stop condition, that stands at the instant at which a slot ended.
function stoppedAtOf(definition: ClockDefinition, at: UnixMs, facts: FactIndex): Fact | undefined {
  return definition.stop.flat().map((kind) => facts.from(kind, at)).find((fact) => fact?.at === at) ?? undefined;
}

interface Slot extends Start { readonly slot: number }

function buildSlots(definition: ClockDefinition, limit: Limit, first: Start, facts: FactIndex, input: ClockInput): readonly Clock[] {
  const slots: Clock[] = [];
  for (let start: Slot | null = { ...first, slot: 1 }; start !== null && slots.length < MAX_SLOTS;) {
    const clock: Clock = buildSlot(definition, limit, start, facts, input);
    slots.push(clock);
    const stop: Fact | undefined = clock.stoppedAt === null || clock.state === 'ended' ? undefined : stoppedAtOf(definition, clock.stoppedAt, facts);
    start = stop === undefined ? null : { at: stop.at, fact: stop, former: [], subject: null, slot: start.slot + 1 };
  }
  return slots;
}

function buildSlot(definition: ClockDefinition, present: Limit, start: Slot, facts: FactIndex, input: ClockInput): Clock {
  const stop = findStop(definition, start, facts);
  const limit = definition.recurs === undefined || stop.at === null ? present : (limitAt(definition, stop.at, input) ?? present);
  const calendar = input.calendars.find((each) => each.id === definition.calendar) ?? null;
  const tolls = input.tolls.filter((toll) => toll.clock === definition.id);
  const given = limit.count === 'given' ? start.fact.dueAt : undefined;
  const count = (from: UnixMs) => tollDue(given !== undefined ? { due: given, dayEnds: null, latestLawful: null, warning: null } : capDue(countLimit(from, limit, definition, calendar, input.zone), from, definition, facts), from, tolls, input.now);
  const counted = count(start.at);
  const end = endOf(definition, start.at, facts);
  const ended = end !== null && (stop.at === null || end.at < stop.at) ? end : null;
  const waiver = input.waivers.find((each) => each.clock === definition.id) ?? null;
  const shadowFact = definition.shadow === undefined ? undefined : facts.all(definition.shadow)[0];
  const shadowDue = shadowFact === undefined || shadowFact.at === start.at ? null : count(shadowFact.at).due;
  const isTolled = tolls.some((toll) => toll.from <= input.now && (toll.to === null || toll.to > input.now));
  const formerDue = start.former.map((at) => count(at).due);
  const { warnsAtOnce = false } = definition;
  const state = stateOf({ stoppedAt: ended === null ? stop.at : null, due: counted.due, ended, waived: waiver !== null, notApplicable: answerFor(definition, input) === 'not-reportable', tolled: isTolled, now: input.now });
  return {
    definition, slot: start.slot, subject: start.subject, state, stage: stageOf(start.at, counted.due, input.now, warnsAtOnce), warnsAtOnce, startedAt: start.at, startedBy: start.fact.entry, ...counted, shadowDue,
    formerDue, overdueOnArrival: start.slot === 1 && isOverdueOnArrival(counted.due, formerDue, start.fact),
    stoppedAt: ended?.at ?? stop.at, stoppedBy: stop.by, repeats: stop.repeats, missing: stop.missing,
  };
}

function capDue(counted: DueTime, from: UnixMs, definition: ClockDefinition, facts: FactIndex): DueTime {
  const fact = definition.cap === undefined ? undefined : facts.all(definition.cap.fact)[0];
  if (definition.cap === undefined || fact === undefined) return counted;
  const cap = fact.at + definition.cap.plusMs;
  return from > cap ? counted : { ...counted, due: Math.min(counted.due, cap) as UnixMs };
}

// Interrupted time is given back; an interruption that lasts pushes the limit along with it.
function tollDue(counted: DueTime, from: UnixMs, tolls: readonly Toll[], now: UnixMs): DueTime {
  const lost = tolls.reduce((sum, toll) => sum + Math.max(0, (toll.to ?? Math.max(now, toll.from)) - Math.max(toll.from, from)), 0);
  return lost === 0 ? counted : { ...counted, due: (counted.due + lost) as UnixMs };
}

interface Stop { readonly at: UnixMs | null; readonly by: readonly EntryId[]; readonly repeats: Clock['repeats']; readonly missing: readonly (readonly FactKind[])[] }

function findStop(definition: ClockDefinition, start: Slot, facts: FactIndex): Stop {
  const isOlderAllowed = definition.recurs === undefined;
  const by: Fact[] = [];
  const missing: (readonly FactKind[])[] = [];
  const repeats: { readonly of: EntryId; readonly entry: EntryId }[] = [];
  for (const group of definition.stop) {
    const first = earliest(group.map((kind) => (start.subject === null
      ? facts.from(kind, isOlderAllowed ? null : ((start.at + 1) as UnixMs))
      : (facts.about(kind, start.subject).find((fact) => isOlderAllowed || fact.at > start.at) ?? null))));
    if (first === null) missing.push(group);
    else {
      by.push(first);
      if (isOlderAllowed) repeats.push(...repeatsOf(group, first, start.subject, facts));
    }
  }
  const at = missing.length > 0 || by.length === 0 ? null : (Math.max(...by.map((fact) => fact.at)) as UnixMs);
  return { at, by: by.map((fact) => fact.entry), repeats, missing };
}

/** Of what was told many times, the first ones say enough. */
const MAX_REPEATS = 50;

function repeatsOf(group: readonly FactKind[], first: Fact, subject: string | null, facts: FactIndex): Clock['repeats'] {
  const all = group.flatMap((kind) => (subject === null ? facts.all(kind) : facts.about(kind, subject)).slice(0, MAX_REPEATS));
  return [...new Set(all.map(({ entry }) => entry))].filter((entry) => entry !== first.entry).map((entry) => ({ of: first.entry, entry }));
}

function endOf(definition: ClockDefinition, from: UnixMs, facts: FactIndex): Fact | null {
  return earliest((definition.recurs?.until ?? []).map((kind) => facts.from(kind, from)));
}

function stateOf(found: { readonly stoppedAt: UnixMs | null; readonly due: UnixMs; readonly ended: Fact | null; readonly waived: boolean; readonly notApplicable: boolean; readonly tolled: boolean; readonly now: UnixMs }): ClockState {
  if (found.stoppedAt !== null) return found.stoppedAt <= found.due ? 'met' : 'met-late';
  if (found.waived) return 'waived';
  if (found.notApplicable) return 'not-applicable';
  if (found.ended !== null) return 'ended';
  if (found.tolled) return 'tolled';
  return found.now > found.due ? 'overdue' : 'running';
}

function stageOf(from: UnixMs, due: UnixMs, now: UnixMs, warnsAtOnce: boolean): ClockStage {
  const length = due - from;
  const left = due - now;
  if (length <= 0 || left <= length / 10 || (length > HOUR_MS && left <= HOUR_MS / 2)) return 'last-tenth';
  if (left <= length / 4) return 'three-quarters';
  return left <= length / 2 || (warnsAtOnce && now >= from) ? 'half' : 'calm';
}

// Late before anybody could know: written down after its end, or moved back by an amendment while there still seemed to be time.
function isOverdueOnArrival(due: UnixMs, formerDue: readonly UnixMs[], { recordedAt, amendedAt }: Fact): boolean {
  const before = formerDue.at(-1);
  return due < recordedAt || (amendedAt !== undefined && before !== undefined && due < amendedAt && before >= amendedAt);
}

function answerFor({ regime }: ClockDefinition, { answers }: ClockInput): ReportabilityAnswer | null {
  return regime === undefined ? null : (answers?.get(regime) ?? null);
}

// A regime of which nobody has asked yet says so; one that is answered with no has no clocks.
function waitingState(definition: ClockDefinition, input: ClockInput): ClockState {
  if (definition.regime === undefined) return 'armed';
  const answer = answerFor(definition, input);
  if (answer === null) return 'unassessed';
  return answer === 'not-reportable' ? 'not-applicable' : 'armed';
}

function armed(definition: ClockDefinition, input: ClockInput): Clock {
  return {
    definition, slot: 1, subject: null, state: waitingState(definition, input), stage: 'calm', warnsAtOnce: definition.warnsAtOnce ?? false, startedAt: null, startedBy: null, due: null, shadowDue: null, dayEnds: null, latestLawful: null,
    formerDue: [], overdueOnArrival: false, stoppedAt: null, stoppedBy: [], repeats: [], missing: definition.stop, warning: null,
  };
}

/** A clock some time later, as long as nothing new was recorded: only what runs moves on. */
export function clockAt<C extends Pick<Clock, 'state' | 'stage' | 'warnsAtOnce' | 'startedAt' | 'due'>>(clock: C, now: UnixMs): C {
  if ((clock.state !== 'running' && clock.state !== 'overdue') || clock.startedAt === null || clock.due === null) return clock;
  return { ...clock, state: now > clock.due ? 'overdue' : 'running', stage: stageOf(clock.startedAt, clock.due, now, clock.warnsAtOnce) };
}
