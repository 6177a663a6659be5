import { ok, type Handlers } from '#base';
import { consequencesOf } from '#domain';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import { rememberGroup } from '../undo/takeBack.ts';
import { bringIn } from '../workspace/bringIn.ts';

/** What is prepared outside incidents, and steps of several entries. */
export function workspaceHandlers(core: Core): Pick<Handlers<EngineContract>, 'workspace.bringIn' | 'entry.recordAll'> {
  return {
    'workspace.bringIn': async ({ log }) => {
      const session = core.session();
      if (session === null) return locked();
      const done = await bringIn(core, session, log);
      if (!done.ok) return done;
      const { entries, brought, alreadyThere } = done.value;
      rememberGroup(core, session, log, 'What was prepared', entries);
      return ok({ brought, alreadyThere });
    },
    'entry.recordAll': async ({ log, drafts, draftKey }) => {
      const session = core.session();
      if (session === null) return locked();
      const recorded = await recordDrafts(core, session, log, (state) => ok(drafts.flatMap((draft) => [draft, ...consequencesOf(draft, state)]).map((draft) => ({ draft }))));
      if (!recorded.ok) return recorded;
      rememberGroup(core, session, log, null, recorded.value.entries);
      if (draftKey !== undefined) {
        await session.drafts.remove(draftKey);
        core.changed('drafts');
      }
      return ok({ entries: recorded.value.sealed });
    },
  };
}
