import { expect, test } from 'vitest';
import type { BodyOf } from '../entries/bodies.ts';
import { projectIncident } from '../projection/project.ts';
import { actionBody, createJournal, incidentBody, type Options } from '../testing/journal.ts';
import { approvalOrigins } from './origins.ts';

const person = (name: string, prefix = 'K7'): BodyOf<'person'> => ({ name, initials: 'XX', prefix });

/** The console of Moen founded the journal, that of Lund writes on feed 2. Both bear the prefix of the testing journal unless `prefix` says otherwise. */
function begin() {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  journal.add('person', person('K. Moen'));
  const action = journal.add('action', { ...actionBody, authority: { basis: 'not-stated' } });
  let refs = 0;
  const approve = (approver: string, options: Options, change: Partial<BodyOf<'approval'>> = {}) => {
    refs += 1;
    return journal.add('approval', { ref: `AP-K7-00${refs}`, action, targets: [], seat: 'single', requestedBy: 'S. Berg', approver, verdict: 'approved', ...change }, options);
  };
  return { journal, approve, origins: () => approvalOrigins(projectIncident(journal.entries)) };
}
/** Gives the last entry another prefix, as another device would. */
function onDevice(journal: ReturnType<typeof createJournal>, prefix: string): void {
  const last = journal.entries.at(-1);
  if (last?.entry) Object.assign(last.entry, { author: { ...last.entry.author, prefix } });
}

test('an answer is given on the own console of the approver, or recorded by somebody else on their behalf', () => {
  const { journal, approve, origins } = begin();
  journal.add('person', person('A. Lund', 'AL'), { feed: 2, author: 'A. Lund' });
  onDevice(journal, 'AL');
  const own = approve('a. lund ', { feed: 2, author: 'A. Lund' });
  onDevice(journal, 'AL');
  const written = approve('A. Lund', {});
  // Whoever gives the console another name is still at the console of Moen.
  const renamed = approve('A. Lund', { author: 'A. Lund' });
  approve('A. Lund', {}, { verdict: undefined as never });
  expect(origins().map(({ approval, from, by, device, consoleOf }) => [approval, from, by, device, consoleOf])).toEqual([
    [own, 'own', 'A. Lund', 'AL', []], [written, 'behalf', 'K. Moen', 'K7', []], [renamed, 'behalf', 'A. Lund', 'K7', ['K. Moen']],
  ]);
});

test('two approvals that came from one console are named, whatever names stand there; from two consoles they are not', () => {
  const { approve, origins } = begin();
  const first = approve('A. Lund', {}, { seat: 'first-of-two' });
  const second = approve('M. Lie', { author: 'M. Lie' }, { seat: 'second-of-two' });
  expect(origins().map(({ approval, sameConsole }) => [approval, sameConsole.map(({ id }) => id)])).toEqual([[first, [second]], [second, [first]]]);
  const apart = begin();
  apart.approve('A. Lund', {}, { seat: 'first-of-two' });
  apart.approve('M. Lie', { feed: 2, author: 'M. Lie' }, { seat: 'second-of-two' });
  onDevice(apart.journal, 'ML');
  expect(apart.origins().flatMap(({ sameConsole }) => sameConsole)).toEqual([]);
  // A further feed of the same device has its prefix.
  apart.approve('S. Vik', { feed: 3, author: 'S. Vik' }, { seat: 'second-of-two' });
  expect(apart.origins().map(({ sameConsole }) => sameConsole.length)).toEqual([1, 0, 1]);
});

test('written down for the approver by the approver only: another person named in it is on behalf', () => {
  const { journal, approve, origins } = begin();
  approve('K. Moen', {});
  const last = journal.entries.at(-1);
  if (last?.entry) Object.assign(last.entry, { onBehalfOf: 'A. Lund' });
  expect(origins()[0]?.from).toBe('behalf');
  approve('K. Moen', {});
  expect(origins()[1]?.from).toBe('own');
});
