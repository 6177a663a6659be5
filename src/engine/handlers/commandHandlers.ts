import type { Handlers } from '#base';
import type { EngineContract } from '#ipc';
import { answerItems } from '../command/answerItems.ts';
import { issueHandover, issueSitrep } from '../command/issue.ts';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';

/** Hand-overs and situation reports: entries that are made from the journal. */
export function commandHandlers(core: Core): Pick<Handlers<EngineContract>, 'handover.issue' | 'handover.answer' | 'sitrep.issue'> {
  return {
    'handover.issue': async (input) => {
      const session = core.session();
      return session === null ? locked() : issueHandover(core, session, input);
    },
    'handover.answer': async (input) => {
      const session = core.session();
      return session === null ? locked() : answerItems(core, session, input);
    },
    'sitrep.issue': async (input) => {
      const session = core.session();
      return session === null ? locked() : issueSitrep(core, session, input);
    },
  };
}
