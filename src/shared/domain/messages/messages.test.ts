import { describe, expect, test } from 'vitest';
import { createEntryId, type EntryId, type UnixMs } from '#base';
import { clockFacts } from '../clocks/facts.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entry } from '../entries/entry.ts';
import { projectIncident } from '../projection/project.ts';
import { composeEntry } from '../rules/compose.ts';
import { actionBody, createJournal, incidentBody, seededBytes, START, type Options } from '../testing/journal.ts';
import type { EntryDraft } from '../views.ts';
import { prefillMessage } from './prefill.ts';
import { messageStanding } from './standing.ts';
import { blocksOf, emptyBlocks, messageTemplatesByName, type MessageTemplate } from './templates.ts';

const notice: BodyOf<'message'> = { ref: 'M-K7-001', template: 'customer-notification', subject: 'KELP', recipients: ['arne@example.org'], description: 'Files were encrypted.', impact: 'About 1,200 records.', measures: 'Servers isolated.' };

function desk(body: Partial<BodyOf<'message'>> = {}) {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, codename: 'KELP', summary: 'Files are encrypted.' });
  const message = journal.add('message', { ...notice, ...body }, { author: 'Dee' });
  const sign = (verdict: BodyOf<'sign-off'>['verdict'], by: string) => journal.add('sign-off', { message, verdict, by });
  const send = (more: Partial<BodyOf<'communication'>> = {}, options: Options = {}) => journal.add('communication', { direction: 'out', communicationKind: 'notification', text: 'x', message, transport: 'relayed', ...more }, options);
  const look = () => {
    const found = messageStanding(projectIncident(journal.entries), message);
    if (found === null) throw new Error('no message');
    return found;
  };
  const compose = (draft: EntryDraft, author = 'Dee') => {
    const made = composeEntry(draft, { author: { name: author, prefix: 'K7' }, now: (START + 9e6) as UnixMs, zone: 'UTC', id: createEntryId(START as UnixMs, seededBytes(9)), state: projectIncident(journal.entries) });
    return made.ok ? 'ok' : made.error.message;
  };
  return { journal, message, sign, send, look, compose };
}

describe('approval', () => {
  test('is by another person, over filled blocks, and falls when the words change', () => {
    const { journal, message, sign, look } = desk();
    expect(look().stage).toBe('draft');
    sign('review-asked', 'Dee');
    expect(look().stage).toBe('in-review');
    sign('approved', ' DEE ');
    expect(look()).toMatchObject({ stage: 'draft', flaw: 'own-words' });
    sign('approved', 'Legal');
    expect(look()).toMatchObject({ stage: 'approved', approval: { by: 'Legal' }, flaw: null });
    const amended = journal.add('amend', { target: message, field: 'impact', value: '"12,000"', reason: 'count' }, { author: 'Eva' });
    expect(look()).toMatchObject({ flaw: 'changed-since', writers: ['Dee', 'Eva'] });
    journal.add('revert', { target: amended });
    expect(look().stage).toBe('approved');
    sign('returned', 'Legal');
    expect(look().stage).toBe('returned');
  });

  test('is refused with the blocks that are empty, and by who wrote it', () => {
    const { message, compose } = desk({ impact: ' ' });
    const approve = (by: string): EntryDraft => ({ kind: 'sign-off', occurred: null, body: { message, verdict: 'approved', by } });
    expect(compose(approve('Legal'))).toBe('the message cannot be approved while these blocks are empty: impact');
    expect(desk().compose({ kind: 'sign-off', occurred: null, body: { message: desk().message, verdict: 'approved', by: 'dee' } })).toMatch(/somebody who wrote the message/);
    expect(compose({ kind: 'sign-off', occurred: null, body: { message, verdict: 'returned', by: 'Legal' } })).toBe('ok');
    expect(compose({ kind: 'sign-off', occurred: null, body: { message: createEntryId(START as UnixMs, seededBytes(3)), verdict: 'approved', by: 'Legal' } })).toMatch(/names no message/);
  });
});

describe('sending', () => {
  test('gives the stage, and what went out is no more amended', () => {
    const { message, sign, send, look, compose, journal } = desk();
    sign('approved', 'Legal');
    const amend: EntryDraft = { kind: 'amend', occurred: null, body: { target: message, field: 'impact', value: '"less"', reason: 'x' } };
    expect(compose(amend)).toBe('ok');
    send({ outcome: 'no-answer' });
    expect(look().stage).toBe('undelivered');
    const mail = send();
    expect(look()).toMatchObject({ stage: 'sent', unapproved: false });
    expect(compose(amend)).toMatch(/write another one/);
    expect(compose({ ...amend, body: { ...amend.body, field: 'tags', value: '["x"]' } })).toBe('ok');
    journal.add('communication', { direction: 'in', communicationKind: 'notification', text: 'got it' }, { links: [{ relation: 'answers', to: mail }] });
    expect(look().stage).toBe('acknowledged');
    journal.add('message', { ...notice, ref: 'M-K7-002', corrects: message, changes: '1,200 records, not 12,000' });
    expect(look().correctedBy).toHaveLength(1);
  });

  test('without approval is on record and marked', () => {
    const { send, look } = desk();
    send({ transport: 'spoken' });
    expect(look()).toMatchObject({ stage: 'spoken', unapproved: true });
    const urgent = desk({ template: 'escalation' });
    urgent.send({ communicationKind: 'escalation' });
    expect(urgent.look().unapproved).toBe(false);
  });

  test('a notice stops its clock with filled blocks and a call of its own, and with nothing less', () => {
    const kinds = (journal: { readonly entries: Parameters<typeof projectIncident>[0] }) => clockFacts(projectIncident(journal.entries)).map(({ kind }) => kind);
    const hollow = desk({ measures: '' });
    hollow.send();
    expect(kinds(hollow.journal)).toEqual([]);
    const full = desk();
    full.journal.add('communication', { direction: 'out', communicationKind: 'notification', text: 'hello' });
    expect(kinds(full.journal)).toEqual([]);
    full.send();
    full.journal.add('communication', { direction: 'out', communicationKind: 'escalation', text: 'x', outcome: 'reached' });
    expect(kinds(full.journal)).toEqual(['customer.notified', 'call.attempted', 'call.reached']);
    full.send({ transport: 'spoken', outcome: 'reached' });
    expect(kinds(full.journal).slice(-3)).toEqual(['call.attempted', 'call.reached', 'customer.called']);
  });
});

test('templates ask for what they must hold, in one order', () => {
  for (const template of Object.keys(messageTemplatesByName) as MessageTemplate[]) {
    const { mandatory, optional } = messageTemplatesByName[template];
    expect(blocksOf(template).map(({ block }) => block).toSorted()).toEqual([...mandatory, ...optional].toSorted());
    expect(emptyBlocks({ ref: 'M-K7-001', template, subject: 'x', recipients: [] })).toEqual([...mandatory]);
  }
});

test('a new message begins with what the journal says, and leaves the impact on a customer to a person', () => {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, codename: 'KELP', summary: 'Files are encrypted.' });
  journal.add('milestone', { milestone: 'discovered', basis: 'alert' });
  journal.add('action', { ...actionBody, state: 'done' });
  journal.add('task', { ref: 'T-K7-001', title: 'Restore the share', state: 'in-progress' });
  const state = projectIncident(journal.entries);
  const { subject, blocks } = prefillMessage(state, 'customer-notification', []);
  expect(subject).toBe('KELP: customer notification');
  expect(blocks.description).toMatch(/^Files are encrypted\.\nDiscovered 2026-11-21/);
  expect(blocks.measures).toBe('Isolate TRD-FS01 at switch port 12 (done)');
  expect(Object.keys(blocks)).not.toContain('impact');
  expect(prefillMessage(state, 'status-update', []).blocks.work).toBe('Restore the share');
});

test('two thousand messages are read in a fraction of the time a screen may take', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  for (let index = 0; index < 2000; index += 1) {
    const message: EntryId = journal.add('message', notice, { author: 'Dee' });
    journal.add('sign-off', { message, verdict: 'approved', by: 'Legal' });
  }
  const state = projectIncident(journal.entries);
  const before = process.cpuUsage();
  expect(messageStanding(state, (journal.entries.at(-2)?.entry as Entry).id)?.stage).toBe('approved');
  expect(process.cpuUsage(before).user).toBeLessThan(150_000);
});
