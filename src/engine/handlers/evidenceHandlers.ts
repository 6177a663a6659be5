import { ok, type Handlers } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked, portFailure, unknownTarget } from '../core/failures.ts';
import { extractItem, peekItem, verifyItem } from '../evidence/openItem.ts';
import { sealItem } from '../evidence/sealItem.ts';

type Served = 'evidence.seal' | 'evidence.cancel' | 'evidence.setAside' | 'evidence.extract' | 'evidence.verify' | 'evidence.peek';

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
    'evidence.setAside': async ({ item }) => {
      const aside = await vault.call('evidence.setAside', { item });
      if (!aside.ok) return portFailure(aside.error, ['missing']);
      await core.session()?.copy.remove('seals', [item]);
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
