import { expect, test } from 'vitest';
import { createEntryId, type UnixMs } from '#base';
import { approvalViews, type BodyOf, type Entity } from '#domain';
import { answerFault, emptyAnswer, toAnswer, toRatification, toRequests } from './drafts.ts';

const now = Date.UTC(2026, 10, 21, 6) as UnixMs;
let seed = 0;
const entity = <K extends 'action' | 'approval'>(kind: K, body: BodyOf<K>, state: string | null = null): Entity<K> => {
  seed += 1;
  const id = createEntryId(now, (length) => new Uint8Array(length).fill(seed));
  return { id, kind, ref: body.ref, body, state, retracted: null, stamp: { number: seed, author: { name: 'Kari Moen', prefix: 'K7' }, occurred: { at: now } } } as unknown as Entity<K>;
};
const action = entity('action', { ref: 'A-K7-001', title: 'Isolate the segment', actionKind: 'isolate-segment', targets: ['VLAN 12'], authority: { basis: 'not-stated' }, state: 'proposed' }, 'proposed');
const asked = (seat: BodyOf<'approval'>['seat'], more: Partial<BodyOf<'approval'>> = {}) => entity('approval', { ref: `AP-K7-00${seed}`, action: action.id, targets: ['VLAN 12'], seat, requestedBy: 'Kari Moen', approver: 'A. Lund', ...more });
const kinds = (drafts: ReturnType<typeof toAnswer>) => drafts.map((draft) => (draft.kind === 'transition' ? draft.body.state : draft.kind === 'amend' ? draft.body.field : draft.kind));
const answer = { ...emptyAnswer, approver: 'A. Lund' };

test('two people are asked with a seat each', () => {
  const form = { requestedBy: 'Kari Moen', expiresAt: null, channel: '', note: '' };
  expect(toRequests(action, { ...form, approvers: ['A. Lund', 'S. Vik'] }).map((draft) => (draft.kind === 'approval' ? draft.body.seat : ''))).toEqual(['first-of-two', 'second-of-two']);
  expect(toRequests(action, { ...form, approvers: ['A. Lund'] })).toMatchObject([{ body: { seat: 'single', targets: ['VLAN 12'] } }]);
});

test('one approval is the authority of the action and authorises it; the first of two is not yet', () => {
  expect(kinds(toAnswer(asked('single'), action, answer, [], now))).toEqual(['approval', 'authority', 'authorised']);
  expect(kinds(toAnswer(asked('first-of-two'), action, answer, [], now))).toEqual(['approval']);
  const first = asked('first-of-two', { verdict: 'approved' });
  const views = approvalViews([first], [], now);
  const both = toAnswer(asked('second-of-two'), action, { ...answer, approver: 'S. Vik' }, views, now);
  expect(kinds(both)).toEqual(['approval', 'authority', 'authorised']);
  expect(JSON.stringify(both[1])).toContain('secondApprover');
  // The same person for both is no second approval.
  expect(kinds(toAnswer(asked('second-of-two'), action, answer, views, now))).toEqual(['approval']);
});

test('a refusal refuses the action; a failed identity authorises nothing', () => {
  expect(kinds(toAnswer(asked('single'), action, { ...answer, verdict: 'refused' }, [], now))).toEqual(['approval', 'refused']);
  expect(kinds(toAnswer(asked('single'), action, { ...answer, method: 'phrase', result: 'failed' }, [], now))).toEqual(['approval']);
  expect(kinds(toAnswer(asked('single'), { ...action, state: 'in-progress' }, answer, [], now))).toEqual(['approval']);
});

test('an override is ratified or not, and whoever acted does not ratify', () => {
  expect(kinds(toRatification(action, { ...answer, verdict: 'refused' }))).toEqual(['approval', 'not-ratified']);
  expect(kinds(toRatification(action, answer))).toEqual(['approval', 'ratified']);
  expect(answerFault({ ...answer, approver: ' KARI moen' }, 'Kari Moen')).toBe('same-person');
  expect(answerFault({ ...answer, verdict: 'conditional' }, 'Kari Moen')).toBe('conditions');
  expect(answerFault(answer, 'Kari Moen')).toBeNull();
});
