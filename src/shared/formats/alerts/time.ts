import { formatOffset, parseInstant, wallToInstants, zoneOffsetMinutes, type UnixMs, type WallMs, type ZonedInstant } from '#base';
import type { Occurred } from '#domain';

const precisionOf = { date: 'date', minute: 'minute', second: 'second', ms: 'exact', micros: 'exact', nanos: 'exact' } as const;
const MAX_WRITTEN = 200;

/**
 * The time that a tool printed: ISO 8601, or seconds or milliseconds since 1970. One without zone is read in `zone`; a wall time that came twice is the range of both.
 * An empty text is an unknown time; null for one that cannot be read or never was.
 */
export function readAlertTime(text: string, zone: string): Occurred | null {
  const written = text.trim();
  const base = { written: written.slice(0, MAX_WRITTEN), clockSource: 'external-log' } as const;
  if (written === '') return { ...base, at: null, precision: 'unknown', zone, offsetMinutes: 0 };
  if (written.length > MAX_WRITTEN) return null;
  const epoch = readEpoch(written);
  if (epoch !== null) return { ...base, ...epoch, zone: 'UTC', offsetMinutes: 0 };
  const known = parseInstant(written);
  if (known !== null && known.digits !== 'date') return { ...base, at: known.at, ...nanosOf(known.nanos), precision: precisionOf[known.digits], zone: known.offsetMs === 0 ? 'UTC' : formatOffset(known.offsetMs), offsetMinutes: Math.round(known.offsetMs / 60_000) };
  const wall = parseInstant(written, 0);
  if (wall === null) return null;
  const instants: readonly ZonedInstant[] = wallToInstants(wall.at as number as WallMs, zone).instants;
  const [first, second] = instants;
  if (first === undefined) return null;
  return { ...base, at: first.at, ...(second === undefined ? {} : { until: second.at }), ...nanosOf(wall.nanos), precision: precisionOf[wall.digits], zone, offsetMinutes: zoneOffsetMinutes(first.at, zone) };
}

function readEpoch(written: string): Pick<Occurred, 'at' | 'nanos' | 'precision'> | null {
  if (/^\d{13}$/.test(written)) return { at: Number(written) as UnixMs, precision: 'exact' };
  const match = /^(\d{9,10})(?:\.(\d{1,9}))?$/.exec(written);
  if (match === null) return null;
  const digits = (match[2] ?? '').padEnd(9, '0');
  const at = (Number(match[1]) * 1000 + Number(digits.slice(0, 3))) as UnixMs;
  return { at, ...nanosOf(Number(digits.slice(3))), precision: match[2] === undefined ? 'second' : 'exact' };
}

function nanosOf(nanos: number): Pick<Occurred, 'nanos'> {
  return nanos === 0 ? {} : { nanos };
}
