import { ok, type Handlers } from '#base';
import { clockRows, prefillMessage } from '#domain';
import type { EngineContract } from '#ipc';
import { exportMessage } from '../channels/exportMessage.ts';
import { makeCodeSheet } from '../channels/makeCodeSheet.ts';
import type { Core } from '../core/core.ts';
import { locked, unknownTarget } from '../core/failures.ts';

/** What composed messages begin with, messages as files, and the pages of code sheets. */
export function channelHandlers(core: Core): Pick<Handlers<EngineContract>, 'message.prefill' | 'export.message' | 'codeSheet.make'> {
  return {
    'message.prefill': async ({ log, template }) => {
      const session = core.session();
      const state = session?.book.get(log)?.open.state();
      if (session === null) return locked();
      return state === undefined ? unknownTarget() : ok(prefillMessage(state, template, clockRows(state, core.time.now())));
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
