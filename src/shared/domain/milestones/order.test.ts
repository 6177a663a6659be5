import fc from 'fast-check';
import { expect, test } from 'vitest';
import { milestoneKinds } from '../entries/vocabulary.ts';
import { standingOf } from '../entities/select.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, incidentBody, START } from '../testing/journal.ts';
import { milestonesToConsider } from './alsoConsider.ts';
import { orderConflicts, type MilestoneKind } from './order.ts';

const MINUTE = 60_000;
type Set = readonly [MilestoneKind, number, ('second' | 'date')?];

function conflictsOf(...set: readonly Set[]) {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  for (const [milestone, minutes, precision = 'second'] of set) journal.add('milestone', { milestone, basis: 'log' }, { occurred: happened(START + minutes * MINUTE, { precision }) });
  const state = projectIncident(journal.entries);
  return { conflicts: orderConflicts(standingOf(state, 'milestone')).map(({ before, after }) => `${after} < ${before}`), findings: state.findings.map(({ finding }) => finding), kept: state.byKind.milestone.length };
}

test('contained before detected is said and both are kept', () => {
  const { conflicts, findings, kept } = conflictsOf(['contained', 0], ['detected', 10]);
  expect(conflicts).toEqual(['contained < detected']);
  expect(findings).toEqual(['"Contained" stands before "Detected"; one of the two times is wrong']);
  expect(kept).toBe(2);
});

test('times that may be the same contradict nothing', () => {
  expect(conflictsOf(['detected', 0], ['contained', 0]).conflicts).toEqual([]);
  expect(conflictsOf(['contained', 0, 'date'], ['detected', 600]).conflicts).toEqual([]);
});

test('of several of a kind the earliest counts', () => {
  expect(conflictsOf(['detected', 20], ['contained', 10], ['detected', 5]).conflicts).toEqual([]);
});

test('no order of writing changes what contradicts', () => {
  const chain = fc.array(fc.tuple(fc.constantFrom(...milestoneKinds.slice(0, 22)), fc.integer({ min: 0, max: 200 })), { minLength: 2, maxLength: 8 });
  fc.assert(fc.property(chain, (set) => {
    expect([...conflictsOf(...set).conflicts].sort()).toEqual([...conflictsOf(...set.toReversed()).conflicts].sort());
  }), { numRuns: 40 });
});

test('prompts name what is not there yet, and never what was set', () => {
  expect(milestonesToConsider('confirmed', new Set(['confirmed', 'discovered']))).not.toContain('discovered');
  for (const kind of milestoneKinds) {
    const prompts = milestonesToConsider(kind, new Set());
    expect(prompts).not.toContain(kind);
    expect(prompts.length).toBeLessThanOrEqual(5);
  }
});
