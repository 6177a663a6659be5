import { bytesToHex, hexToBytes, type EntityId } from '#base';
import { entitiesOf, entityOf, standingOf, type Entity, type IncidentState } from '#domain';
import { isSameServer, nextKeys, serverFingerprint, verifyRotation, type Rotation, type ServerKeys } from '#sync';
import type { SyncServerView } from '#ipc';
import type { Session } from '../session/openSession.ts';

/** Keys of a server as an entry of the workspace names them, and the rotations that led to them. */
export interface ServerStation extends ServerKeys { readonly entity: Entity<'sync-server'>; readonly history: readonly Rotation[] }
/** A server as it was paired, or as its rotations have led on from there, ready to be proved. */
export interface KnownServer extends ServerStation {
  /** What it was known by before and may still show: a person took its rotation, and the server has not used the new keys yet. Nearest first. */
  readonly formers: readonly ServerStation[];
}

/** The servers that somebody compared and that were not forgotten since, in the order of pairing. Of rotations only those that hold lead on (docs/spec/sync.md section 1). */
export function knownServers(session: Session): readonly KnownServer[] {
  const workspace = session.book.get(session.workspace());
  if (workspace === null) return [];
  const state = workspace.open.state();
  const standing = standingOf(state, 'sync-server');
  const stations = standing.flatMap((entity) => stationOf(state, entity) ?? []);
  const newest = new Map<EntityId, ServerStation>();
  for (const station of stations) {
    const from = supersededBy(station);
    if (from !== null && (station.history.at(-1)?.at ?? 0) >= (newest.get(from)?.history.at(-1)?.at ?? 0)) newest.set(from, station);
  }
  const isHead = (station: ServerStation) => {
    const from = supersededBy(station);
    return !newest.has(station.entity.id) && (from === null || newest.get(from) === station);
  };
  return stations.filter(isHead).map((station) => ({ ...station, formers: formersOf(state, station, new Set(standing.map(({ id }) => id))) }));
}

export function knownServer(session: Session, id: EntityId): KnownServer | null {
  return knownServers(session).find(({ entity }) => entity.id === id) ?? null;
}

/** Every pair that a connection to this server may be proved with. */
export function keysOf(server: KnownServer): readonly ServerStation[] {
  return [server, ...server.formers];
}

export function viewServer({ entity, identity, pin, formers }: KnownServer): SyncServerView {
  const { name, address, note } = entity.body;
  const [former] = formers;
  return {
    id: entity.id, name, address, note: note ?? '', fingerprint: serverFingerprint(identity, pin), former: former === undefined ? null : serverFingerprint(former.identity, former.pin),
    pairedAt: entity.envelope.recorded.at, pairedBy: entity.envelope.author.name,
  };
}

/** The networks that somebody confirmed for good, or marked as ones that nothing goes over. */
export function knownNetworks(session: Session): readonly Entity<'known-network'>[] {
  const workspace = session.book.get(session.workspace());
  return workspace === null ? [] : standingOf(workspace.open.state(), 'known-network');
}

/** Null when the entry claims a rotation that does not hold. */
function stationOf(state: IncidentState, entity: Entity<'sync-server'>, depth = 0): ServerStation | null {
  const [identity, pin] = [hexToBytes(entity.body.identity), hexToBytes(entity.body.pin)];
  if (identity === null || pin === null || depth > MAX_ROTATIONS) return null;
  const { supersedes, rotation } = entity.body;
  if (supersedes === undefined) return { entity, identity, pin, history: [] };
  const parent = entityOf(state, 'sync-server', supersedes as unknown as EntityId);
  const from = parent === null ? null : stationOf(state, parent, depth + 1);
  const bytes = hexToBytes(rotation ?? '');
  const read = from === null || bytes === null ? null : verifyRotation(bytes, from, from.history);
  if (from === null || read?.ok !== true || !isSameServer(nextKeys(read.value), { identity, pin })) return null;
  return { entity, identity, pin, history: [...from.history, read.value] };
}

const MAX_ROTATIONS = 1_000;

function formersOf(state: IncidentState, station: ServerStation, standing: ReadonlySet<EntityId>): readonly ServerStation[] {
  const from = supersededBy(station);
  const parent = from === null || !standing.has(from) ? null : entityOf(state, 'sync-server', from);
  const former = parent === null ? null : stationOf(state, parent);
  return former === null ? [] : [former, ...formersOf(state, former, standing)];
}

function supersededBy({ entity }: ServerStation): EntityId | null {
  return (entity.body.supersedes ?? null) as EntityId | null;
}

/** All entries of a log that hand a rotation on. */
export function rotationEntries(state: IncidentState): readonly Entity<'sync-server'>[] {
  return entitiesOf(state, 'sync-server').filter(({ body, retracted }) => retracted === null && body.rotation !== undefined);
}

/** The body of an entry for the keys that a rotation leads to. */
export function bodyAfter({ entity }: ServerStation, rotation: Rotation, bytes: Uint8Array): Pick<Entity<'sync-server'>, 'body'>['body'] {
  return { name: entity.body.name, address: entity.body.address, identity: bytesToHex(rotation.nextIdentity), pin: bytesToHex(rotation.nextPin), rotation: bytesToHex(bytes) };
}
