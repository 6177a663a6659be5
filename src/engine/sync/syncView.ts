import type { SyncLogView, SyncView } from '#ipc';
import { incidentLogs, type Session } from '../session/openSession.ts';
import type { Inventory } from './evidence/inventory.ts';
import { pendingRotations, viewRotation } from './rotations.ts';
import type { ServerMemory } from './serverMemory.ts';
import { noStanding, type SyncStanding } from './standing.ts';
import type { SyncDesk } from './syncDesk.ts';
import { knownNetworks, knownServers, viewServer } from './trustedThings.ts';
import { wouldGo } from './wouldGo.ts';

/** What the screen of sync shows: who is trusted, what went, what is only here. `desk` null where the host has no network. */
export function syncView(session: Session, desk: SyncDesk | null): SyncView {
  const standing = desk?.standing() ?? null;
  const { running, announced } = standing ?? noStanding;
  const { offers, refused } = pendingRotations(session, announced);
  return {
    servers: knownServers(session).map(viewServer),
    networks: knownNetworks(session).map((network) => ({ id: network.id, name: network.body.name, refused: network.body.refused ?? null })),
    network: standing?.network ?? null,
    server: standing?.server ?? null, isConnected: standing?.isConnected ?? false, isTrusted: standing?.isTrusted ?? false, isPaused: standing?.isPaused ?? false,
    running: running === null ? null : { log: running.log, pushed: running.counts.pushed, pulled: running.counts.pulled },
    failure: standing?.failure ?? null, lastRoundAt: standing?.lastRoundAt ?? null,
    rotations: offers.map(viewRotation), rotationsRefused: refused.map(({ server, refusal, way }) => ({ name: server.entity.body.name, refusal, way })),
    logs: viewLogs(session, standing?.memory ?? null, standing, desk?.evidence.inventory ?? null),
  };
}

/** Every incident with what is remembered of it at a server; `standing` null without a connection. */
export function viewLogs(session: Session, memory: ServerMemory | null, standing: SyncStanding | null, inventory: Inventory | null = null): readonly SyncLogView[] {
  return incidentLogs(session).map(({ open }): SyncLogView => {
    const incident = open.storedCard() ?? open.state().incident?.body ?? null;
    const mirror = memory?.mirrorOf(open.log) ?? null;
    const checkpoint = mirror?.checkpoint ?? null;
    const heads = open.reader.heads();
    return {
      log: open.log, ref: incident?.ref ?? '', title: incident?.title ?? '', mode: memory?.modeOf(open.log) ?? 'automatic', onServer: checkpoint !== null || standing?.onServer.has(open.log) === true,
      frames: heads.reduce((sum, { seq }) => sum + seq + 1, 0), synced: heads.reduce((sum, { feed, seq }) => sum + Math.min(seq + 1, mirror?.feeds.get(feed) ?? 0), 0),
      checkpoint: checkpoint === null ? null : { size: checkpoint.size, at: checkpoint.at },
      refused: standing?.refused.get(open.log) ?? 0, failure: standing?.failures.get(open.log) ?? null,
      goes: wouldGo(session, open, memory, inventory),
    };
  });
}
