import { expect, test } from 'vitest';
import { createEntryId, type UnixMs } from '#base';
import type { BodyOf, Entity, Occurred } from '#domain';
import { captureBody, faultOf, linesOf, withAuthority, withLine, type FormGround } from './authorityForm.ts';

const now = Date.UTC(2026, 10, 21, 6) as UnixMs;
const at = (ms: number): Occurred => ({ at: ms as UnixMs, precision: 'exact', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'paper' });
const body: BodyOf<'standing-approval'> = {
  ref: 'SA-K7-001', title: 'Accounts', level: 'act', actionKinds: ['disable-account'], systemKinds: [], accountKinds: [], exclusions: ['m.solberg'], signatory: 'A. Lund', signedAt: at(0), validUntil: at(now + 60_000),
};
const signed = (change: Partial<BodyOf<'standing-approval'>> = {}) => ({ id: createEntryId(now, (length) => new Uint8Array(length)), kind: 'standing-approval', ref: change.ref ?? body.ref, body: { ...body, ...change }, retracted: null, conflicts: [] }) as unknown as Entity<'standing-approval'>;
const ground = (approvals = [signed()], time = now): FormGround => ({ base: { approvals, listed: [] }, now: time, newest: now, operator: 'Kari Moen' });
const form = { actionKind: 'disable-account', targets: ['j.doe'], authority: { basis: 'not-stated' } } as const;

test('the authority is filled in, and taken out when the target changes to one that is excluded', () => {
  const filled = withAuthority(form, ground());
  expect(filled['authority']).toEqual({ basis: 'standing', reference: 'SA-K7-001' });
  expect(faultOf(filled, ground())).toBeNull();
  const excluded = withAuthority({ ...filled, targets: ['M.SOLBERG'] }, ground());
  expect(excluded['authority']).toEqual({ basis: 'not-stated' });
  expect(faultOf({ ...filled, targets: ['M.SOLBERG'] }, ground())).toBe('not-covered');
  // What a person wrote is theirs.
  const own = { ...form, authority: { basis: 'approval', approver: 'A. Lund' } } as const;
  expect(withAuthority(own, ground())).toBe(own);
});

test('what was signed may ask for two people where the kind does not', () => {
  const two = ground([signed({ twoApprovers: true })]);
  expect(withAuthority(form, two)['authority']).toEqual({ basis: 'not-stated' });
  expect(faultOf({ ...form, authority: { basis: 'approval', approver: 'A. Lund' } }, two)).toBe('two');
  expect(faultOf({ ...form, authority: { basis: 'approval', approver: 'A. Lund', secondApprover: 'S. Vik' } }, two)).toBeNull();
});

test('an approval that runs out while the form is open holds it back', () => {
  const filled = withAuthority(form, ground());
  expect(faultOf(filled, ground([signed()], (now + 60_000) as UnixMs))).toBe('not-covered');
});

test('what is forbidden is recorded by override only, with the harm and what was rejected', () => {
  const never = ground([signed({ level: 'never' })]);
  expect(faultOf(form, never)).toBe('never');
  expect(faultOf({ ...form, authority: { basis: 'approval', approver: 'A. Lund' } }, never)).toBe('never');
  expect(faultOf({ ...form, authority: { basis: 'override', harm: 'money leaves' } }, never)).toBe('alternative');
  expect(faultOf({ ...form, authority: { basis: 'override', harm: 'money leaves', alternative: 'waiting' } }, never)).toBeNull();
});

test('two people where two are asked for, and never the one who records it; without anything signed a paper is taken as it stands', () => {
  const two = { ...form, actionKind: 'isolate-segment' };
  expect(faultOf({ ...two, authority: { basis: 'approval', approver: 'A. Lund' } }, ground([]))).toBe('two');
  expect(faultOf({ ...two, authority: { basis: 'approval', approver: 'A. Lund', secondApprover: 'kari moen' } }, ground([]))).toBe('self');
  expect(faultOf({ ...form, authority: { basis: 'standing', reference: 'PA-03' } }, ground([]))).toBeNull();
  expect(faultOf({ ...form, authority: { basis: 'standing', reference: 'PA-03' } }, ground([signed({ exclusions: ['j.doe'] })]))).toBe('not-covered');
});

test('what is captured first is kept, and what is skipped has a reason', () => {
  const [first, second] = linesOf(form);
  expect(first?.what).toBe('Sessions');
  if (first === undefined || second === undefined) throw new Error('no lines');
  const skipped = withLine(withLine(form, { ...first, outcome: 'done', note: 'EV-K7-001' }), { ...second, outcome: 'skipped' });
  expect(faultOf(skipped, ground())).toBe('capture-note');
  const explained = withLine(skipped, { ...second, outcome: 'skipped', note: 'offline' });
  expect(faultOf(explained, ground())).toBeNull();
  expect(captureBody(linesOf(explained))).toEqual({ captureFirst: [{ what: 'Sessions', outcome: 'done', note: 'EV-K7-001' }, { what: 'Tokens', outcome: 'skipped', note: 'offline' }] });
  expect(captureBody(linesOf(form))).toEqual({});
});
