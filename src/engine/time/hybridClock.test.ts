import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnixMs } from '#base';
import { createHybridClock, type HybridTime } from './hybridClock.ts';

const ms = (value: number) => value as UnixMs;
const isAfter = (left: HybridTime, right: HybridTime) => left.ms > right.ms || (left.ms === right.ms && left.counter > right.counter);

test('times written are strictly increasing whatever the wall clock and the peers do', () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('next' as const), now: fc.nat(2_000_000), count: fc.integer({ min: 1, max: 256 }) }),
    fc.record({ type: fc.constant('observe' as const), now: fc.nat(2_000_000), seen: fc.nat(9_000_000), counter: fc.nat(65_535) }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const clock = createHybridClock();
    let latest: HybridTime = { ms: ms(-1), counter: 0 };
    for (const item of steps) {
      if (item.type === 'next') {
        const written = clock.next(ms(item.now), item.count);
        expect(isAfter(written, latest)).toBe(true);
        latest = { ms: written.ms, counter: written.counter + item.count - 1 };
        expect(latest.counter).toBeLessThanOrEqual(65_535);
      } else {
        const seen = { ms: ms(item.seen), counter: item.counter };
        clock.observe(seen, ms(item.now));
        if (isAfter(seen, latest)) latest = seen;
      }
    }
  }));
});

test('a peer more than ten minutes ahead is flagged and still ordered before what we write next', () => {
  const clock = createHybridClock();
  const now = ms(1_000_000);
  expect(clock.observe({ ms: ms(now + 600_000), counter: 0 }, now)).toBe(false);
  const far = { ms: ms(now + 600_001), counter: 7 };
  expect(clock.observe(far, now)).toBe(true);
  expect(isAfter(clock.next(now, 1), far)).toBe(true);
});

test('a time beyond 48 bits cannot stop the clock', () => {
  const clock = createHybridClock();
  expect(clock.observe({ ms: ms(2 ** 48), counter: 0 }, ms(5))).toBe(true);
  expect(clock.next(ms(5), 1).ms).toBe(5);
});
