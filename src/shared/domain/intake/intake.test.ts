import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntityId, EntryId, UnixMs } from '#base';
import { evaluateClocks } from '../clocks/evaluate.ts';
import { clockFacts } from '../clocks/facts.ts';
import { severities, urgencies } from '../entries/vocabulary.ts';
import { entitiesOf, standingOf } from '../entities/select.ts';
import { projectIncident } from '../projection/project.ts';
import { clockRows } from '../queries/clocks.ts';
import { createJournal, happened, incidentBody, START } from '../testing/journal.ts';
import type { IncidentState } from '../view.ts';
import { definitionsOf } from '../clocks/profiles/profiles.ts';
import { assessmentSeries } from './assessments.ts';
import { localCriteria } from './criteria.data.ts';
import { priorityOf } from './criteria.ts';
import { reportViews } from './reports.ts';
import { dispositionsFor, planVerdict, stateAfterVerdict, type VerdictInput } from './verdict.ts';

const MINUTE = 60_000;
const at = (minutes: number) => happened(START + minutes * MINUTE);
const stateOf = (journal: ReturnType<typeof createJournal>): IncidentState => projectIncident(journal.entries);
const ackClocks = (state: IncidentState, minutes: number) => evaluateClocks(definitionsOf(['customer-contract']), {
  facts: clockFacts(state), severity: 'high', highestSeverity: 'high', calendars: [], tolls: [], waivers: [], zone: 'UTC', now: (START + minutes * MINUTE) as UnixMs,
}).filter(({ definition }) => definition.id === 'A.ACK');

function contract() {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, clockProfiles: ['customer-contract', 'managed-service'] });
  return journal;
}

describe('reports', () => {
  test('each report has a clock of its own, stopped by the message that answers it', () => {
    const journal = contract();
    const first = journal.add('intake', { ref: 'R-K7-001', text: 'Files end in .locked', channel: 'phone', suspectedAt: at(-30) }, { occurred: at(0) });
    journal.add('intake', { ref: 'R-K7-002', text: 'Same here' }, { occurred: at(3) });
    journal.add('communication', { direction: 'out', communicationKind: 'internal', text: 'We have it' }, { occurred: at(4), links: [{ relation: 'answers', to: first }] });
    const state = stateOf(journal);
    expect(ackClocks(state, 20).map((clock) => [clock.subject === first, clock.state])).toEqual([[true, 'met'], [false, 'overdue']]);
    const views = reportViews(entitiesOf(state, 'intake'), entitiesOf(state, 'communication'));
    expect(views.map((view) => [view.acknowledgement?.at ?? null, view.delayMs])).toEqual([[START + 4 * MINUTE, 30 * MINUTE], [null, null]]);
  });

  test('a message in, a retracted one and a link of another kind acknowledge nothing', () => {
    const journal = contract();
    const report = journal.add('intake', { ref: 'R-K7-001', text: 'Odd mail' }, { occurred: at(0) });
    const links = [{ relation: 'answers' as const, to: report }];
    journal.add('communication', { direction: 'in', communicationKind: 'internal', text: 'More' }, { links });
    const sent = journal.add('communication', { direction: 'out', communicationKind: 'internal', text: 'Thanks' }, { links });
    journal.add('retract', { target: sent, reason: 'not sent' });
    const noted = journal.add('communication', { direction: 'out', communicationKind: 'internal', text: 'See' });
    journal.add('link', { from: noted, to: report, relation: 'mentions' });
    expect(ackClocks(stateOf(journal), 5).map((clock) => clock.state)).toEqual(['running']);
    journal.add('link', { from: noted, to: report, relation: 'answers' });
    expect(ackClocks(stateOf(journal), 5).map((clock) => clock.state)).toEqual(['met']);
  });

  test('without a report the milestones speak', () => {
    const journal = contract();
    journal.add('milestone', { milestone: 'reported', basis: 'call' }, { occurred: at(0) });
    expect(ackClocks(stateOf(journal), 20).map((clock) => clock.state)).toEqual(['overdue']);
    journal.add('milestone', { milestone: 'acknowledged', basis: 'told them' }, { occurred: at(10) });
    expect(ackClocks(stateOf(journal), 20).map((clock) => clock.state)).toEqual(['met']);
  });
});

describe('criteria', () => {
  test('a worse severity or urgency never gives a lower priority', () => {
    const pair = fc.tuple(fc.constantFrom(...severities), fc.constantFrom(...urgencies));
    fc.assert(fc.property(pair, pair, ([severity, urgency], [other, otherUrgency]) => {
      const worse = severities.indexOf(severity) <= severities.indexOf(other) && urgencies.indexOf(urgency) <= urgencies.indexOf(otherUrgency);
      fc.pre(worse);
      expect(priorityOf(localCriteria, severity, urgency) <= priorityOf(localCriteria, other, otherUrgency)).toBe(true);
    }), { numRuns: 60 });
  });

  test('every level has a statement and worked examples', () => {
    expect(localCriteria.levels.map(({ severity }) => severity)).toEqual([...severities]);
    expect(localCriteria.levels.every(({ when, examples }) => when !== '' && examples.length >= 2)).toBe(true);
  });
});

test('how a call reached somebody on duty is kept with it', () => {
  const journal = contract();
  const routed = { receivedBy: 'Hotline, B. Lie', hops: ['switchboard'], routedTo: 'A. Lund, on duty', routedAt: at(4) };
  const target = journal.add('intake', { ref: 'R-K7-001', text: 'Files end in .locked', channel: 'phone', ...routed }, { occurred: at(0) });
  journal.add('amend', { target, field: 'routedTo', from: '"A. Lund, on duty"', value: '"K. Moen"', reason: 'misheard' });
  journal.add('amend', { target, field: 'hops', value: '"nobody"', reason: 'no list' });
  const state = stateOf(journal);
  expect(standingOf(state, 'intake')[0]).toMatchObject({ original: routed, body: { ...routed, routedTo: 'K. Moen' } });
  expect(state.findings).toHaveLength(1);
});

describe('assessments', () => {
  test('the newest that stands is the current one and says what it changed', () => {
    const journal = contract();
    journal.add('assessment', { severity: 'medium', reason: 'one laptop' });
    journal.add('assessment', { severity: 'high', reason: 'it spreads', affectedSystems: 12 });
    const wrong = journal.add('assessment', { severity: 'low', reason: 'mistyped' });
    journal.add('retract', { target: wrong, reason: 'wrong window' });
    const series = assessmentSeries(entitiesOf(stateOf(journal), 'assessment'));
    expect(series.map((view) => [view.assessment.body.severity, view.isCurrent])).toEqual([['low', false], ['high', true], ['medium', false]]);
    expect(series[1]?.changed).toEqual([{ field: 'severity', from: 'medium', to: 'high' }, { field: 'affectedSystems', from: undefined, to: 12 }]);
  });

  test('a priority beside the criteria is a finding, by the version it names', () => {
    const journal = contract();
    journal.add('assessment', { severity: 'critical', urgency: 'high', priority: 'P3', criteriaVersion: localCriteria.version, reason: 'said so' });
    journal.add('assessment', { severity: 'critical', urgency: 'high', priority: 'P3', criteriaVersion: 'X-1', reason: 'other criteria' });
    expect(stateOf(journal).findings.map(({ finding }) => finding)).toEqual([`the criteria ${localCriteria.version} give P1, the assessment says P3`]);
  });
});

describe('verdict', () => {
  const input: VerdictInput = {
    incident: { id: 'x' as EntityId, verdict: 'suspected', disposition: null, duplicateOf: null, state: 'triaging' }, verdict: 'confirmed', disposition: 'confirmed', duplicateOf: null, state: 'confirmed',
    reason: 'seen twice', decidedBy: 'A. Lund', occurred: null, words: { question: 'Is this an incident?', choice: 'Confirmed' },
  };
  const kinds = (change: Partial<VerdictInput>) => planVerdict({ ...input, ...change }).map(({ kind, body }) => (kind === 'amend' ? `${kind} ${body.field}` : kind));

  test('a verdict is a decision, what it amends, and its gate', () => {
    expect(kinds({})).toEqual(['decision', 'amend verdict', 'amend disposition', 'milestone']);
    expect(kinds({ verdict: 'near-miss', disposition: 'scan-probe', state: 'observed' })).toEqual(['decision', 'amend verdict', 'amend disposition', 'transition']);
    expect(kinds({ verdict: 'suspected', disposition: 'duplicate', duplicateOf: 'INC-2026-0007', state: 'not-an-incident' })).toEqual(['decision', 'amend disposition', 'amend duplicateOf', 'transition']);
    expect(kinds({ verdict: 'suspected', disposition: null, state: null })).toEqual(['decision']);
  });

  test('the plan recorded reads as decided', () => {
    const journal = contract();
    const incident = journal.entries[0]?.id as EntryId;
    for (const draft of planVerdict({ ...input, incident: { ...input.incident, id: incident as unknown as EntityId }, verdict: 'false-positive', disposition: 'scan-probe', state: 'not-an-incident' })) {
      journal.add(draft.kind, { ...draft.body, ...('ref' in draft.body ? { ref: 'D-K7-001' } : {}) } as never);
    }
    const { incident: read, findings } = stateOf(journal);
    expect([read?.body.verdict, read?.body.disposition, read?.state, findings]).toEqual(['false-positive', 'scan-probe', 'not-an-incident', []]);
  });

  test('every verdict offers dispositions, and a duplicate is never an incident of its own', () => {
    for (const verdict of ['confirmed', 'suspected', 'near-miss', 'false-positive'] as const) {
      expect(dispositionsFor(verdict)).toContain('duplicate');
      expect(stateAfterVerdict(verdict, 'duplicate')).toBe('not-an-incident');
    }
  });
});

describe('observed', () => {
  const clocks = (journal: ReturnType<typeof createJournal>) => clockRows(stateOf(journal), (START + 600 * MINUTE) as UnixMs).filter(({ state }) => state !== 'armed').map(({ id, state }) => [id, state]);

  test('starts no escalation clocks, and still answers who reported it', () => {
    const journal = contract();
    const incident = journal.entries[0]?.id as EntryId;
    journal.add('intake', { ref: 'R-K7-001', text: 'Port scan' }, { occurred: at(0) });
    journal.add('milestone', { milestone: 'detected', basis: 'alert' }, { occurred: at(0) });
    expect(clocks(journal)).toContainEqual(['B.TRIAGE', 'overdue']);
    journal.add('transition', { target: incident, state: 'observed' }, { occurred: at(1) });
    expect(clocks(journal)).toEqual([['A.ACK', 'overdue']]);
    expect(clockRows(stateOf(journal), START).map(({ id }) => id)).toEqual(['A.ACK']);
  });

  test('of a declared incident that turned out to be none, what was open ends then and what was met stays', () => {
    const journal = contract();
    const incident = journal.entries[0]?.id as EntryId;
    journal.add('milestone', { milestone: 'declared', basis: 'high' }, { occurred: at(0) });
    journal.add('communication', { direction: 'out', communicationKind: 'escalation', text: 'Declared' }, { occurred: at(2) });
    journal.add('transition', { target: incident, state: 'not-an-incident' }, { occurred: at(30) });
    expect(clocks(journal)).toEqual([['A.STAKE.UPDATE', 'ended'], ['B.EMAIL', 'met'], ['B.PHONE', 'ended'], ['B.PLAN', 'ended'], ['O.SITREP', 'ended'], ['B.UPDATE', 'ended']]);
  });
});

test('milestones that contradict severity or verdict are findings', () => {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, severity: 'low', verdict: 'false-positive' });
  journal.add('milestone', { milestone: 'highSeverityConfirmed', basis: 'said' });
  journal.add('milestone', { milestone: 'confirmed', basis: 'said' });
  expect(stateOf(journal).findings.map(({ finding }) => finding)).toEqual(['high severity was confirmed, but the severity in force is low', '"Confirmed" stands, but the verdict is false positive']);
  expect(standingOf(stateOf(journal), 'milestone')).toHaveLength(2);
});
