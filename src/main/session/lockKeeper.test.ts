import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLockKeeper, patienceMs } from './lockKeeper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function keeper() {
  const state = { session: {} as object | null, log: [] as string[] };
  const lock = createLockKeeper({
    session: () => state.session,
    announce: (cause) => state.log.push(`announce ${cause}`),
    endSession: async (leaveMs) => {
      state.log.push(`end within ${leaveMs}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      state.session = null;
    },
  });
  return { lock, state };
}

test('a window that does not answer is ended after the patience', async () => {
  const { lock, state } = keeper();
  const asked = lock.request('idle');
  await vi.advanceTimersByTimeAsync(patienceMs - 1);
  expect(state.log).toEqual(['announce idle']);
  await vi.advanceTimersByTimeAsync(100);
  await asked;
  expect(state.log).toEqual(['announce idle', 'end within 100']);
});

test('a window that ends by itself is not ended twice', async () => {
  const { lock, state } = keeper();
  const asked = lock.request('suspend');
  const ended = lock.end();
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all([asked, ended]);
  expect(state.log).toEqual(['announce suspend', 'end within 400']);
});

test('a session opened while waiting is not the one that was asked to end', async () => {
  const { lock, state } = keeper();
  const asked = lock.request('screen-lock');
  state.session = {};
  await vi.advanceTimersByTimeAsync(1_000);
  await asked;
  expect(state.log).toEqual(['announce screen-lock']);
});

test('without a session there is nothing to end', async () => {
  const { lock, state } = keeper();
  state.session = null;
  await lock.request('idle');
  expect(state.log).toEqual([]);
});
