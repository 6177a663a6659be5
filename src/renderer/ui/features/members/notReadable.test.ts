import { expect, test } from 'vitest';
import { notReadable } from './notReadable.ts';

test('sealed frames are told with why they do not open, waiting ones beside them, and nothing where all is read', () => {
  expect(notReadable({ unopened: 0, waiting: 0, writing: 'yes' })).toEqual([]);
  expect(notReadable({ unopened: 2, waiting: 0, writing: 'yes' })).toEqual([{ text: 'journal.unopened', count: 2, why: 'journal.unopened.before' }]);
  expect(notReadable({ unopened: 0, waiting: 3, writing: 'removed' })).toEqual([{ text: 'journal.waiting', count: 3, why: null }]);
  for (const writing of ['removed', 'not-a-member'] as const) {
    expect(notReadable({ unopened: 1, waiting: 4, writing }).map(({ text, count, why }) => [text, count, why])).toEqual([['journal.unopened', 1, 'journal.unopened.removed'], ['journal.waiting', 4, null]]);
  }
});
