import { ok, type Handlers } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';
import { builtInOffers } from '../packs/builtIn.ts';
import { takePack } from '../packs/takePack.ts';

/** Regulatory packs: those of the console, and taking one into an incident. */
export function packHandlers(core: Core): Pick<Handlers<EngineContract>, 'pack.offers' | 'pack.take'> {
  return {
    'pack.offers': () => Promise.resolve(ok({ packs: builtInOffers() })),
    'pack.take': async (input) => {
      const session = core.session();
      return session === null ? locked() : takePack(core, session, input);
    },
  };
}
