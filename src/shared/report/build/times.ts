import { formatDuration, formatInZone, formatUtc, isZone, type TimeDigits } from '#base';
import type { Occurred } from '#domain';

const DIGITS: Readonly<Record<Occurred['precision'], TimeDigits>> = { exact: 'ms', second: 'second', minute: 'minute', approx: 'minute', date: 'date', unknown: 'date' };

/** '2026-11-20 22:14:07.331Z ±1 ms': UTC to the known precision, a range with both ends; 'time unknown' when it is. */
export function utcText(occurred: Occurred): string {
  if (occurred.at === null) return 'time unknown';
  const digits = occurred.nanos !== undefined && occurred.nanos !== 0 ? 'nanos' : DIGITS[occurred.precision];
  const start = formatUtc(occurred.at, digits, occurred.nanos ?? 0).replace('T', ' ');
  const end = occurred.until === undefined ? '' : ` to ${formatUtc(occurred.until, digits).replace('T', ' ')}`;
  return `${start}${end}${marginText(occurred)}`;
}

/** The same instant in the shown zone; for times written in another zone also what was written. Null when UTC says it all. */
export function zoneText(occurred: Occurred, zone: string): string | null {
  if (occurred.at === null) return occurred.written === '' ? null : `as written: ${occurred.written}`;
  const shown = isZone(zone) && zone !== 'UTC' ? `${formatInZone(occurred.at, zone, DIGITS[occurred.precision])} ${zone}` : null;
  const foreign = occurred.zone !== zone && occurred.zone !== 'UTC' && occurred.written !== '' ? `written ${occurred.written} (${occurred.zone})` : null;
  const parts = [shown, foreign].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('\n');
}

/** '22:14' in UTC, or the day when no time of day is known: for figures. */
export function shortTime(occurred: Occurred): string {
  if (occurred.at === null) return '';
  const text = formatUtc(occurred.at, 'minute');
  return occurred.precision === 'date' ? text.slice(5, 10) : text.slice(11, 16);
}

/** '1 h 12 m'. */
export function durationText(ms: number): string {
  return formatDuration(ms);
}

/** '68.0 MB', powers of 1000. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return unit === 0 ? `${bytes} B` : `${value.toFixed(1)} ${units[unit]}`;
}

function marginText(occurred: Occurred): string {
  const margin = occurred.plusMinusMs;
  if (margin === undefined || margin === 0) return occurred.precision === 'approx' ? ' approx.' : '';
  return ` ±${formatDuration(margin)}`;
}
