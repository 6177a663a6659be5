import { formatDuration, formatInZone, formatUtc, formatWall, isZone, zoneOffsetMs, type TimeDigits, type UnixMs, type WallMs } from '#base';
import type { Occurred } from '../entries/time.ts';
import { DEFAULT_PLUS_MINUS_MS } from './interval.ts';

/** How times are shown: in UTC, in a chosen zone, or exactly as they were written. */
export type TimeDisplay = { readonly in: 'utc' } | { readonly in: 'zone'; readonly zone: string } | { readonly in: 'written' };

/** Places to show for a time, by its precision; never more than are known. */
export function digitsOf(occurred: Occurred): TimeDigits {
  switch (occurred.precision) {
    case 'exact': return occurred.nanos === undefined ? 'ms' : 'nanos';
    case 'second': return 'second';
    case 'date': return 'date';
    case 'minute':
    case 'approx':
    case 'unknown': return 'minute';
  }
}

/** The time as text with its precision: `2026-11-20 22:14:07.331Z`, `06:52 ±5 m`, a range, or `time unknown`. */
export function formatOccurred(occurred: Occurred, display: TimeDisplay): string {
  if (occurred.at === null) return 'time unknown';
  if (display.in === 'written' && occurred.written !== '') return occurred.written;
  const zone = display.in === 'zone' ? display.zone : display.in === 'utc' ? 'UTC' : zoneOf(occurred);
  // A calendar date has no instant of its own: it stays the date that was written, whatever the zone of the screen.
  if (occurred.precision === 'date') return formatWall((occurred.at + offsetIn(occurred.at, zoneOf(occurred))) as WallMs, 'date');
  const digits = digitsOf(occurred);
  const from = formatIn(occurred.at, zone, digits, occurred.nanos ?? 0);
  const until = occurred.until === undefined ? '' : ` – ${formatIn(occurred.until, zone, digits, 0)}`;
  const around = occurred.precision === 'approx' ? ` ±${formatDuration(occurred.plusMinusMs ?? DEFAULT_PLUS_MINUS_MS)}` : '';
  return from + until + around;
}

/** The zone of a time as far as this machine knows it: its name, else the offset that was stored. */
export function zoneOf(occurred: Occurred): string {
  if (isZone(occurred.zone)) return occurred.zone;
  const size = Math.abs(occurred.offsetMinutes);
  const text = `${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
  return `${occurred.offsetMinutes < 0 ? '-' : '+'}${text}`;
}

function formatIn(at: UnixMs, zone: string, digits: TimeDigits, nanos: number): string {
  return zone === 'UTC' ? formatUtc(at, digits, nanos).replace('T', ' ') : formatInZone(at, zone, digits, nanos);
}

function offsetIn(at: UnixMs, zone: string): number {
  return zoneOffsetMs(at, zone);
}
