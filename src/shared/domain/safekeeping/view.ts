import type { UnixMs } from '#base';
import type { Entity, IncidentState } from '../view.ts';
import { volatilityChecklists, type SystemChecklist } from './checklist.ts';
import { itemsKept, type ItemKeeping } from './concerns.ts';
import { isInForce, legalHolds } from './holds.ts';

/** Everything about the keeping of evidence beside the items and their custody. */
export interface SafekeepingView {
  readonly holds: readonly { readonly hold: Entity<'legal-hold'>; readonly inForce: boolean }[];
  readonly items: readonly ItemKeeping[];
  readonly checklists: readonly SystemChecklist[];
}

/** How evidence is kept, as of an instant (docs/spec/custody.md). */
export function safekeepingView(state: IncidentState, now: UnixMs): SafekeepingView {
  return { holds: legalHolds(state).map((hold) => ({ hold, inForce: isInForce(hold, now) })), items: itemsKept(state, now), checklists: volatilityChecklists(state) };
}
