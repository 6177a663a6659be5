import { equalBytes, fail, hexToBytes, ok, type EntityId, type Failure, type Result } from '#base';
import type { EntryDraft } from '#domain';
import type { RecordFailure, RotationRefusal, SyncRotationView } from '#ipc';
import { claimedKeys, isFingerprintOf, isSameServer, nextKeys, serverFingerprint, verifyRotation, type Rotation, type ServerKeys } from '#sync';
import { mayWrite } from '../bundle/exportBundle.ts';
import type { Core } from '../core/core.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import { incidentCards } from '../queries/incidentCards.ts';
import { incidentLogs, type Session } from '../session/openSession.ts';
import type { ServerMemory } from './serverMemory.ts';
import { bodyAfter, keysOf, knownServers, rotationEntries, type KnownServer, type ServerStation } from './trustedThings.ts';

/** How a rotation came here. The way is never believed; it is shown. */
export type RotationWay = { readonly by: 'server' } | { readonly by: 'journal'; readonly ref: string; readonly author: string } | { readonly by: 'file' };
/** A rotation that holds, of a server that is known, for a person to take. */
export interface RotationOffer { readonly server: KnownServer; readonly from: ServerStation; readonly rotation: Rotation; readonly bytes: Uint8Array; readonly way: RotationWay }
type Judged = { readonly is: 'offered'; readonly offer: RotationOffer } | { readonly is: 'taken' } | { readonly is: 'refused'; readonly refusal: RotationRefusal };

/** Judges a rotation for one server against everything that it may still be known by (docs/spec/sync.md section 1). */
export function judgeRotation(server: KnownServer, bytes: Uint8Array, way: RotationWay): Judged {
  const claimed = claimedKeys(bytes);
  const from = keysOf(server).find((station) => claimed !== null && isSameServer(station, claimed)) ?? server;
  const read = verifyRotation(bytes, from, from.history);
  if (!read.ok) return { is: 'refused', refusal: read.error.refusal };
  return isSameServer(nextKeys(read.value), server) ? { is: 'taken' } : { is: 'offered', offer: { server, from, rotation: read.value, bytes, way } };
}

/** What is announced by the server that is connected, or was last. */
export interface Announced { readonly server: EntityId; readonly bytes: Uint8Array }

/** Rotations that wait for a person, and those that were refused and that somebody should know of. */
export function pendingRotations(session: Session, announced: Announced | null): { readonly offers: readonly RotationOffer[]; readonly refused: readonly { readonly server: KnownServer; readonly refusal: RotationRefusal; readonly way: RotationWay }[] } {
  const servers = knownServers(session);
  const judged = servers.flatMap((server) => [
    ...(announced?.server === server.entity.id ? [{ server, way: { by: 'server' } as RotationWay, bytes: announced.bytes }] : []),
    ...handedOn(session).map((one) => ({ server, ...one })),
  ]).map((one) => ({ ...one, judged: judgeRotation(one.server, one.bytes, one.way) }));
  return {
    offers: judged.flatMap(({ judged: found }) => (found.is === 'offered' ? [found.offer] : [])),
    // A journal keeps those of other servers and those that were carried out long ago: nobody needs to hear of them.
    refused: judged.flatMap(({ server, way, judged: found }) => (found.is === 'refused' && (way.by === 'server' || found.refusal === 'not-signed' || found.refusal === 'rolled-back') ? [{ server, refusal: found.refusal, way }] : [])),
  };
}

// The cards of logs that nobody has opened were kept with them: looking costs nothing, and unfolds nothing.
function handedOn(session: Session): readonly { readonly bytes: Uint8Array; readonly way: RotationWay }[] {
  return incidentCards(session).flatMap(({ ref, rotations }) => rotations.map(({ rotation, author }) => ({ bytes: hexToBytes(rotation) ?? new Uint8Array(0), way: { by: 'journal' as const, ref, author } })));
}

export function viewRotation({ server, from, rotation, way }: RotationOffer): SyncRotationView {
  return { server: server.entity.id, name: server.entity.body.name, from: serverFingerprint(from.identity, from.pin), to: serverFingerprint(rotation.nextIdentity, rotation.nextPin), since: rotation.at, way };
}

/** Whether a fingerprint that a person compared is that of the keys that an offer leads to. */
export function isOfferOf(fingerprint: string, { rotation }: RotationOffer): boolean {
  return isFingerprintOf(fingerprint, rotation.nextIdentity, rotation.nextPin);
}

/** Takes a rotation: in the workspace for this vault, and in every incident that is on the server for the consoles of others. Answers the entry that names the new keys. */
export async function takeRotation(core: Core, session: Session, { server, from, rotation, bytes }: RotationOffer, memory: ServerMemory | null): Promise<Result<EntityId, Failure<RecordFailure>>> {
  const body = bodyAfter(from, rotation, bytes);
  // Another one that was taken from the same keys, and was taken back by the server since, goes.
  const replaced: readonly EntryDraft[] = server.entity.id === from.entity.id ? [] : [retraction(server, 'the server announced other keys')];
  const taken = await recordDrafts(core, session, session.workspace(), () => ok([{ draft: { kind: 'sync-server', occurred: null, body: { ...body, supersedes: from.entity.id as unknown as NonNullable<typeof from.entity.body.supersedes> } } }, ...replaced.map((draft) => ({ draft }))]));
  if (!taken.ok) return taken;
  for (const { open } of incidentLogs(session)) {
    const isThere = memory !== null && memory.mirrorOf(open.log).checkpoint !== null && memory.modeOf(open.log) !== 'off';
    // One that is closed, or that this device only reads, is handed on by somebody else.
    if (isThere && mayWrite(session, open) && !hasRotation(open.state(), bytes)) await recordDrafts(core, session, open.log, () => ok([{ draft: { kind: 'sync-server', occurred: null, body } }]));
  }
  const id = taken.value.entries[0]?.id;
  if (id === undefined) throw new Error('an entry that was recorded has no id');
  return ok(id as unknown as EntityId);
}

/** The server has proved itself with the newest keys: those before count no more (docs/spec/sync.md section 1). */
export async function retireFormers(core: Core, session: Session, server: KnownServer, proved: ServerKeys): Promise<void> {
  if (server.formers.length === 0 || !isSameServer(server, proved)) return;
  await recordDrafts(core, session, session.workspace(), () => ok(server.formers.map((former) => ({ draft: retraction(former, 'the server uses its new keys') }))));
}

/** The rotation of a file for a server, judged: the offer, or why it is none. */
export function offerOfFile(server: KnownServer, bytes: Uint8Array): Result<RotationOffer, Failure<'bad-rotation'> & { readonly refusal?: RotationRefusal }> {
  const judged = judgeRotation(server, bytes, { by: 'file' });
  if (judged.is === 'offered') return ok(judged.offer);
  return judged.is === 'taken' ? fail('bad-rotation', 'the rotation was taken before') : fail('bad-rotation', `the rotation does not hold: ${judged.refusal}`);
}

function retraction({ entity }: ServerStation, reason: string): EntryDraft {
  return { kind: 'retract', occurred: null, body: { target: entity.id, reason } };
}

function hasRotation(state: Parameters<typeof rotationEntries>[0], bytes: Uint8Array): boolean {
  return rotationEntries(state).some(({ body }) => equalBytes(hexToBytes(body.rotation ?? '') ?? new Uint8Array(0), bytes));
}
