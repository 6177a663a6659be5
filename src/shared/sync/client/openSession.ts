import { fail, ok, type Failure, type RandomBytes, type Result, type UnixMs } from '#base';
import type { DeviceKeys } from '#crypto';
import { SESSION_VERSIONS } from '../limits.ts';
import { isSessionSigned, signLogin } from '../session/transcripts.ts';
import { ask, type AskFailure, type Transport } from './ask.ts';

export type SessionFailure = AskFailure['kind'] | 'wrong-identity' | 'bad-session';
export interface OpenedSession {
  readonly identity: Uint8Array;
  /** The server's clock as it claims it; nothing is set by it. */
  readonly serverNow: UnixMs;
  /** A rotation that the server announces, as it came: whoever knows the history of the server's keys judges it. */
  readonly rotation: Uint8Array | null;
}
interface Input {
  readonly transport: Transport;
  /** Pin and binding of the connection, from this side of it. */
  readonly pin: Uint8Array;
  readonly binding: Uint8Array;
  /** Whether this identity is the one that is meant: asked before the device names itself. */
  readonly accepts: (identity: Uint8Array) => boolean;
  readonly device: DeviceKeys;
}

/** `hello` and `login` (docs/spec/sync.md section 2): the server proves its identity on this very connection before this device names itself. */
export async function openSession({ transport, pin, binding, accepts, device }: Input, random: RandomBytes): Promise<Result<OpenedSession, Failure<SessionFailure>>> {
  const clientNonce = random(32);
  const hello = await ask(transport, 'hello', { versions: SESSION_VERSIONS, nonce: clientNonce });
  if (!hello.ok) return hello;
  const facts = { clientNonce, serverNonce: hello.value.nonce, binding };
  if (!accepts(hello.value.identity)) return fail('wrong-identity', 'another server answers at this address');
  if (!isSessionSigned(facts, pin, hello.value.identity, hello.value.signature)) return fail('bad-session', 'the server did not prove itself on this connection');
  const login = await ask(transport, 'login', { device: device.ed25519, signature: signLogin(facts, hello.value.identity, device) });
  if (!login.ok) return login;
  return ok({ identity: hello.value.identity, serverNow: login.value.now as UnixMs, rotation: hello.value.rotation });
}
