import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wallToInstants, type UnixMs, type WallMs } from '#base';
import { isInWindow, isWithin, parseWindow, windowsFault } from './windows.ts';

const within = (text: string, iso: string): boolean => isInWindow(parseWindow(text) ?? expect.fail('does not read'), Date.parse(iso) as UnixMs);

describe('windows of the week', () => {
  test('nights belong to the day on which they begin; the end is not included', () => {
    const nights = 'mon-fri 18:00-08:00 Europe/Oslo';
    // 2026-11-20 is a Friday; Oslo is an hour east of UTC.
    expect([['2026-11-20T16:59:59.999Z', false], ['2026-11-20T17:00:00Z', true], ['2026-11-21T06:59:59.999Z', true], ['2026-11-21T07:00:00Z', false], ['2026-11-21T18:00:00Z', false], ['2026-11-23T06:30:00Z', false], ['2026-11-24T06:30:00Z', true]]
      .filter(([iso, expected]) => within(nights, String(iso)) !== expected)).toEqual([]);
  });

  test('weekends, lists, ranges over the end of the week, whole days', () => {
    expect([within('sat-sun 00:00-24:00 UTC', '2026-11-22T23:59:59Z'), within('sat-sun 00:00-24:00 UTC', '2026-11-23T00:00:00Z')]).toEqual([true, false]);
    expect([within('fri-mon 10:00-11:00 UTC', '2026-11-23T10:30:00Z'), within('fri-mon 10:00-11:00 UTC', '2026-11-24T10:30:00Z'), within('Mon,Wed 10:00-11:00 UTC', '2026-11-25T10:00:00Z')]).toEqual([true, false, true]);
    expect([within('fri 06:00-06:00 UTC', '2026-11-20T06:00:00Z'), within('fri 06:00-06:00 UTC', '2026-11-21T05:59:00Z'), within('fri 06:00-06:00 UTC', '2026-11-21T06:00:00Z')]).toEqual([true, true, false]);
  });

  test('the wall decides when clocks change: an hour shown twice is in twice, one that is skipped is none', () => {
    // Oslo goes back on 2026-10-25 at 03:00 (01:00Z) and forward on 2026-03-29 at 02:00 (01:00Z).
    const early = 'sun 02:00-03:00 Europe/Oslo';
    expect(['2026-10-24T23:59:59Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:00:00Z'].map((iso) => within(early, iso))).toEqual([false, true, true, false]);
    expect(['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z'].map((iso) => within(early, iso))).toEqual([false, false]);
    // A night is an hour longer or shorter, and still ends at eight on the wall.
    const nights = 'daily 18:00-08:00 Europe/Oslo';
    expect([within(nights, '2026-10-25T06:59:59Z'), within(nights, '2026-10-25T07:00:00Z'), within(nights, '2026-03-29T05:59:59Z'), within(nights, '2026-03-29T06:00:00Z')]).toEqual([true, false, true, false]);
  });

  test('what does not read is refused, and holds only what is asked for', () => {
    const broken = ['', 'nights', 'mon-fri 18:00-08:00', 'mon-fri 18:00-08:00 Europe/Nowhere', 'mon-fri 25:00-08:00 UTC', 'mon-fri 24:00-08:00 UTC', 'mon-fri 08:60-09:00 UTC', 'moo 08:00-09:00 UTC', 'mon- 08:00-09:00 UTC'];
    expect(broken.filter((text) => parseWindow(text) !== null)).toEqual([]);
    expect([isWithin(['nights'], 0 as UnixMs, false), isWithin(['nights'], 0 as UnixMs, true), isWithin([], 0 as UnixMs, false)]).toEqual([false, true, true]);
    expect([windowsFault(['daily 00:00-24:00 UTC']), windowsFault(['daily 00:00-24:00 UTC', 'nights'])]).toEqual([null, expect.stringContaining('does not read')]);
  });

  test('every instant of a week is in exactly one of a window and the rest of the day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1439 }), fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }), (from, length, at) => {
      const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const to = (from + length) % 1440;
      const last = (minute: number): string => (minute === 0 ? '24:00' : clock(minute));
      fc.pre(to !== from);
      const [one, other] = [`daily ${clock(from)}-${last(to)} Europe/Oslo`, `daily ${clock(to)}-${last(from)} Europe/Oslo`].map((text) => isWithin([text], at as UnixMs, false));
      expect(one).not.toBe(other);
    }));
  });

  test('agrees with the base about which instants a wall time has', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(2026, 9, 24) / 60_000, max: Date.UTC(2026, 9, 26) / 60_000 }), (minute) => {
      const wall = (minute * 60_000) as WallMs;
      const day = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][(new Date(wall).getUTCDay() + 6) % 7];
      const iso = new Date(wall).toISOString().slice(11, 16);
      const window = parseWindow(`${day} ${iso}-${iso} Europe/Oslo`) ?? expect.fail('does not read');
      expect(wallToInstants(wall, 'Europe/Oslo').instants.every(({ at }) => isInWindow(window, at))).toBe(true);
    }));
  });
});
