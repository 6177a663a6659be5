import * as v from 'valibot';
import { decodeCbor, encodeCbor, fail, ok, type CborValue, type Failure, type Result } from '#base';
import { MAX_ANSWER_BYTES, MAX_REQUEST_BYTES } from '../limits.ts';
import { FIRST_ISSUE } from '../schemas.ts';
import { verbSchemas, type Verb, type VerbAnswer, type VerbRequest } from './verbs.ts';

/** The body of a request. Throws on a value that the form does not allow: that is a bug of the caller. */
export function encodeRequest<V extends Verb>(verb: V, request: VerbRequest<V>): Uint8Array {
  return encodeChecked(verbSchemas[verb].request, request as CborValue, MAX_REQUEST_BYTES);
}

/** Reads the body of a request: length first, then CBOR, then the form of the verb. */
export function decodeRequest<V extends Verb>(verb: V, bytes: Uint8Array): Result<VerbRequest<V>, Failure<'too-large' | 'bad-request'>> {
  if (bytes.length > MAX_REQUEST_BYTES) return fail('too-large', 'the request is longer than the protocol allows');
  const parsed = parse(verbSchemas[verb].request, bytes);
  return parsed === null ? fail('bad-request', `the request is not in the form of ${verb}`) : ok(parsed as VerbRequest<V>);
}

/** The body of an answer with status 200. Throws on a value that the form does not allow: that is a bug of the caller. */
export function encodeAnswer<V extends Verb>(verb: V, answer: VerbAnswer<V>): Uint8Array {
  return encodeChecked(verbSchemas[verb].answer, answer as CborValue, MAX_ANSWER_BYTES);
}

/** Reads the body of an answer. `bad-answer`: too long, or not in the form of the verb. */
export function decodeAnswer<V extends Verb>(verb: V, bytes: Uint8Array): Result<VerbAnswer<V>, Failure<'bad-answer'>> {
  const parsed = bytes.length > MAX_ANSWER_BYTES ? null : parse(verbSchemas[verb].answer, bytes);
  return parsed === null ? fail('bad-answer', `the server did not answer in the form of ${verb}`) : ok(parsed as VerbAnswer<V>);
}

function encodeChecked(schema: v.GenericSchema, value: CborValue, limit: number): Uint8Array {
  if (!v.is(schema, value)) throw new Error('a message does not have the form of its verb');
  const bytes = encodeCbor(value);
  if (bytes.length > limit) throw new Error('a message is longer than the protocol allows');
  return bytes;
}

function parse(schema: v.GenericSchema, bytes: Uint8Array): unknown {
  const decoded = decodeCbor(bytes);
  // An array without members passes for a map without keys; the first byte tells them apart.
  const isMap = (bytes[0] ?? 0) >> 5 === 5;
  const parsed = decoded.ok && isMap ? v.safeParse(schema, decoded.value, FIRST_ISSUE) : null;
  return parsed?.success === true ? parsed.output : null;
}
