import type { UnixMs } from './ids.ts';
import { FIRST_INSTANT, LAST_INSTANT, isZone, zoneOffsetMs, type WallMs } from './instants.ts';

/** Calendar parts of a wall time, proleptic Gregorian; month and day count from 1. */
export interface WallParts {
  readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number; readonly second: number; readonly ms: number;
}
/** How many places a text shows or showed. */
export type TimeDigits = 'date' | 'minute' | 'second' | 'ms' | 'micros' | 'nanos';
export interface ParsedInstant {
  readonly at: UnixMs;
  /** Nanoseconds below the millisecond, 0..999999. */
  readonly nanos: number;
  readonly digits: TimeDigits;
  readonly offsetMs: number;
}

const DAY_MS = 86_400_000;
const DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
const isoText = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?([Zz]|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?$/;

/** Milliseconds on the wall of a calendar date and time, or null when there is no such date or time of day. */
export function wallFromParts(parts: Partial<WallParts> & Pick<WallParts, 'year' | 'month' | 'day'>): WallMs | null {
  const { year, month, day, hour = 0, minute = 0, second = 0, ms = 0 } = parts;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || ms < 0 || ms > 999) return null;
  return (daysFromCivil(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + ms) as WallMs;
}

/** Calendar parts of a wall time, years 1 to 9999 and a margin. */
export function wallToParts(wall: WallMs): WallParts {
  const days = Math.floor(wall / DAY_MS);
  const rest = wall - days * DAY_MS;
  // Civil-from-days over 400-year eras, counted from 0000-03-01.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
    hour: Math.floor(rest / 3_600_000), minute: Math.floor(rest / 60_000) % 60, second: Math.floor(rest / 1000) % 60, ms: rest % 1000,
  };
}

/** Days of a month, 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Day of the week of a wall time: 0 Sunday to 6 Saturday. */
export function dayOfWeek(wall: WallMs): number {
  return (((Math.floor(wall / DAY_MS) + 4) % 7) + 7) % 7;
}

/**
 * Reads ISO 8601 date and time with `Z` or an offset (RFC 3339, and the space, comma and short-offset variants in common use).
 * A value without offset is answered only when `assumedOffsetMs` is given; `null` for anything else, no such date included.
 */
export function parseInstant(text: string, assumedOffsetMs: number | null = null): ParsedInstant | null {
  const match = isoText.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  const wall = wallFromParts({
    year: Number(year), month: Number(month), day: Number(day), hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second ?? 0),
    ms: Number(fraction.slice(0, 3).padEnd(3, '0')),
  });
  const offsetMs = zone === undefined ? assumedOffsetMs : parseOffset(zone);
  if (wall === null || offsetMs === null) return null;
  const at = (wall - offsetMs) as UnixMs;
  if (at < FIRST_INSTANT || at > LAST_INSTANT) return null;
  return { at, nanos: Number(fraction.slice(3).padEnd(6, '0')), digits: digitsOf(hour, second, fraction.length), offsetMs };
}

/** Offset of `Z`, `±HH`, `±HHMM`, `±HH:MM` or `±HH:MM:SS` in milliseconds, or null beyond 18 hours. */
export function parseOffset(text: string): number | null {
  if (text === 'Z' || text === 'z') return 0;
  const match = /^([+-])(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?$/.exec(text);
  if (match === null) return null;
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)];
  if (hours > 18 || minutes > 59 || seconds > 59) return null;
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return match[1] === '-' && size !== 0 ? -size : size;
}

/** `+01:00`, `-03:30`, with seconds only when there are some. */
export function formatOffset(offsetMs: number): string {
  const size = Math.abs(Math.round(offsetMs / 1000));
  const seconds = size % 60;
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds === 0 ? '' : `:${two(seconds)}`}`;
}

/** `2026-11-20T22:14:07.331Z`: UTC, numeric, without Temporal, for long lists. */
export function formatUtc(at: UnixMs, digits: TimeDigits = 'ms', nanos = 0): string {
  const text = formatWall(at as number as WallMs, digits, nanos, 'T');
  return digits === 'date' ? text : `${text}Z`;
}

/** `2026-11-20 23:14:07.331 +01:00`: wall time and offset of a zone. Throws for an unknown zone. */
export function formatInZone(at: UnixMs, zone: string, digits: TimeDigits = 'ms', nanos = 0): string {
  const offsetMs = zoneOffsetMs(at, zone);
  const text = formatWall((at + offsetMs) as WallMs, digits, nanos, ' ');
  return digits === 'date' ? text : `${text} ${formatOffset(offsetMs)}`;
}

/** `2026-11-20T23:14:07.331+01:00`: RFC 3339 in a zone, or in UTC when the zone is not known here. */
export function formatRfc3339(at: UnixMs, zone: string, digits: TimeDigits = 'ms', nanos = 0): string {
  if (zone === 'UTC' || !isZone(zone)) return formatUtc(at, digits, nanos);
  const offsetMs = zoneOffsetMs(at, zone);
  return `${formatWall((at + offsetMs) as WallMs, digits, nanos, 'T')}${digits === 'date' ? '' : formatOffset(offsetMs)}`;
}

/** Wall time alone, `2026-11-20 23:14`. */
export function formatWall(wall: WallMs, digits: TimeDigits, nanos = 0, separator: 'T' | ' ' = ' '): string {
  const { year, month, day, hour, minute, second, ms } = wallToParts(wall);
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  if (digits === 'date') return date;
  const clock = `${date}${separator}${two(hour)}:${two(minute)}`;
  if (digits === 'minute') return clock;
  const seconds = `${clock}:${two(second)}`;
  if (digits === 'second') return seconds;
  const millis = `${seconds}.${String(ms).padStart(3, '0')}`;
  if (digits === 'ms') return millis;
  const below = String(nanos).padStart(6, '0');
  return millis + (digits === 'micros' ? below.slice(0, 3) : below);
}

/**
 * Duration in the two largest units, `1 h 12 m`, `19 m`, `6 m 02 s`, `41 s`, `331 ms`; rounded down to what is shown;
 * a minus sign in front when negative.
 */
export function formatDuration(ms: number): string {
  const size = Math.abs(Math.trunc(ms));
  const sign = ms <= -1 ? '−' : '';
  if (size < 1000) return `${sign}${size === 0 ? '0 s' : `${size} ms`}`;
  const seconds = Math.floor(size / 1000);
  const units = [[Math.floor(seconds / 86_400), 'd'], [Math.floor(seconds / 3600) % 24, 'h'], [Math.floor(seconds / 60) % 60, 'm'], [seconds % 60, 's']] as const;
  const first = units.findIndex(([value]) => value > 0);
  const [value, unit] = units[first] ?? [0, 's'];
  const [lower, lowerUnit] = units[first + 1] ?? [0, ''];
  return `${sign}${value} ${unit}${lower === 0 ? '' : ` ${two(lower)} ${lowerUnit}`}`;
}

function digitsOf(hour: string | undefined, second: string | undefined, places: number): TimeDigits {
  if (hour === undefined) return 'date';
  if (second === undefined) return 'minute';
  if (places === 0) return 'second';
  return places <= 3 ? 'ms' : places <= 6 ? 'micros' : 'nanos';
}

function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function two(value: number): string {
  return DIGITS[value] ?? String(value);
}
