import { fail, ok, type EntityId, type Failure, type Handlers, type LogId, type Result } from '#base';
import type { EngineContract, ItemFailure, SyncFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked, unknownTarget } from '../core/failures.ts';
import type { Session } from '../session/openSession.ts';
import { sealedItems, type Moved } from '../sync/evidence/transfer.ts';
import type { SyncDesk } from '../sync/syncDesk.ts';

export type ItemCall = 'sync.chooseItem' | 'sync.sendItem' | 'sync.fetchItem' | 'sync.cancelItem' | 'sync.retryItem' | 'sync.cap' | 'sync.settle';

/** Evidence that follows the journal to a server (docs/spec/sync.md section 3.4): what goes of an item, now or by itself, and how fast. */
export function syncItemHandlers(core: Core, deskOf: (session: Session) => SyncDesk | null): Pick<Handlers<EngineContract>, ItemCall> {
  const found = (): { readonly session: Session; readonly desk: SyncDesk } | null => {
    const session = core.session();
    const desk = session === null ? null : deskOf(session);
    return session === null || desk === null ? null : { session, desk };
  };

  const move = async (log: LogId, item: EntityId, direction: 'send' | 'fetch'): Promise<Result<Moved, Failure<SyncFailure | ItemFailure | 'unknown-target'>>> => {
    const at = found();
    if (at === null) return fail('closed', 'this console has no network');
    return isSealed(at.session, log, item) ? at.desk.evidence.move(log, item, direction) : unknownTarget();
  };

  return {
    'sync.chooseItem': async ({ log, item, choice }) => {
      const at = found();
      if (at === null) return locked();
      if (at.desk.standing().memory === null) return fail('closed', 'no server was paired yet');
      if (!isSealed(at.session, log, item)) return unknownTarget();
      return (await at.desk.chooseItem(log, item, choice)) ? ok({}) : fail('io', 'the choice could not be kept');
    },
    'sync.sendItem': ({ log, item }) => move(log, item, 'send'),
    'sync.fetchItem': ({ log, item }) => move(log, item, 'fetch'),
    'sync.cancelItem': async ({ log, item }) => {
      found()?.desk.evidence.cancel(log, item);
      return ok({});
    },
    'sync.retryItem': async ({ log, item }) => {
      found()?.desk.evidence.retry(log, item);
      return ok({});
    },
    'sync.cap': async ({ bytesPerSecond }) => {
      const at = found();
      if (at === null) return locked();
      if (at.desk.standing().memory === null) return fail('closed', 'no server was paired yet');
      return (await at.desk.cap(bytesPerSecond === null ? null : Math.max(1, Math.trunc(bytesPerSecond)))) ? ok({}) : fail('io', 'the limit could not be kept');
    },
    'sync.settle': async () => {
      await found()?.desk.evidence.settled();
      return ok({});
    },
  };
}

function isSealed(session: Session, log: LogId, item: EntityId): boolean {
  return sealedItems(session, log).some((one) => one.item === item);
}
