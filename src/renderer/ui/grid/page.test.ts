import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, PAGE_ROWS, windowFor } from './page.ts';

test('the window always covers the visible rows', () => {
  fc.assert(fc.property(fc.nat(2_000_000), fc.nat(300), (first, span) => {
    const window = windowFor(first, first + span);
    expect(covers(window, first, first + span)).toBe(true);
    expect(window.offset).toBeGreaterThanOrEqual(0);
    expect(window.limit).toBeGreaterThanOrEqual(PAGE_ROWS);
    expect(window.limit).toBeLessThanOrEqual(span + 2 * PAGE_ROWS);
  }));
});

test('scrolling a few rows keeps the same window', () => {
  expect(windowFor(1010, 1040)).toEqual(windowFor(1020, 1050));
  expect(windowFor(0, 30)).toEqual({ offset: 0, limit: PAGE_ROWS });
});
