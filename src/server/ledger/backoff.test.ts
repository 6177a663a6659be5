import { expect, test } from 'vitest';
import { createBackoff } from './backoff.ts';

test('waits double from the first to the longest, and end with what worked', () => {
  let now = 0;
  const backoff = createBackoff({ firstMs: 100, mostMs: 1_000, now: () => now });
  expect(backoff.mayTry()).toBe(true);
  const waits = Array.from({ length: 6 }, () => {
    backoff.failed();
    const from = now;
    while (!backoff.mayTry()) now += 50;
    return now - from;
  });
  expect(waits).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  backoff.failed();
  backoff.worked();
  expect(backoff.mayTry()).toBe(true);
  backoff.failed();
  now += 100;
  expect(backoff.mayTry()).toBe(true);
});
