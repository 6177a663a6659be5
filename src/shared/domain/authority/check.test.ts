import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import type { Occurred } from '../entries/time.ts';
import { accountKinds, actionKinds } from '../entries/vocabulary.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, START, systemBody } from '../testing/journal.ts';
import { actionKindRules } from './actionKinds.data.ts';
import { authorityBase, authorityInstant, checkAuthority, type AuthorityVerdict } from './check.ts';
import { foldName, formsOf } from './names.ts';

const DAY_MS = 86_400_000;
const minute = 60_000;
const exact = (at: number): Occurred => happened(at, { precision: 'exact' });
const account: BodyOf<'account'> = { ref: 'U-K7-001', principal: 'j.doe', realm: 'CORP', accountKind: 'user', state: 'suspected' };
const signed: BodyOf<'standing-approval'> = {
  ref: 'SA-K7-001', title: 'Containment of user accounts', level: 'act', actionKinds: ['disable-account', 'revoke-sessions', 'isolate-host', 'isolate-segment'], systemKinds: ['server'], accountKinds: ['user'],
  exclusions: ['Ingrid Berg', 'CORP\\m.solberg'], signatory: 'A. Lund', signedAt: exact(START - 30 * DAY_MS), validUntil: exact(START + 30 * DAY_MS),
};

interface Case { readonly approvals?: readonly Partial<BodyOf<'standing-approval'>>[]; readonly accounts?: readonly Partial<BodyOf<'account'>>[]; readonly kind?: BodyOf<'action'>['actionKind']; readonly targets?: readonly string[]; readonly at?: number; readonly retract?: boolean }

function ask({ approvals = [{}], accounts = [{}], kind = 'disable-account', targets = ['j.doe'], at = START, retract = false }: Case): AuthorityVerdict {
  const journal = createJournal();
  const [first] = approvals.map((change) => journal.add('standing-approval', { ...signed, ...change }));
  for (const change of accounts) journal.add('account', { ...account, ...change });
  journal.add('system', systemBody);
  if (retract && first !== undefined) journal.add('retract', { target: first, reason: 'withdrawn by the customer' });
  return checkAuthority({ kind, targets, at: at as UnixMs }, authorityBase(projectIncident(journal.entries)));
}
const reasons = (verdict: AuthorityVerdict) => (verdict.verdict === 'act' ? [] : verdict.reasons.map((reason) => reason.type));

describe('windows and two people', () => {
  const nights = { windows: ['mon-fri 18:00-08:00 Europe/Oslo', 'sat-sun 00:00-24:00 Europe/Oslo'] };
  // START is Saturday, 21 November 2026, 06:00 UTC.
  test('holds only in its windows, and says outside of them which those are', () => {
    expect(ask({ approvals: [nights] })).toMatchObject({ verdict: 'act' });
    const noon = Date.UTC(2026, 10, 23, 11);
    expect(ask({ approvals: [nights], at: noon })).toMatchObject({ verdict: 'ask', people: 1, reasons: [{ type: 'outside', reference: 'SA-K7-001', windows: nights.windows }] });
    expect(ask({ approvals: [nights, { ref: 'SA-K7-002', windows: ['daily 00:00-24:00 UTC'] }], at: noon })).toMatchObject({ verdict: 'act', reference: 'SA-K7-002' });
  });

  test('a window that does not read allows nothing and lifts no prohibition', () => {
    expect(reasons(ask({ approvals: [{ windows: ['at night'] }] }))).toEqual(['outside']);
    expect(ask({ approvals: [{}, { ref: 'SA-K7-002', level: 'never', windows: ['at night'] }] })).toMatchObject({ verdict: 'never' });
    expect(ask({ approvals: [{}, { ref: 'SA-K7-002', level: 'never', windows: ['mon 00:00-24:00 UTC'] }] })).toMatchObject({ verdict: 'act' });
  });

  test('one that asks for two people lets nobody act, whatever else allows it', () => {
    expect(ask({ approvals: [{ twoApprovers: true }] })).toMatchObject({ verdict: 'ask', people: 2, reasons: [{ type: 'two-asked', reference: 'SA-K7-001', target: 'j.doe' }] });
    expect(ask({ approvals: [{}, { ref: 'SA-K7-002', twoApprovers: true }] })).toMatchObject({ verdict: 'ask', people: 2 });
    expect(ask({ approvals: [{}, { ref: 'SA-K7-002', twoApprovers: true, validUntil: exact(START - 1) }] })).toMatchObject({ verdict: 'act' });
    expect(ask({ approvals: [{}, { ref: 'SA-K7-002', twoApprovers: true, ...nights }], at: Date.UTC(2026, 10, 23, 11) })).toMatchObject({ verdict: 'act' });
  });
});

describe('what was signed beforehand', () => {
  test('allows what it names, and is the authority', () => {
    expect(ask({})).toMatchObject({ verdict: 'act', reference: 'SA-K7-001' });
    expect(ask({ targets: ['corp\\J.DOE'] })).toMatchObject({ verdict: 'act' });
    expect(ask({ kind: 'isolate-host', targets: ['trd-fs01', '10.20.8.11'] })).toMatchObject({ verdict: 'act' });
    expect(ask({ approvals: [{}, { ref: 'SA-K7-002', validUntil: exact(START + 60 * DAY_MS) }] })).toMatchObject({ reference: 'SA-K7-002' });
  });

  test('allows nothing else: another kind of action, of account, a name that is not listed, no target, after it was withdrawn', () => {
    expect(reasons(ask({ kind: 'rotate-credential' }))).toEqual(['nothing-prepared']);
    expect(reasons(ask({ accounts: [{ accountKind: 'admin' }] }))).toEqual(['not-covered']);
    expect(reasons(ask({ targets: ['j.doe', 'p.hansen'] }))).toEqual(['unlisted']);
    expect(reasons(ask({ targets: [' '] }))).toEqual(['no-target']);
    expect(reasons(ask({ retract: true }))).toEqual(['nothing-prepared']);
    expect(reasons(ask({ approvals: [] }))).toEqual(['nothing-prepared']);
    // One name for a user and for an administrator in another realm: both would be hit.
    expect(reasons(ask({ accounts: [{}, { ref: 'U-K7-002', realm: 'ADM', accountKind: 'admin' }] }))).toEqual(['not-covered']);
  });

  test('ends to the millisecond, and a date at the end of its day', () => {
    const until = START + 30 * DAY_MS;
    expect(ask({ at: until - 1 })).toMatchObject({ verdict: 'act' });
    for (const late of [0, minute, 365 * DAY_MS]) expect(reasons(ask({ at: until + late }))).toEqual(['expired']);
    expect(reasons(ask({ at: START - 31 * DAY_MS }))).toEqual(['not-yet']);
    const day = { validUntil: happened(Date.UTC(2026, 10, 21), { precision: 'date' }) };
    expect(ask({ approvals: [day], at: Date.UTC(2026, 10, 21, 23, 59, 59) })).toMatchObject({ verdict: 'act' });
    expect(reasons(ask({ approvals: [day], at: Date.UTC(2026, 10, 22) }))).toEqual(['expired']);
    expect(reasons(ask({ approvals: [{ validUntil: { ...exact(START), at: null, precision: 'unknown' } }] }))).toEqual(['expired']);
  });

  test('is not brought to life by a clock that was set back', () => {
    const until = START + 30 * DAY_MS;
    const newest = (until + minute) as UnixMs;
    expect(reasons(ask({ at: authorityInstant(null, START as UnixMs, newest) }))).toEqual(['expired']);
    expect(authorityInstant(exact(START), newest, newest)).toBe(START);
    expect(authorityInstant(null, newest, START as UnixMs)).toBe(newest);
  });

  test('never means never, also beside one that allows; ask first beats act', () => {
    const never = { ref: 'SA-K7-009', level: 'never', systemKinds: [] } as const;
    expect(ask({ approvals: [{}, never] })).toMatchObject({ verdict: 'never', reasons: [{ type: 'never', reference: 'SA-K7-009', target: 'j.doe' }] });
    expect(reasons(ask({ approvals: [{}, { ...never, validUntil: exact(START - minute) }] }))).toEqual([]);
    expect(ask({ approvals: [{ ...never, accountKinds: [] }], targets: ['somebody else'] })).toMatchObject({ verdict: 'never' });
    expect(reasons(ask({ approvals: [{}, { ref: 'SA-K7-003', level: 'ask-first' }] }))).toEqual(['ask-first']);
  });

  test('does not stand for two people', () => {
    expect(ask({ kind: 'isolate-segment', targets: ['TRD-FS01'] })).toMatchObject({ verdict: 'ask', people: 2, reasons: [{ type: 'two-people' }] });
    expect(Object.keys(actionKindRules).toSorted()).toEqual(actionKinds.toSorted());
  });
});

describe('exclusions', () => {
  const spellings = ['m.solberg', 'M.Solberg', ' CORP\\M.SOLBERG ', 'm.solberg@corp', 'm.solberg@corp.example', '"m.solberg"', 'm.\u200Bsolberg', 'ｍ.solberg', 'm.sоlberg', 'M.SOLBERG\u00AD'];
  test.each(spellings)('are met under another spelling: %j', (spelling) => {
    expect(reasons(ask({ targets: [spelling], accounts: [{}, { ref: 'U-K7-002', principal: 'm.solberg', realm: 'corp.example' }] }))).toEqual(['excluded']);
  });

  test('are met through the owner, the address and the reference', () => {
    expect(reasons(ask({ accounts: [{ owner: 'INGRID  BERG' }] }))).toEqual(['excluded']);
    expect(reasons(ask({ approvals: [{ exclusions: ['trd-fs01.corp.example'] }], kind: 'isolate-host', targets: ['10.20.8.11'] }))).toEqual(['excluded']);
    expect(reasons(ask({ approvals: [{ exclusions: ['U-K7-001'] }] }))).toEqual(['excluded']);
  });

  test('hold beside an approval without them, and while people disagree about them', () => {
    expect(reasons(ask({ approvals: [{ exclusions: ['j.doe'] }, { ref: 'SA-K7-002', exclusions: [] }] }))).toEqual(['excluded']);
    const journal = createJournal();
    const target = journal.add('standing-approval', signed);
    journal.add('account', account);
    journal.add('amend', { target, field: 'exclusions', value: JSON.stringify(['j.doe']), reason: 'the customer called' }, { feed: 2 });
    journal.add('amend', { target, field: 'exclusions', value: JSON.stringify([]), reason: 'nobody is excluded any more' }, { feed: 3 });
    expect(reasons(checkAuthority({ kind: 'disable-account', targets: ['j.doe'], at: START }, authorityBase(projectIncident(journal.entries))))).toEqual(['excluded']);
  });

  test('do not spread to other names', () => {
    expect(ask({ accounts: [{ principal: 'm.sol' }], targets: ['m.sol'] })).toMatchObject({ verdict: 'act' });
    expect([...formsOf('a.lund')]).toEqual(['a.lund']);
    expect(formsOf('FS01.corp.example')).toContain('fs01');
    expect([...formsOf('10.0.0.1')]).toEqual(['10.0.0.1']);
  });

  test('whatever is typed around an excluded name, nobody may just act', () => {
    const noise = fc.constantFrom('', ' ', '\u200B', '\u00AD', '\t', '"', '\u202E');
    const mixed = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }).map((upper) => [...'m.solberg'].map((letter, index) => (upper[index] === true ? letter.toUpperCase() : letter)).join(''));
    const realm = fc.constantFrom('', 'CORP\\', 'corp.example\\', 'OTHER\\');
    fc.assert(fc.property(noise, realm, mixed, noise, fc.constantFrom('', '@corp', '@corp.example'), fc.constantFrom(...accountKinds), (before, prefix, name, after, suffix, accountKind) => {
      const verdict = ask({ targets: [`${before}${prefix}${name}${after}${suffix}`], accounts: [{ accountKind }], approvals: [{ systemKinds: [], accountKinds: [] }] });
      expect(verdict.verdict).toBe('ask');
      expect(reasons(verdict)).toContain('excluded');
    }), { numRuns: process.env['SLOW'] === '1' ? 2000 : 40 });
  });

  test('folding a name twice changes nothing more', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (name) => { expect(foldName(foldName(name))).toBe(foldName(name)); }), { numRuns: process.env['SLOW'] === '1' ? 5000 : 200 });
  });
});
