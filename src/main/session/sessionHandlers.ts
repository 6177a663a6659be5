import { ok } from '#base';
import type { HandlersOf } from '../ipc/router.ts';
import type { IdleTimer } from './idleTimer.ts';
import type { LockKeeper } from './lockKeeper.ts';

/** What the window tells about its session. */
export function createSessionHandlers(keeper: LockKeeper, idle: IdleTimer): HandlersOf<'session.end' | 'session.touch'> {
  return {
    'session.end': async () => {
      // Not awaited: the page that asks is thrown away and must not hold up its own end.
      void keeper.end();
      return ok({});
    },
    'session.touch': async () => {
      idle.touch();
      return ok({});
    },
  };
}
