import { firstInstantOf, instantToWall, type UnixMs, type WallMs } from '#base';
import type { Calendar } from './definition.ts';

export const DAY_MS = 86_400_000;

/** A day as a number of days since 1970-01-01, in some zone's wall calendar. */
export function dayOf(at: UnixMs, zone: string): number {
  return Math.floor(instantToWall(at, zone) / DAY_MS);
}

/** What the wall clock shows at an instant, milliseconds since midnight. */
export function timeOfDay(at: UnixMs, zone: string): number {
  return instantToWall(at, zone) - dayOf(at, zone) * DAY_MS;
}

/** The instant of a wall time on a day; daylight saving as in docs/spec/clocks.md section 4. */
export function instantOn(day: number, timeOfDayMs: number, zone: string): UnixMs {
  return firstInstantOf((day * DAY_MS + timeOfDayMs) as WallMs, zone);
}

/** ISO date of a day. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of the month some months later, or the last of that month. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY_MS);
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const length = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  return target.getTime() / DAY_MS + Math.min(date.getUTCDate(), length) - 1;
}

/** True when the calendar says that people work on the day. */
export function isBusinessDay(day: number, calendar: Calendar): boolean {
  // 1970-01-01 was a Thursday, ISO weekday 4.
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  return !calendar.weekend.includes(weekday) && !calendar.holidays.includes(dateOf(day));
}

export type CalendarWarning = 'calendar-unknown' | 'calendar-expired';

/** The n-th business day after a day, and what could not be relied on: without a valid calendar every day counts, which is never later. */
export function businessDayAfter(from: number, count: number, calendar: Calendar | null, firstBusinessDayCounts: boolean): { readonly day: number; readonly warning: CalendarWarning | null } {
  if (calendar === null) return { day: from + count, warning: 'calendar-unknown' };
  let day = from;
  let counted = 0;
  // A trigger outside business days is taken as of the next one, and that one is day 1.
  if (firstBusinessDayCounts && !isBusinessDay(from, calendar)) {
    while (!isBusinessDay(day, calendar)) day += 1;
    counted = 1;
  }
  while (counted < count) {
    day += 1;
    if (isBusinessDay(day, calendar)) counted += 1;
    if (dateOf(day) > calendar.validThrough) return { day: from + count, warning: 'calendar-expired' };
  }
  return dateOf(day) > calendar.validThrough ? { day: from + count, warning: 'calendar-expired' } : { day, warning: null };
}
