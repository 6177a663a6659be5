import type { Handlers, LogId } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from './core/core.ts';
import type { EnginePush } from './core/push.ts';
import { bundleHandlers } from './handlers/bundleHandlers.ts';
import { channelHandlers } from './handlers/channelHandlers.ts';
import { commandHandlers } from './handlers/commandHandlers.ts';
import { disclosureHandlers } from './handlers/disclosureHandlers.ts';
import { entryHandlers } from './handlers/entryHandlers.ts';
import { evidenceHandlers } from './handlers/evidenceHandlers.ts';
import { membershipHandlers } from './handlers/membershipHandlers.ts';
import { packHandlers } from './handlers/packHandlers.ts';
import { playbookHandlers } from './handlers/playbookHandlers.ts';
import { workspaceHandlers } from './handlers/workspaceHandlers.ts';
import { scopeHandlers } from './handlers/scopeHandlers.ts';
import { proofHandlers } from './handlers/proofHandlers.ts';
import { queryHandlers } from './handlers/queryHandlers.ts';
import { repairHandlers } from './handlers/repairHandlers.ts';
import { syncHandlers } from './handlers/syncHandlers.ts';
import { syncItemHandlers } from './handlers/syncItemHandlers.ts';
import { syncTrustHandlers } from './handlers/syncTrustHandlers.ts';
import { deskOf, presentDesk } from './sync/deskOf.ts';
import { witnessHandlers } from './handlers/witnessHandlers.ts';
import { vaultHandlers } from './handlers/vaultHandlers.ts';
import type { EngineOptions } from './options.ts';
import { createLiveQueries } from './queries/liveQueries.ts';
import type { Session } from './session/openSession.ts';
import { createEngineTime } from './time/engineTime.ts';

/** The engine of one vault: what it answers, what it announces, and its end. */
export interface Engine {
  readonly handlers: Handlers<EngineContract>;
  /** Subscribes to announcements; returns the disposer. */
  readonly onPush: (listener: (push: EnginePush) => void) => () => void;
  /** Writes what may be lost (snapshots, remembered heads) and wipes the keys. Nothing works afterwards. */
  readonly end: () => Promise<void>;
}

/** Puts the engine together for one vault folder. It holds no key until `vault.create` or `vault.unlock` has answered. */
export function createEngine(options: EngineOptions): Engine {
  const listeners = new Set<(push: EnginePush) => void>();
  const announce = (push: EnginePush) => {
    for (const listener of listeners) listener(push);
  };
  let session: Session | null = null;
  let disk: Extract<EnginePush, { name: 'disk.low' }> | null = null;
  let ended = false;
  const queries = createLiveQueries((id, result) => announce({ name: 'query.result', payload: { id, result } }));
  const core: Core = {
    options, announce, queries,
    time: createEngineTime(options.clock),
    session: () => session,
    begin: (next) => {
      session = next;
      next.book.pauseSnapshots(disk !== null);
      // Said again, because nobody may have listened before there was a session.
      if (disk !== null) announce(disk);
    },
    changed: (scope: LogId | 'drafts') => queries.changed(scope),
  };
  const disposers = [
    options.vault.on('evidence.progress', (payload) => announce({ name: 'evidence.progress', payload })),
    options.vault.on('disk.low', (payload) => {
      // The working copy can be rebuilt and the journal cannot: it stops growing first.
      disk = payload.level === 'enough' ? null : { name: 'disk.low', payload };
      session?.book.pauseSnapshots(disk !== null);
      announce({ name: 'disk.low', payload });
    }),
  ];
  return {
    handlers: { ...vaultHandlers(core), ...entryHandlers(core), ...queryHandlers(core), ...evidenceHandlers(core), ...proofHandlers(core), ...repairHandlers(core), ...witnessHandlers(core), ...disclosureHandlers(core), ...packHandlers(core), ...playbookHandlers(core), ...workspaceHandlers(core), ...commandHandlers(core), ...scopeHandlers(core), ...membershipHandlers(core), ...bundleHandlers(core), ...channelHandlers(core), ...syncHandlers(core, (of) => deskOf(core, of)), ...syncTrustHandlers(core, (of) => deskOf(core, of)), ...syncItemHandlers(core, (of) => deskOf(core, of)) },
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end: async () => {
      if (ended) return;
      ended = true;
      queries.end();
      for (const dispose of disposers) dispose();
      const last = session;
      session = null;
      if (last !== null) presentDesk(last)?.end();
      await last?.end();
      listeners.clear();
    },
  };
}
