import type { Core } from '../core/core.ts';
import { incidentLogs, type Session } from '../session/openSession.ts';
import { memoriesOf, presentMemories } from './memories.ts';
import type { ServerMemory } from './serverMemory.ts';
import { noStanding, type SyncStanding } from './standing.ts';
import { knownServers, type KnownServer } from './trustedThings.ts';

interface ShowHost {
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly note: (change: Partial<SyncStanding>) => void;
  readonly standing: () => SyncStanding;
  readonly isConnected: () => boolean;
  readonly limit: (bytesPerSecond: number | null) => void;
}

/** Which server is shown with what is remembered of it, connected or not. */
export interface ServerShow {
  /** Shows a server and what is remembered of it, while there is no connection. */
  readonly look: (server: KnownServer | null) => Promise<void>;
  /** The server that is shown goes by another entry from now on. */
  readonly renamed: (server: KnownServer) => Promise<void>;
}

export function createShow(core: Core, session: Session, { inTurn, note, standing, isConnected, limit }: ShowHost): ServerShow {
  return {
    look: (server) => inTurn(async () => {
      if (isConnected()) return;
      const memory = server === null ? null : await memoriesOf(core, session).of(server);
      note(standingOf(standing(), server, memory));
      limit(memory?.cap() ?? null);
      for (const { open: { log } } of incidentLogs(session)) core.changed(log);
    }),
    renamed: (server) => inTurn(async () => {
      const memory = await memoriesOf(core, session).of(server);
      const { announced } = standing();
      // The present connection was proved with the keys before; what it announced is not asked again.
      note({ server: server.entity.id, memory, announced: announced === null ? null : { ...announced, server: server.entity.id } });
    }),
  };
}

/** A server that nothing is going on with yet. */
export function standingOf({ isPaused }: SyncStanding, server: KnownServer | null, memory: ServerMemory | null): SyncStanding {
  return { ...noStanding, isPaused, server: server?.entity.id ?? null, memory };
}

/** What was paired last is shown first. */
export function firstStanding(session: Session): SyncStanding {
  const server = knownServers(session).at(-1);
  return server === undefined ? noStanding : { ...noStanding, server: server.entity.id, memory: presentMemories(session)?.present(server.entity.id) ?? null };
}
