import * as v from 'valibot';
import { equalBytes, fail, ok, textToBytes, type Failure, type Result, type UnixMs } from '#base';
import { bytesOf, uint } from '../schemas.ts';
import { decodeSigned, encodeSigned, isSignedBy, type ServerSigner } from '../signed.ts';

/** The word of a server that another identity, another TLS key or both follow (docs/spec/sync.md section 1). */
export interface Rotation {
  readonly identity: Uint8Array;
  readonly pin: Uint8Array;
  readonly nextIdentity: Uint8Array;
  readonly nextPin: Uint8Array;
  readonly at: UnixMs;
}

export const MAX_ROTATION_BYTES = 1_096;

const magic = /* @__PURE__ */ textToBytes('HFR1');
const tag = /* @__PURE__ */ textToBytes('holdfast/rotation/1');
const key = bytesOf(32);
const schema = v.strictObject({ format: v.literal('holdfast-rotation'), version: v.literal(1), identity: key, pin: key, nextIdentity: key, nextPin: key, at: uint });

/** Announces a rotation; the old identity is the signer. */
export function signRotation(announced: Omit<Rotation, 'identity'>, signer: ServerSigner): Uint8Array {
  const { pin, nextIdentity, nextPin, at } = announced;
  return encodeSigned(magic, tag, { format: 'holdfast-rotation', version: 1, identity: signer.identity, pin, nextIdentity, nextPin, at }, signer);
}

/** Reads a rotation that must begin at this identity and pin and be signed by that identity. */
export function verifyRotation(bytes: Uint8Array, known: { readonly identity: Uint8Array; readonly pin: Uint8Array }): Result<Rotation, Failure<'bad-rotation'>> {
  const parts = decodeSigned(magic, schema, bytes);
  if (parts === null) return fail('bad-rotation', 'this is not a rotation of version 1');
  const { identity, pin, nextIdentity, nextPin, at } = parts.value;
  if (!equalBytes(identity, known.identity) || !equalBytes(pin, known.pin)) return fail('bad-rotation', 'the rotation begins at another server');
  if (!isSignedBy(parts, tag, identity)) return fail('bad-rotation', 'the signature of the rotation does not hold');
  return ok({ identity, pin, nextIdentity, nextPin, at: at as UnixMs });
}
