import { expect, test } from 'vitest';
import { readTime } from './readTime.ts';

const context = { zone: 'Europe/Oslo', now: Date.UTC(2026, 10, 21, 13, 25) };

test('a clock time is read in the zone of the field', () => {
  const reading = readTime('14:05', context);
  expect(reading.state === 'read' && reading.occurred.at).toBe(Date.UTC(2026, 10, 21, 13, 5));
});

test('UTC, days and about are read as the capture bar reads them', () => {
  const utc = readTime('2026-11-20 22:14:07Z', context);
  expect(utc.state === 'read' && utc.occurred.at).toBe(Date.UTC(2026, 10, 20, 22, 14, 7));
  const yesterday = readTime('yesterday 22:10', context);
  expect(yesterday.state === 'read' && yesterday.occurred.at).toBe(Date.UTC(2026, 10, 20, 21, 10));
  const about = readTime('~06:50', context);
  expect(about.state === 'read' && about.occurred.precision).toBe('approx');
});

test.each(['soon', '14:05 and more', '25:99', '/note 14:05'])('"%s" is no time', (written) => {
  expect(readTime(written, context).state).toBe('unreadable');
});

test('nothing is empty, and a day that could be a month is asked', () => {
  expect(readTime('  ', context)).toEqual({ state: 'empty' });
  expect(readTime('03/04/2026 10:00', context).state).toBe('ambiguous');
});
