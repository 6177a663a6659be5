import { describe, expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import type { CustodyView } from '../view.ts';
import { createJournal, evidenceBody, START } from '../testing/journal.ts';
import { isReleaseOverdue } from './custody.ts';
import { projectIncident } from './project.ts';

type Event = Omit<BodyOf<'custody'>, 'item' | 'release'> & { readonly answers?: number };
const sealed: NonNullable<BodyOf<'evidence'>['sealed']> = {
  size: 3, hashes: [{ algorithm: 'sha256', hex: 'a'.repeat(64) }], parts: [], recipient: 'age1x', identity: 'AGE-SECRET-KEY-1X', startedAt: 0 as never, endedAt: 0 as never, readBackAt: 0 as never,
};

/** Custody after these events; `answers` names the index of the release that an event answers. */
function after(events: readonly Event[], body: BodyOf<'evidence'> = evidenceBody): CustodyView {
  const journal = createJournal();
  const item = journal.add('evidence', body);
  const ids: EntryId[] = [];
  for (const { answers, ...event } of events) {
    const release = answers === undefined ? undefined : ids[answers];
    ids.push(journal.add('custody', { item, ...event, ...(release === undefined ? {} : { release }) }));
  }
  return projectIncident(journal.entries).custody.get(item) as CustodyView;
}

const release: Event = { type: 'release', by: 'K. Moen', to: 'J. Aune' };

test('a release that nobody received is overdue after 24 hours and not before', () => {
  const day = 24 * 3_600_000;
  const custody = after([release]);
  const since = custody.pendingRelease?.since ?? (0 as UnixMs);
  expect(since).toBeGreaterThan(START);
  expect([isReleaseOverdue(custody, (since + day) as UnixMs), isReleaseOverdue(custody, (since + day + 1) as UnixMs)]).toEqual([false, true]);
  expect(isReleaseOverdue(after([release, { type: 'receive', by: 'J. Aune', answers: 0 }]), (since + 2 * day) as UnixMs)).toBe(false);
});

describe('two-sided transfer', () => {
  test('a new item is held by its custodian', () => {
    expect(after([])).toEqual({ state: 'held', custodian: 'K. Moen', pendingRelease: null, integrity: 'unverified', gaps: [] });
    expect(after([], { ...evidenceBody, sealed }).integrity).toBe('verified');
  });

  test('a release without a receipt is in transit, and the releaser stays answerable', () => {
    expect(after([release])).toMatchObject({ state: 'in-transit', custodian: 'K. Moen', pendingRelease: { by: 'K. Moen', to: 'J. Aune' }, gaps: [] });
  });

  test('a receipt ends it with the receiver', () => {
    expect(after([release, { type: 'receive', by: 'J. Aune', answers: 0 }])).toMatchObject({ state: 'held', custodian: 'J. Aune', pendingRelease: null, gaps: [] });
  });

  test('a refusal keeps the custodian', () => {
    expect(after([release, { type: 'refuse', by: 'J. Aune', answers: 0 }])).toMatchObject({ state: 'held', custodian: 'K. Moen', pendingRelease: null, gaps: [] });
  });

  test('a shipment carries out the release before it, or is one itself', () => {
    expect(after([release, { type: 'ship', by: 'Courier', tracking: 'X1' }])).toMatchObject({ state: 'in-transit', pendingRelease: { to: 'J. Aune' }, gaps: [] });
    expect(after([{ type: 'ship', by: 'K. Moen', to: 'Lab' }])).toMatchObject({ state: 'in-transit', pendingRelease: { to: 'Lab' }, gaps: [] });
  });
});

describe('gaps are named and nothing is refused', () => {
  const cases: readonly (readonly [string, readonly Event[], Partial<CustodyView>])[] = [
    ['released by somebody else', [{ type: 'release', by: 'Stranger', to: 'J. Aune' }], { state: 'in-transit' }],
    ['received without a release', [{ type: 'receive', by: 'J. Aune' }], { state: 'held', custodian: 'J. Aune' }],
    ['received by another than it was released to', [release, { type: 'receive', by: 'X', answers: 0 }], { state: 'held', custodian: 'X' }],
    ['refused with nothing on its way', [{ type: 'refuse', by: 'J. Aune' }], { state: 'held', custodian: 'K. Moen' }],
    ['received twice: none wins', [release, { type: 'receive', by: 'J. Aune', answers: 0 }, { type: 'receive', by: 'B', answers: 0 }], { state: 'disputed', custodian: 'J. Aune' }],
    ['released twice', [release, release], { state: 'in-transit' }],
    ['touched after disposal', [{ type: 'dispose', by: 'K. Moen' }, { type: 'access', by: 'X' }], { state: 'disposed' }],
    ['found again', [{ type: 'lost', by: 'K. Moen' }, { type: 'check-in', by: 'K. Moen' }], { state: 'held' }],
    ['disputed', [{ type: 'dispute', by: 'X' }], { state: 'disputed' }],
    ['checked in while on its way', [release, { type: 'check-in', by: 'K. Moen' }], { state: 'held', pendingRelease: null }],
  ];
  test.each(cases)('%s', (_, events, expected) => {
    const view = after(events);
    expect(view).toMatchObject(expected);
    expect(view.gaps).toHaveLength(1);
  });

  test('a dispute ends when the item is stored, and its gap stays', () => {
    expect(after([{ type: 'dispute', by: 'X' }, { type: 'store', by: 'K. Moen' }])).toMatchObject({ state: 'held', gaps: ['entry 2: disputed by X'] });
  });
});

describe('hash checks', () => {
  const check = (expected: string, actual: string, result: 'match' | 'mismatch'): Event => ({ type: 'verify', by: 'K. Moen', hashCheck: { algorithm: 'sha256', expected, actual, result } });
  const hex = 'a'.repeat(64);

  test('a match verifies, a mismatch flags, and a later match leaves the gap standing', () => {
    expect(after([check(hex, hex, 'match')], { ...evidenceBody, sealed })).toMatchObject({ state: 'held', integrity: 'verified', gaps: [] });
    expect(after([check(hex, 'b'.repeat(64), 'mismatch')], { ...evidenceBody, sealed })).toMatchObject({ state: 'mismatch', integrity: 'mismatch' });
    const later = after([check(hex, 'b'.repeat(64), 'mismatch'), check(hex, hex, 'match')], { ...evidenceBody, sealed });
    expect([later.state, later.integrity, later.gaps.length]).toEqual(['held', 'verified', 1]);
  });

  test('a check that contradicts itself or the sealed hash has failed', () => {
    expect(after([check(hex, 'b'.repeat(64), 'match')]).integrity).toBe('mismatch');
    expect(after([check('b'.repeat(64), 'b'.repeat(64), 'match')], { ...evidenceBody, sealed }).integrity).toBe('mismatch');
  });
});
