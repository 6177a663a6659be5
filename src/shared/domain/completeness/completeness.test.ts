import { expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import { projectIncident } from '../projection/project.ts';
import { actionBody, createJournal, evidenceBody, happened, incidentBody, START, systemBody } from '../testing/journal.ts';
import { completenessOf } from './completeness.ts';
import type { LogHealth } from './journal.ts';
import type { OpenProblem } from './line.ts';

const whole: LogHealth = { forks: [], gaps: [], damaged: 0, unwitnessed: [] };
const NOW = (START + 3 * 86_400_000) as UnixMs;
const decision = { ref: 'D-K7-001', question: 'Pay?', options: ['yes', 'no'], choice: 'no', decidedBy: 'A. Lund', consulted: [], state: 'decided' } as const;

function begin() {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const lines = (log = whole) => completenessOf(projectIncident(journal.entries), log, NOW).lines;
  const has = (problem: OpenProblem, log = whole) => lines(log).filter((line) => line.problem === problem);
  return { journal, lines, has };
}

test('every kind of hole is named with the entry to go to, and is gone once it is filled', () => {
  const { journal, has } = begin();
  const holes: readonly (readonly [OpenProblem, () => EntryId | null, (id: EntryId) => unknown])[] = [
    ['no-reason', () => journal.add('decision', decision), (target) => journal.add('amend', { target, field: 'reason', value: JSON.stringify('The law forbids it.'), reason: 'was missing' })],
    ['no-authority', () => journal.add('action', { ...actionBody, authority: { basis: 'not-stated' } }), (target) => journal.add('amend', { target, field: 'authority', value: JSON.stringify({ basis: 'standing', reference: 'SA-1' }), reason: 'found' })],
    ['no-result', () => journal.add('action', { ...actionBody, ref: 'A-K7-002', state: 'done' }), (target) => journal.add('transition', { target, state: 'verified' })],
    ['override-open', () => journal.add('action', { ...actionBody, ref: 'A-K7-003', authority: { basis: 'override', harm: 'loss' }, state: 'verified' }), (target) => journal.add('transition', { target, state: 'ratified' })],
    ['milestone-untimed', () => journal.add('milestone', { milestone: 'confirmed', basis: 'x' }, { occurred: happened(0, { at: null as never }) }), (target) => journal.add('retract', { target, reason: 'nobody knows' })],
    ['task-open', () => journal.add('task', { ref: 'T-K7-001', title: 'Call them', state: 'open' }), (target) => journal.add('transition', { target, state: 'done' })],
    ['message-waiting', () => journal.add('message', { ref: 'M-K7-001', template: 'status-update', subject: 'Update', recipients: [] } as never), (target) => journal.add('retract', { target, reason: 'not needed' })],
    ['late', () => journal.add('note', { text: 'late' }, { occurred: happened(START - 3_600_000) }), (target) => journal.add('retract', { target, reason: 'twice' })],
  ];
  for (const [problem, dig, fill] of holes) {
    const id = dig();
    expect(has(problem).map(({ subject }) => subject?.id), problem).toEqual([id]);
    fill(id as EntryId);
    expect(has(problem), problem).toEqual([]);
  }
});

test('evidence on its way is owed a receipt, and is overdue after a day', () => {
  const { journal, has } = begin();
  const item = journal.add('evidence', evidenceBody);
  journal.add('custody', { item, type: 'release', by: 'K. Moen', to: 'Police' });
  expect(has('release-overdue')).toMatchObject([{ subject: { id: item, ref: 'EV-K7-001' }, detail: 'Police' }]);
  journal.add('custody', { item, type: 'receive', by: 'K. Moen', to: 'Police' });
  expect([...has('release-overdue'), ...has('in-transit')]).toEqual([]);
});

test('what was passed over is missing; what has not been reached is not', () => {
  const { journal, has } = begin();
  journal.add('milestone', { milestone: 'reported', basis: 'x' }, { occurred: happened(START) });
  expect(has('milestone-missing')).toEqual([]);
  journal.add('milestone', { milestone: 'eradicated', basis: 'x' }, { occurred: happened(START + 1000) });
  expect(has('milestone-missing').map(({ detail }) => detail)).toEqual(['triageCompleted', 'declared', 'contained']);
});

test('milestones that contradict one another are found under milestones', () => {
  const { journal, has } = begin();
  journal.add('milestone', { milestone: 'contained', basis: 'x' }, { occurred: happened(START + 9000) });
  journal.add('milestone', { milestone: 'recovered', basis: 'x' }, { occurred: happened(START + 1000) });
  expect(has('finding')).toMatchObject([{ topic: 'milestones', subject: { kind: 'milestone' } }]);
});

test('forks, gaps, damage, what cannot be read and what nobody witnessed come first', () => {
  const { journal, lines } = begin();
  journal.addUnreadable();
  const log: LogHealth = { forks: [{ author: 'K. Moen', seq: 4 }], gaps: [{ feed: 'ab'.repeat(32), fromSeq: 2, toSeq: 3 }], damaged: 1, unwitnessed: [{ author: 'K. Moen', entries: 12 }, { author: 'A. Lund', entries: 0 }] };
  expect(lines(log).slice(0, 4).map(({ problem, detail }) => [problem, detail])).toEqual([['fork', 'K. Moen, frame 4'], ['gap', 'abababab, frames 2 to 3'], ['damage', '1'], ['unreadable', '1']]);
  expect(lines(log).filter(({ problem }) => problem === 'unwitnessed')).toHaveLength(1);
});

test('what gates, checklists and the report lack is in it, and without an incident nothing is', () => {
  const { journal, lines } = begin();
  journal.add('system', { ...systemBody, state: 'compromised' });
  const found = lines().map(({ problem, detail }) => `${problem} ${detail}`);
  expect(found).toContain('gate contained: systems contained: TRD-FS01');
  expect(found).toContain('checklist-open 10 of 10');
  expect(found).toContain('report-section root cause');
  expect(completenessOf(projectIncident([]), whole, NOW).lines).toEqual([]);
});
