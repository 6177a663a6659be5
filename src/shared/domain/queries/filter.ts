import type { EntityId } from '#base';
import { asAnyEntity, isEntityOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import type { Occurred } from '../entries/time.ts';
import type { Entity, IncidentState, JournalRow } from '../view.ts';
import type { RowFilter, TimelineRow } from '../views.ts';

/** Lower-case text of everything that a search may find, made once per object. */
const textOf = new WeakMap<object, string>();
/** Fields that hold keys: never searched, never shown by a search. */
const secretFields = new Set(['identity', 'recipient']);

/** True when a journal row passes; creations are searched in all their fields, steps in their row. */
export function matchesJournalRow(state: IncidentState, row: JournalRow, filter: RowFilter): boolean {
  const entity = state.entities.get(row.subject);
  if (filter.kinds !== undefined && !filter.kinds.includes(row.stamp.kind)) return false;
  if (filter.state !== undefined && entity?.state !== filter.state) return false;
  if (filter.linkedTo !== undefined && row.subject !== filter.linkedTo && !(entity !== undefined && isLinkedTo(entity, filter.linkedTo))) return false;
  if (filter.track !== undefined && !(entity?.kind === 'event' && (entity as Entity<'event'>).body.track === filter.track)) return false;
  if (!matchesOrigin(entity === undefined ? noOrigin : originOf(entity), filter) || !matchesMessage(entity, filter)) return false;
  if (!matchesCommon({ tags: row.tags, author: row.stamp.author.name, struck: row.struck, occurred: row.stamp.occurred, recordedAt: row.stamp.recorded.at }, filter)) return false;
  const own = entity !== undefined && entity.stamp.entryId === row.stamp.entryId;
  return filter.text === undefined || matchesText(own ? searchText(entity) : rowText(row), filter.text);
}

/** True when a timeline row passes. */
export function matchesTimelineRow(state: IncidentState, row: TimelineRow, filter: RowFilter): boolean {
  const entity = state.entities.get(row.entity);
  if (filter.kinds !== undefined && !filter.kinds.includes(row.kind)) return false;
  if (filter.state !== undefined && entity?.state !== filter.state) return false;
  if (filter.linkedTo !== undefined && row.entity !== filter.linkedTo && !(entity !== undefined && isLinkedTo(entity, filter.linkedTo))) return false;
  if (filter.track !== undefined && row.track !== filter.track) return false;
  if (!matchesOrigin({ hosts: [row.host], source: row.source }, filter) || !matchesMessage(entity, filter)) return false;
  if (!matchesCommon({ tags: row.tags, author: row.stamp.author.name, struck: row.struck, occurred: row.occurred, recordedAt: row.stamp.recorded.at }, filter)) return false;
  return filter.text === undefined || matchesText(`${row.what}\n${entity === undefined ? '' : searchText(entity)}`.toLowerCase(), filter.text);
}

/** True when an entity passes. */
export function matchesEntity(entity: Entity, filter: RowFilter): boolean {
  if (filter.kinds !== undefined && !filter.kinds.includes(entity.kind)) return false;
  if (filter.state !== undefined && entity.state !== filter.state) return false;
  if (filter.linkedTo !== undefined && entity.id !== filter.linkedTo && !isLinkedTo(entity, filter.linkedTo)) return false;
  if (filter.track !== undefined && !(entity.kind === 'event' && (entity as Entity<'event'>).body.track === filter.track)) return false;
  if (!matchesOrigin(originOf(entity), filter) || !matchesMessage(entity, filter)) return false;
  const { stamp, envelope } = entity;
  if (!matchesCommon({ tags: envelope.tags, author: stamp.author.name, struck: entity.retracted !== null, occurred: stamp.occurred, recordedAt: stamp.recorded.at }, filter)) return false;
  return filter.text === undefined || matchesText(searchText(entity), filter.text);
}

/** True when two entities are linked, in either direction and by either form of link. */
export function isLinkedTo(entity: Entity, other: EntityId): boolean {
  return entity.linkedFrom.includes(other) || entity.envelope.links.some((link) => link.to === other)
    || entity.changes.some((change) => change.type === 'link' && !change.reverted && (change.link.to === other || change.link.from === other));
}

interface Common { readonly tags: readonly string[]; readonly author: string; readonly struck: boolean; readonly occurred: Occurred; readonly recordedAt: number }

// `from` is inclusive and `to` exclusive; an entry whose time is unknown counts by when it was recorded.
function matchesCommon(row: Common, filter: RowFilter): boolean {
  if (filter.struck !== undefined && row.struck !== filter.struck) return false;
  if (filter.author !== undefined && row.author !== filter.author) return false;
  if (filter.tags !== undefined && !filter.tags.every((tag) => row.tags.includes(tag))) return false;
  const at = row.occurred.at ?? row.recordedAt;
  if (filter.from !== undefined && Math.max(at, row.occurred.until ?? at) < filter.from) return false;
  return filter.to === undefined || at < filter.to;
}

interface Origin { readonly hosts: readonly (string | null | undefined)[]; readonly source: string | null | undefined }
const noOrigin: Origin = { hosts: [], source: null };

// The machines that an entity is about, and the record it was read off.
function originOf(entity: Entity): Origin {
  const known = asAnyEntity(entity);
  switch (known.kind) {
    case 'event': return { hosts: [known.body.host], source: known.body.source };
    case 'action': return { hosts: known.body.targets, source: null };
    case 'system': return { hosts: [known.body.name], source: null };
    default: return noOrigin;
  }
}

function matchesOrigin({ hosts, source }: Origin, filter: RowFilter): boolean {
  if (filter.host !== undefined && !hosts.some((host) => matchesText((host ?? '').toLowerCase(), filter.host ?? ''))) return false;
  return filter.source === undefined || matchesText((source ?? '').toLowerCase(), filter.source);
}

// Any of these asks for messages, so everything else is left out, but evidence that is kept for the purpose asked for.
function matchesMessage(entity: Entity | undefined, filter: RowFilter): boolean {
  const { direction, purpose, outcome, channel } = filter;
  if ([direction, purpose, outcome, channel, filter.with].every((value) => value === undefined)) return true;
  // An item of evidence has a purpose too, and nothing else that a message has.
  if (isEntityOf(entity, 'evidence')) return entity.body.purpose === purpose && purpose !== undefined && [direction, outcome, channel, filter.with].every((value) => value === undefined);
  if (!isEntityOf(entity, 'communication')) return false;
  const { body } = entity;
  if (direction !== undefined && body.direction !== direction) return false;
  if (purpose !== undefined && body.communicationKind !== purpose) return false;
  if (outcome !== undefined && body.outcome !== outcome) return false;
  if (channel !== undefined && !matchesText((body.channel ?? '').toLowerCase(), channel)) return false;
  return filter.with === undefined || matchesText((body.counterpart ?? '').toLowerCase(), filter.with);
}

function matchesText(haystack: string, needle: string): boolean {
  return haystack.includes(needle.toLowerCase());
}

function rowText(row: JournalRow): string {
  return remember(row, () => [row.ref ?? '', row.text, row.stamp.author.name, ...row.tags].join('\n'));
}

function searchText(entity: Entity): string {
  return remember(entity, () => {
    const parts: string[] = [entity.ref ?? '', titleOf(entity), entity.stamp.author.name, entity.stamp.occurred.written, ...entity.envelope.tags];
    collectText(entity.body, parts);
    return parts.join('\n');
  });
}

function remember(key: object, build: () => string): string {
  let text = textOf.get(key);
  if (text === undefined) {
    text = build().toLowerCase();
    textOf.set(key, text);
  }
  return text;
}

function collectText(value: unknown, into: string[]): void {
  if (typeof value === 'string') into.push(value);
  else if (Array.isArray(value)) for (const item of value) collectText(item, into);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) if (!secretFields.has(key)) collectText(item, into);
  }
}
