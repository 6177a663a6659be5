import { createEntryId, ok, type EntryId, type Failure, type LogId, type Result } from '#base';
import { entitiesOf, standingOf, type CreatingKind, type Entity, type Entry, type EntryDraft, type IncidentState } from '#domain';
import type { RecordFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked, unknownTarget } from '../core/failures.ts';
import { recordDrafts, type DraftToRecord } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';

/** Kinds that are prepared before any incident, those that others name first. */
export const preparedKinds = ['contact', 'standing-approval', 'channel', 'code-sheet', 'playbook', 'calendar', 'clock-pack', 'declaration-rule'] as const satisfies readonly CreatingKind[];
/** Entries of one frame: with the texts that are cut out of them they stay below its number of leaves. */
const CHUNK = 40;

export interface BroughtIn { readonly brought: number; readonly alreadyThere: number; readonly entries: readonly Entry[] }

/**
 * Copies the standing entities of the workspace into an incident as new entries that name their origin. What has a copy already is left alone, also when
 * the copy was retracted. Entries go in chunks; when one fails, those before it stay and a second call goes on behind them.
 */
export async function bringIn(core: Core, session: Session, log: LogId): Promise<Result<BroughtIn, Failure<RecordFailure>>> {
  const workspace = session.book.get(session.workspace());
  const incident = session.book.get(log);
  if (workspace === null || incident === null || log === session.workspace()) return unknownTarget();
  const prepared = preparedKinds.flatMap((kind): readonly Entity[] => standingOf(workspace.open.state(), kind));
  const present = originsIn(incident.open.state());
  const missing = prepared.filter((entity) => !present.has(entity.id));
  const idOf = new Map<EntryId, EntryId>([...present, ...missing.map((entity): readonly [EntryId, EntryId] => [entity.id, createEntryId(core.time.now(), core.options.random)])]);
  const entries: Entry[] = [];
  for (let from = 0; from < missing.length; from += CHUNK) {
    if (core.session() !== session) return locked();
    const step = await recordDrafts(core, session, log, (state) => ok(missing.slice(from, from + CHUNK).map((entity) => toCopy(entity, state, idOf))));
    if (!step.ok) return step;
    entries.push(...step.value.entries);
  }
  return ok({ brought: missing.length, alreadyThere: prepared.length - missing.length, entries });
}

/** Copies that an incident has, by the entry of which they are copies. */
function originsIn(state: IncidentState): ReadonlyMap<EntryId, EntryId> {
  return new Map(preparedKinds.flatMap((kind) => entitiesOf(state, kind).flatMap((entity): readonly (readonly [EntryId, EntryId])[] => (entity.envelope.origin === undefined ? [] : [[entity.envelope.origin, entity.id]]))));
}

function toCopy(entity: Entity, state: IncidentState, idOf: ReadonlyMap<EntryId, EntryId>): DraftToRecord {
  const id = idOf.get(entity.id);
  if (id === undefined) throw new Error('a copy without an id');
  const { occurred, tags } = entity.envelope;
  const body = replaceIds(entity.body, idOf) as Readonly<Record<string, unknown>>;
  // The reference on the signed paper stays, unless the incident has given it to something else.
  const isTaken = 'ref' in body && [...state.entities.values()].some((other) => other.ref === body['ref']);
  const states = entity.state === null ? {} : { state: entity.state };
  // Kind and body belong together: both are those of one entity.
  const draft = { kind: entity.kind, occurred, tags, source: 'import', origin: entity.id, body: { ...body, ...states, ...(isTaken ? { ref: '' } : {}) } } as unknown as EntryDraft;
  return { id, draft };
}

function replaceIds(value: unknown, idOf: ReadonlyMap<EntryId, EntryId>): unknown {
  if (typeof value === 'string') return idOf.get(value as EntryId) ?? value;
  if (Array.isArray(value)) return value.map((item) => replaceIds(item, idOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceIds(item, idOf)]));
}
