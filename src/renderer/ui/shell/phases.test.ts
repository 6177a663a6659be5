import { expect, test } from 'vitest';
import { phaseProgress, phaseSteps } from './phases.ts';

test('the present step follows the last gate passed', () => {
  const now = (state: string): string | null => {
    const { now: index } = phaseProgress(state);
    return index === null ? null : (phaseSteps[index]?.id ?? null);
  };
  expect(now('reported')).toBe('triage');
  expect(now('declared')).toBe('contain');
  expect(now('contained')).toBe('eradicate');
  expect(now('resolved')).toBe('review');
  expect(now('reopened')).toBe('contain');
});

test('a closed incident has every step behind it, a false alarm none', () => {
  expect(phaseProgress('closed')).toEqual({ done: 6, now: null });
  expect(phaseProgress('not-an-incident')).toEqual({ done: 0, now: null });
});

test('a state of a newer version counts as the beginning', () => {
  expect(phaseProgress('teleported')).toEqual({ done: 0, now: 0 });
});
