import { expect, test } from 'vitest';
import { crackTime } from './crackTime.ts';

test.each([
  [0.2, 'seconds', 0], [59, 'seconds', 59], [60, 'minutes', 1], [7200, 'hours', 2], [86_400 * 3, 'days', 3], [31_557_600 * 4, 'years', 4],
  [3_155_760_000 * 12, 'centuries', 12], [1e18, 'forever', 0],
])('%d seconds are %s (%d)', (seconds, unit, count) => {
  expect(crackTime(seconds)).toEqual({ unit, count });
});
