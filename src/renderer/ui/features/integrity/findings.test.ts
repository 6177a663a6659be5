import { expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import type { WitnessView } from '#ipc';
import { canBeMended, findingsOf } from './findings.ts';

const nothing: WitnessView = { feeds: [], slips: [], stamps: [], cosignatures: [], requests: [], authorities: [], forks: [], gaps: [], damaged: [], newFeeds: [], clocks: [] };
const clock = (flag: 'clock-back' | 'zone-changed', entryNumber: number, byMs: number | null) => ({ flag, entryNumber, at: 0 as UnixMs, byMs });

test('what is missing comes before what is only odd, and clocks are gathered by what is odd about them', () => {
  const found = findingsOf({
    ...nothing, gaps: [{ feed: 'f', fromSeq: 3, toSeq: 4 }], newFeeds: [{ at: 1 as UnixMs, detail: 'd' }],
    clocks: [clock('zone-changed', 9, null), clock('clock-back', 4, -7_200_000), clock('clock-back', 7, -180_000)],
  }, [{ what: 'torn-tail', detail: '12 bytes', at: 5 }]);
  expect(found.map((finding) => finding.kind)).toEqual(['gap', 'torn-tail', 'new-feed', 'clock', 'clock']);
  expect(found[3]).toEqual({ kind: 'clock', flag: 'clock-back', count: 2, entries: [4, 7], worstMs: 7_200_000 });
});

test('a witness that differs, names more than is here, or proves nothing is a finding; one that agrees is none', () => {
  const stated = (standing: 'agrees' | 'differs' | 'short' | 'invalid', isFinding: boolean) => ({ entry: '01' as EntryId, by: 'Marit Lie', fingerprint: '', at: 3 as UnixMs, standing, isFinding });
  const found = findingsOf({ ...nothing, cosignatures: [stated('agrees', false), stated('short', false), stated('short', true), stated('differs', true), stated('invalid', true)] }, []);
  expect(found).toEqual((['short', 'differs', 'invalid'] as const).map((standing) => ({ kind: 'cosignature', standing, by: 'Marit Lie', at: 3 })));
});

test('damage asks for a repair until a copy has given everything back', () => {
  const damaged = { ...nothing, damaged: [{ from: 10, to: 30 }, { from: 50, to: 55 }] };
  expect(findingsOf(damaged, [])).toEqual([{ kind: 'damage', ranges: 2, bytes: 25, isMended: false }]);
  expect(canBeMended(findingsOf(damaged, []))).toBe(true);
  const mended = [{ what: 'damage', detail: '3 frames were taken from another copy, each checked before it was taken; 0 frames are still missing.', at: 1 }];
  expect(canBeMended(findingsOf(damaged, mended))).toBe(false);
  expect(canBeMended(findingsOf({ ...damaged, gaps: [{ feed: 'f', fromSeq: 1, toSeq: 1 }] }, mended))).toBe(true);
});
