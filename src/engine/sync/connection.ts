import { fail, ok, type Client, type Failure, type Result } from '#base';
import type { NetContract, SyncFailure } from '#ipc';
import { isSameServer, measureTransport, openSession, type OpenedSession, type PieceSizes, type ServerKeys, type Transport } from '#sync';
import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';

/** An authenticated connection to a server: the pin was checked by the process that holds the socket, the identity here. */
export interface Connection {
  readonly transport: Transport;
  /** What its pace lets a request carry. */
  readonly pieces: PieceSizes;
  readonly pin: Uint8Array;
  readonly session: OpenedSession;
  readonly close: (disarm: boolean) => Promise<void>;
}
interface Wanted {
  /** Null in a first pairing by fingerprint: any pin is answered, and `accepts` decides. */
  readonly pins: readonly Uint8Array[] | null;
  readonly accepts: (identity: Uint8Array, pin: Uint8Array) => boolean;
}

/** Opens the connection that the gate is armed for and proves both sides (docs/spec/sync.md section 2). A server that is not the one that is meant leaves the gate closed. */
export async function connect(core: Core, session: Session, net: Client<NetContract>, wanted: Wanted): Promise<Result<Connection, Failure<SyncFailure>>> {
  const opened = await net.call('net.open', { pins: wanted.pins });
  if (!opened.ok) {
    const { kind, message } = opened.error;
    if (kind === 'denied' || kind === 'invalid-input' || kind === 'internal' || kind === 'closed') return fail('closed', message);
    if (provesNothing(kind)) await net.call('net.close', { disarm: true });
    return fail(kind, message);
  }
  const { pin, binding } = opened.value;
  const { transport, pieces } = measureTransport({
    request: async (verb, body) => {
      const answer = await net.call('net.request', { verb, body });
      if (answer.ok) return answer;
      const { kind, message } = answer.error;
      return fail(kind === 'disarmed' || kind === 'timeout' || kind === 'bad-answer' ? kind : 'closed', message);
    },
  }, core.options.clock.monotonicMs);
  const proved = await openSession({ transport, pin, binding, device: session.keyring.device, accepts: (identity) => wanted.accepts(identity, pin) }, core.options.random);
  if (!proved.ok) {
    await net.call('net.close', { disarm: true });
    return proved;
  }
  return ok({ transport, pieces, pin, session: proved.value, close: async (disarm) => void (await net.call('net.close', { disarm })) });
}

// Somebody else answers there: going on asking would only tell them more.
function provesNothing(kind: string): boolean {
  return kind === 'wrong-pin' || kind === 'resumed' || kind === 'not-tls13' || kind === 'bad-session' || kind === 'not-a-server' || kind === 'proxy-configured';
}

/** Accepts the pairs of keys that a server may be proved with: an identity together with its own pin. */
export function anyOf(keys: readonly ServerKeys[]): Wanted {
  return { pins: keys.map(({ pin }) => pin), accepts: (identity, pin) => keys.some((one) => isSameServer(one, { identity, pin })) };
}
