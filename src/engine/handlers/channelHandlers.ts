import { ok, type EntityId, type Handlers, type UnixMs } from '#base';
import { clockRows, prefillMessage, updatesView, type IncidentState } from '#domain';
import type { EngineContract } from '#ipc';
import { exportMessage } from '../channels/exportMessage.ts';
import { makeCodeSheet } from '../channels/makeCodeSheet.ts';
import type { Core } from '../core/core.ts';
import { locked, unknownTarget } from '../core/failures.ts';

/** What composed messages begin with, messages as files, and the pages of code sheets. */
export function channelHandlers(core: Core): Pick<Handlers<EngineContract>, 'message.prefill' | 'export.message' | 'codeSheet.make'> {
  return {
    'message.prefill': async ({ log, template, subscription }) => {
      const session = core.session();
      const state = session?.book.get(log)?.open.state();
      if (session === null) return locked();
      return state === undefined ? unknownTarget() : ok(prefillMessage(state, template, clockRows(state, core.time.now()), nextAfter(state, subscription, core.time.now())));
    },
    'export.message': async ({ log, message }) => {
      const session = core.session();
      return session === null ? locked() : exportMessage(core, session, log, message);
    },
    'codeSheet.make': async ({ log, sheet }) => {
      const session = core.session();
      return session === null ? locked() : makeCodeSheet(core, session, log, sheet);
    },
  };
}

// Somebody who is updated now is told when the next update comes.
function nextAfter(state: IncidentState, subscription: EntityId | undefined, now: UnixMs): UnixMs | null {
  const row = updatesView(state, now).find((each) => each.subscription.id === subscription);
  return row === undefined ? null : ((now + row.intervalMs) as UnixMs);
}
