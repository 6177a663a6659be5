import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEntryId, type UnixMs } from '#base';
import { readyCrypto } from '#crypto';
import { appendFrame, createLogReader, type FeedPosition } from '#log';
import { createHybridClock } from '../../../src/engine/time/hybridClock.ts';
import { createOpenLog, takeFrame, takeIngested } from '../../../src/engine/logs/openLog.ts';
import { createMeta, createWriter, noteBytes, type TestWriter } from '../../../src/shared/log/testing/writer.ts';
import { ask, createInPlace, createPlace, INCIDENT, must, note, unlockInPlace, type Place } from '../../support/engineHarness.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const slow = process.env['SLOW'] === '1';
let place: Place & { readonly remove: () => Promise<void> };
beforeEach(async () => {
  await readyCrypto();
  place = await createPlace();
});
afterEach(() => place.remove());

const START = Date.UTC(2026, 10, 22, 5);
/** What the wall clock shows, entry after entry. */
const STEPS: readonly (readonly [string, number])[] = [
  ['now', START], ['ten years ahead', START + 3653 * DAY], ['back again', START + 1000], ['ten years behind', START - 3652 * DAY], ['an hour early', START - HOUR], ['now again', START + 2000],
  ['before the summer edge', Date.UTC(2027, 2, 28, 0, 59, 59, 999)], ['after the summer edge', Date.UTC(2027, 2, 28, 1)], ['first half past two', Date.UTC(2027, 9, 31, 0, 30)], ['second half past two', Date.UTC(2027, 9, 31, 1, 30)],
  ['before a leap second', Date.UTC(2016, 11, 31, 23, 59, 59, 999)], ['after a leap second', Date.UTC(2017, 0, 1)], ['the first instant', 0], ['before there was time', -5000],
];

test('whatever the clock does, every entry is taken, keeps its place, and the jumps are shown', async () => {
  let now = START;
  const running = await createInPlace(place, { now: () => now as UnixMs });
  const { log } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  const numbers: number[] = [];
  for (const [text, at] of STEPS) {
    now = at;
    numbers.push(must(await running.engine.handlers['entry.record']({ log, draft: note(text) })).number);
  }
  const first = numbers[0] ?? 0;
  expect(numbers).toEqual(STEPS.map((_, index) => first + index));
  const rows = async (of: Parameters<typeof ask>[0]) => (await ask(of, 'journal', { log, filter: { kinds: ['note'] }, order: 'number', descending: false, offset: 0, limit: 100 })).rows.map((row) => row.text);
  expect(await rows(running)).toEqual(STEPS.map(([text]) => text));
  const { clocks } = await ask(running, 'witness', { log });
  const shown = clocks.map(({ flag, entryNumber }) => `${flag} ${STEPS[entryNumber - first]?.[0] ?? ''}`);
  expect(shown).toEqual(expect.arrayContaining(['clock-jump ten years ahead', 'clock-back back again', 'clock-back ten years behind', 'clock-jump an hour early', 'clock-jump now again', 'clock-back before a leap second', 'clock-back the first instant']));
  // The edges of summer time are no jumps of the clock: months lie between, but the second entries follow by a second and an hour.
  expect(shown.some((line) => line.includes('after the summer edge') || line.includes('after a leap second'))).toBe(false);
  expect(clocks.find(({ entryNumber }) => entryNumber === first + 1)?.byMs).toBeGreaterThan(3652 * DAY);
  await running.end();

  // Read anew from the frames alone, and again from the snapshot: the same order and, but for the reader's own clock, the same flags.
  for (const store of [new Map(), place.store]) {
    now = START;
    const again = await unlockInPlace({ ...place, store }, running.path, { now: () => now as UnixMs });
    expect(await rows(again)).toEqual(STEPS.map(([text]) => text));
    const withoutAhead = (await ask(again, 'witness', { log })).clocks.filter(({ flag }) => flag !== 'clock-ahead');
    expect(withoutAhead).toEqual(clocks.filter(({ flag }) => flag !== 'clock-ahead'));
    await again.end();
  }
});

test('the order of the journal and the flags do not depend on the order of arrival', () => {
  const wildMs = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(START, START - HOUR, START + 3653 * DAY, START - 3652 * DAY, 0, 2 ** 48 - 2, 2 ** 49));
  const plan = fc.record({
    frames: fc.array(fc.record({ writer: fc.integer({ min: 0, max: 2 }), now: wildMs, mono: fc.integer({ min: 0, max: 10 * HOUR }), hears: fc.boolean() }), { minLength: 2, maxLength: 20 }),
    shuffle: fc.infiniteStream(fc.nat()),
  });
  fc.assert(fc.property(plan, ({ frames, shuffle }) => {
    const writers = threeWriters();
    const bytes = frames.map((frame) => writeWild(writers, frame));
    const arrivals = bytes.map((frame) => ({ frame, key: shuffle.next().value ?? 0 })).toSorted((left, right) => left.key - right.key).map(({ frame }) => frame);
    const [straight, mixed] = [bytes, arrivals].map((list) => readAll(writers[0], list));
    expect(mixed).toEqual(straight);
    expect(straight?.numbers.length).toBe(frames.length);
  }), { numRuns: slow ? 2000 : 60 });
});

interface Wild { readonly base: TestWriter; readonly clock: ReturnType<typeof createHybridClock>; position: FeedPosition }

function threeWriters(): readonly [Wild, Wild, Wild] {
  const base = createWriter({ seed: 5 });
  const others = [6, 7].map((seed) => createWriter({ seed, join: base, device: base.device }));
  const wild = (writer: TestWriter): Wild => ({ base: writer, clock: createHybridClock(), position: writer.position() });
  return [wild(base), wild(others[0] ?? base), wild(others[1] ?? base)];
}

// A frame as a writer with such a clock makes it; one that hears takes note of what the others wrote so far.
function writeWild(writers: readonly Wild[], { writer, now, mono, hears }: { readonly writer: number; readonly now: number; readonly mono: number; readonly hears: boolean }): Uint8Array {
  const wild = writers[writer];
  if (wild === undefined) throw new Error('no such writer');
  const { genesis, device, instance, random } = wild.base;
  const hlc = wild.clock.next(now as UnixMs, 1);
  if (hears) for (const other of writers) other.clock.observe(hlc, now as UnixMs);
  const frame = must(appendFrame({
    log: genesis.log, scope: 'incident', device, instance, position: wild.position, membershipHead: genesis.membershipHead, epoch: genesis.epoch, entries: [noteBytes(createEntryId(START as UnixMs, random), `${writer}`)],
    meta: { ...createMeta(0), hlc, wall: { ms: now as UnixMs, zone: mono % 2 === 0 ? 'UTC' : 'Europe/Oslo', offset: 0 }, mono: { boot: new Uint8Array(16).fill(mono % 3), ms: mono } },
  }, random));
  wild.position = frame.position;
  return frame.bytes;
}

function readAll({ base }: Wild, frames: readonly Uint8Array[]) {
  const reader = createLogReader({ log: base.genesis.log, keys: { device: base.device } });
  const open = createOpenLog(base.genesis.log, reader);
  const clock = createHybridClock();
  for (const frame of [base.genesis.frame, ...frames]) takeFrame(open, frame, 0, clock, START as UnixMs, null);
  for (const released of reader.settle()) takeIngested(open, released, clock, START as UnixMs, null);
  expect(reader.problems()).toEqual([]);
  const findings = open.clocks.findings.map((finding) => JSON.stringify(finding)).toSorted();
  return { numbers: open.state().journal.map(({ stamp }) => [stamp.number, stamp.entryId]), findings };
}

test('a counter that overflows within one frame of a clock that stands still goes on in the next millisecond', () => {
  const clock = createHybridClock();
  const at = START as UnixMs;
  clock.observe({ ms: at, counter: 65_500 }, at);
  expect(clock.next(at, 35)).toEqual({ ms: at, counter: 65_501 });
  expect(clock.next(at, 1)).toEqual({ ms: at + 1, counter: 0 });
  expect(clock.next((at - HOUR) as UnixMs, 256)).toEqual({ ms: at + 1, counter: 1 });
});
