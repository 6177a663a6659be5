import { fail, type Failure, type Result } from '#base';
import { decodeAnswer, encodeRequest } from '../messages/codec.ts';
import { decodeSyncError, type SyncError, type SyncErrorCode } from '../messages/errors.ts';
import type { Verb, VerbAnswer, VerbRequest } from '../messages/verbs.ts';

/** What carries requests: one connection whose pin was checked. Its failures are of the path, never of the protocol. */
export interface Transport {
  readonly request: (verb: string, body: Uint8Array) => Promise<Result<{ readonly status: number; readonly body: Uint8Array }, Failure<TransportFailure>>>;
}
export type TransportFailure = 'disarmed' | 'closed' | 'timeout' | 'bad-answer';
/** Why a request was not answered as it was meant. `answered` is what the server said beside its code. */
export interface AskFailure extends Failure<TransportFailure | SyncErrorCode> { readonly answered?: SyncError }

/** One request of the protocol (docs/spec/sync.md section 3): encoded, sent, and its answer parsed; the server's error codes become failures. */
export async function ask<V extends Verb>(transport: Transport, verb: V, request: VerbRequest<V>): Promise<Result<VerbAnswer<V>, AskFailure>> {
  const sent = await transport.request(verb, encodeRequest(verb, request));
  if (!sent.ok) return sent;
  if (sent.value.status === 200) return decodeAnswer(verb, sent.value.body);
  const refused = decodeSyncError(sent.value.body);
  if (!refused.ok) return fail('bad-answer', 'the server did not answer in the form of version 1');
  // The words are our own: what a server writes is never shown as if the console said it.
  return { ok: false, error: { kind: refused.value.error, message: `the server answered ${refused.value.error}`, answered: refused.value } };
}
