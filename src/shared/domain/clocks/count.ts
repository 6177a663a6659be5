import { exhaustive, type UnixMs } from '#base';
import { addMonths, businessDayAfter, dayOf, instantOn, isBusinessDay, timeOfDay, DAY_MS, type CalendarWarning } from './calendar.ts';
import type { Calendar, ClockDefinition, Limit } from './definition.ts';

const HOUR_MS = 3_600_000;
const NOON_MS = 12 * HOUR_MS;

/** When a limit ends: the instant of the alarm, the end of the last day where days are counted, and what the law would still allow. */
export interface DueTime {
  readonly due: UnixMs;
  readonly dayEnds: UnixMs | null;
  readonly latestLawful: UnixMs | null;
  readonly warning: CalendarWarning | null;
}

/** Counts a limit from a trigger (docs/spec/clocks.md section 4). `zone` is used where the definition names none. */
export function countLimit(from: UnixMs, limit: Limit, definition: Pick<ClockDefinition, 'zone' | 'firstBusinessDayCounts' | 'lawful'>, calendar: Calendar | null, zone: string): DueTime {
  const counted = countDue(from, limit, definition, calendar, definition.zone ?? calendar?.zone ?? zone);
  return { ...counted, latestLawful: lawfulLimit(from, counted.due, definition, calendar) };
}

function countDue(from: UnixMs, limit: Limit, definition: Pick<ClockDefinition, 'firstBusinessDayCounts'>, calendar: Calendar | null, zone: string): Omit<DueTime, 'latestLawful'> {
  switch (limit.count) {
    case 'elapsed':
      return { due: (from + limit.amount) as UnixMs, dayEnds: null, warning: null };
    case 'calendar-days': {
      const dayEnds = instantOn(dayOf(from, zone) + limit.amount + 1, 0, zone);
      return { due: Math.min(from + limit.amount * DAY_MS, dayEnds) as UnixMs, dayEnds, warning: null };
    }
    case 'business-days': {
      const { day, warning } = businessDayAfter(dayOf(from, zone), limit.amount, calendar, definition.firstBusinessDayCounts === true);
      const time = Math.min(timeOfDay(from, zone), (calendar?.cutOffMinutes ?? Infinity) * 60_000);
      return { due: instantOn(day, time, zone), dayEnds: instantOn(day + 1, 0, zone), warning };
    }
    // The date is that of the fact; without one it would be due at once, which nobody overlooks.
    case 'given':
      return { due: from, dayEnds: null, warning: null };
    case 'calendar-months': {
      const day = addMonths(dayOf(from, zone), limit.amount);
      return { due: instantOn(day, timeOfDay(from, zone), zone), dayEnds: instantOn(day + 1, 0, zone), warning: null };
    }
    default:
      return exhaustive(limit.count);
  }
}

function lawfulLimit(from: UnixMs, due: UnixMs, definition: Pick<ClockDefinition, 'lawful'>, calendar: Calendar | null): UnixMs | null {
  switch (definition.lawful) {
    case undefined:
      return null;
    case 'hour-rounding':
      return (due + ((HOUR_MS - (from % HOUR_MS)) % HOUR_MS)) as UnixMs;
    case 'next-working-noon': {
      if (calendar === null) return null;
      let day = dayOf(due, calendar.zone);
      if (isBusinessDay(day, calendar)) return null;
      while (!isBusinessDay(day, calendar)) day += 1;
      return instantOn(day, NOON_MS, calendar.zone);
    }
    default:
      return exhaustive(definition.lawful);
  }
}
