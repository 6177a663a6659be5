import { describe, expect, test } from 'vitest';
import type { LogId, UnixMs } from '#base';
import { entityOf } from '../entities/select.ts';
import { incidentCard } from '../queries/incident.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, incidentBody, START, type Options } from '../testing/journal.ts';
import { planSameAnswer, type LogDrafts } from './planSame.ts';
import { foldReference, nameOfOther, sameIncidents, type MarkedIncident } from './sameIncident.ts';

const HOUR = 3_600_000;
const logA = 'aa'.repeat(32) as LogId;
const logB = 'bb'.repeat(32) as LogId;

/** A log that one person founded at home, and its card. */
function founded(log: LogId, author: string, body: Partial<typeof incidentBody>, at = START as number) {
  const journal = createJournal(log === logA ? 1 : 2);
  const options: Options = { author, recordedAt: at };
  journal.add('incident', { ...incidentBody, ...body }, options);
  const card = (): MarkedIncident => {
    const found = incidentCard(projectIncident(journal.entries), log);
    if (found === null) throw new Error('no incident');
    return found;
  };
  const take = (plan: readonly LogDrafts[]): void => {
    for (const { drafts } of plan.filter((part) => part.log === log)) for (const { kind, body: drafted, tags } of drafts) journal.add(kind, (kind === 'decision' ? { ...drafted, ref: 'D-K7-001' } : drafted) as never, { ...options, tags: tags ?? [] });
  };
  return { journal, card, take, options, state: () => projectIncident(journal.entries) };
}
type Founded = ReturnType<typeof founded>;
const pairOf = (...all: readonly Founded[]) => sameIncidents(all.map(({ card }) => card()));
const words = { question: (ref: string) => `the same as ${ref}?`, different: 'different', goesOnHere: (ref: string) => `one, ${ref} is its duplicate`, goesOnThere: (ref: string) => `one, ${ref} goes on`, system: 'Incident journal' };
const answer = (own: Founded, other: Founded, goesOn: LogId | null) => planSameAnswer({ own: own.card(), other: other.card(), goesOn, reason: 'asked both', decidedBy: 'A. Lund', words });

describe('two logs that may hold one incident', () => {
  test('the same number as people write it, however it is written; nothing else follows from it than the question', () => {
    const [kari, marit] = [founded(logA, 'K. Moen', { ref: 'INC-2026-0007', title: 'Files are locked' }), founded(logB, 'M. Lie', { ref: 'inc 2026/7', title: 'Ransom note at the plant' }, START + 300 * HOUR)];
    expect(pairOf(marit, kari)).toMatchObject([{ id: `${logA} ${logB}`, sides: [{ log: logA }, { log: logB }], signs: ['reference'], standing: 'open', answers: [] }]);
    expect(foldReference('INC-20-26')).not.toBe(foldReference('INC-2026'));
  });

  test('a title counts for two days, a number of somebody else for ever when it is long enough and stands', () => {
    const [kari, marit] = [founded(logA, 'K. Moen', { ref: 'A-1', title: 'Files are locked' }), founded(logB, 'M. Lie', { ref: 'B-1', title: ' files ARE locked! ' }, START + 48 * HOUR)];
    expect(pairOf(kari, marit)[0]?.signs).toEqual(['title']);
    expect(pairOf(kari, founded(logB, 'M. Lie', { ref: 'B-1', title: 'Files are locked' }, START + 48 * HOUR + 1))).toEqual([]);
    const late = founded(logB, 'M. Lie', { ref: 'B-1', title: 'Ransom note' }, START + 300 * HOUR);
    kari.journal.add('intake', { ref: 'R-K7-001', text: 'x', ticket: 'SOC 004711' }, kari.options);
    kari.journal.add('outside-reference', { system: 'Police', reference: '12' }, kari.options);
    late.journal.add('outside-reference', { system: 'Insurer', reference: '12' }, late.options);
    expect(pairOf(kari, late)).toEqual([]);
    const wrong = late.journal.add('outside-reference', { system: 'Ticket desk', reference: 'soc-4711' }, late.options);
    expect(pairOf(kari, late)).toMatchObject([{ signs: ['number'], numbers: ['SOC 004711'] }]);
    late.journal.add('retract', { target: wrong, reason: 'another ticket' }, late.options);
    expect(pairOf(kari, late)).toEqual([]);
  });

  test('one console does not contradict itself; two people of one name on two consoles do', () => {
    const kari = founded(logA, 'K. Moen', { ref: 'A-1' });
    expect(pairOf(kari, founded(logB, ' k. moen ', { ref: 'A-1' }))).toEqual([]);
    const other = { ...founded(logB, 'K. Moen', { ref: 'A-1' }).card() };
    expect(sameIncidents([kari.card(), { ...other, marks: { ...other.marks, author: { name: 'K. Moen', prefix: 'ML' } } }])).toHaveLength(1);
  });

  test('different: one decision in one log ends it for whoever holds both; taking it back begins it anew', () => {
    const [kari, marit] = [founded(logA, 'K. Moen', { ref: 'INC-2026-0001' }), founded(logB, 'M. Lie', { ref: 'INC-2026-0001' })];
    const plan = answer(marit, kari, null);
    expect(plan.map(({ log, drafts }) => [log, drafts.map(({ kind, tags }) => [kind, tags])])).toEqual([[logB, [['decision', [`incident-other:${kari.card().marks.entry}`]]]]]);
    marit.take(plan);
    expect(pairOf(kari, marit)).toMatchObject([{ standing: 'different', answers: [{ log: logB, ref: 'D-K7-001', choice: 'different', decidedBy: 'A. Lund', isSame: false }] }]);
    const decision = marit.state().journal.find(({ stamp }) => stamp.kind === 'decision');
    marit.journal.add('retract', { target: decision?.stamp.entryId as never, reason: 'no' }, marit.options);
    expect(pairOf(kari, marit)[0]?.standing).toBe('open');
  });

  test('one: the log that goes on names the other, the other becomes its duplicate and names it although both have one number', () => {
    const [kari, marit] = [founded(logA, 'K. Moen', { ref: 'INC-2026-0001' }), founded(logB, 'M. Lie', { ref: 'INC-2026-0001' })];
    const plan = answer(marit, kari, logA);
    for (const one of [kari, marit]) one.take(plan);
    expect(pairOf(kari, marit)).toMatchObject([{ standing: 'same', answers: [{ log: logA, isSame: true }, { log: logB, isSame: true }] }]);
    expect(kari.state().journal.map(({ text }) => text)).toContainEqual(expect.stringContaining('INC-2026-0001 (bbbbbbbb)'));
    expect(marit.state().incident).toMatchObject({ state: 'not-an-incident', body: { disposition: 'duplicate', duplicateOf: 'INC-2026-0001 (aaaaaaaa)' } });
    expect([...kari.state().findings, ...marit.state().findings]).toEqual([]);
    expect(entityOf(kari.state(), 'incident', kari.card().marks.entry)?.state).toBe('reported');
  });

  test('a verdict `duplicate` that names the other log answers too, and with one number only by the id of the log', () => {
    const kari = founded(logA, 'K. Moen', { ref: 'INC-1' });
    const byTitle = founded(logB, 'M. Lie', { ref: 'INC-2', disposition: 'duplicate', duplicateOf: 'inc-001' });
    expect(pairOf(kari, byTitle)[0]?.standing).toBe('same');
    const unnamed = founded(logB, 'M. Lie', { ref: 'INC-1', disposition: 'duplicate', duplicateOf: 'INC-1' });
    expect(pairOf(kari, unnamed)[0]?.standing).toBe('open');
    expect(nameOfOther(kari.card(), unnamed.card())).toBe('INC-1 (aaaaaaaa)');
  });

  test('one says one, another says two: the question is open again', () => {
    const [kari, marit] = [founded(logA, 'K. Moen', { ref: 'INC-1' }), founded(logB, 'M. Lie', { ref: 'INC-1' })];
    const [different, one] = [answer(kari, marit, null), answer(marit, kari, logB)];
    kari.take(different);
    marit.take(one);
    expect(pairOf(kari, marit)[0]?.standing).toBe('contradicted');
  });

  test('those that nobody answered stand first, and a closed duplicate stays closed', () => {
    const [kari, marit] = [founded(logA, 'K. Moen', { ref: 'INC-1' }), founded(logB, 'M. Lie', { ref: 'INC-1' })];
    const third: MarkedIncident = { ...marit.card(), log: 'cc'.repeat(32) as LogId, createdAt: (START + 1) as UnixMs, marks: { ...marit.card().marks, author: { name: 'A. Lund', prefix: 'AL' } } };
    const other: MarkedIncident = { ...kari.card(), marks: { ...kari.card().marks, answers: [{ to: marit.card().marks.entry, isSame: false, id: 'x' as never, ref: null, number: 2, choice: 'no', reason: null, decidedBy: 'x' }] } };
    expect(sameIncidents([third, other, marit.card()]).map(({ standing }) => standing)).toEqual(['open', 'different', 'different']);
    marit.journal.add('transition', { target: marit.card().marks.entry, state: 'closed' }, marit.options);
    expect(answer(kari, marit, logA)[1]?.drafts.map(({ kind }) => kind)).toEqual(['decision', 'amend', 'amend']);
  });
});
