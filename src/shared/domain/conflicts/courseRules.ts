import type { EntryId, FeedId } from '#base';
import { entitiesOf, standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import { clockRows } from '../queries/clocks.ts';
import type { Entity, IncidentState, JournalRow, Stamp } from '../view.ts';
import type { ConflictSide, Contest } from './conflict.ts';
import type { Room } from './room.ts';

/** Of a long list of entries the newest are shown, the others counted. */
const MAX_SIDES = 20;

/** One clock that was stopped twice apart: the earliest record counts, the other ones are repeats. */
export function stopContests({ state }: Room): readonly Contest[] {
  const { incident } = state;
  if (incident === null) return [];
  const repeated = clockRows(state, state.journal.at(-1)?.stamp.recorded.at ?? incident.stamp.recorded.at).filter(({ repeats }) => repeats.length > 0);
  if (repeated.length === 0) return [];
  const rows = new Map(state.journal.map((row) => [row.stamp.entryId, row]));
  return repeated.flatMap(({ id, repeats }): readonly Contest[] => {
    const counting = [...new Set(repeats.map(({ of }) => of))];
    const sides = sidesOf([...counting, ...repeats.map(({ entryId }) => entryId)].flatMap((entry) => rows.get(entry) ?? []));
    return sides.length < 2 ? [] : [{ kind: 'stopped-twice', subject: incident, about: id, sides: sides.toSorted(byPlace), counts: counting, endedBy: null }];
  });
}

/** What was written on another device after the incident was closed: it stands, and somebody reopens the incident or attests that it stays closed. */
export function afterClosureContests({ state, areApart }: Room): readonly Contest[] {
  const { incident } = state;
  if (incident === null || incident.state !== 'closed') return [];
  const closing = [
    ...standingOf(state, 'milestone').flatMap(({ body, stamp }) => (body.milestone === 'closed' ? [stamp] : [])),
    ...incident.changes.flatMap((change) => (change.type === 'transition' && !change.reverted && change.to === 'closed' ? [change.stamp] : [])),
  ].toSorted((left, right) => left.number - right.number).at(-1);
  if (closing === undefined) return [];
  const after = state.journal.slice(Math.max(0, closing.number - state.unreadable.length - 1)).filter(({ stamp }) => stamp.number > closing.number && areApart(stamp, closing));
  const closure = state.journal.find(({ stamp }) => stamp.number === closing.number);
  if (after.length === 0 || closure === undefined) return [];
  const shown = [closure, ...after.slice(-MAX_SIDES)];
  return [{ kind: 'after-closure', subject: incident, sides: sidesOf(shown), more: after.length + 1 - shown.length, counts: shown.map(({ stamp }) => stamp.entryId), endedBy: null }];
}

/** A second incident that was opened in the same journal: both stay, and both references name it. */
export function incidentContests({ state }: Room): readonly Contest[] {
  const { incident } = state;
  if (incident === null || state.byKind.incident.length < 2) return [];
  const origin = incident.envelope.origin;
  const others = entitiesOf(state, 'incident').filter(({ id, envelope }) => id !== incident.id && (envelope.origin === undefined || (envelope.origin !== incident.id && envelope.origin !== origin)));
  if (others.length === 0) return [];
  const sides = [incident, ...others].map((entity): Omit<ConflictSide, 'counts'> => ({ stamp: entity.stamp, entity: entity.id, value: `${entity.body.ref}: ${titleOf(entity)}`, reason: entity.body.summary ?? null }));
  return [{ kind: 'incident-twice', subject: incident, sides, counts: sides.map(({ stamp }) => stamp.entryId), endedBy: null }];
}

interface Flip { readonly cause: Stamp; readonly fact: Stamp }

/** Two facts of which one follows from the other, while the clocks of their devices say that it was the other way round: one notice per pair of devices. */
export function orderContests({ state, seen }: Room): readonly Contest[] {
  const flips = new Map<string, { readonly first: Flip; count: number }>();
  for (const entity of state.entities.values()) {
    for (const flip of flipsOf(state, entity)) {
      if (!seen(flip.fact, flip.cause)) continue;
      const key = `${flip.cause.place.feed} ${flip.fact.place.feed}`;
      const known = flips.get(key);
      if (known === undefined) flips.set(key, { first: flip, count: 1 });
      else known.count += 1;
    }
  }
  if (flips.size === 0) return [];
  const rows = new Map(state.journal.map((row) => [row.stamp.entryId, row]));
  return [...flips.values()].flatMap(({ first: { cause, fact }, count }): readonly Contest[] => {
    const shown = [rows.get(cause.entryId), rows.get(fact.entryId)].filter((row) => row !== undefined);
    const [first] = shown;
    const subject = first === undefined ? undefined : state.entities.get(first.subject);
    return subject === undefined || shown.length < 2 ? [] : [{ kind: 'order', subject, sides: sidesOf(shown), more: 2 * (count - 1), counts: [cause.entryId], endedBy: null }];
  });
}

// What acts on an entity follows from its beginning and from the step before; what links to an entity follows from it.
function flipsOf({ entities }: IncidentState, entity: Entity): readonly Flip[] {
  const found: Flip[] = [];
  const note = (cause: Stamp, fact: Stamp): void => {
    if (cause.place.feed !== fact.place.feed && fact.recorded.at < cause.recorded.at) found.push({ cause, fact });
  };
  entity.changes.forEach(({ stamp }, index) => {
    note(entity.stamp, stamp);
    const before = entity.changes[index - 1]?.stamp;
    if (before !== undefined) note(before, stamp);
  });
  for (const { to } of entity.envelope.links) {
    const target = entities.get(to as Entity['id']);
    if (target !== undefined) note(target.stamp, entity.stamp);
  }
  return found;
}

/** Entries of devices that had been removed, and that nobody had seen before: kept, and in no document. */
export function removedContests({ state }: Room, isAfterRemoval: (place: { readonly feed: FeedId; readonly seq: number; readonly headerSha256: Stamp['place']['headerSha256'] }) => boolean): readonly Contest[] {
  const { incident } = state;
  if (incident === null) return [];
  const rows = state.journal.filter(({ stamp }) => isAfterRemoval(stamp.place));
  const shown = rows.slice(-MAX_SIDES);
  return rows.length === 0 ? [] : [{ kind: 'after-removal', subject: incident, sides: sidesOf(shown), more: rows.length - shown.length, counts: [], endedBy: null }];
}

function sidesOf(rows: readonly JournalRow[]): readonly Omit<ConflictSide, 'counts'>[] {
  const known = new Set<EntryId>();
  return rows.filter(({ stamp }) => !known.has(stamp.entryId) && known.add(stamp.entryId)).map(({ stamp, subject, ref, text }) => ({ stamp, entity: subject, value: [ref, text].filter((part) => part !== null && part !== '').join(' '), reason: null }));
}

function byPlace(left: { readonly stamp: Stamp }, right: { readonly stamp: Stamp }): number {
  return left.stamp.number - right.stamp.number;
}
