import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, incidentBody, START } from '../testing/journal.ts';
import { coordinatorAt, rolesView } from './roles.ts';

const runs = process.env['SLOW'] === '1' ? 3000 : 150;
const people = ['Ana', 'Ben', 'Cem', 'Dan'] as const;

const step = fc.record({
  type: fc.constantFrom('offer', 'offer-accepted', 'accept', 'decline', 'relieve', 'hand-over', 'retract', 'revert'), person: fc.constantFrom(...people),
  pick: fc.nat(30), minute: fc.nat(600), feed: fc.integer({ min: 1, max: 3 }), hasSeen: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Writes whatever a device could write, in any order and with any time; answers the journal. */
function play(steps: readonly Step[]) {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const assignments: EntryId[] = [];
  const reversible: EntryId[] = [];
  for (const { type, person, pick, minute, feed, hasSeen } of steps) {
    const options = { occurred: happened(START + minute * 60_000), feed, ...(hasSeen ? { quotes: [1, 2, 3].filter((other) => other !== feed).map((other) => ({ feed: other, seq: 10_000 })) } : {}) };
    const target = assignments[pick % Math.max(1, assignments.length)];
    if (type === 'offer' || type === 'offer-accepted') assignments.push(journal.add('assignment', { role: 'incident-coordinator', person, state: type === 'offer' ? 'offered' : 'accepted' }, options));
    else if (target === undefined) continue;
    else if (type === 'hand-over') {
      const sheet = journal.add('handover', { ref: 'H-K7-001', from: 'Ana', to: person, items: [{ itemKind: 'role', entity: target, title: 'x' }], asOf: START, heads: [], contentSha256: '0'.repeat(64) as never }, options);
      journal.add('handover-item', { handover: sheet, item: 1, outcome: 'accepted', by: person }, options);
    } else if (type === 'retract') reversible.push(journal.add('retract', { target, reason: 'x' }, options));
    else if (type === 'revert') {
      const step = reversible[pick % Math.max(1, reversible.length)];
      if (step !== undefined) journal.add('revert', { target: step }, options);
    } else reversible.push(journal.add('transition', { target, state: type === 'accept' ? 'accepted' : type === 'decline' ? 'declined' : 'relieved' }, options));
  }
  return journal.entries;
}

test('from the first acceptance on there is exactly one coordinator at every instant, whatever was written in whatever order', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
    const { coordinators } = rolesView(projectIncident(play(steps)));
    const first = coordinators[0];
    if (first === undefined) return;
    expect(coordinators.at(-1)?.to).toBeNull();
    coordinators.forEach((one, index) => expect(one.to).toBe(coordinators[index + 1]?.from ?? null));
    for (const instant of coordinators.flatMap(({ from }) => [from - 1, from, from + 1]) as UnixMs[]) {
      const holding = coordinators.filter(({ from, to }) => from <= instant && (to === null || instant < to));
      expect(holding.length).toBe(instant < first.from ? 0 : 1);
      expect(coordinatorAt(coordinators, instant)).toBe(holding[0] ?? null);
    }
  }), { numRuns: runs });
});

test('the order of arrival does not matter', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
    const entries = play(steps);
    expect(rolesView(projectIncident(entries.toReversed()))).toEqual(rolesView(projectIncident(entries)));
  }), { numRuns: Math.ceil(runs / 3) });
});
