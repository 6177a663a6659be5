import { expect, test } from 'vitest';
import type { Entity } from '#domain';
import { approvalOf, beginningOf, composerFields, planOf, readWorkstream, unreadTriggers } from './composer.ts';

const values = { situation: ' Two servers encrypted ', objectives: ['Stop the spread', ' '], strategy: 'mixed', workstreams: ['Containment / Ben / cut VLAN 20; image FS01', 'Recovery'], constraints: [], triggers: ['a third server falls => cut the site'], resources: ' ', approvedBy: 'Ana Ek', approvedAt: null };

test('a plan is read from its lines, and the next version begins with the same lines', () => {
  const plan = planOf(values, 2);
  expect(plan).toEqual({
    version: 2, situation: 'Two servers encrypted', objectives: ['Stop the spread'], strategy: 'mixed', constraints: [], triggers: [{ when: 'a third server falls', action: 'cut the site' }],
    workstreams: [{ name: 'Containment', lead: 'Ben', tasks: ['cut VLAN 20', 'image FS01'] }, { name: 'Recovery', tasks: [] }],
  });
  const again = beginningOf({ body: { ...plan, approved: { by: 'Ana Ek', at: {} } } } as unknown as Entity<'plan'>);
  expect(planOf(again, 2)).toEqual(plan);
  expect(again['approvedBy']).toBeNull();
  expect(approvalOf(values)).toEqual({ by: 'Ana Ek', at: null });
});

test('a trigger without a consequence holds the form back, and so does a plan without objectives', () => {
  expect(unreadTriggers({ ...values, triggers: ['a third server falls'] })).toEqual(['a third server falls']);
  expect(planOf({ ...values, triggers: ['x =>'] }, 1)).toBeNull();
  expect(planOf({ ...values, objectives: [] }, 1)).toBeNull();
  expect(readWorkstream('Legal / / call; write')).toEqual({ name: 'Legal', tasks: ['call', 'write'] });
  expect(new Set(composerFields.map(({ name }) => name)).size).toBe(composerFields.length);
});
