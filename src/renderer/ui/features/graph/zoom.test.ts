import { expect, test } from 'vitest';
import fc from 'fast-check';
import { windowAfter, zoomed } from './zoom.ts';

test('scales go up and down in steps and stop at the ends', () => {
  expect([zoomed(1, 'in'), zoomed(1, 'out'), zoomed(4, 'in'), zoomed(0.25, 'out'), zoomed(2.8, 'whole'), zoomed(2, 'left')]).toEqual([1.4, 0.7, 4, 0.25, 1, 2]);
});

test('no move leaves the whole or turns the window round', () => {
  const whole = { from: 1_000_000, to: 9_000_000 };
  expect(windowAfter(whole, whole, 'in', 2_000_000)).toEqual({ from: 1_000_000, to: 5_000_000 });
  expect(windowAfter({ from: 2_000_000, to: 3_000_000 }, whole, 'right', null)).toEqual({ from: 2_250_000, to: 3_250_000 });
  fc.assert(fc.property(fc.array(fc.constantFrom('in' as const, 'out' as const, 'left' as const, 'right' as const, 'whole' as const), { maxLength: 40 }), (moves) => {
    const end = moves.reduce((window, move) => windowAfter(window, whole, move, 1_500_000), whole);
    expect([end.from >= whole.from, end.to <= whole.to, end.to > end.from]).toEqual([true, true, true]);
  }));
});
