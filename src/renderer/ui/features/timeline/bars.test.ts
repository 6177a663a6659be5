import { expect, test } from 'vitest';
import { barsOf } from './bars.ts';

test('one event beside a thousand is still drawn', () => {
  const bars = barsOf([{ from: 0, to: 1, count: 1000, matched: 1 }, { from: 1, to: 2, count: 0, matched: 0 }]);
  expect(bars[0]?.all).toBe(1);
  expect(bars[0]?.matched).toBe(0.03);
  expect(bars[1]?.all).toBe(0);
  expect(bars[1]?.x).toBe(0.5);
});

test('no events, no bars', () => {
  expect(barsOf([])).toEqual([]);
});
