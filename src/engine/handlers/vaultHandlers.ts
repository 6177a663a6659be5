import { ok, fail, type Handlers } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';
import { keylessHandlers, type KeylessCall } from './keylessHandlers.ts';
import { createVault } from '../session/createVault.ts';
import type { Session } from '../session/openSession.ts';
import { sealerOf } from '../session/session.ts';
import { addSlot, changePassphrase, matchesRecovery, rekeyVault, removeSlot, slotView } from '../session/slots.ts';
import { unlockVault } from '../session/unlockVault.ts';
import { warmUp } from '../session/warmUp.ts';

type Served = KeylessCall | 'vault.create' | 'vault.confirmRecovery' | 'vault.unlock' | 'vault.slots' | 'vault.changePassphrase' | 'vault.addSlot' | 'vault.removeSlot' | 'vault.rekey';

/** Creating, unlocking, and the ways to open the vault. */
export function vaultHandlers(core: Core): Pick<Handlers<EngineContract>, Served> {
  const { options, time } = core;
  return {
    ...keylessHandlers(options),
    'vault.create': async (input) => {
      const created = await createVault(core, input);
      if (!created.ok) return created;
      const { session, ...answer } = created.value;
      core.begin(session);
      return ok(answer);
    },
    'vault.confirmRecovery': async ({ typed }) => ok({ matches: await matchesRecovery(typed, core.session()?.keyring.head().slots ?? []) }),
    'vault.unlock': async (secret) => {
      if (core.session() !== null) return fail('io', 'the vault is open already');
      const unlocked = await unlockVault(core, secret);
      if (!unlocked.ok) return unlocked;
      core.begin(unlocked.value.session);
      void warmUp(core, unlocked.value.session);
      return ok(unlocked.value.report);
    },
    'vault.slots': async () => {
      const session = core.session();
      return session === null ? locked() : ok({ slots: session.keyring.head().slots.map(slotView) });
    },
    'vault.changePassphrase': async ({ current, next }) => {
      const session = core.session();
      return session === null ? locked() : remembered(session, await changePassphrase(options, session.keyring, current, next, time.now()));
    },
    'vault.addSlot': async (input) => {
      const session = core.session();
      return session === null ? locked() : remembered(session, await addSlot(options, session.keyring, input, time.now()));
    },
    'vault.removeSlot': async ({ name }) => {
      const session = core.session();
      return session === null ? locked() : remembered(session, await removeSlot(options, session.keyring, name));
    },
    'vault.rekey': async ({ passphrase }) => {
      const session = core.session();
      if (session === null) return locked();
      const rekeyed = await rekeyVault(options, session.keyring, passphrase);
      if (!rekeyed.ok) return rekeyed;
      // Rows and host state were sealed under keys of the old vault key.
      await session.copy.reset(sealerOf(session.keyring, options.random));
      await session.drafts.rewrite();
      await session.book.rewriteSnapshots();
      return remembered(session, rekeyed);
    },
  };
}

// What this machine remembers moves on with vault.json, so that an older one put back is noticed: it would list a way that was removed.
async function remembered<T>(session: Session, answer: T): Promise<T> {
  session.host.setGeneration(session.keyring.head().generation);
  await session.host.flush();
  return answer;
}
