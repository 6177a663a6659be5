import { describe, expect, test } from 'vitest';
import type { LogId, UnixMs } from '#base';
import type { Occurred } from '../entries/time.ts';
import type { Entity, IncidentState } from '../view.ts';
import { nextRef } from '../entities/nextRef.ts';
import { projectIncident } from '../projection/project.ts';
import { actionBody, createJournal, eventBody, evidenceBody, happened, incidentBody, START, systemBody } from '../testing/journal.ts';
import { captureContext } from './captureContext.ts';
import { entityDetail, entityList, evidenceRows } from './entities.ts';
import { countInBars, MAX_BARS } from './histogram.ts';
import { incidentCard, incidentHeader, overview } from './incident.ts';
import { journalPage } from './journal.ts';
import { reportStatus } from './reportStatus.ts';
import { filterTimeline, timelineRows, timelineView } from './timeline.ts';

const log = 'a'.repeat(32) as LogId;
const HOUR = 3_600_000;

function story() {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, summary: 'Two servers are isolated.' });
  const system = journal.add('system', { ...systemBody, state: 'contained' });
  const account = journal.add('account', { ref: 'U-K7-001', principal: 'svc-backup', realm: 'NORD', accountKind: 'service', state: 'compromised' });
  const evidence = journal.add('evidence', evidenceBody);
  const event = journal.add('event', { ...eventBody, technique: { id: 'T1569.002' } }, {
    occurred: happened(START - 8 * HOUR, { clockSource: 'external-log' }), tags: ['lateral'], links: [{ relation: 'mentions', to: account }, { relation: 'mentions', to: evidence }],
  });
  const action = journal.add('action', { ...actionBody, doneAt: happened(START + HOUR), state: 'done' }, { links: [{ relation: 'target', to: system }], author: 'A. Lund' });
  journal.add('milestone', { milestone: 'detected', basis: 'EDR alert' }, { occurred: happened(START) });
  journal.add('milestone', { milestone: 'contained', basis: 'all hosts off' }, { occurred: happened(START + 72 * 60_000) });
  const call = journal.add('communication', { direction: 'out', communicationKind: 'call', counterpart: 'Security desk', text: 'message left', outcome: 'no-answer' });
  journal.add('note', { text: 'no time' }, { occurred: happened(0, { at: null, precision: 'unknown' }) });
  const struck = journal.add('note', { text: 'wrong' });
  journal.add('retract', { target: struck, reason: 'other incident' });
  return { journal, system, account, evidence, event, action, call, struck };
}

function stateOf(journal: { readonly entries: Parameters<typeof projectIncident>[0] }): IncidentState {
  return projectIncident(journal.entries);
}

describe('header, card and overview', () => {
  test('figures follow from the entries', () => {
    const { journal } = story();
    const state = stateOf(journal);
    expect(overview(state)).toMatchObject({
      summary: 'Two servers are isolated.', systems: { isolated: 1, inScope: 1 }, accountsCompromised: 1, detectedToContainedMs: 72 * 60_000,
      evidence: { items: 1, inCustody: 1, inTransit: 0, mismatched: 0 }, actionsOpen: [], entries: 12,
    });
    expect(overview(state).latest[0]?.text).toContain('retracted');
    expect(overview(state).people.map((person) => [person.name, person.entries])).toEqual([['K. Moen', 11], ['A. Lund', 1]]);
    expect(incidentHeader(state, { log, unwitnessed: 12, undoLabel: null, redoLabel: null })).toMatchObject({
      severity: 'high', state: 'contained', entries: 12, findings: 0, counts: { note: 1, system: 1, timeline: 5, actionsOpen: 0, journal: 12 },
    });
    expect(incidentCard(state, log)).toMatchObject({ ref: 'INC-2026-0042', evidence: 1, entries: 12, lastEntryAt: START + 12_000 });
    expect(incidentCard(projectIncident([]), log)).toBeNull();
  });
});

describe('journal page', () => {
  const params = { filter: {}, order: 'number', descending: false, offset: 0, limit: 100 } as const;
  test('pages, order and direction', () => {
    const { journal } = story();
    const state = stateOf(journal);
    const page = journalPage(state, { ...params, offset: 10, limit: 5, descending: true });
    expect([page.total, page.rows.map((row) => row.stamp.number)]).toEqual([12, [2, 1]]);
    const byTime = journalPage(state, { ...params, order: 'occurred' });
    expect(byTime.rows[0]?.stamp.kind).toBe('event');
    expect(byTime.rows.at(-1)?.text).toBe('no time');
  });

  test('filters by text in any field, kind, tag, author, time, mark, state and link', () => {
    const { journal, account, event, evidence } = story();
    const state = stateOf(journal);
    const numbers = (filter: Parameters<typeof journalPage>[1]['filter']) => journalPage(state, { ...params, filter }).rows.map((row) => row.stamp.number);
    expect(numbers({ text: 'psexesvc' })).toEqual([5]);
    expect(numbers({ text: '10.20.8.11' })).toEqual([2]);
    expect(numbers({ kinds: ['note'] })).toEqual([10, 11]);
    expect(numbers({ tags: ['lateral'] })).toEqual([5]);
    expect(numbers({ author: 'A. Lund' })).toEqual([6]);
    expect(numbers({ struck: true })).toEqual([11]);
    expect(numbers({ to: (START - HOUR) as UnixMs })).toEqual([5]);
    expect(numbers({ state: 'done' })).toEqual([6]);
    expect([numbers({ host: 'fs01' }), numbers({ host: 'fs02' })]).toEqual([[2, 5, 6], []]);
    expect([numbers({ source: 'EVT' }), numbers({ source: 'EVT', host: 'nowhere' })]).toEqual([[5], []]);
    expect(numbers({ linkedTo: account })).toEqual([3, 5]);
    expect(numbers({ linkedTo: event })).toEqual([3, 4, 5]);
    expect(numbers({ linkedTo: evidence, kinds: ['event'] })).toEqual([5]);
  });

  test('the key of an item is never found by a search', () => {
    const journal = createJournal();
    journal.add('evidence', { ...evidenceBody, sealed: { size: 1, hashes: [{ algorithm: 'sha256', hex: 'ab'.repeat(32) }], parts: [], recipient: 'age1secretish', identity: 'AGE-SECRET-KEY-1FINDME', startedAt: START, endedAt: START, readBackAt: START } });
    const state = stateOf(journal);
    const total = (text: string) => journalPage(state, { ...params, filter: { text } }).total;
    expect([total('FINDME'), total('secretish'), total('abab')]).toEqual([0, 0, 1]);
  });
});

describe('timeline', () => {
  test('tracks are generated from what was done, said and reached', () => {
    const { journal } = story();
    expect(timelineRows(stateOf(journal)).map((row) => [row.track, row.what, row.host, row.account, row.evidence])).toEqual([
      ['adversary', '7045 service installed PSEXESVC', 'TRD-FS01', 'svc-backup', ['EV-K7-001']],
      ['clock', 'Detected: EDR alert', null, null, []],
      ['communication', 'Security desk: no answer: message left', null, null, []],
      ['defender', 'Isolate TRD-FS01 at switch port 12', 'TRD-FS01', null, []],
      ['clock', 'Contained: all hosts off', null, null, []],
    ]);
  });

  test('is in the order of the corrected time: of the entry, or of the host whose log it was read off; the raw time stays', () => {
    const journal = createJournal();
    const seen = (minute: number, more: Partial<Occurred> = {}) => happened(START + minute * 60_000, { clockSource: 'external-log', ...more });
    const event = (fact: string, occurred: Occurred, host?: string, source?: string) => journal.add('event', { track: 'adversary', fact, ...(host === undefined ? {} : { host }), ...(source === undefined ? {} : { source }) }, { occurred });
    event('alert', seen(10));
    event('file renamed', seen(12), ' trd-fs01');
    event('seen by a person', seen(12, { clockSource: 'witness' }), 'TRD-FS01');
    event('own error counts first', seen(14, { clockErrorMs: 300_000 }), 'TRD-FS01');
    event('other host', seen(11), 'TRD-FS02');
    event('seen by the firewall', seen(13), 'TRD-FS01', 'firewall');
    event('in its own log', seen(15), 'TRD-FS01', 'Event log of trd-fs01');
    const order = () => timelineRows(stateOf(journal)).map(({ what, clockErrorMs }) => [what, clockErrorMs]);
    const raw = ['own error counts first', 'alert', 'other host', 'file renamed', 'seen by a person', 'seen by the firewall', 'in its own log'];
    expect(order().map(([what]) => what)).toEqual(raw);
    // The clock of the host is found to be 3 min 12 s fast.
    const system = journal.add('system', systemBody);
    journal.add('amend', { target: system, field: 'clockErrorMs', value: '192000', reason: 'compared with a phone' });
    expect(order()).toEqual([['file renamed', 192_000], ['own error counts first', 300_000], ['alert', null], ['other host', null], ['in its own log', 192_000], ['seen by a person', null], ['seen by the firewall', null]]);
    expect(timelineRows(stateOf(journal))[0]?.occurred.at).toBe(START + 12 * 60_000);
    journal.add('retract', { target: system, reason: 'another machine' });
    expect(order().map(([what]) => what)).toEqual(raw);
  });

  test('page, histogram and track counts', () => {
    const { journal } = story();
    const view = timelineView(stateOf(journal), { filter: { track: 'clock' }, descending: true, offset: 0, limit: 10 });
    expect(view.rows.map((row) => row.what)).toEqual(['Contained: all hosts off', 'Detected: EDR alert']);
    expect(view.tracks).toEqual({ adversary: 1, clock: 2, communication: 1, defender: 1 });
    expect(view.histogram.reduce((sum, bar) => sum + bar.count, 0)).toBe(5);
    expect(view.histogram.reduce((sum, bar) => sum + bar.matched, 0)).toBe(2);
    expect(filterTimeline(stateOf(journal), { text: 'T1569' })).toHaveLength(1);
  });

  test('bars are few, equal and cover everything', () => {
    for (const span of [0, 1, 59_999, 60_000, HOUR, 30 * 86_400_000, 40 * 365 * 86_400_000, 3000 * 365 * 86_400_000]) {
      const bars = countInBars([START, START + span], [START]);
      expect(bars.length).toBeLessThanOrEqual(MAX_BARS);
      expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(2);
      expect(new Set(bars.map((bar) => bar.to - bar.from)).size).toBe(1);
    }
    expect(countInBars([], [])).toEqual([]);
  });
});

describe('entities', () => {
  test('detail shows links both ways', () => {
    const { journal, event, system, action, evidence, account } = story();
    const state = stateOf(journal);
    expect(entityDetail(state, event)?.linked).toEqual([
      { id: account, kind: 'account', ref: 'U-K7-001', title: 'NORD\\svc-backup', relation: 'mentions', direction: 'to' },
      { id: evidence, kind: 'evidence', ref: 'EV-K7-001', title: 'Memory image', relation: 'mentions', direction: 'to' },
    ]);
    expect(entityDetail(state, system)?.linked).toMatchObject([{ id: action, relation: 'target', direction: 'from' }]);
    expect(entityDetail(state, evidence)?.custody?.state).toBe('held');
    expect(entityDetail(state, 'nothing' as Entity['id'])).toBeNull();
  });

  test('lists come by reference, evidence with custody', () => {
    const journal = createJournal();
    journal.add('system', { ...systemBody, ref: 'S-K7-010' });
    journal.add('system', { ...systemBody, ref: 'S-K7-002', name: 'DC01' });
    const item = journal.add('evidence', evidenceBody);
    journal.add('custody', { item, type: 'release', by: 'K. Moen', to: 'X' });
    const state = stateOf(journal);
    expect(entityList(state, 'system', {}).map((entity) => entity.ref)).toEqual(['S-K7-002', 'S-K7-010']);
    expect(evidenceRows(state, { state: 'in-transit' })).toHaveLength(1);
    expect(evidenceRows(state, { state: 'held' })).toHaveLength(0);
    expect([nextRef(state, 'system', 'K7'), nextRef(state, 'evidence', 'K7'), nextRef(state, 'evidence', 'B2')]).toEqual(['S-K7-011', 'EV-K7-002', 'EV-B2-001']);
  });

  test('capture context names what stands', () => {
    const { journal, account } = story();
    const context = captureContext(stateOf(journal));
    expect(context.zone).toBe('Europe/Oslo');
    expect(context.accounts).toEqual([{ id: account, name: 'svc-backup' }, { id: account, name: 'NORD\\svc-backup' }]);
    expect(context.refs.map((ref) => ref.ref).sort()).toEqual(['A-K7-001', 'EV-K7-001', 'S-K7-001', 'U-K7-001']);
    expect(context.tags).toEqual(['lateral']);
    expect(context.people).toContain('A. Lund');
  });
});

test('evidence is found by what it is kept for', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const legal = journal.add('evidence', { ...evidenceBody, purpose: 'legal' });
  journal.add('evidence', { ...evidenceBody, ref: 'EV-K7-002', purpose: 'insurance' });
  journal.add('evidence', { ...evidenceBody, ref: 'EV-K7-003' });
  const state = projectIncident(journal.entries);
  expect(evidenceRows(state, { purpose: 'legal' }).map(({ entity }) => entity.id)).toEqual([legal]);
  expect(evidenceRows(state, { purpose: 'legal', direction: 'out' })).toEqual([]);
  expect(evidenceRows(state, { direction: 'out' })).toEqual([]);
  expect(evidenceRows(state, {})).toHaveLength(3);
});

test('the report lacks its mandatory four until they are written', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  expect(reportStatus(stateOf(journal)).missing).toEqual(['response-timeline', 'root-cause', 'learnings', 'prevention']);
  journal.add('event', eventBody);
  for (const section of ['root-cause', 'learnings', 'prevention']) journal.add('narrative', { section, text: 'because' });
  const status = reportStatus(stateOf(journal));
  expect([status.missing, status.nextIssue]).toEqual([[], 1]);
  const cause = status.sections.find((section) => section.section === 'root-cause')?.narrative;
  journal.add('retract', { target: cause?.id as Entity['id'], reason: 'wrong' });
  expect(reportStatus(stateOf(journal)).missing).toEqual(['root-cause']);
});
