import type { EntityId, UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import type { EntryDraft } from '../views.ts';
import type { Entity, IncidentState } from '../view.ts';

/** Legal holds that stand, in force or lifted, in the order of the journal. */
export function legalHolds(state: IncidentState): readonly Entity<'legal-hold'>[] {
  return standingOf(state, 'legal-hold');
}

/** The hold that keeps an item from being disposed of at an instant; null when none does (docs/spec/custody.md section 2). */
export function holdOn(holds: readonly Entity<'legal-hold'>[], item: EntityId, at: UnixMs): Entity<'legal-hold'> | null {
  return holds.find((hold) => covers(hold, item) && isInForce(hold, at)) ?? null;
}

/** The hold that a draft would go against: it disposes of an item under one, or strikes it from the record (docs/spec/custody.md section 2). */
export function holdAgainst(state: IncidentState, draft: EntryDraft, now: UnixMs): Entity<'legal-hold'> | null {
  const item = draft.kind === 'custody' && draft.body.type === 'dispose' ? draft.body.item : draft.kind === 'retract' ? draft.body.target : null;
  if (item === null || state.entities.get(item as EntityId)?.kind !== 'evidence') return null;
  return holdOn(legalHolds(state), item as EntityId, draft.occurred?.at ?? now);
}

/** True when a hold is in force at an instant: it had been ordered, had not run out, and had not been lifted by then. */
export function isInForce(hold: Entity<'legal-hold'>, at: UnixMs): boolean {
  const from = hold.stamp.occurred.at ?? hold.stamp.recorded.at;
  const until = hold.body.until?.at ?? null;
  if (hold.retracted !== null || at < from || (until !== null && at >= until)) return false;
  const changes = hold.changes.filter((change) => change.type === 'transition' && !change.reverted && (change.stamp.occurred.at ?? change.stamp.recorded.at) <= at);
  const last = changes.at(-1);
  return (last?.type === 'transition' ? last.to : hold.original.state) === 'in-force';
}

function covers(hold: Entity<'legal-hold'>, item: EntityId): boolean {
  return hold.body.items.length === 0 || hold.body.items.includes(item);
}
