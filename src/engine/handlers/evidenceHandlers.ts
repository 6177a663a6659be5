import { fail, ok, type Handlers } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked, portFailure, unknownTarget } from '../core/failures.ts';
import { isRecorded, listUnfinished } from '../evidence/listUnfinished.ts';
import { extractItem, peekItem, verifyItem } from '../evidence/openItem.ts';
import { sealItem } from '../evidence/sealItem.ts';

type Served = 'evidence.seal' | 'evidence.cancel' | 'evidence.unfinished' | 'evidence.setAside' | 'evidence.extract' | 'evidence.verify' | 'evidence.peek';

/** Evidence: sealing, continuing, extraction, verification. */
export function evidenceHandlers(core: Core): Pick<Handlers<EngineContract>, Served> {
  const { vault } = core.options;
  return {
    'evidence.seal': async (input) => {
      const session = core.session();
      return session === null ? locked() : sealItem(core, session, input);
    },
    'evidence.cancel': async ({ item }) => {
      await vault.call('evidence.cancel', { item });
      return ok({});
    },
    'evidence.unfinished': async () => {
      const session = core.session();
      if (session === null) return locked();
      const runs = await listUnfinished(core, session);
      return runs.ok ? ok({ runs: runs.value }) : runs;
    },
    'evidence.setAside': async ({ item }) => {
      const session = core.session();
      if (session !== null && isRecorded(session, item)) return fail('missing', 'this item is sealed and recorded');
      const aside = await vault.call('evidence.setAside', { item });
      if (!aside.ok) return portFailure(aside.error, ['missing']);
      await session?.copy.remove('seals', [item]);
      return ok({});
    },
    'evidence.extract': async ({ log, item, destination }) => {
      const session = core.session();
      return session === null ? unknownTarget() : extractItem(core, session, log, item, destination);
    },
    'evidence.verify': async ({ log, item }) => {
      const session = core.session();
      return session === null ? locked() : verifyItem(core, session, log, item);
    },
    'evidence.peek': async ({ log, item }) => {
      const session = core.session();
      return session === null ? unknownTarget() : peekItem(core, session, log, item);
    },
  };
}
