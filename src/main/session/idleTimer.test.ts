import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createIdleTimer } from './idleTimer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('locks once after the time without a touch', () => {
  const onIdle = vi.fn();
  const timer = createIdleTimer(onIdle);
  timer.start(10);
  vi.advanceTimersByTime(9 * 60_000);
  timer.touch();
  vi.advanceTimersByTime(9 * 60_000);
  expect(onIdle).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(onIdle).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60 * 60_000);
  expect(onIdle).toHaveBeenCalledTimes(1);
});

test('hours of sleep count although no timer ran', () => {
  let clock = 0;
  const onIdle = vi.fn();
  createIdleTimer(onIdle, () => clock).start(10);
  clock = 3 * 3600_000;
  vi.advanceTimersByTime(1_000);
  expect(onIdle).toHaveBeenCalledTimes(1);
});

test('a clock set back starts the count anew instead of waiting for the clock to catch up', () => {
  let clock = 3600_000;
  const onIdle = vi.fn();
  createIdleTimer(onIdle, () => clock).start(1);
  clock = 0;
  vi.advanceTimersByTime(1_000);
  clock = 60_000;
  vi.advanceTimersByTime(1_000);
  expect(onIdle).toHaveBeenCalledTimes(1);
});

test('stopped is stopped', () => {
  const onIdle = vi.fn();
  const timer = createIdleTimer(onIdle);
  timer.start(1);
  timer.stop();
  vi.advanceTimersByTime(600_000);
  expect(onIdle).not.toHaveBeenCalled();
});
