import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FeedId, UnixMs } from '#base';
import type { Place } from '../entries/entry.ts';
import { createJournal } from '../testing/journal.ts';
import { comparePlaces, sortPlaced } from './order.ts';

function place(ms: number, counter: number, feed: number, seq: number, index: number): Place {
  return { hlc: { ms: ms as UnixMs, counter }, feed: String(feed).padStart(64, '0') as FeedId, seq, index, headerSha256: '' as Place['headerSha256'], leafSha256: '' as Place['leafSha256'] };
}
const anyPlace = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2)).map((parts) => ({ parts, place: place(...parts) }));

test('clock, counter, feed, seq and index decide, in this order', () => {
  fc.assert(fc.property(anyPlace, anyPlace, (left, right) => {
    const first = left.parts.findIndex((part, index) => part !== right.parts[index]);
    const expected = first < 0 ? 0 : Math.sign((left.parts[first] ?? 0) - (right.parts[first] ?? 0));
    expect(Math.sign(comparePlaces(left.place, right.place))).toBe(expected);
  }));
});

test('each place is kept once', () => {
  const journal = createJournal();
  journal.add('note', { text: 'a' });
  journal.add('note', { text: 'b' });
  const [first, second] = journal.entries;
  if (first === undefined || second === undefined) throw new Error('expected two entries');
  expect(sortPlaced([second, first, second, first])).toEqual([first, second]);
});
