import { describe, expect, test } from 'vitest';
import { createEntryId, type UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import type { EntryDraft } from '../views.ts';
import { projectIncident } from '../projection/project.ts';
import { clockRows } from '../queries/clocks.ts';
import { composeEntry } from '../rules/compose.ts';
import { actionBody, createJournal, happened, incidentBody, seededBytes, START } from '../testing/journal.ts';
import { approvalsInForce, approvalViews } from './approvals.ts';
import { approvalsBase } from './confirmations.ts';
import { authorityBase } from './check.ts';
import { courseOf, openPersistenceChecks, unsettledOverrides } from './course.ts';
import { customerItems, readinessByCustomer, readinessView, READINESS_DAYS } from './readiness.ts';
import { twoApprovalOf } from './twoApprovers.ts';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { persistenceChecks, readinessItems } from '../entries/vocabulary.ts';

const HOUR_MS = 3_600_000;
const asked = (action: string, change: Partial<BodyOf<'approval'>> = {}): BodyOf<'approval'> => ({ ref: 'AP-K7-001', action: action as BodyOf<'approval'>['action'], targets: ['TRD-FS01'], seat: 'single', requestedBy: 'K. Moen', approver: 'A. Lund', ...change });

function begin() {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const action = journal.add('action', { ...actionBody, authority: { basis: 'not-stated' } });
  const views = (now = START + HOUR_MS) => {
    const base = approvalsBase(projectIncident(journal.entries));
    return approvalViews(base.approvals, base.links, now as UnixMs);
  };
  const compose = (draft: EntryDraft) => {
    const made = composeEntry(draft, { author: { name: 'K. Moen', prefix: 'K7' }, now: (START + HOUR_MS) as UnixMs, zone: 'UTC', id: createEntryId(START, seededBytes(9)), state: projectIncident(journal.entries) });
    return made.ok ? 'ok' : made.error.message;
  };
  return { journal, action, views, compose };
}

describe('approvals', () => {
  test('a request waits for its answer; the strictest answer counts', () => {
    const { journal, action, views } = begin();
    const request = journal.add('approval', asked(action));
    expect(views()).toMatchObject([{ state: 'pending', answer: null }]);
    journal.add('approval', asked(action, { ref: 'AP-K7-002', request, verdict: 'approved' }));
    expect(views()).toMatchObject([{ state: 'approved', fault: null }]);
    expect(approvalsInForce(views(), action)).toHaveLength(1);
    journal.add('approval', asked(action, { ref: 'AP-B2-001', request, verdict: 'refused', approver: 'S. Vik' }));
    expect(views()).toMatchObject([{ state: 'refused' }]);
    expect(approvalsInForce(views(), action)).toEqual([]);
  });

  test('an approval runs out at its instant, a refusal does not', () => {
    const { journal, action, views } = begin();
    journal.add('approval', asked(action, { verdict: 'approved', expiresAt: happened(START + 4 * HOUR_MS) }));
    expect(views(START + 4 * HOUR_MS - 1)).toMatchObject([{ state: 'approved' }]);
    expect(views(START + 4 * HOUR_MS)).toMatchObject([{ state: 'expired' }]);
    journal.add('approval', asked(action, { ref: 'AP-K7-002', verdict: 'refused', expiresAt: happened(START) }));
    expect(views()[1]).toMatchObject({ state: 'refused' });
  });

  test('who asks does not approve, and nobody approves twice: refused when written, worth nothing when read', () => {
    const { journal, action, views, compose } = begin();
    const refusal = 'the field "approver" is who asked: somebody else has to approve';
    expect(compose({ kind: 'approval', occurred: null, body: asked(action, { ref: '', approver: ' k. MOEN', verdict: 'approved' }) })).toBe(refusal);
    journal.add('approval', asked(action, { approver: 'k. moen', verdict: 'approved' }));
    expect(views()).toMatchObject([{ fault: 'same-person' }]);
    journal.add('approval', asked(action, { ref: 'AP-K7-002', seat: 'first-of-two', verdict: 'approved' }));
    expect(compose({ kind: 'approval', occurred: null, body: asked(action, { ref: '', seat: 'second-of-two', verdict: 'approved', approver: 'a. lund ' }) })).toBe('the field "approver" gave the other approval: two approvals are two people');
    expect(compose({ kind: 'approval', occurred: null, body: asked(action, { ref: '', seat: 'second-of-two', verdict: 'approved', approver: 'S. Vik' }) })).toBe('ok');
    journal.add('approval', asked(action, { ref: 'AP-K7-003', seat: 'second-of-two', verdict: 'approved', approver: 'A.  Lund' }));
    expect(views().at(-1)).toMatchObject({ fault: 'same-approver' });
    expect(approvalsInForce(views(), action)).toHaveLength(1);
    journal.add('approval', asked(action, { ref: 'AP-K7-004', approver: 'S. Vik', verdict: 'approved', identity: { method: 'code-sheet', lineNumber: '7', result: 'failed' } }));
    expect(views().at(-1)).toMatchObject({ fault: 'failed-identity' });
    expect(compose({ kind: 'approval', occurred: null, body: asked(action, { ref: '', request: action, verdict: 'approved' }) })).toBe('the field "request" names no request that stands');
  });

  test('what was said by word of mouth is owed in writing within the hour, and a message that answers it settles that', () => {
    const { journal, action, views } = begin();
    const approval = journal.add('approval', asked(action, { verdict: 'approved', verbal: true }));
    const clock = () => clockRows(projectIncident(journal.entries), (START + 2 * HOUR_MS) as UnixMs).filter((row) => row.id === 'O.VERBAL');
    expect(clock()).toMatchObject([{ state: 'overdue', subject: { ref: 'AP-K7-001' } }]);
    expect(views()).toMatchObject([{ confirmation: { by: null } }]);
    const mail = journal.add('communication', { direction: 'in', communicationKind: 'approval', text: 'I confirm AP-K7-001.' }, { links: [{ relation: 'answers', to: approval }], recordedAt: START + 20 * 60_000 });
    expect(clock()).toMatchObject([{ state: 'met' }]);
    expect(views()).toMatchObject([{ confirmation: { by: mail } }]);
  });
});

describe('the course of an action', () => {
  test('is read from fields, states and approvals; what comes too early is named', () => {
    const { journal, action } = begin();
    journal.add('approval', asked(action), { occurred: happened(START + 1000) });
    journal.add('transition', { target: action, state: 'in-progress' }, { occurred: happened(START + 5000) });
    journal.add('transition', { target: action, state: 'done' }, { occurred: happened(START + 4000) });
    const course = () => {
      const state = projectIncident(journal.entries);
      return courseOf(standingOf(state, 'action')[0] ?? expect.fail('no action'), standingOf(state, 'approval'));
    };
    expect(course().map(({ step, from, isBefore }) => [step, from, isBefore])).toEqual([['requested', 'approval', null], ['approved', null, null], ['started', 'state', null], ['done', 'state', 'started'], ['verified', null, null], ['rolled-back', null, null]]);
    journal.add('amend', { target: action, field: 'doneAt', value: JSON.stringify(happened(START + 6000)), reason: 'read off the switch' });
    expect(course()[3]).toMatchObject({ from: 'field', isBefore: null, occurred: { at: START + 6000 } });
  });

  test('an override stays open until somebody ratifies it or does not', () => {
    const { journal } = begin();
    const action = journal.add('action', { ...actionBody, ref: 'A-K7-002', authority: { basis: 'override', harm: 'encryption is running', alternative: 'waiting for the approver' }, state: 'done' });
    expect(unsettledOverrides(projectIncident(journal.entries)).map((open) => open.id)).toEqual([action]);
    journal.add('transition', { target: action, state: 'not-ratified' });
    expect(unsettledOverrides(projectIncident(journal.entries))).toEqual([]);
  });
});

describe('two people', () => {
  const signed: BodyOf<'standing-approval'> = {
    ref: 'SA-K7-001', title: 'Isolation with two signatures', level: 'ask-first', actionKinds: ['isolate-host'], systemKinds: [], accountKinds: [], exclusions: [], signatory: 'A. Lund',
    signedAt: happened(START - HOUR_MS), validUntil: happened(START + 100 * HOUR_MS), twoApprovers: true,
  };
  const stand = (journal: ReturnType<typeof createJournal>) => {
    const state = projectIncident(journal.entries);
    const action = standingOf(state, 'action')[0] ?? expect.fail('no action');
    const two = twoApprovalOf(action, standingOf(state, 'approval'), authorityBase(state));
    return { two, approved: courseOf(action, standingOf(state, 'approval'), two)[1]?.occurred?.at ?? null, findings: state.findings.map(({ finding }) => finding) };
  };

  test('what was signed asks for two: one approval, a field or a state does not make it approved, a second person does', () => {
    const { journal, action } = begin();
    expect(stand(journal).two).toBeNull();
    journal.add('standing-approval', signed);
    journal.add('approval', asked(action, { verdict: 'approved' }), { occurred: happened(START + 1000) });
    journal.add('amend', { target: action, field: 'approvedAt', value: JSON.stringify(happened(START + 500)), reason: 'said so' });
    journal.add('transition', { target: action, state: 'authorised' });
    expect(stand(journal)).toMatchObject({ two: { because: 'standing', reference: 'SA-K7-001', isApproved: false, startedEarly: false, given: [{ by: 'A. Lund' }] }, approved: null });
    // The same person again, by another spelling and another seat, is still one.
    journal.add('approval', asked(action, { ref: 'AP-K7-002', seat: 'single', verdict: 'approved', approver: ' a. LUND' }), { occurred: happened(START + 2000) });
    expect(stand(journal).two).toMatchObject({ isApproved: false });
    journal.add('approval', asked(action, { ref: 'AP-K7-003', seat: 'second-of-two', verdict: 'conditional', approver: 'S. Vik' }), { occurred: happened(START + 3000) });
    expect(stand(journal)).toMatchObject({ two: { isApproved: true }, approved: START + 3000 });
    journal.add('approval', asked(action, { ref: 'AP-K7-004', verdict: 'refused', approver: 'C. Roe' }));
    expect(stand(journal)).toMatchObject({ two: { isApproved: false, given: [] }, approved: null });
  });

  test('a start before the second approval is kept and said; an approval that came too late, had run out, or is by who does it does not help', () => {
    const { journal, action } = begin();
    journal.add('amend', { target: action, field: 'executor', value: JSON.stringify('S. Vik'), reason: 'x' });
    journal.add('approval', asked(action, { seat: 'first-of-two', verdict: 'approved' }), { occurred: happened(START + 1000) });
    expect(stand(journal)).toMatchObject({ two: { because: 'request', startedEarly: false }, findings: [] });
    journal.add('approval', asked(action, { ref: 'AP-K7-002', seat: 'second-of-two', verdict: 'approved', approver: 'S. Vik' }), { occurred: happened(START + 1500) });
    journal.add('approval', asked(action, { ref: 'AP-K7-003', seat: 'second-of-two', verdict: 'approved', approver: 'B. Roe', expiresAt: happened(START + 1900) }), { occurred: happened(START + 1600) });
    journal.add('transition', { target: action, state: 'in-progress' }, { occurred: happened(START + 2000) });
    expect(stand(journal)).toMatchObject({ two: { isApproved: false, startedEarly: true }, findings: ['started without the second approval'] });
    journal.add('approval', asked(action, { ref: 'AP-K7-004', seat: 'second-of-two', verdict: 'approved', approver: 'C. Dahl' }), { occurred: happened(START + 3000) });
    expect(stand(journal)).toMatchObject({ two: { isApproved: true, startedEarly: true }, approved: START + 3000 });
  });

  test('an override owes ratification instead', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    journal.add('standing-approval', signed);
    journal.add('action', { ...actionBody, authority: { basis: 'override', harm: 'encryption is running', alternative: 'waiting' }, state: 'done' });
    expect(stand(journal)).toMatchObject({ two: null, findings: [] });
  });
});

describe('giving an account back', () => {
  test('is refused while a check for persistence is open, and a finding when another device did it', () => {
    const { journal, compose } = begin();
    const target = journal.add('account', { ref: 'U-K7-001', principal: 'j.doe', accountKind: 'user', state: 'compromised' });
    const account = () => {
      const found = projectIncident(journal.entries).entities.get(target);
      return isEntityOf(found, 'account') ? found : expect.fail('no account');
    };
    expect(openPersistenceChecks(account())).toHaveLength(persistenceChecks.length);
    expect(compose({ kind: 'transition', occurred: null, body: { target, state: 're-enabled' } })).toMatch(/^the account was compromised and checks for persistence are open: mailbox rules/);
    journal.add('transition', { target, state: 'persistence-checked' });
    expect(compose({ kind: 'transition', occurred: null, body: { target, state: 're-enabled' } })).toBe('ok');
    journal.add('amend', { target, field: 'persistenceChecked', value: JSON.stringify(persistenceChecks.slice(1)), reason: 'looked at again' });
    expect(openPersistenceChecks(account())).toEqual(['mailbox-rules']);
    journal.add('transition', { target, state: 're-enabled' });
    expect(projectIncident(journal.entries).findings.map((finding) => finding.finding)).toContain('the account was given back while checks for persistence were open: mailbox rules');
  });
});

describe('readiness', () => {
  test('is complete when every line is, and due again after ninety days or when what was signed ends', () => {
    const { journal } = begin();
    const view = (now: number) => readinessView(standingOf(projectIncident(journal.entries), 'readiness-check'), now as UnixMs);
    expect(view(START)).toMatchObject({ isComplete: false, open: readinessItems.length, nextDue: null });
    for (const item of readinessItems) journal.add('readiness-check', { item, outcome: item === 'exercise-held' ? 'not-applicable' : 'complete', signatory: 'A. Lund' }, { occurred: happened(START) });
    expect(view(START + HOUR_MS)).toMatchObject({ isComplete: true, nextDue: START + READINESS_DAYS * 24 * HOUR_MS });
    expect(view(START + READINESS_DAYS * 24 * HOUR_MS)).toMatchObject({ isComplete: false, open: readinessItems.length });
    journal.add('readiness-check', { item: 'manual-reviewed', outcome: 'complete', signatory: 'A. Lund', validUntil: happened(START + 2 * HOUR_MS) }, { occurred: happened(START) });
    expect(view(START + 2 * HOUR_MS).lines.filter((line) => line.state === 'due').map((line) => line.item)).toEqual(['manual-reviewed']);
    journal.add('readiness-check', { item: 'backups', outcome: 'gap', signatory: 'A. Lund', detail: 'no offline copy' });
    expect(view(START + HOUR_MS).lines.find((line) => line.item === 'backups')).toMatchObject({ state: 'gap' });
  });

  test('each customer has a list of its own: a check for one says nothing for another, nor for the house', () => {
    const journal = createJournal();
    const lists = (now: number, named: readonly string[] = []) => readinessByCustomer(standingOf(projectIncident(journal.entries), 'readiness-check'), named, now as UnixMs);
    expect(lists(START).map(({ customer }) => customer)).toEqual([null]);
    for (const item of customerItems) journal.add('readiness-check', { item, outcome: 'complete', signatory: 'A. Lund', customer: item === 'backups' ? ' nordlys AS' : 'Nordlys AS' }, { occurred: happened(START) });
    expect(lists(START, ['Nordlys as', 'Fjell Bank']).map(({ customer, open, isComplete }) => [customer, open, isComplete])).toEqual([[null, readinessItems.length, false], ['Fjell Bank', customerItems.length, false], ['Nordlys AS', 0, true]]);
    journal.add('readiness-check', { item: 'contacts-called', outcome: 'complete', signatory: 'A. Lund', customer: 'Fjell Bank' }, { occurred: happened(START + HOUR_MS) });
    const due = START + READINESS_DAYS * 24 * HOUR_MS;
    expect(lists(due).map(({ customer, lines }) => [customer, lines[0]?.state])).toEqual([[null, 'missing'], ['Fjell Bank', 'complete'], ['Nordlys AS', 'due']]);
  });
});
