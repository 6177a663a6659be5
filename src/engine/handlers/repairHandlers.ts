import { fail, ok, type Handlers } from '#base';
import { englishWords } from '#crypto';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { proveFork } from '../repair/proveFork.ts';
import { repairFromCopy } from '../repair/repairFromCopy.ts';

/** What mends a journal, and what convicts whoever signed one place twice. */
export function repairHandlers(core: Core): Pick<Handlers<EngineContract>, 'slip.words' | 'repair.fromCopy' | 'fork.proof'> {
  return {
    'slip.words': async () => ok({ words: englishWords }),
    'repair.fromCopy': async (input) => {
      const session = core.session();
      return session === null ? fail('unknown-grant', 'the vault is locked') : repairFromCopy(core, session, input);
    },
    'fork.proof': async (input) => {
      const session = core.session();
      return session === null ? unknownTarget() : proveFork(core, session, input);
    },
  };
}
