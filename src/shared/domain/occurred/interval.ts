import type { UnixMs } from '#base';
import type { Envelope } from '../entries/entry.ts';
import { LATE_AFTER_MS, type Occurred } from '../entries/time.ts';

/** Half-width of an approximate time that names none: 5 minutes. */
export const DEFAULT_PLUS_MINUS_MS = 5 * 60_000;

/** The earliest and latest instant that a time can mean (docs/spec/entries.md section 3), or null when it is unknown. */
export function occurredInterval(occurred: Occurred): { readonly low: UnixMs; readonly high: UnixMs } | null {
  if (occurred.at === null) return null;
  const low = occurred.precision === 'approx' ? occurred.at - (occurred.plusMinusMs ?? DEFAULT_PLUS_MINUS_MS) : occurred.at;
  const high = occurred.at + widthAfter(occurred);
  return { low: low as UnixMs, high: Math.max(high, occurred.until ?? high) as UnixMs };
}

/**
 * How long after the fact an entry was written, in milliseconds, or null when it was in time (15 minutes), when the time is
 * unknown, or when it was read off a record and is no recollection.
 */
export function latenessOf(occurred: Occurred, recorded: Envelope['recorded']): number | null {
  const interval = occurred.clockSource === 'external-log' ? null : occurredInterval(occurred);
  if (interval === null) return null;
  const late = recorded.at - interval.high;
  return late > LATE_AFTER_MS ? late : null;
}

/** The time with the known error of its clock taken off; null when there is no known error. Show it as corrected, beside the raw time. */
export function correctedAt(occurred: Occurred): UnixMs | null {
  if (occurred.at === null || occurred.clockErrorMs === undefined || occurred.clockErrorMs === 0) return null;
  return (occurred.at - occurred.clockErrorMs) as UnixMs;
}

/** Order of two times: earlier first, then finer nanoseconds, unknown last. */
export function compareOccurred(left: Occurred, right: Occurred): number {
  if (left.at === null || right.at === null) return left.at === right.at ? 0 : left.at === null ? 1 : -1;
  return left.at - right.at || (left.nanos ?? 0) - (right.nanos ?? 0);
}

function widthAfter(occurred: Occurred): number {
  switch (occurred.precision) {
    case 'second': return 1000;
    case 'minute': return 60_000;
    case 'approx': return occurred.plusMinusMs ?? DEFAULT_PLUS_MINUS_MS;
    case 'date': return 86_400_000;
    case 'exact':
    case 'unknown': return 0;
  }
}
