import {
  dayOfWeek, formatInZone, formatWall, instantToWall, FIRST_INSTANT, LAST_INSTANT, wallFromParts, wallToInstants, wallToParts, zoneOffsetMinutes, type UnixMs, type WallMs,
} from '#base';
import type { Occurred } from '../entries/time.ts';
import { DEFAULT_PLUS_MINUS_MS } from '../occurred/interval.ts';
import type { ClockTime } from './readClock.ts';
import { isCalendarDate, type CalendarDate } from './readDate.ts';
import type { ZoneChoice } from './readZone.ts';
import type { AmbiguityReason, Assumption } from './reading.ts';
import type { TimeWords } from './scanTime.ts';

/** One instant that the words can mean, with what tells it from the others. */
export interface Resolved { readonly occurred: Occurred; readonly label: string; readonly keepsZoneWords: boolean }
export interface Resolution {
  readonly choices: readonly Resolved[];
  readonly reasons: readonly AmbiguityReason[];
  readonly assumptions: readonly Assumption[];
  readonly gap: boolean;
  readonly impossible: boolean;
}

/** `zone` must be one that `isZone` knows. */
export interface ResolveContext { readonly now: UnixMs; readonly zone: string; readonly written: string; readonly clockSource: Occurred['clockSource']; readonly tense: 'past' | 'future' }

interface Notes { readonly reasons: Set<AmbiguityReason>; readonly assumptions: Map<string, Assumption> }
interface DayChoice { readonly wall: WallMs; readonly label: string }
interface Zone extends ZoneChoice { readonly keepsWords: boolean }

/** A little ahead of the clock is still now: people round up. */
const AHEAD_MS = 2 * 60_000;
const DAY_MS = 86_400_000;

/** Works out the instants that words of time can mean. More than one: the person is asked. Nothing is chosen silently. */
export function resolveTime(words: TimeWords, context: ResolveContext): Resolution {
  const notes: Notes = { reasons: new Set(), assumptions: new Map() };
  if (words.unknown) return single({ at: null, precision: 'unknown', zone: context.zone, offsetMinutes: 0, written: context.written, clockSource: context.clockSource });
  if (words.now || words.agoMs !== null) return relative(words, context);
  const choices: Resolved[] = [];
  let gap = false;
  for (const zone of zonesOf(words, context, notes)) {
    for (const day of daysOf(words, zone.zone, context, notes)) {
      const reading = instantsOf(words, day, zone, context, notes);
      gap ||= reading.gap;
      for (const choice of reading.choices) if (!choices.some((known) => sameMeaning(known, choice))) choices.push(choice);
    }
  }
  precisionNotes(words, notes);
  return { choices, reasons: choices.length > 1 ? [...notes.reasons] : [], assumptions: [...notes.assumptions.values()], gap, impossible: choices.length === 0 };
}

function relative(words: TimeWords, { now, zone, written, clockSource }: ResolveContext): Resolution {
  const offsetMinutes = zoneOffsetMinutes(now, zone);
  if (words.agoMs === null) return single({ at: now, precision: 'second', zone, offsetMinutes, written, clockSource });
  const { ms, unitMs } = words.agoMs;
  const at = Math.max(now - ms, FIRST_INSTANT) as UnixMs;
  const plusMinusMs = words.plusMinusMs ?? (unitMs === 60_000 ? 60_000 : unitMs === 1000 ? 5000 : unitMs / 2);
  const occurred: Occurred = { at, precision: 'approx', plusMinusMs, zone, offsetMinutes: zoneOffsetMinutes(at, zone), written, clockSource };
  const resolution = single(occurred);
  return words.plusMinusMs === null ? { ...resolution, assumptions: [{ what: 'precision', text: `counted back from now, ±${plusMinusMs >= 60_000 ? `${plusMinusMs / 60_000} min` : `${plusMinusMs / 1000} s`}` }] } : resolution;
}

function zonesOf(words: TimeWords, context: ResolveContext, notes: Notes): readonly Zone[] {
  const own: Zone = { zone: context.zone, where: '', keepsWords: true };
  if (words.zones === null || words.zones.length === 0) {
    notes.assumptions.set('zone', { what: 'zone', text: `zone of the incident, ${own.zone}` });
    return [{ ...own, keepsWords: false }];
  }
  if (words.zones.length > 1) notes.reasons.add('zone-abbreviation');
  const named = words.zones.map((zone) => ({ ...zone, keepsWords: false }));
  const [first] = named;
  if (words.zoneNamed && first !== undefined && named.length === 1) notes.assumptions.set('zone', { what: 'zone', text: `read as the zone ${first.zone}` });
  if (words.zoneMayBeText === null) return named;
  notes.reasons.add('zone-or-text');
  // The same instant either way: nothing to ask, and the word stays in the text. Own zone first makes that the reading kept.
  return [own, ...named];
}

function daysOf(words: TimeWords, zone: string, context: ResolveContext, notes: Notes): readonly DayChoice[] {
  const today = dayOf(instantToWall(context.now, zone));
  const { date } = words;
  if (date === null) return withoutDate(words, today, zone, context, notes);
  switch (date.type) {
    case 'relative':
      return [{ wall: (today + date.days * DAY_MS) as WallMs, label: '' }];
    case 'weekday':
      return weekday(words, today, zone, context, notes, date);
    case 'calendar':
      if (date.dates.length > 1) notes.reasons.add('day-month');
      return date.dates.flatMap((calendarDate) => calendarDays(words, calendarDate, today, zone, context, notes));
  }
}

function withoutDate(words: TimeWords, today: WallMs, zone: string, context: ResolveContext, notes: Notes): readonly DayChoice[] {
  if (isAhead(words, today, zone, context) === (context.tense === 'future')) {
    notes.assumptions.set('day', { what: 'day', text: `today, ${formatWall(today, 'date')}` });
    return [{ wall: today, label: '' }];
  }
  if (context.tense === 'future') {
    notes.reasons.add('past');
    return [{ wall: (today + DAY_MS) as WallMs, label: 'tomorrow' }, { wall: today, label: 'today, already past' }];
  }
  notes.reasons.add('future');
  return [{ wall: (today - DAY_MS) as WallMs, label: 'yesterday' }, { wall: today, label: 'today, still to come' }];
}

function weekday(words: TimeWords, today: WallMs, zone: string, context: ResolveContext, notes: Notes, date: { readonly weekday: number; readonly last: boolean }): readonly DayChoice[] {
  const back = (dayOfWeek(today) - date.weekday + 7) % 7;
  if (context.tense === 'future' && !date.last) {
    const wall = (today + (back === 0 ? 7 : 7 - back) * DAY_MS) as WallMs;
    if (back > 0) {
      notes.assumptions.set('day', { what: 'day', text: `the next one, ${formatWall(wall, 'date')}` });
      return [{ wall, label: '' }];
    }
    notes.reasons.add('weekday');
    return [{ wall: today, label: 'today' }, { wall, label: 'in a week' }];
  }
  if (back > 0 || date.last) {
    const wall = (today - (back === 0 ? 7 : back) * DAY_MS) as WallMs;
    notes.assumptions.set('day', { what: 'day', text: `the last one, ${formatWall(wall, 'date')}` });
    return [{ wall, label: '' }];
  }
  notes.reasons.add('weekday');
  return [{ wall: today, label: isAhead(words, today, zone, context) ? 'today, still to come' : 'today' }, { wall: (today - 7 * DAY_MS) as WallMs, label: 'a week ago' }];
}

function calendarDays(words: TimeWords, date: CalendarDate, today: WallMs, zone: string, context: ResolveContext, notes: Notes): readonly DayChoice[] {
  if (date.year !== null) return wallOf(date, date.year);
  const year = wallToParts(today).year;
  const [thisYear] = wallOf(date, year);
  if (context.tense === 'future') return comingDays(words, date, year, thisYear, zone, context, notes);
  if (thisYear !== undefined && !isAhead(words, thisYear.wall, zone, context)) {
    notes.assumptions.set('year', { what: 'year', text: `this year, ${year}` });
    return [thisYear];
  }
  const before = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((back) => wallOf(date, year - back))[0];
  if (thisYear === undefined) return before === undefined ? [] : [before];
  notes.reasons.add('future');
  return [...(before === undefined ? [] : [before]), { ...thisYear, label: 'still to come' }];
}

function comingDays(words: TimeWords, date: CalendarDate, year: number, thisYear: DayChoice | undefined, zone: string, context: ResolveContext, notes: Notes): readonly DayChoice[] {
  // A bare date is due until its day is over.
  const due = thisYear === undefined ? null : words.clock === null ? ((thisYear.wall + DAY_MS) as WallMs) : thisYear.wall;
  if (thisYear !== undefined && due !== null && isAhead(words, due, zone, context)) {
    notes.assumptions.set('year', { what: 'year', text: `this year, ${year}` });
    return [thisYear];
  }
  const next = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((ahead) => wallOf(date, year + ahead))[0];
  if (thisYear === undefined) return next === undefined ? [] : [next];
  notes.reasons.add('past');
  return [...(next === undefined ? [] : [next]), { ...thisYear, label: 'already past' }];
}

function instantsOf(words: TimeWords, day: DayChoice, zone: Zone, context: ResolveContext, notes: Notes): { readonly choices: readonly Resolved[]; readonly gap: boolean } {
  const { clock } = words;
  const wall = (day.wall + clockMs(clock)) as WallMs;
  const reading = wallToInstants(wall, zone.zone);
  // A date has no time of day to be ambiguous about; it begins with its first instant.
  const dateOnly = clock === null;
  const instants = reading.kind === 'gap' ? reading.around : dateOnly ? reading.instants.slice(0, 1) : reading.instants;
  if (reading.kind === 'overlap' && !dateOnly) notes.reasons.add('dst-overlap');
  if (reading.kind === 'gap' && !dateOnly) notes.reasons.add('dst-gap');
  const chosen = reading.kind === 'gap' && dateOnly ? instants.slice(-1) : instants;
  const extra = reading.kind === 'one' ? outOfForce(zone, wall, instants[0]?.offsetMs ?? 0, notes) : [];
  const choices = [...chosen.map((instant) => ({ at: instant.at, zone })), ...extra].filter(({ at }) => at >= FIRST_INSTANT && at <= LAST_INSTANT).map(({ at, zone: inZone }): Resolved => {
    const occurred = occurredAt(words, at, inZone.zone, wall, context, notes);
    return { occurred, label: [formatInZone(at, inZone.zone, words.clock === null ? 'date' : 'minute'), inZone.where, day.label].filter((part) => part !== '').join(', '), keepsZoneWords: inZone.keepsWords };
  });
  return { choices, gap: reading.kind === 'gap' && !dateOnly };
}

// `14:05 CET` in July: either the offset as written, or the local time of people who do not say CEST.
function outOfForce(zone: Zone, wall: WallMs, offsetMs: number, notes: Notes): readonly { readonly at: UnixMs; readonly zone: Zone }[] {
  if (zone.region === undefined) return [];
  const local = wallToInstants(wall, zone.region);
  if (local.kind !== 'one' || local.instants[0].offsetMs === offsetMs) return [];
  notes.reasons.add('zone-abbreviation');
  return [{ at: local.instants[0].at, zone: { zone: zone.region, where: zone.region, keepsWords: zone.keepsWords } }];
}

function occurredAt(words: TimeWords, at: UnixMs, zone: string, wall: WallMs, context: ResolveContext, notes: Notes): Occurred {
  const { clock } = words;
  const until = words.until === null ? null : untilOf(words.until, at, wall, zone, notes);
  const base = { zone, offsetMinutes: zoneOffsetMinutes(at, zone), written: context.written, clockSource: context.clockSource };
  if (clock === null) {
    return words.approx ? { at: (at + DAY_MS / 2) as UnixMs, precision: 'approx', plusMinusMs: words.plusMinusMs ?? DAY_MS, ...base } : { at, precision: 'date', ...base };
  }
  const range = until === null ? {} : { until };
  const nanos = clock.nanos > 0 ? { nanos: clock.nanos } : {};
  if (words.approx) return { at, precision: 'approx', plusMinusMs: words.plusMinusMs ?? DEFAULT_PLUS_MINUS_MS, ...nanos, ...range, ...base };
  return { at, precision: clock.digits === 'fraction' ? 'exact' : clock.digits, ...nanos, ...range, ...base };
}

function untilOf(until: ClockTime, at: UnixMs, wall: WallMs, zone: string, notes: Notes): UnixMs {
  const day = dayOf(wall) as WallMs;
  const sameDay = (day + clockMs(until)) as WallMs;
  const nextDay = sameDay < wall;
  if (nextDay) notes.assumptions.set('range', { what: 'range', text: 'the range ends on the next day' });
  const reading = wallToInstants((nextDay ? sameDay + DAY_MS : sameDay) as WallMs, zone);
  const instants = reading.kind === 'gap' ? reading.around : reading.instants;
  return (instants.find((instant) => instant.at >= at) ?? { at }).at;
}

function precisionNotes(words: TimeWords, { assumptions }: Notes): void {
  const { clock } = words;
  if (words.approx && words.plusMinusMs === null) assumptions.set('precision', { what: 'precision', text: clock === null ? '±1 day' : '±5 min' });
  if (words.compact && clock !== null) assumptions.set('number', { what: 'number', text: `read as the time ${String(clock.hour).padStart(2, '0')}:${String(clock.minute).padStart(2, '0')}` });
  if (clock?.truncated === true) assumptions.set('precision', { what: 'precision', text: 'digits below a nanosecond are left out' });
  if (words.date?.type === 'calendar' && words.date.shortYear) assumptions.set('year', { what: 'year', text: 'a year of the 2000s' });
}

function isAhead(words: TimeWords, day: WallMs, zone: string, { now }: ResolveContext): boolean {
  const reading = wallToInstants((day + clockMs(words.clock)) as WallMs, zone);
  const [first] = reading.kind === 'gap' ? reading.around : reading.instants;
  return first !== undefined && first.at > now + AHEAD_MS;
}

function single(occurred: Occurred): Resolution {
  return { choices: [{ occurred, label: '', keepsZoneWords: false }], reasons: [], assumptions: [], gap: false, impossible: false };
}

function sameMeaning(left: Resolved, right: Resolved): boolean {
  return left.occurred.at === right.occurred.at && left.occurred.until === right.occurred.until;
}

function clockMs(clock: ClockTime | null): number {
  return clock === null ? 0 : ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1000 + clock.ms;
}

function dayOf(wall: WallMs): WallMs {
  return (Math.floor(wall / DAY_MS) * DAY_MS) as WallMs;
}

function wallOf(date: CalendarDate, year: number): readonly DayChoice[] {
  const wall = isCalendarDate({ ...date, year }) ? wallFromParts({ year, month: date.month, day: date.day }) : null;
  return wall === null ? [] : [{ wall, label: '' }];
}
