import { fail, ok, type EntityId, type Failure, type Handlers, type Result } from '#base';
import type { EngineContract, RecordFailure, SyncFailure, syncContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked, unknownTarget } from '../core/failures.ts';
import type { Session } from '../session/openSession.ts';
import { memoriesOf } from '../sync/memories.ts';
import type { SyncStanding } from '../sync/standing.ts';
import type { SyncDesk } from '../sync/syncDesk.ts';
import { viewLogs } from '../sync/syncView.ts';
import { knownServer } from '../sync/trustedThings.ts';
import type { ItemCall } from './syncItemHandlers.ts';
import { createSyncPlace, noNetwork } from './syncPlace.ts';
import type { TrustCall } from './syncTrustHandlers.ts';

type Calls = Exclude<keyof typeof syncContract, ItemCall | TrustCall>;

/** Connecting and rounds with a server (docs/spec/sync.md). `deskOf` gives the desk of the session, or null where the host has no network. */
export function syncHandlers(core: Core, deskOf: (session: Session) => SyncDesk | null): Pick<Handlers<EngineContract>, Calls> {
  const { found, wayOut, record } = createSyncPlace(core, deskOf);

  return {
    'sync.connect': async ({ server, network }): Promise<Result<Record<string, never>, Failure<SyncFailure | RecordFailure>>> => {
      const at = found();
      if (at === null) return noNetwork();
      const known = knownServer(at.session, server);
      if (known === null) return unknownTarget();
      const way = await wayOut(at.session);
      if (!way.ok) return way;
      if (way.value.known === null && network === null) return fail('unknown-network', 'this network was not confirmed yet');
      if (way.value.known === null && network?.confirm === 'always') {
        const kept = await record(at.session, { kind: 'known-network', occurred: null, body: { name: network.name.trim(), fingerprint: way.value.fingerprint } });
        if (!kept.ok) return kept;
      }
      const opened = await at.desk.open(known, { name: way.value.known ?? (network?.confirm === 'always' ? network.name.trim() : null) });
      return opened.ok ? ok({}) : opened;
    },
    'sync.disconnect': async () => {
      await found()?.desk.close();
      return ok({});
    },
    'sync.now': async ({ log }) => {
      const at = found();
      if (at === null) return noNetwork();
      const done = await at.desk.round(log);
      return done.ok ? ok({ pushed: done.value.pushed, pulled: done.value.pulled }) : done;
    },
    'sync.status': async ({ server }) => {
      const session = core.session();
      if (session === null) return locked();
      const known = knownServer(session, server);
      if (known === null) return unknownTarget();
      const standing = presentStanding(deskOf(session), server);
      return ok({ logs: viewLogs(session, standing?.memory ?? (await memoriesOf(core, session).of(known)), standing) });
    },
    'sync.pause': async ({ paused }) => {
      found()?.desk.pause(paused);
      return ok({});
    },
    'sync.choose': async ({ log, mode }) => {
      const at = found();
      if (at === null) return locked();
      return (await at.desk.choose(log, mode)) ? ok({}) : fail('io', 'the choice could not be kept');
    },
    'sync.found': async ({ log, voucher }) => {
      const at = found();
      if (at === null) return noNetwork();
      const done = await at.desk.found(log, voucher);
      return done.ok ? ok({}) : done;
    },
  };
}

// Beside a connection its own memory counts: the file may be older.
function presentStanding(desk: SyncDesk | null, server: EntityId): SyncStanding | null {
  const standing = desk?.standing() ?? null;
  return standing?.server === server ? standing : null;
}
