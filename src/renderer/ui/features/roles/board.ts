import type { EntityId, UnixMs } from '#base';
import { coordinatorAt, type RolesView, type Tenure } from '#domain';

/** Where somebody stands in a role. */
export type Standing = 'active' | 'contested' | 'relieved' | 'beyond' | 'asked' | 'declined' | 'lapsed' | 'former';
export interface BoardRow {
  readonly key: string; readonly assignment: EntityId; readonly role: string; readonly person: string; readonly organisation: string | null; readonly contact: string | null;
  readonly qualifications: readonly string[]; readonly since: UnixMs; readonly until: UnixMs | null; readonly next: string | null; readonly standing: Standing; readonly number: number;
}

/** The board: the coordinator, other roles that last, who was asked, and who held a role before. */
export function boardRows(view: RolesView, now: UnixMs): readonly BoardRow[] {
  const current = coordinatorAt(view.coordinators, now) ?? view.coordinators.at(-1);
  const rivals = view.contested.filter(({ entry }) => entry !== current?.entry);
  const isOver = ({ to }: Tenure): boolean => to !== null && to <= now;
  const lasting = view.others.filter((tenure) => !isOver(tenure));
  const former = [...view.coordinators.filter((tenure) => tenure !== current && !rivals.some(({ entry }) => entry === tenure.entry)), ...view.others.filter(isOver)].toSorted((left, right) => right.from - left.from);
  return [
    ...(current === undefined ? [] : [toRow(current, standingOf(view, current, now))]), ...rivals.map((rival) => toRow(rival, 'contested')),
    ...lasting.map((tenure) => toRow(tenure, 'active')),
    ...view.requests.map(({ assignment, role, person, contact, askedAt, answer, number }): BoardRow => ({
      key: `${assignment} ${number}`, assignment, role, person, organisation: null, contact, qualifications: [], since: askedAt, until: null, next: null, number,
      standing: answer === 'declined' || answer === 'lapsed' ? answer : 'asked',
    })),
    ...former.map((tenure) => toRow(tenure, 'former')),
  ];
}

function standingOf(view: RolesView, current: Tenure, now: UnixMs): Standing {
  if (view.contested.length > 0) return 'contested';
  if (current.isRelieved) return 'relieved';
  return current.plannedUntil !== null && current.plannedUntil <= now ? 'beyond' : 'active';
}

function toRow({ assignment, role, person, organisation, contact, qualifications, from, to, next, entry, number }: Tenure, standing: Standing): BoardRow {
  return { key: `${assignment} ${entry} ${from}`, assignment, role, person, organisation, contact, qualifications, since: from, until: to, next, standing, number };
}
