import { bytesToHex, type EntityId } from '#base';
import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';
import { openServerMemory, type ServerMemory } from './serverMemory.ts';
import { knownServers, type KnownServer } from './trustedThings.ts';

/** What a session remembers of all its servers: one memory of each, read once. */
export interface Memories {
  readonly of: (server: KnownServer) => Promise<ServerMemory>;
  /** The memory of a server, when it was read already. */
  readonly present: (server: EntityId) => ServerMemory | null;
  readonly all: () => readonly ServerMemory[];
}

const ofSession = /* @__PURE__ */ new WeakMap<Session, Memories>();

/** The memories of a session, made when they are first asked for. */
export function memoriesOf(core: Core, session: Session): Memories {
  const known = ofSession.get(session) ?? createMemories(core, session);
  ofSession.set(session, known);
  return known;
}

/** Those that were read already; none in a session that has not asked. */
export function presentMemories(session: Session): Memories | null {
  return ofSession.get(session) ?? null;
}

/** Reads what is remembered of every server that was paired, so that what is only here is known before anybody connects. */
export async function loadMemories(core: Core, session: Session): Promise<void> {
  const memories = memoriesOf(core, session);
  await Promise.all(knownServers(session).map((server) => memories.of(server)));
}

function createMemories(core: Core, session: Session): Memories {
  const opening = new Map<string, Promise<ServerMemory>>();
  const present = new Map<EntityId, ServerMemory>();
  return {
    of: async (server) => {
      // Two pairs of keys with one identity have one file, and one memory.
      const identity = bytesToHex(server.identity);
      const opened = opening.get(identity) ?? openServerMemory(core, session, identity, server.history.map((one) => bytesToHex(one.identity)).toReversed());
      opening.set(identity, opened);
      const memory = await opened;
      present.set(server.entity.id, memory);
      return memory;
    },
    present: (server) => present.get(server) ?? null,
    all: () => [...new Set(present.values())],
  };
}
