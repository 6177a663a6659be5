import { matchAt } from './scan.ts';

/** A time of day as written; `digits` is how exact it was. `hour` 24 is the end of the day. */
export interface ClockTime { readonly hour: number; readonly minute: number; readonly second: number; readonly ms: number; readonly nanos: number; readonly digits: 'minute' | 'second' | 'fraction'; readonly truncated: boolean }
export type ClockMatch = { readonly end: number; readonly compact: boolean } & ({ readonly ok: true; readonly clock: ClockTime } | { readonly ok: false; readonly message: string });

const colon = /(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,30}))?)?(?:\s?([ap])\.?m\.?(?![\p{L}\p{N}]))?(?!\d|:\d)/iuy;
const hourOnly = /(\d{1,2})\s?([ap])\.?m\.?(?![\p{L}\p{N}])/iuy;
const hourMark = /(\d{1,2})h(\d{2})(?![\p{L}\p{N}])/iuy;
const compact = /([01]\d|2[0-3])([0-5]\d)(?=h?(?:$|[\s,;)–—]|[Zz](?![\p{L}\p{N}])|:(?!\d)|-(?=\s|\d{4}(?!\d))))h?/uy;
const noon = /noon(?![\p{L}\p{N}])/iuy;

/** Reads a time of day at a place, or null when there is none. What looks like one but is not (`25:61`) is an error, not text. */
export function readClock(text: string, at: number): ClockMatch | null {
  const match = matchAt(colon, text, at);
  if (match !== null) {
    const [whole, hour = '', minute = '', second, fraction, half] = match;
    // `14:05 am Server` is German: beyond twelve o'clock there is no am or pm to read.
    if (half !== undefined && (Number(hour) > 12 || Number(hour) === 0)) return withoutHalf(at, match);
    return check(at + whole.length, false, { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0), fraction: fraction ?? '', half: half ?? '', digits: second === undefined ? 'minute' : fraction === undefined ? 'second' : 'fraction' });
  }
  const short = matchAt(hourOnly, text, at);
  if (short !== null) return check(at + short[0].length, false, { hour: Number(short[1]), minute: 0, second: 0, fraction: '', half: short[2] ?? '', digits: 'minute' });
  const plain = matchAt(compact, text, at) ?? matchAt(hourMark, text, at);
  if (plain !== null) return check(at + plain[0].length, !plain[0].includes('h'), { hour: Number(plain[1]), minute: Number(plain[2]), second: 0, fraction: '', half: '', digits: 'minute' });
  const twelve = matchAt(noon, text, at);
  return twelve === null ? null : check(at + twelve[0].length, false, { hour: 12, minute: 0, second: 0, fraction: '', half: '', digits: 'minute' });
}

function withoutHalf(at: number, [whole, hour = '', minute = '', second, fraction]: RegExpExecArray): ClockMatch {
  const end = at + whole.replace(/\s?[ap]\.?m\.?$/i, '').length;
  return check(end, false, { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0), fraction: fraction ?? '', half: '', digits: second === undefined ? 'minute' : fraction === undefined ? 'second' : 'fraction' });
}

interface Written { readonly hour: number; readonly minute: number; readonly second: number; readonly fraction: string; readonly half: string; readonly digits: ClockTime['digits'] }

function check(end: number, isCompact: boolean, { hour, minute, second, fraction, half, digits }: Written): ClockMatch {
  const wrong = (message: string): ClockMatch => ({ end, compact: isCompact, ok: false, message });
  if (half !== '' && (hour < 1 || hour > 12)) return wrong('with am or pm the hour is 1 to 12');
  const full = half === '' ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (second === 60) return wrong('a leap second has no place of its own here; write :59 and say so in the text');
  if (full > 24 || minute > 59 || second > 59 || (full === 24 && (minute > 0 || second > 0 || /[1-9]/.test(fraction)))) return wrong('this is not a time of day');
  const nanos = fraction.slice(0, 9).padEnd(9, '0');
  return {
    end, compact: isCompact, ok: true,
    clock: { hour: full, minute, second, ms: Number(nanos.slice(0, 3)), nanos: Number(nanos.slice(3)), digits, truncated: /[1-9]/.test(fraction.slice(9)) },
  };
}
