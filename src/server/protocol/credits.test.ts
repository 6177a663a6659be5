import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCredits } from './credits.ts';
import { createBodyBudget } from './readBody.ts';

test('never more than the burst and what has come since, and what it says to wait is enough', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100 }), fc.array(fc.nat({ max: 200 }), { maxLength: 200 }), (rate, burst, pauses) => {
    let now = 0;
    const credits = createCredits(rate, burst, () => now);
    let taken = 0;
    for (const pause of pauses) {
      now += pause;
      const wait = credits.take('a', 1);
      if (wait === 0) taken += 1;
      else {
        now += wait;
        expect(credits.take('a', 1)).toBe(0);
        taken += 1;
      }
      expect(taken).toBeLessThanOrEqual(burst + (now / 1000) * rate + 1e-6);
    }
  }), { numRuns: process.env['SLOW'] === '1' ? 20_000 : 100, examples: [[5, 1, [0, 20]]] });
});

test('made-up keys do not fill the memory, and one key says nothing about another', () => {
  const credits = createCredits(1, 1, () => 0);
  for (let key = 0; key < 30_000; key += 1) expect(credits.take(String(key), 1)).toBe(0);
  expect(credits.size()).toBeLessThanOrEqual(10_000);
  expect(credits.take('29999', 1)).toBe(1_000);
});

test('a budget gives back once, and refuses what does not fit', () => {
  const budget = createBodyBudget(100);
  const first = budget.reserve(60);
  expect(budget.reserve(41)).toBeNull();
  first?.();
  first?.();
  expect(budget.used()).toBe(0);
  expect(budget.reserve(100)).not.toBeNull();
});
