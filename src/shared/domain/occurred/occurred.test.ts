import { describe, expect, test } from 'vitest';
import type { UnixMs } from '#base';
import type { Occurred } from '../entries/time.ts';
import { formatOccurred, zoneOf } from './format.ts';
import { compareOccurred, correctedAt, latenessOf, occurredInterval } from './interval.ts';

const at = Date.UTC(2026, 10, 20, 22, 14, 7, 331) as UnixMs;
const base: Occurred = { at, precision: 'exact', zone: 'Europe/Oslo', offsetMinutes: 60, written: '23:14:07.331', clockSource: 'device' };
const recordedAt = (after: number) => ({ at: (at + after) as UnixMs, zone: 'UTC', offsetMinutes: 0 });

describe('what a time can mean', () => {
  const cases: readonly (readonly [Partial<Occurred>, number, number])[] = [
    [{}, 0, 0], [{ precision: 'second' }, 0, 1000], [{ precision: 'minute' }, 0, 60_000], [{ precision: 'approx' }, -300_000, 300_000], [{ precision: 'approx', plusMinusMs: 5 }, -5, 5],
    [{ precision: 'date' }, 0, 86_400_000], [{ until: (at + 90_000) as UnixMs, precision: 'minute' }, 0, 90_000], [{ until: (at + 10) as UnixMs, precision: 'minute' }, 0, 60_000],
  ];
  test.each(cases)('%j', (change, low, high) => {
    expect(occurredInterval({ ...base, ...change })).toEqual({ low: at + low, high: at + high });
  });

  test('lateness counts from the latest instant, beyond a quarter of an hour, and not for times read off a record', () => {
    expect(latenessOf(base, recordedAt(15 * 60_000))).toBeNull();
    expect(latenessOf(base, recordedAt(15 * 60_000 + 1))).toBe(15 * 60_000 + 1);
    expect(latenessOf({ ...base, precision: 'minute' }, recordedAt(17 * 60_000))).toBe(16 * 60_000);
    expect(latenessOf({ ...base, clockSource: 'external-log' }, recordedAt(1e9))).toBeNull();
    expect(latenessOf({ ...base, at: null, precision: 'unknown' }, recordedAt(1e9))).toBeNull();
  });

  test('a known clock error is taken off only where asked for', () => {
    expect(correctedAt({ ...base, clockErrorMs: -41_000 })).toBe(at + 41_000);
    expect(correctedAt(base)).toBeNull();
  });

  test('order: instants, then nanoseconds, unknown last', () => {
    const unknown: Occurred = { ...base, at: null, precision: 'unknown' };
    const fine: Occurred = { ...base, nanos: 5 };
    expect([unknown, fine, base].sort(compareOccurred)).toEqual([base, fine, unknown]);
  });
});

describe('text of a time', () => {
  test('in UTC, in a zone, as written, never more exact than known', () => {
    expect(formatOccurred(base, { in: 'utc' })).toBe('2026-11-20 22:14:07.331Z');
    expect(formatOccurred(base, { in: 'zone', zone: 'Asia/Tokyo' })).toBe('2026-11-21 07:14:07.331 +09:00');
    expect(formatOccurred(base, { in: 'written' })).toBe('23:14:07.331');
    expect(formatOccurred({ ...base, precision: 'minute' }, { in: 'utc' })).toBe('2026-11-20 22:14Z');
    expect(formatOccurred({ ...base, precision: 'approx' }, { in: 'utc' })).toBe('2026-11-20 22:14Z ±5 m');
    expect(formatOccurred({ ...base, precision: 'second', until: (at + 60_000) as UnixMs }, { in: 'utc' })).toBe('2026-11-20 22:14:07Z – 2026-11-20 22:15:07Z');
    expect(formatOccurred({ ...base, at: null, precision: 'unknown' }, { in: 'utc' })).toBe('time unknown');
  });

  test('a date stays the date that was written', () => {
    const midnight: Occurred = { ...base, at: Date.UTC(2026, 10, 19, 23) as UnixMs, precision: 'date' };
    expect([formatOccurred(midnight, { in: 'utc' }), formatOccurred(midnight, { in: 'zone', zone: 'America/New_York' })]).toEqual(['2026-11-20', '2026-11-20']);
  });

  test('a zone that is not known here falls back to its stored offset', () => {
    expect([zoneOf(base), zoneOf({ ...base, zone: 'Mars/Base', offsetMinutes: -210 })]).toEqual(['Europe/Oslo', '-03:30']);
  });
});
