import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { UnixMs } from './ids.ts';
import { firstInstantOf, hostZone, instantToWall, isZone, localDay, wallToInstants, zoneOffsetMinutes, zoneOffsetMs, type WallMs } from './instants.ts';
import { parseInstant, wallFromParts } from './instantText.ts';
import { anyZone } from './testing/zones.ts';

const runs = { numRuns: process.env['SLOW'] === '1' ? 20_000 : 300 };
const anyInstant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) }).map((at) => at as UnixMs);

function at(text: string): UnixMs {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed.at;
}

function wall(text: string): WallMs {
  return at(`${text}Z`) as number as WallMs;
}

describe('zones', () => {
  test('known and unknown names', () => {
    for (const zone of ['UTC', 'Europe/Oslo', 'Asia/Kolkata', '+01:00', '-03:30', '-00:44:30']) expect(isZone(zone)).toBe(true);
    for (const zone of ['', 'Oslo', 'Europe/Olso', 'CST', '+1', '+25:00', '../etc', 'Europe/Oslo; x']) expect(isZone(zone)).toBe(false);
    expect(isZone(hostZone())).toBe(true);
  });

  test('offsets agree with Temporal for any instant and zone', () => {
    fc.assert(fc.property(anyInstant, anyZone, (instant, zone) => {
      const reference = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
      expect(zoneOffsetMs(instant, zone)).toBe(reference);
    }), runs);
  });

  test('minutes are rounded and never minus zero', () => {
    expect(zoneOffsetMinutes(at('2026-11-20T12:00:00Z'), 'Europe/Oslo')).toBe(60);
    expect(zoneOffsetMinutes(at('1971-01-01T00:00:00Z'), 'Africa/Monrovia')).toBe(-44);
    expect(Object.is(zoneOffsetMinutes(at('2026-01-01T00:00:00Z'), '-00:00'), 0)).toBe(true);
  });
});

describe('wall time to instants', () => {
  test('an ordinary time is one instant', () => {
    expect(wallToInstants(wall('2026-11-20T23:14:07.331'), 'Europe/Oslo')).toEqual({ kind: 'one', instants: [{ at: at('2026-11-20T22:14:07.331Z'), offsetMs: 3_600_000 }] });
  });

  test('an hour that comes twice gives both, earlier first', () => {
    const reading = wallToInstants(wall('2026-10-25T02:30:00'), 'Europe/Oslo');
    expect(reading.kind).toBe('overlap');
    expect(reading.instants.map((choice) => choice.at)).toEqual([at('2026-10-25T00:30:00Z'), at('2026-10-25T01:30:00Z')]);
  });

  test('an hour that never comes is told, with the readings around it', () => {
    const reading = wallToInstants(wall('2026-03-29T02:30:00'), 'Europe/Oslo');
    if (reading.kind !== 'gap') throw new Error('expected a gap');
    expect(reading.around.map((choice) => choice.at)).toEqual([at('2026-03-29T00:30:00Z'), at('2026-03-29T01:30:00Z')]);
    expect(firstInstantOf(wall('2026-03-29T02:30:00'), 'Europe/Oslo')).toBe(at('2026-03-29T01:00:00Z'));
  });

  test('a gap and an overlap begin and end to the millisecond', () => {
    const kinds = (...walls: readonly string[]) => walls.map((text) => wallToInstants(wall(text), 'Europe/Oslo').kind);
    expect(kinds('2026-03-29T01:59:59.999', '2026-03-29T02:00:00', '2026-03-29T02:59:59.999', '2026-03-29T03:00:00')).toEqual(['one', 'gap', 'gap', 'one']);
    expect(kinds('2026-10-25T01:59:59.999', '2026-10-25T02:00:00', '2026-10-25T02:59:59.999', '2026-10-25T03:00:00')).toEqual(['one', 'overlap', 'overlap', 'one']);
  });

  test('a day that Samoa skipped is a gap', () => {
    expect(wallToInstants(wall('2011-12-30T12:00:00'), 'Pacific/Apia').kind).toBe('gap');
  });

  test('every instant is among the readings of its own wall time', () => {
    fc.assert(fc.property(anyInstant, anyZone, (instant, zone) => {
      const reading = wallToInstants(instantToWall(instant, zone), zone);
      expect(reading.instants.some((choice) => choice.at === instant)).toBe(true);
    }), runs);
  });

  test('readings agree with Temporal', () => {
    fc.assert(fc.property(anyInstant, anyZone, (shown, zone) => {
      const reading = wallToInstants(shown as number as WallMs, zone);
      const plain = Temporal.Instant.fromEpochMilliseconds(shown).toZonedDateTimeISO('UTC').toPlainDateTime();
      const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) => plain.toZonedDateTime(zone, { disambiguation }).epochMilliseconds);
      const expected = reading.kind === 'gap' ? reading.around : reading.instants;
      expect([expected[0].at, expected.at(-1)?.at]).toEqual([earlier, later]);
    }), runs);
  });

  test('local days may be shorter or longer than 24 hours', () => {
    const short = localDay(at('2026-03-29T12:00:00Z'), 'Europe/Oslo');
    expect(short.to - short.from).toBe(23 * 3_600_000);
    const plain = localDay(at('2026-11-20T23:30:00Z'), 'Europe/Oslo');
    expect([plain.from, plain.to]).toEqual([at('2026-11-20T23:00:00Z'), at('2026-11-21T23:00:00Z')]);
    expect(wallFromParts({ year: 2026, month: 2, day: 29 })).toBeNull();
  });
});
