import type { EntityId } from '#base';
import { titleOf } from '../entities/title.ts';
import type { BodyOf, CreatingKind } from '../entries/bodies.ts';
import type { Entity, IncidentState } from '../view.ts';

export type LinkRelation = BodyOf<'link'>['relation'];
/** A link that nobody took back, between two entities that stand. */
export interface LinkInForce { readonly from: EntityId; readonly to: EntityId; readonly relation: LinkRelation }
/** An entity as lists name it. */
export interface EntityName { readonly id: EntityId; readonly kind: CreatingKind; readonly ref: string | null; readonly title: string; readonly number: number }

const linksByState = new WeakMap<IncidentState, readonly LinkInForce[]>();

/** Every link in force (docs/spec/entries.md section 4.3), those of earlier entries first. Links to what is retracted or unknown are left out. */
export function linksInForce(state: IncidentState): readonly LinkInForce[] {
  const known = linksByState.get(state);
  if (known !== undefined) return known;
  const stands = (id: EntityId): boolean => state.entities.get(id)?.retracted === null;
  const links = [...state.entities.values()].filter((entity) => entity.retracted === null).sort(byNumber)
    .flatMap((entity) => linksOf(entity)).filter((link) => link.from !== link.to && stands(link.to));
  linksByState.set(state, links);
  return links;
}

/** Entities joined with one by a link in force that is wanted, each once, in the order of the journal. */
export function joinedWith(state: IncidentState, id: EntityId, isWanted: (link: LinkInForce) => boolean): readonly Entity[] {
  const found = new Map<EntityId, Entity>();
  for (const link of linksInForce(state)) {
    if ((link.from !== id && link.to !== id) || !isWanted(link)) continue;
    const other = state.entities.get(link.from === id ? link.to : link.from);
    if (other !== undefined) found.set(other.id, other);
  }
  return [...found.values()].sort(byNumber);
}

/** How lists name an entity. */
export function nameOf(entity: Entity): EntityName {
  return { id: entity.id, kind: entity.kind, ref: entity.ref, title: titleOf(entity), number: entity.stamp.number };
}

/** Order of the journal. */
export function byNumber(left: Entity, right: Entity): number {
  return left.stamp.number - right.stamp.number;
}

function linksOf(entity: Entity): readonly LinkInForce[] {
  const added = entity.changes.flatMap((change) => (change.type === 'link' && !change.reverted && change.link.from === entity.id ? [change.link] : []));
  return [...entity.envelope.links.map(({ relation, to }) => ({ from: entity.id, to, relation })), ...added.map(({ from, to, relation }) => ({ from, to, relation }))];
}
