import type { EntityId } from '#base';
import type { CreatingKind } from '../entries/bodies.ts';
import type { Entity, IncidentState } from '../view.ts';

/** An entity of some kind with its body narrowed by `kind`. */
export type AnyEntity = { readonly [K in CreatingKind]: Entity<K> }[CreatingKind];

/** The entity as the union that `kind` narrows. */
export function asAnyEntity(entity: Entity): AnyEntity {
  // An Entity always holds the body of its own kind; only the compiler's view widens.
  return entity as AnyEntity;
}

/** True when the entity is of a kind. */
export function isEntityOf<K extends CreatingKind>(entity: Entity | undefined, kind: K): entity is Entity<K> {
  return entity?.kind === kind;
}

/** All entities of a kind in the order of the journal, retracted ones included. */
export function entitiesOf<K extends CreatingKind>(state: IncidentState, kind: K): readonly Entity<K>[] {
  const found: Entity<K>[] = [];
  for (const id of state.byKind[kind]) {
    const entity = state.entities.get(id);
    if (isEntityOf(entity, kind)) found.push(entity);
  }
  return found;
}

/** All entities of a kind that still stand. */
export function standingOf<K extends CreatingKind>(state: IncidentState, kind: K): readonly Entity<K>[] {
  return entitiesOf(state, kind).filter((entity) => entity.retracted === null);
}

/** One entity of a known kind, or null. */
export function entityOf<K extends CreatingKind>(state: IncidentState, kind: K, id: EntityId): Entity<K> | null {
  const entity = state.entities.get(id);
  return isEntityOf(entity, kind) ? entity : null;
}
