import { fail, type Answer, type CallName, type Client, type Handlers, type In, type Payload, type PushName } from '#base';
import type { VaultContract } from '#ipc';
import { checkVaultInput } from './schemas.ts';
import type { VaultPush } from './vault/door.ts';

/**
 * The client of a vault folder in the same process, for the command line: the same checks and answers as over a port,
 * without one. A throw inside a handler is a bug and is handed on.
 */
export function createLocalClient(
  handlers: Handlers<VaultContract>,
  onPush: (listener: (push: VaultPush) => void) => () => void,
): Client<VaultContract> {
  return {
    call: async <N extends CallName<VaultContract>>(name: N, input: In<VaultContract, N>): Promise<Answer<VaultContract, N>> => {
      if (!Object.hasOwn(handlers, name)) return fail('denied', 'no such call') as Answer<VaultContract, N>;
      const checked = checkVaultInput(name, input);
      if (!checked.ok) return checked as Answer<VaultContract, N>;
      return (await handlers[name](checked.value as never)) as Answer<VaultContract, N>;
    },
    on: <N extends PushName<VaultContract>>(name: N, listener: (payload: Payload<VaultContract, N>) => void) =>
      onPush((push) => {
        if (push.name === name) listener(push.payload as Payload<VaultContract, N>);
      }),
  };
}
