import { fail, type Answer, type CallName, type Client, type Handlers, type In, type Payload, type PushName } from '#base';
import type { NetContract } from '#ipc';
import type { NetGate } from './gate.ts';
import { checkNetInput } from './netHandlers.ts';
import { onConnectionLost } from './onConnectionLost.ts';

/** The client of a network in the same process, for the command line: the same checks and answers as over a port, without one. */
export function createNetClient(handlers: Handlers<NetContract>, gate: Pick<NetGate, 'onChange'>): Client<NetContract> {
  return {
    call: async <N extends CallName<NetContract>>(name: N, input: In<NetContract, N>): Promise<Answer<NetContract, N>> => {
      const checked = checkNetInput(name, input);
      if (checked === null || !checked.ok) return fail('invalid-input', 'no such call, or another input') as Answer<NetContract, N>;
      return (await handlers[name](checked.value as never)) as Answer<NetContract, N>;
    },
    on: <N extends PushName<NetContract>>(_name: N, listener: (payload: Payload<NetContract, N>) => void) => onConnectionLost(gate, (left) => listener({ left } as Payload<NetContract, N>)),
  };
}
