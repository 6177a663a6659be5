import type { Handlers } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { makeDisclosure, previewDisclosure } from '../exports/disclose.ts';

/** Disclosure packages (docs/spec/disclosure.md). A locked vault has nothing that could be disclosed. */
export function disclosureHandlers(core: Core): Pick<Handlers<EngineContract>, 'disclosure.preview' | 'disclosure.make'> {
  return {
    'disclosure.preview': async (input) => {
      const session = core.session();
      return session === null ? unknownTarget() : previewDisclosure(core, session, input);
    },
    'disclosure.make': async (input) => {
      const session = core.session();
      return session === null ? unknownTarget() : makeDisclosure(core, session, input);
    },
  };
}
