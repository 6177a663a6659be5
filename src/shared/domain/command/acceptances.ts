import type { EntityId, UnixMs } from '#base';
import { entityOf, standingOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { hasSeen, knownAt } from '../projection/seen.ts';
import type { Entity, IncidentState, Stamp } from '../view.ts';
import { itemStandings } from './handovers.ts';
import { instantOfStamp } from './stamps.ts';

export type IncidentRole = BodyOf<'assignment'>['role'];

/** One acceptance of a role that stands (docs/spec/command.md section 1). */
export interface Acceptance {
  readonly assignment: EntityId;
  readonly role: IncidentRole;
  readonly person: string;
  readonly at: UnixMs;
  readonly stamp: Stamp;
  /** The hand-over by which it came, or null. */
  readonly handover: EntityId | null;
  /** When this person was relieved of it, or answered otherwise later. */
  readonly relieved: { readonly at: UnixMs; readonly stamp: Stamp } | null;
}

/** Every acceptance that stands, ordered by time, then by number. */
export function acceptancesOf(state: IncidentState): readonly Acceptance[] {
  return [...standingOf(state, 'assignment').flatMap(byAnswer), ...standingOf(state, 'handover').flatMap((handover) => byHandover(state, handover))]
    .sort((left, right) => left.at - right.at || left.stamp.number - right.stamp.number);
}

/** Tells of two acceptances whether the author of the second had seen the first. */
export function seenBetween(state: IncidentState): (earlier: Acceptance, later: Acceptance) => boolean {
  return (earlier, later) => hasSeen(later.stamp.place, knownAt(state.knowledge, later.stamp.place), earlier.stamp.place);
}

function byAnswer(assignment: Entity<'assignment'>): readonly Acceptance[] {
  const { role, person, from } = assignment.body;
  const found: Acceptance[] = [];
  const answer = (to: string, stamp: Stamp): void => {
    const open = found.at(-1);
    if (to === 'accepted') {
      if (open !== undefined && open.relieved === null) return;
      const at = Math.max(instantOfStamp(stamp), from?.at ?? 0) as UnixMs;
      found.push({ assignment: assignment.id, role, person, at, stamp, handover: null, relieved: null });
    } else if (open?.relieved === null) found[found.length - 1] = { ...open, relieved: { at: instantOfStamp(stamp), stamp } };
  };
  answer(assignment.original.state, assignment.stamp);
  for (const change of assignment.changes) if (change.type === 'transition' && !change.reverted) answer(change.to, change.stamp);
  return found;
}

function byHandover(state: IncidentState, handover: Entity<'handover'>): readonly Acceptance[] {
  return itemStandings(state, handover).flatMap(({ item, settled }): readonly Acceptance[] => {
    if (item.itemKind !== 'role' || item.entity === undefined || settled?.outcome !== 'accepted') return [];
    const assignment = entityOf(state, 'assignment', item.entity);
    if (assignment === null || assignment.retracted !== null) return [];
    return [{ assignment: assignment.id, role: assignment.body.role, person: handover.body.to, at: instantOfStamp(settled.stamp), stamp: settled.stamp, handover: handover.id, relieved: null }];
  });
}
