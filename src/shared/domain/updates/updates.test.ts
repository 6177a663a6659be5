import { describe, expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import { entityOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { messageStandings } from '../messages/standing.ts';
import { projectIncident } from '../projection/project.ts';
import { clockRows } from '../queries/clocks.ts';
import { composeEntry } from '../rules/compose.ts';
import { createJournal, happened, incidentBody, seededBytes, START } from '../testing/journal.ts';
import { createEntryId } from '#base';
import { customersOf } from './customers.ts';
import { twiceAsOften } from './intervals.ts';
import { blockChanges } from './series.ts';
import { updatesView } from './view.ts';

const HOUR = 3_600_000;
const at = (hours: number): UnixMs => (START + hours * HOUR) as UnixMs;
const when = (hours: number) => ({ occurred: happened(at(hours)), recordedAt: at(hours) });
const filled = { actionsTaken: 'x', findings: 'x', work: 'x', restoration: 'x', description: 'x', impact: 'x', decisionsWanted: 'x', measures: 'x' };
const executives: BodyOf<'subscription'> = { ref: 'UP-K7-001', audienceKind: 'executives', audience: 'Executives', template: 'executive-update', recipients: [], owner: 'communications-lead', begins: 'declared', every: 480, everyCritical: 60, everyHigh: 120, until: 'resolved', state: 'active' };
const customer: BodyOf<'subscription'> = { ...executives, ref: 'UP-K7-002', audienceKind: 'customer', audience: 'Brevik', template: 'status-update', begins: 'customer-notified', every: 1440, everyCritical: 1440, everyHigh: 1440 };

function desk(more: Partial<BodyOf<'incident'>> = {}) {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, clockProfiles: ['customer-contract'], ...more }, when(0));
  let messages = 0;
  const write = (hours: number, body: Partial<BodyOf<'message'>>): EntryId => journal.add('message', { ref: `M-K7-${String(messages += 1).padStart(3, '0')}`, template: 'status-update', subject: 'KELP', recipients: [], ...filled, ...body }, when(hours));
  const send = (hours: number, message: EntryId, body: Partial<BodyOf<'communication'>> = {}): EntryId => journal.add('communication', { direction: 'out', communicationKind: 'status-update', text: 'sent', message, ...body }, when(hours));
  const state = () => projectIncident(journal.entries);
  const clocks = (id: string, hours: number) => clockRows(state(), at(hours)).filter((row) => row.id === id).map((row) => [row.subject?.title ?? null, row.state, row.due === null ? null : (row.due - START) / HOUR]);
  return { journal, write, send, state, clocks, milestone: (milestone: BodyOf<'milestone'>['milestone'], hours: number, links: readonly EntryId[] = []) => journal.add('milestone', { milestone, basis: 'seen' }, { ...when(hours), links: links.map((to) => ({ relation: 'mentions', to })) }) };
}

describe('the clock of a subscription', () => {
  test('waits for its trigger, follows the severity, begins again with each update, and ends', () => {
    const { journal, write, send, clocks, milestone } = desk();
    const made = journal.add('subscription', executives, when(0.5));
    const clock = (hours: number) => clocks('UPDATE.UP-K7-001', hours);
    expect(clock(1)).toEqual([[null, 'armed', null]]);
    milestone('declared', 1);
    expect(clock(2)).toEqual([[null, 'running', 3]]);
    expect(clock(3.5)).toEqual([[null, 'overdue', 3]]);
    send(2.5, write(2, { template: 'executive-update', subscription: made }));
    expect(clock(3.5)).toEqual([[null, 'met', 3], [null, 'running', 4.5]]);
    journal.add('assessment', { severity: 'critical', reason: 'spreads' }, when(3));
    expect(clock(3.5)).toEqual([[null, 'met', 3], [null, 'running', 3.5]]);
    milestone('resolved', 3.2);
    expect(clock(9)).toEqual([[null, 'met', 3], [null, 'ended', 3.5]]);
  });

  test('begins with a severity, not with a lower one', () => {
    const { journal, clocks } = desk({ severity: 'low' });
    journal.add('subscription', { ...executives, begins: 'severity-reached', fromSeverity: 'high' }, when(0.5));
    journal.add('assessment', { severity: 'medium', reason: 'more' }, when(1));
    expect(clocks('UPDATE.UP-K7-001', 2)).toEqual([[null, 'armed', null]]);
    journal.add('assessment', { severity: 'critical', reason: 'spreads' }, when(2));
    expect(clocks('UPDATE.UP-K7-001', 2.5)).toEqual([[null, 'running', 3]]);
  });

  test('is stopped by nothing but an update that reached that audience with its words', () => {
    const { journal, write, send, clocks, milestone } = desk();
    const made = journal.add('subscription', executives, when(0.5));
    milestone('declared', 1);
    send(1.2, write(1.2, { template: 'executive-update', subscription: made, decisionsWanted: ' ' }));
    send(1.3, write(1.3, { template: 'executive-update', audience: 'Product teams' }));
    send(1.4, write(1.4, { template: 'status-update', audience: 'Executives' }));
    send(1.5, write(1.5, { template: 'executive-update', subscription: made }), { outcome: 'voicemail' });
    write(1.6, { template: 'executive-update', subscription: made });
    expect(clocks('UPDATE.UP-K7-001', 2)).toEqual([[null, 'running', 3]]);
    send(1.7, write(1.7, { template: 'executive-update', audience: ' EXECUTIVES ' }));
    expect(clocks('UPDATE.UP-K7-001', 2)).toEqual([[null, 'met', 3], [null, 'running', 3.7]]);
  });

  test('is paused, waived, and ended by hand like any other', () => {
    const { journal, clocks, milestone } = desk();
    const made = journal.add('subscription', { ...executives, until: 'stated-condition', untilCondition: 'the board says so' }, when(0.5));
    milestone('declared', 1);
    const decide = (hours: number, effect: 'pause' | 'resume' | 'waive') => journal.add('decision', { ref: 'D-K7-001', question: 'q', options: [], choice: 'c', decidedBy: 'A. Lund', consulted: [], clock: { id: 'UPDATE.UP-K7-001', effect }, state: 'decided' }, when(hours));
    decide(2, 'pause');
    expect(clocks('UPDATE.UP-K7-001', 2.5)).toEqual([[null, 'tolled', 3.5]]);
    decide(4, 'resume');
    expect(clocks('UPDATE.UP-K7-001', 4.5)).toEqual([[null, 'running', 5]]);
    milestone('resolved', 4.6);
    expect(clocks('UPDATE.UP-K7-001', 6)).toEqual([[null, 'overdue', 5]]);
    const end = journal.add('transition', { target: made, state: 'ended', reason: 'board' }, when(6));
    expect(clocks('UPDATE.UP-K7-001', 7)).toEqual([[null, 'ended', 5]]);
    journal.add('revert', { target: end }, when(7));
    decide(7.5, 'waive');
    expect(clocks('UPDATE.UP-K7-001', 8)).toEqual([[null, 'waived', 5]]);
  });

  test('what was late stays late when the severity falls and when the interval is made longer', () => {
    const { journal, write, send, clocks, milestone } = desk();
    const made = journal.add('subscription', executives, when(0.5));
    milestone('declared', 1);
    send(5, write(5, { template: 'executive-update', subscription: made }));
    expect(clocks('UPDATE.UP-K7-001', 5.5)).toEqual([[null, 'met-late', 3], [null, 'running', 7]]);
    journal.add('assessment', { severity: 'low', reason: 'contained' }, when(6));
    journal.add('amend', { target: made, field: 'every', value: '960', reason: 'agreed' }, when(6.5));
    journal.add('amend', { target: made, field: 'everyHigh', value: '960', reason: 'agreed' }, when(6.5));
    expect(clocks('UPDATE.UP-K7-001', 7)).toEqual([[null, 'met-late', 3], [null, 'running', 21]]);
  });
});

describe('a customer', () => {
  const started = (more: Partial<BodyOf<'incident'>> = {}) => {
    const found = desk({ customer: 'Brevik', ...more });
    for (const kind of ['discovered', 'confirmed', 'customerImpactConfirmed'] as const) found.milestone(kind, 1);
    return found;
  };
  const notify = ({ write, send }: ReturnType<typeof desk>, hours: number, audience?: string) => send(hours, write(hours, { template: 'customer-notification', ...(audience === undefined ? {} : { audience }) }), { communicationKind: 'notification' });

  test('is owed an update daily: a longer interval without a reason is refused, and counts as a day when it is read', () => {
    const found = started();
    const rare = { ...customer, every: 4320, everyHigh: 4320 };
    const compose = (body: BodyOf<'subscription'>) => {
      const made = composeEntry({ kind: 'subscription', occurred: null, body }, { author: { name: 'K. Moen', prefix: 'K7' }, now: at(9), zone: 'UTC', id: createEntryId(at(9), seededBytes(9)), state: found.state() });
      return made.ok ? 'ok' : made.error.message;
    };
    expect(compose(rare)).toMatch(/longer interval needs a reason/);
    expect(compose({ ...rare, reason: ' ' })).toMatch(/longer interval needs a reason/);
    expect(compose({ ...rare, reason: 'agreed with the customer' })).toBe('ok');
    expect(compose({ ...rare, audienceKind: 'executives' })).toBe('ok');
    expect(compose({ ...executives, begins: 'severity-reached' })).toMatch(/fromSeverity/);
    expect(compose({ ...executives, until: 'stated-condition' })).toMatch(/untilCondition/);
    notify(found, 2);
    const made = found.journal.add('subscription', rare, when(3));
    expect(found.clocks('UPDATE.UP-K7-002', 4)).toEqual([[null, 'running', 26]]);
    expect(updatesView(found.state(), at(4))[0]).toMatchObject({ capped: true, intervalMs: 24 * HOUR });
    found.journal.add('amend', { target: made, field: 'everyHigh', value: '2880', reason: 'agreed with the customer' }, when(4));
    expect(found.clocks('UPDATE.UP-K7-002', 5)).toEqual([[null, 'running', 50]]);
  });

  test('a subscription takes the place of the daily clock, hides nothing that is overdue, and gives it back', () => {
    const found = started();
    notify(found, 2);
    expect(found.clocks('A.CUST.UPDATE', 30)).toEqual([[null, 'overdue', 26]]);
    const made = found.journal.add('subscription', { ...customer, begins: 'declared' }, when(30));
    found.milestone('declared', 1.5);
    expect(found.clocks('A.CUST.UPDATE', 31)).toEqual([[null, 'overdue', 26]]);
    expect(found.clocks('UPDATE.UP-K7-002', 31)).toEqual([[null, 'overdue', 26]]);
    found.send(32, found.write(32, { subscription: made }));
    expect(found.clocks('A.CUST.UPDATE', 33)).toEqual([[null, 'met-late', 26]]);
    expect(found.clocks('UPDATE.UP-K7-002', 33)).toEqual([[null, 'met-late', 26], [null, 'running', 56]]);
    found.journal.add('retract', { target: made, reason: 'a mistake' }, when(34));
    expect(found.clocks('A.CUST.UPDATE', 35)).toEqual([[null, 'met-late', 26], [null, 'running', 56]]);
  });

  test('one that begins at once goes on from what the customer heard last', () => {
    const found = started();
    notify(found, 2);
    found.journal.add('subscription', { ...customer, begins: 'at-once' }, when(20));
    expect(found.clocks('A.CUST.UPDATE', 21)).toEqual([[null, 'ended', 26]]);
    expect(found.clocks('UPDATE.UP-K7-002', 21)).toEqual([[null, 'running', 26]]);
  });

  test('of several each has clocks of its own, and what names one counts for that one only', () => {
    const found = started();
    const arne = found.journal.add('contact', { name: 'Arne', organisation: 'Tana', contactKinds: ['security'], numbers: ['1'], emails: ['arne@example.org'], customer: true }, when(0.5));
    expect(customersOf(found.state()).map(({ name }) => name)).toEqual(['Brevik', 'Tana']);
    expect(found.clocks('A.CUST.NOTIFY', 2)).toEqual([['Brevik', 'running', 25], ['Tana', 'running', 25]]);
    notify(found, 2);
    const call = (hours: number, counterpart: string) => found.journal.add('communication', { direction: 'out', communicationKind: 'notification', text: 'called', outcome: 'reached', counterpart }, when(hours));
    call(2, 'Somebody');
    expect(found.clocks('A.CUST.NOTIFY', 3).map(([, state]) => state)).toEqual(['running', 'running']);
    found.send(3, found.write(3, { template: 'customer-notification', recipients: ['ARNE@example.org'] }), { communicationKind: 'notification' });
    call(3, 'Arne, Tana');
    expect(found.clocks('A.CUST.NOTIFY', 4).map(([, state]) => state)).toEqual(['running', 'met']);
    expect(found.clocks('A.CUST.UPDATE', 4)).toEqual([['Brevik', 'armed', null], ['Tana', 'running', 27]]);
    found.milestone('customerImpactConfirmed', 10, [arne]);
    expect(found.clocks('A.CUST.NOTIFY', 11)).toEqual([['Brevik', 'running', 25], ['Tana', 'met', 34]]);
    found.journal.add('subscription', { ...customer, audience: 'tana' }, when(11));
    expect(found.clocks('A.CUST.UPDATE', 12)).toEqual([['Brevik', 'armed', null], ['Tana', 'ended', 27]]);
    expect(found.clocks('UPDATE.UP-K7-002', 12)).toEqual([[null, 'running', 27]]);
  });
});

test('of intervals that were set by people who did not know of each other the shorter counts, whichever comes last', () => {
  for (const values of [['60', '240'], ['240', '60']] as const) {
    const { journal, state } = desk();
    const made = journal.add('subscription', executives, when(1));
    values.forEach((value, index) => journal.add('amend', { target: made, field: 'everyHigh', from: '120', value, reason: 'x' }, { ...when(2 + index), feed: 1 + index }));
    expect(updatesView(state(), at(4))[0]?.intervalMs).toBe(HOUR);
  }
});

test('twice as often is half of what is owed at that severity, and of a day where a day counts', () => {
  const { journal, state } = desk();
  const made = journal.add('subscription', { ...customer, every: 4320, everyHigh: 4320 }, when(1));
  const found = () => {
    const entity = entityOf(state(), 'subscription', made as never);
    if (entity === null) throw new Error('no subscription');
    return entity;
  };
  expect(twiceAsOften(found(), 'high')).toEqual({ field: 'everyHigh', from: '4320', value: '720' });
  expect(twiceAsOften(found(), 'low')).toEqual({ field: 'everyLow', value: '720' });
  journal.add('amend', { target: made, field: 'everyHigh', value: '1', reason: 'x' }, when(2));
  expect(twiceAsOften(found(), 'high')).toBeNull();
});

test('messages of a series are numbered in the order in which they went out, and drafts as they would be', () => {
  const { journal, write, send, state } = desk();
  const made = journal.add('subscription', { ...customer, audience: 'Brevik' }, when(0.5));
  const late = write(1, { subscription: made, findings: 'one' });
  const early = write(2, { audience: 'brevik', findings: 'two' });
  const draft = write(3, { subscription: made });
  const other = write(3, { audience: 'Brevik', template: 'escalation' });
  write(3, {});
  send(4, early);
  send(5, late);
  const places = messageStandings(state()).map(({ message, update }) => [message.id, update]).reverse();
  expect(places.map(([, update]) => update)).toEqual([{ number: 2, previous: early }, { number: 1, previous: null }, { number: 3, previous: late }, { number: 1, previous: null }, null]);
  expect([draft, other]).toEqual([places[2]?.[0], places[3]?.[0]]);
  expect(updatesView(state(), at(6))[0]?.last).toMatchObject({ message: late, at: at(5) });
  const body = (id: EntryId) => entityOf(state(), 'message', id as never)?.body ?? {};
  expect(blockChanges(body(early), { ...body(late), impact: ' ', advice: 'wait' })).toEqual([{ block: 'impact', change: 'left-out' }, { block: 'findings', change: 'changed' }, { block: 'advice', change: 'added' }]);
});
