// Clocks of practice: coordinator and plan, situation reports, updates to our own people, readiness, corrective actions.
import { describe, expect, test } from 'vitest';
import type { UnixMs } from '#base';
import { createJournal, happened, incidentBody } from '../testing/journal.ts';
import { projectIncident } from '../projection/project.ts';
import { clockAt } from './evaluate.ts';
import { clockRows } from '../queries/clocks.ts';

const at = (text: string): UnixMs => Date.parse(text) as UnixMs;
const iso = (instant: number | null | undefined): string | null => (instant === null || instant === undefined ? null : new Date(instant).toISOString().slice(0, 16));
const when = (text: string) => ({ occurred: happened(at(text)), recordedAt: at(text) });
const open = (more: Partial<typeof incidentBody> = {}) => {
  const journal = createJournal(3);
  journal.add('incident', { ...incidentBody, ...more, clockProfiles: ['customer-contract', 'managed-service'] }, when('2026-11-21T02:00:00Z'));
  const rows = (now: string, id: string) => clockRows(projectIncident(journal.entries), at(now)).filter((row) => row.id === id);
  return { journal, rows };
};

describe('the chain of a managed service', () => {
  test('coordinator and bridge five minutes after somebody was reached, the plan four hours after the declaration', () => {
    const { journal, rows } = open();
    journal.add('milestone', { milestone: 'declared', basis: 'declared' }, when('2026-11-21T02:20:00Z'));
    journal.add('communication', { direction: 'out', communicationKind: 'call', text: 'called', outcome: 'reached' }, when('2026-11-21T02:27:00Z'));
    expect(['B.COORD', 'B.BRIDGE', 'B.PLAN'].map((id) => iso(rows('2026-11-21T02:28:00Z', id)[0]?.due))).toEqual(['2026-11-21T02:32', '2026-11-21T02:32', '2026-11-21T06:20']);
  });

  test('a situation report every two hours at high severity, from the last one issued', () => {
    const { journal, rows } = open();
    journal.add('milestone', { milestone: 'declared', basis: 'declared' }, when('2026-11-21T02:00:00Z'));
    journal.add('communication', { direction: 'out', communicationKind: 'briefing', text: 'to the board' }, when('2026-11-21T03:00:00Z'));
    expect(rows('2026-11-21T03:01:00Z', 'O.SITREP').map(({ due }) => iso(due))).toEqual(['2026-11-21T04:00']);
    expect(rows('2026-11-21T03:01:00Z', 'A.STAKE.UPDATE').map(({ due, state }) => [iso(due), state])).toEqual([['2026-11-21T04:00', 'met'], ['2026-11-21T05:00', 'running']]);
  });
});

test('a review of an incident that is not major has no clock of its own', () => {
  for (const [major, count] of [[true, 1], [false, 0]] as const) {
    const { journal, rows } = open({ major });
    journal.add('milestone', { milestone: 'resolved', basis: 'over' }, when('2026-11-21T12:00:00Z'));
    expect(rows('2026-11-21T12:01:00Z', 'O.REVIEW.MAJOR')).toHaveLength(count);
  }
});

test('a hand-over is owed, and amber, from half an hour before the shift ends', () => {
  const { journal, rows } = open();
  journal.add('shift', { person: 'Ana Ek', begins: happened(at('2026-11-21T06:00:00Z')), ends: happened(at('2026-11-21T14:00:00Z')) }, when('2026-11-21T05:00:00Z'));
  const stage = (now: string) => rows(now, 'O.HANDOVER').map((row) => [row.stage, iso(row.due)]);
  expect(stage('2026-11-21T13:29:00Z')).toEqual([['calm', '2026-11-21T14:00']]);
  expect(stage('2026-11-21T13:30:00Z')).toEqual([['half', '2026-11-21T14:00']]);
  expect(rows('2026-11-21T13:29:00Z', 'O.HANDOVER').map((row) => clockAt(row, at('2026-11-21T13:30:00Z')).stage)).toEqual(['half']);
});

test('contacts are called again 90 days after they were called, and a gap does not count', () => {
  const { journal, rows } = open();
  journal.add('readiness-check', { item: 'contacts-called', outcome: 'gap', signatory: 'A. Lund' }, when('2026-11-20T09:00:00Z'));
  expect(rows('2026-11-21T12:00:00Z', 'P.READY')[0]?.state).toBe('armed');
  journal.add('readiness-check', { item: 'contacts-called', outcome: 'complete', signatory: 'A. Lund' }, when('2026-11-21T09:00:00Z'));
  expect(iso(rows('2026-11-21T12:00:00Z', 'P.READY')[0]?.due)).toBe('2027-02-19T09:00');
});

test('a corrective action is owed from its acceptance until the end of the date of its owner', () => {
  const { journal, rows } = open();
  const body = { ref: 'CA-K7-001', text: 'Rotate service accounts', correctiveType: 'prevent', control: 'technical', state: 'proposed', due: { ...happened(at('2026-12-10T00:00:00Z')), precision: 'date' } } as const;
  const action = journal.add('corrective-action', body, when('2026-11-21T09:00:00Z'));
  expect(rows('2026-11-21T10:00:00Z', 'O.CA')).toEqual([]);
  journal.add('transition', { target: action, state: 'accepted' }, when('2026-11-21T10:00:00Z'));
  expect(rows('2026-11-22T10:00:00Z', 'O.CA').map(({ due, state }) => [iso(due), state])).toEqual([['2026-12-11T00:00', 'running']]);
  journal.add('transition', { target: action, state: 'verified-effective' }, when('2026-12-12T10:00:00Z'));
  expect(rows('2026-12-12T11:00:00Z', 'O.CA')[0]?.state).toBe('met-late');
  journal.add('transition', { target: action, state: 'reopened' }, when('2026-12-13T10:00:00Z'));
  expect(rows('2026-12-13T11:00:00Z', 'O.CA')[0]?.state).toBe('overdue');
});
