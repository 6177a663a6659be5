import { expect, test } from 'vitest';
import { formatClock, formatInstant, knownZone } from './format.ts';

const at = Date.UTC(2026, 10, 20, 22, 14, 7, 331);

test('UTC carries its Z and the detail asked for', () => {
  expect(formatInstant(at, 'UTC')).toBe('2026-11-20 22:14:07Z');
  expect(formatInstant(at, 'UTC', 'millisecond')).toBe('2026-11-20 22:14:07.331Z');
  expect(formatInstant(at, 'UTC', 'day')).toBe('2026-11-20');
  expect(formatClock(at, 'UTC')).toBe('22:14Z');
});

test('a zone shows its own wall clock, over midnight too', () => {
  expect(formatInstant(at, 'Europe/Oslo')).toBe('2026-11-20 23:14:07');
  expect(formatInstant(at, 'Asia/Kolkata', 'minute')).toBe('2026-11-21 03:44');
});

test('milliseconds before the epoch count forward', () => {
  expect(formatInstant(-1, 'UTC', 'millisecond')).toBe('1969-12-31 23:59:59.999Z');
});

test('an unknown zone falls back to UTC', () => {
  expect(knownZone('Mars/Olympus')).toBe('UTC');
});
