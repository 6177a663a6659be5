import { expect, test } from 'vitest';
import { formatCountdown } from './countdown.ts';

test.each([
  [0, 0, '00:00:00', false], [999, 0, '00:00:00', false], [1000, 0, '00:00:01', false], [9_668_000, 0, '02:41:08', false], [-1, 0, '−00:00:01', true], [-131_000, 0, '−00:02:11', true],
  [86_400_000, 1, '00:00:00', false], [250_600_000, 2, '21:36:40', false], [-90_000_000, 1, '−01:00:00', true],
])('%i ms', (ms, days, time, isPast) => {
  expect(formatCountdown(ms)).toEqual({ days, time, isPast });
});
