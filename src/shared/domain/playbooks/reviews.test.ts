import { expect, test } from 'vitest';
import type { UnixMs } from '#base';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, START } from '../testing/journal.ts';
import type { Playbook } from './define.ts';
import { builtInPlaybooks } from './library.ts';
import { procedureReviews } from './reviews.ts';

const DAY = 86_400_000;
const playbook = builtInPlaybooks()[0] as Playbook;
const day = (count: number) => happened(START + count * DAY);
const reviews = (journal: ReturnType<typeof createJournal>, days: number) => procedureReviews(projectIncident(journal.entries), (START + days * DAY) as UnixMs).map(({ state, dueAt, days: interval, isLocal }) => [state, (dueAt - START) / DAY, interval, isLocal]);
const decided = { ref: 'D-K7-001', question: 'Does it stay as it is?', options: [], choice: 'No change', decidedBy: 'A. Lund', consulted: [], state: 'decided' } as const;

test('a procedure is reviewed again after its own interval, else after the default of the console', () => {
  const journal = createJournal();
  journal.add('playbook', { ...playbook, reason: 'first' }, { occurred: day(0) });
  journal.add('playbook', { ...playbook, playbook: '11111111-1111-4111-8111-111111111000', reason: 'ours', reviewDays: 30, fromLesson: { incident: 'INC-2026-0042', lesson: 'L-K7-003' } }, { occurred: day(1) });
  expect(reviews(journal, 40)).toEqual([['overdue', 31, 30, false], ['running', 365, 365, true]]);
});

test('a new version and a decision that nothing changes begin it anew; a proposed decision, a taken back one and one about something else do not', () => {
  const journal = createJournal();
  const first = journal.add('playbook', { ...playbook, reason: 'first', reviewDays: 10 }, { occurred: day(0) });
  journal.add('decision', { ...decided, state: 'proposed' }, { occurred: day(5), links: [{ relation: 'answers', to: first }] });
  journal.add('decision', { ...decided, ref: 'D-K7-002' }, { occurred: day(6) });
  const wrong = journal.add('decision', { ...decided, ref: 'D-K7-003' }, { occurred: day(7), links: [{ relation: 'answers', to: first }] });
  journal.add('retract', { target: wrong, reason: 'not decided' });
  expect(reviews(journal, 11)).toEqual([['overdue', 10, 10, false]]);
  journal.add('decision', { ...decided, ref: 'D-K7-004' }, { occurred: day(12), links: [{ relation: 'answers', to: first }] });
  expect(reviews(journal, 13)).toEqual([['running', 22, 10, false]]);
  const second = journal.add('playbook', { ...playbook, version: '2', reason: 'after the lesson', reviewDays: 20 }, { occurred: day(14) });
  expect(reviews(journal, 15)).toEqual([['running', 34, 20, false]]);
  // Without the version that was retracted, what stood before counts again.
  journal.add('retract', { target: second, reason: 'undone' });
  expect(reviews(journal, 15)).toEqual([['running', 22, 10, false]]);
});
