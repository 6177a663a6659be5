import { ok, type Handlers } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';
import { admit, cancelInvitation, invite, remove, rotate, setRole, showInvitation } from '../membership/change.ts';
import { exposureOf } from '../membership/exposure.ts';
import { readRequest, requestToJoin } from '../membership/join.ts';
import type { Session } from '../session/openSession.ts';

type Served = Extract<keyof EngineContract, `member.${string}`>;

/** Who may read and write a log (docs/spec/membership.md). */
export function membershipHandlers(core: Core): Pick<Handlers<EngineContract>, Served> {
  const unlocked = <Input, Answer>(work: (session: Session, input: Input) => Answer | Promise<Answer>) => async (input: Input) => {
    const session = core.session();
    return session === null ? locked() : work(session, input);
  };
  return {
    'member.invite': unlocked((session, input) => invite(core, session, input)),
    'member.showInvitation': unlocked(showInvitation),
    'member.cancelInvitation': unlocked(cancelInvitation),
    'member.readRequest': unlocked((session, { bytes }: { readonly bytes: Uint8Array }) => {
      const read = readRequest(core, session, bytes);
      return read.ok ? ok(read.value.view) : read;
    }),
    'member.admit': unlocked((session, input) => admit(core, session, input)),
    'member.setRole': unlocked((session, input) => setRole(core, session, input)),
    'member.remove': unlocked((session, input) => remove(core, session, input)),
    'member.rotate': unlocked((session, input) => rotate(core, session, input)),
    'member.exposure': unlocked((session, { log, device }) => exposureOf(core, session, log, device)),
    'member.joinRequest': unlocked((session, input) => requestToJoin(core, session, input)),
  };
}
