import { expect, test } from 'vitest';
import type { EntityId, UnixMs } from '#base';
import type { RolesView, Tenure } from '#domain';
import { boardRows } from './board.ts';

const at = (value: number): UnixMs => value as UnixMs;
const tenure = (person: string, from: number, to: number | null, more: Partial<Tenure> = {}): Tenure => ({
  assignment: person as EntityId, role: 'incident-coordinator', person, organisation: null, contact: null, qualifications: [], from: at(from), to: to === null ? null : at(to), next: null,
  isRelieved: false, plannedUntil: null, entry: person as EntityId, number: from, ...more,
});
const empty: RolesView = { coordinators: [], contested: [], vacantSince: null, others: [], requests: [] };
const standings = (view: RolesView) => boardRows(view, at(50)).map(({ person, standing }) => `${person} ${standing}`);

test('the coordinator stands first, then roles that last, requests, and who was before', () => {
  const others = [tenure('Eva', 5, null, { role: 'scribe' }), tenure('Dan', 1, 20, { role: 'scribe' })];
  const requests = [{ assignment: 'Fay' as EntityId, role: 'deputy', person: 'Fay', contact: null, askedAt: at(40), answer: 'offered', number: 9 }] as const;
  expect(standings({ ...empty, coordinators: [tenure('Ana', 10, 30), tenure('Cem', 30, null)], others, requests })).toEqual(['Cem active', 'Eva active', 'Fay asked', 'Ana former', 'Dan former']);
});

test('two who claim the role, a relief without a successor and a planned end that is over are told', () => {
  const [ana, ben] = [tenure('Ana', 10, 12), tenure('Ben', 12, null)];
  expect(standings({ ...empty, coordinators: [ana, ben], contested: [ana, ben] })).toEqual(['Ben contested', 'Ana contested']);
  expect(standings({ ...empty, coordinators: [tenure('Ana', 10, null, { isRelieved: true })] })).toEqual(['Ana relieved']);
  expect(standings({ ...empty, coordinators: [tenure('Ana', 10, null, { plannedUntil: at(40) })] })).toEqual(['Ana beyond']);
});
