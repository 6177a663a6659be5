import { fail, ok, type Handlers } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked, unknownTarget } from '../core/failures.ts';
import { listHeadSlips, takeSlip } from '../witness/headSlips.ts';
import { addAuthority, requestStamp, takeStamp } from '../witness/timeStamps.ts';

type Served = 'slip.heads' | 'slip.take' | 'stamp.request' | 'stamp.take' | 'authority.add';

/** Witnesses: head slips and time stamps (docs/spec/witness.md). */
export function witnessHandlers(core: Core): Pick<Handlers<EngineContract>, Served> {
  return {
    'slip.heads': async ({ log }) => {
      const session = core.session();
      const open = session?.book.get(log)?.open;
      return session === null || open === undefined ? unknownTarget() : ok({ slips: listHeadSlips(session, open) });
    },
    'slip.take': async (input) => {
      const session = core.session();
      return session === null ? locked() : takeSlip(core, session, input);
    },
    'stamp.request': async ({ log }) => {
      const session = core.session();
      return session === null ? locked() : requestStamp(core, session, log);
    },
    'stamp.take': async (input) => {
      const session = core.session();
      return session === null ? locked() : takeStamp(core, session, input);
    },
    'authority.add': async (input) => {
      const session = core.session();
      if (session === null) return locked();
      const name = input.name.trim();
      return name === '' ? fail('invalid-entry', 'the authority has no name') : addAuthority(core, session, { ...input, name });
    },
  };
}
