import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UnixMs } from './ids.ts';
import { FIRST_INSTANT, LAST_INSTANT, instantToWall, type WallMs } from './instants.ts';
import { dayOfWeek, formatDuration, formatInZone, formatOffset, formatRfc3339, formatUtc, formatWall, parseInstant, parseOffset, wallFromParts, wallToParts } from './instantText.ts';
import { anyZone } from './testing/zones.ts';

const runs = { numRuns: process.env['SLOW'] === '1' ? 20_000 : 500 };
const anyInstant = fc.integer({ min: FIRST_INSTANT, max: LAST_INSTANT }).map((at) => at as UnixMs);

describe('UTC text', () => {
  test('agrees with the platform over years 1 to 9999', () => {
    fc.assert(fc.property(anyInstant, (at) => {
      expect(formatUtc(at)).toBe(new Date(at).toISOString());
      expect(dayOfWeek(at as number as WallMs)).toBe(new Date(at).getUTCDay());
      expect(wallFromParts(wallToParts(at as number as WallMs))).toBe(at);
    }), runs);
  });

  test('every precision reads back', () => {
    fc.assert(fc.property(anyInstant, fc.integer({ min: 0, max: 999_999 }), (at, nanos) => {
      expect(parseInstant(formatUtc(at, 'nanos', nanos))).toEqual({ at, nanos, digits: 'nanos', offsetMs: 0 });
      expect(parseInstant(formatUtc(at, 'ms'))?.at).toBe(at);
    }), runs);
    expect(formatUtc(0 as UnixMs, 'minute')).toBe('1970-01-01T00:00Z');
    expect(formatUtc(0 as UnixMs, 'date')).toBe('1970-01-01');
    expect(formatUtc(1 as UnixMs, 'micros', 234_567)).toBe('1970-01-01T00:00:00.001234Z');
  });

  test('reads offsets and refuses what is no date', () => {
    expect(parseInstant('2026-11-20 23:14:07,331 +01:00')).toEqual({ at: Date.UTC(2026, 10, 20, 22, 14, 7, 331), nanos: 0, digits: 'ms', offsetMs: 3_600_000 });
    expect(parseInstant('2026-11-20T23:14+0100')?.digits).toBe('minute');
    expect(parseInstant('2026-11-20T23:14')).toBeNull();
    expect(parseInstant('2026-11-20T23:14', 0)?.at).toBe(Date.UTC(2026, 10, 20, 23, 14));
    for (const text of ['', '2026-02-30T00:00Z', '2026-11-20T24:00Z', '2026-11-20T23:60Z', '0000-00-00T00:00:00Z', '2026-1-1T00:00Z', '2026-11-20T23:14:07.1234567890Z', '2026-11-20T23:14+19:00']) {
      expect(parseInstant(text)).toBeNull();
    }
  });
});

test('text in a zone reads back to the same instant', () => {
  fc.assert(fc.property(fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) }), anyZone, (value, zone) => {
    const at = value as UnixMs;
    expect(parseInstant(formatInZone(at, zone))?.at).toBe(at);
    expect(parseInstant(formatRfc3339(at, zone))?.at).toBe(at);
    expect(formatInZone(at, zone).startsWith(formatWall(instantToWall(at, zone), 'ms'))).toBe(true);
  }), runs);
  expect(formatRfc3339(0 as UnixMs, 'Mars/Base')).toBe('1970-01-01T00:00:00.000Z');
});

test('offsets', () => {
  expect([3_600_000, -12_600_000, 0, -2_670_000].map(formatOffset)).toEqual(['+01:00', '-03:30', '+00:00', '-00:44:30']);
  expect(['Z', '+01', '-0330', '+05:30', '+19:00', '1:00'].map(parseOffset)).toEqual([0, 3_600_000, -12_600_000, 19_800_000, null, null]);
});

test('durations show two units', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0 s'], [331, '331 ms'], [41_000, '41 s'], [362_000, '6 m 02 s'], [19 * 60_000, '19 m'], [72 * 60_000, '1 h 12 m'], [26 * 3_600_000, '1 d 02 h'], [-131_000, '−2 m 11 s'],
  ];
  for (const [ms, text] of cases) expect(formatDuration(ms)).toBe(text);
});
