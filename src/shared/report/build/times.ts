import { formatDuration, formatInZone, formatUtc, isZone } from '#base';
import { digitsOf, formatOccurred, type Occurred } from '#domain';

/** '2026-11-20 22:14:07.331Z': UTC to the known precision, a range with both ends; 'time unknown' when it is. */
export function utcText(occurred: Occurred): string {
  return formatOccurred(occurred, { in: 'utc' });
}

/** The same instant in the shown zone; for times written in another zone also what was written. Null when UTC says it all. */
export function zoneText(occurred: Occurred, zone: string): string | null {
  if (occurred.at === null) return occurred.written === '' ? null : `as written: ${occurred.written}`;
  const shown = isZone(zone) && zone !== 'UTC' && occurred.precision !== 'date' ? `${formatInZone(occurred.at, zone, digitsOf(occurred), occurred.nanos ?? 0)} ${zone}` : null;
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
