import type { SyncLogView, SyncView } from '#ipc';
import { serverFingerprint } from '#sync';
import { incidentLogs, type Session } from '../session/openSession.ts';
import type { SyncDesk, SyncStanding } from './syncDesk.ts';
import { knownNetworks, knownServers, viewServer } from './trustedThings.ts';

/** What the screen of sync shows: who is trusted, what went, what is only here. `desk` null where the host has no network. */
export function syncView(session: Session, desk: SyncDesk | null): SyncView {
  const standing = desk?.standing() ?? null;
  const running = standing?.running ?? null;
  return {
    servers: knownServers(session).map(viewServer),
    networks: knownNetworks(session).map((network) => ({ id: network.id, name: network.body.name })),
    server: standing?.server ?? null, isConnected: standing?.isConnected ?? false, isTrusted: standing?.isTrusted ?? false, isPaused: standing?.isPaused ?? false,
    running: running === null ? null : { log: running.log, pushed: running.counts.pushed, pulled: running.counts.pulled },
    failure: standing?.failure ?? null, lastRoundAt: standing?.lastRoundAt ?? null,
    rotation: standing?.rotation == null ? null : { fingerprint: serverFingerprint(standing.rotation.identity, standing.rotation.pin) },
    logs: incidentLogs(session).map(({ open }): SyncLogView => {
      const incident = open.storedCard() ?? open.state().incident?.body ?? null;
      const mirror = standing?.memory?.mirrorOf(open.log) ?? null;
      const heads = open.reader.heads();
      return {
        log: open.log, ref: incident?.ref ?? '', title: incident?.title ?? '', mode: standing?.memory?.modeOf(open.log) ?? 'automatic', onServer: isOnServer(standing, open.log),
        frames: heads.reduce((sum, { seq }) => sum + seq + 1, 0), synced: heads.reduce((sum, { feed, seq }) => sum + Math.min(seq + 1, mirror?.feeds.get(feed) ?? 0), 0),
        checkpoint: mirror?.checkpoint == null ? null : { size: mirror.checkpoint.size, at: mirror.checkpoint.at },
        refused: standing?.refused.get(open.log) ?? 0, failure: standing?.failures.get(open.log) ?? null,
      };
    }),
  };
}

function isOnServer(standing: SyncStanding | null, log: SyncLogView['log']): boolean {
  return standing !== null && (standing.onServer.has(log) || standing.memory?.mirrorOf(log).checkpoint != null);
}
