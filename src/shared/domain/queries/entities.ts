import type { EntityId } from '#base';
import { entitiesOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import type { CreatingKind } from '../entries/bodies.ts';
import type { CustodyView, Entity, IncidentState } from '../view.ts';
import type { EntityDetail, EvidenceRow, RowFilter } from '../views.ts';
import { matchesEntity } from './filter.ts';
import { compareRefs } from './journal.ts';

/** All entities of one kind that a filter keeps, by reference, else in the order of the journal. */
export function entityList<K extends CreatingKind>(state: IncidentState, kind: K, filter: RowFilter): readonly Entity<K>[] {
  return entitiesOf(state, kind).filter((entity) => matchesEntity(entity, filter))
    .toSorted((left, right) => compareRefs(left.ref, right.ref) || left.stamp.number - right.stamp.number);
}

/** The evidence register. `filter.state` is a custody state here: evidence has no other. */
export function evidenceRows(state: IncidentState, filter: RowFilter): readonly EvidenceRow[] {
  const { state: custodyState, ...rest } = filter;
  return entityList(state, 'evidence', rest).map((entity) => ({ entity, custody: custodyOf(state, entity) }))
    .filter((row) => custodyState === undefined || row.custody.state === custodyState);
}

/** One entity with its custody and everything it is linked with, both ways; null when the id names none. */
export function entityDetail(state: IncidentState, id: EntityId): EntityDetail | null {
  const entity = state.entities.get(id);
  if (entity === undefined) return null;
  return { entity, custody: state.custody.get(id) ?? null, linked: [...linksTo(state, entity), ...linksFrom(state, entity)] };
}

type Linked = EntityDetail['linked'][number];

function linksTo(state: IncidentState, entity: Entity): readonly Linked[] {
  return describe(state, outgoing(entity), 'to');
}

function linksFrom(state: IncidentState, entity: Entity): readonly Linked[] {
  const incoming = entity.linkedFrom.flatMap((from) => {
    const other = state.entities.get(from);
    const links = other === undefined ? [] : outgoing(other).filter((link) => link.id === entity.id);
    return links.length > 0 ? links.map(({ relation }) => ({ id: from, relation })) : [{ id: from, relation: 'mentions' }];
  });
  return describe(state, incoming, 'from');
}

function outgoing(entity: Entity): readonly { readonly id: EntityId; readonly relation: string }[] {
  return [
    ...entity.envelope.links.map((link) => ({ id: link.to, relation: link.relation })),
    ...entity.changes.flatMap((change) => (change.type === 'link' && !change.reverted && change.link.from === entity.id ? [{ id: change.link.to, relation: change.link.relation }] : [])),
  ];
}

function describe(state: IncidentState, links: readonly { readonly id: EntityId; readonly relation: string }[], direction: Linked['direction']): readonly Linked[] {
  const seen = new Set<string>();
  return links.flatMap(({ id, relation }) => {
    const other = state.entities.get(id);
    const key = `${id} ${relation}`;
    if (other === undefined || seen.has(key)) return [];
    seen.add(key);
    return [{ id, kind: other.kind, ref: other.ref, title: titleOf(other), relation, direction }];
  });
}

function custodyOf(state: IncidentState, entity: Entity<'evidence'>): CustodyView {
  // The projection derives custody for every evidence item; this is for states built elsewhere.
  return state.custody.get(entity.id) ?? { state: 'held', custodian: entity.body.custodian, pendingRelease: null, integrity: 'unverified', gaps: [] };
}
