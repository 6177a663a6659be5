import { expect, test } from 'vitest';
import type { FeedId, UnixMs } from '#base';
import { createClockWatch, restoreClocks, storeClocks, watchClock, type ClockWatch } from './clockWatch.ts';

const feed = 'a'.repeat(64) as FeedId;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEARS = 10 * 365 * 24 * HOUR;
const START = Date.UTC(2026, 10, 22, 5);

/** Frames of one feed: wall clock and monotonic clock in milliseconds after the first one. */
function run(frames: readonly { readonly wall: number; readonly mono?: number; readonly boot?: number; readonly zone?: string; readonly hlc?: number }[], now = START + 20 * YEARS, isOwn = false): ClockWatch {
  const watch = createClockWatch();
  frames.forEach(({ wall, mono = 0, boot = 1, zone = 'Europe/Oslo', hlc = 0 }, seq) => watchClock(watch, {
    feed, seq, meta: { hlc: { ms: (START + hlc) as UnixMs, counter: 0 }, wall: { ms: (START + wall) as UnixMs, zone, offset: 60 }, mono: { boot: new Uint8Array(16).fill(boot), ms: mono } },
  }, now as UnixMs, isOwn));
  return watch;
}
const flags = (watch: ClockWatch) => watch.findings.map(({ flag, seq, byMs }) => [flag, seq, byMs]);

test('clocks that go as they should are not mentioned', () => {
  expect(flags(run([{ wall: 0 }, { wall: HOUR, mono: HOUR }, { wall: HOUR + 1, mono: HOUR + 2 * MINUTE }, { wall: 3 * HOUR, mono: 3 * HOUR }]))).toEqual([]);
  // Another start of the machine: nothing says how much time passed.
  expect(flags(run([{ wall: 0 }, { wall: YEARS, mono: 5, boot: 2 }]))).toEqual([]);
});

test('ten years forward and back, with the amount', () => {
  expect(flags(run([{ wall: 0 }, { wall: YEARS, mono: MINUTE }, { wall: 2 * MINUTE, mono: 2 * MINUTE }]))).toEqual([['clock-jump', 1, YEARS - MINUTE], ['clock-back', 2, YEARS - MINUTE]]);
  expect(flags(run([{ wall: 0 }, { wall: -YEARS, mono: 5, boot: 2 }]))).toEqual([['clock-back', 1, YEARS]]);
});

test('one hour back, also when more than an hour has passed by the monotonic clock', () => {
  expect(flags(run([{ wall: 0 }, { wall: -HOUR, mono: 0 }]))).toEqual([['clock-back', 1, HOUR]]);
  expect(flags(run([{ wall: 0 }, { wall: 2 * HOUR, mono: 3 * HOUR }]))).toEqual([['clock-back', 1, HOUR]]);
});

test('two minutes are the limit both ways', () => {
  expect(flags(run([{ wall: 0 }, { wall: 2 * MINUTE }, { wall: 0 }]))).toEqual([]);
  expect(flags(run([{ wall: 0 }, { wall: 2 * MINUTE + 1 }, { wall: 0 }]))).toEqual([['clock-jump', 1, 2 * MINUTE + 1], ['clock-back', 2, 2 * MINUTE + 1]]);
});

test('ten minutes ahead of the reader is flagged unless the reader wrote it', () => {
  expect(flags(run([{ wall: 0, hlc: 10 * MINUTE }], START))).toEqual([]);
  expect(flags(run([{ wall: 0, hlc: 10 * MINUTE + 1 }], START))).toEqual([['clock-ahead', 0, 10 * MINUTE + 1]]);
  expect(flags(run([{ wall: 0, hlc: YEARS }], START, true))).toEqual([]);
});

test('another zone is said, another offset of the same zone is not', () => {
  expect(flags(run([{ wall: 0 }, { wall: 1, zone: 'UTC' }, { wall: 2, zone: 'UTC' }]))).toEqual([['zone-changed', 1, null]]);
});

test('a mended frame behind its successors is not compared, and a stored watch goes on where it stopped', () => {
  const watch = run([{ wall: 0 }, { wall: HOUR, mono: HOUR }]);
  watchClock(watch, { feed, seq: 0, meta: { hlc: { ms: 0 as UnixMs, counter: 0 }, wall: { ms: 0 as UnixMs, zone: 'UTC', offset: 0 }, mono: { boot: new Uint8Array(16), ms: 0 } } }, 0 as UnixMs, false);
  const again = restoreClocks(storeClocks(watch));
  expect(again).toEqual(watch);
  watchClock(again, { feed, seq: 2, meta: { hlc: { ms: 0 as UnixMs, counter: 0 }, wall: { ms: START as UnixMs, zone: 'Europe/Oslo', offset: 60 }, mono: { boot: new Uint8Array(16).fill(1), ms: HOUR } } }, 0 as UnixMs, false);
  expect(flags(again)).toEqual([['clock-back', 2, HOUR]]);
});

test('no more than a thousand findings are kept', () => {
  const restless = Array.from({ length: 3000 }, (_, index) => ({ wall: index % 2 === 0 ? 0 : HOUR }));
  expect(run(restless).findings.length).toBe(1000);
});
