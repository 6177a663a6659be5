import { fail, ok, type Handlers } from '#base';
import { englishWords } from '#crypto';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { proveFork } from '../repair/proveFork.ts';
import { repairFromCopy } from '../repair/repairFromCopy.ts';

/** What mends a journal, and what convicts whoever signed one place twice. */
export function repairHandlers(core: Core): Pick<Handlers<EngineContract>, 'slip.words' | 'repair.fromCopy' | 'repair.cancel' | 'fork.proof'> {
  let run = 0;
  return {
    'slip.words': async () => ok({ words: englishWords }),
    'repair.fromCopy': async (input) => {
      run += 1;
      const mine = run;
      const session = core.session();
      return session === null ? fail('unknown-grant', 'the vault is locked') : repairFromCopy(core, session, input, () => run !== mine || core.session() !== session);
    },
    'repair.cancel': async () => {
      run += 1;
      return ok({});
    },
    'fork.proof': async (input) => {
      const session = core.session();
      return session === null ? unknownTarget() : proveFork(core, session, input);
    },
  };
}
