import type { EntityId } from '#base';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { linkedIds } from '../queries/timeline.ts';
import type { Entity, IncidentState } from '../view.ts';

/** A report to an authority, by the clock that it answers; without proof it stops nothing. */
export interface Submission { readonly communication: Entity<'communication'>; readonly clock: string; readonly isProven: boolean }

/** What was sent to authorities, in the order of the journal (docs/spec/packs.md section 5). */
export function submissions(state: IncidentState): readonly Submission[] {
  return standingOf(state, 'communication').flatMap((communication) => {
    const { clock, direction, receipt } = communication.body;
    return clock === undefined || clock === '' || direction !== 'out' ? [] : [{ communication, clock, isProven: (receipt ?? '').trim() !== '' || hasEvidence(state, communication) }];
  });
}

function hasEvidence(state: IncidentState, communication: Entity): boolean {
  return linkedIds(communication).some((id) => {
    const entity = state.entities.get(id as EntityId);
    return isEntityOf(entity, 'evidence') && entity.retracted === null;
  });
}
