import { hexToBytes, type EntityId } from '#base';
import { standingOf, type Entity } from '#domain';
import { serverFingerprint } from '#sync';
import type { SyncServerView } from '#ipc';
import type { Session } from '../session/openSession.ts';

/** A server as it was paired, ready to be proved. */
export interface KnownServer { readonly entity: Entity<'sync-server'>; readonly identity: Uint8Array; readonly pin: Uint8Array }

/** The servers that somebody compared and that were not forgotten since, in the order of pairing. */
export function knownServers(session: Session): readonly KnownServer[] {
  const workspace = session.book.get(session.workspace());
  if (workspace === null) return [];
  return standingOf(workspace.open.state(), 'sync-server').flatMap((entity): readonly KnownServer[] => {
    const [identity, pin] = [hexToBytes(entity.body.identity), hexToBytes(entity.body.pin)];
    return identity === null || pin === null ? [] : [{ entity, identity, pin }];
  });
}

export function knownServer(session: Session, id: EntityId): KnownServer | null {
  return knownServers(session).find(({ entity }) => entity.id === id) ?? null;
}

export function viewServer({ entity, identity, pin }: KnownServer): SyncServerView {
  const { name, address, note } = entity.body;
  return { id: entity.id, name, address, note: note ?? '', fingerprint: serverFingerprint(identity, pin), pairedAt: entity.envelope.recorded.at, pairedBy: entity.envelope.author.name };
}

/** The networks that somebody confirmed for good. */
export function knownNetworks(session: Session): readonly Entity<'known-network'>[] {
  const workspace = session.book.get(session.workspace());
  return workspace === null ? [] : standingOf(workspace.open.state(), 'known-network');
}
