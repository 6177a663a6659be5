import { fail, ok, type Handlers } from '#base';
import { consequencesOf, holdAgainst } from '#domain';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';
import { fillDemo } from '../demo/fillDemo.ts';
import { createIncident } from '../logs/createIncident.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import { redoLatest, rememberStep, undoLatest } from '../undo/takeBack.ts';

type Served = 'incident.create' | 'entry.record' | 'entry.undo' | 'entry.redo' | 'draft.put' | 'draft.remove' | 'copy.flush' | 'demo.fill';

/** Recording: incidents, entries, undo, drafts, the demonstration. */
export function entryHandlers(core: Core): Pick<Handlers<EngineContract>, Served> {
  return {
    'incident.create': async (input) => {
      const session = core.session();
      return session === null ? locked() : createIncident(core, session, input);
    },
    'entry.record': async ({ log, draft, draftKey }) => {
      const session = core.session();
      if (session === null) return locked();
      const recorded = await recordDrafts(core, session, log, (state) => {
        const hold = holdAgainst(state, draft, core.time.now());
        if (hold !== null) return fail('under-hold', `legal hold ${hold.body.ref} is in force: the item is neither disposed of nor retracted`);
        return ok([draft, ...consequencesOf(draft, state)].map((one) => ({ draft: one })));
      });
      if (!recorded.ok) return recorded;
      rememberStep(core, session, log, recorded.value);
      if (draftKey !== undefined) {
        await session.drafts.remove(draftKey);
        core.changed('drafts');
      }
      const [sealed] = recorded.value.sealed;
      if (sealed === undefined) throw new Error('a step without entries');
      return ok(sealed);
    },
    'entry.undo': async ({ log }) => {
      const session = core.session();
      return session === null ? locked() : undoLatest(core, session, log);
    },
    'entry.redo': async ({ log }) => {
      const session = core.session();
      return session === null ? locked() : redoLatest(core, session, log);
    },
    'draft.put': async ({ key, log, json }) => {
      const session = core.session();
      if (session === null) return locked();
      const written = await session.drafts.put({ key, log, json }, core.time.now());
      core.changed('drafts');
      return written ? ok({}) : fail('io', 'the draft is kept in memory only: the working copy does not work');
    },
    'draft.remove': async ({ key }) => {
      const session = core.session();
      if (session === null) return locked();
      const removed = await session.drafts.remove(key);
      core.changed('drafts');
      return removed ? ok({}) : fail('io', 'the working copy does not work');
    },
    'copy.flush': async () => {
      await core.session()?.book.flush();
      return ok({});
    },
    'demo.fill': async ({ grants, team }) => {
      const session = core.session();
      return session === null ? locked() : fillDemo(core, session, grants, team === true);
    },
  };
}
