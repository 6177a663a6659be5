import * as v from 'valibot';
import { equalBytes, err, ok, textToBytes, type Failure, type Result, type UnixMs } from '#base';
import { bytesOf, uint } from '../schemas.ts';
import { decodeSigned, encodeSigned, isSignedBy, type ServerSigner } from '../signed.ts';

/** What a server is known by: its identity key and the pin of its TLS key, 32 bytes each. */
export interface ServerKeys { readonly identity: Uint8Array; readonly pin: Uint8Array }

/** The word of a server that another identity, another TLS key or both follow (docs/spec/sync.md section 1). */
export interface Rotation extends ServerKeys {
  readonly nextIdentity: Uint8Array;
  readonly nextPin: Uint8Array;
  readonly at: UnixMs;
}
/** Why a rotation is not offered to a person. */
export type RotationRefusal = 'malformed' | 'other-server' | 'not-signed' | 'replayed' | 'rolled-back';
export interface RotationFailure extends Failure<'bad-rotation'> { readonly refusal: RotationRefusal }

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

/**
 * Reads a rotation that must begin at these keys, be signed by their identity and lead on. `history` are the rotations that led to these keys, oldest first: nothing of
 * them may come again (docs/spec/sync.md section 1).
 */
export function verifyRotation(bytes: Uint8Array, known: ServerKeys, history: readonly Rotation[] = []): Result<Rotation, RotationFailure> {
  const parts = bytes.length > MAX_ROTATION_BYTES ? null : decodeSigned(magic, schema, bytes);
  if (parts === null) return refuse('malformed', 'this is not a rotation of version 1');
  const { identity, pin, nextIdentity, nextPin, at } = parts.value;
  if (!isSameServer(known, { identity, pin })) return history.some((former) => isSameServer(former, { identity, pin })) ? refuse('replayed', 'the rotation was carried out before') : refuse('other-server', 'the rotation begins at another server');
  if (!isSignedBy(parts, tag, identity)) return refuse('not-signed', 'the signature of the rotation does not hold');
  const next: ServerKeys = { identity: nextIdentity, pin: nextPin };
  if ([known, ...history].some((former) => isSameServer(former, next))) return refuse('rolled-back', 'the rotation leads back to keys that the server had before');
  const last = history.at(-1);
  return last !== undefined && at <= last.at ? refuse('replayed', 'the rotation is older than the one before it') : ok({ identity, pin, nextIdentity, nextPin, at: at as UnixMs });
}

/** The keys at which a rotation claims to begin; null when it is none. Nothing is checked. */
export function claimedKeys(bytes: Uint8Array): ServerKeys | null {
  const parts = bytes.length > MAX_ROTATION_BYTES ? null : decodeSigned(magic, schema, bytes);
  return parts === null ? null : { identity: parts.value.identity, pin: parts.value.pin };
}

/** The keys that a rotation leads to. */
export function nextKeys({ nextIdentity, nextPin }: Rotation): ServerKeys {
  return { identity: nextIdentity, pin: nextPin };
}

/** Whether both are the same pair. */
export function isSameServer(left: ServerKeys, right: ServerKeys): boolean {
  return equalBytes(left.identity, right.identity) && equalBytes(left.pin, right.pin);
}

function refuse(refusal: RotationRefusal, message: string): Result<never, RotationFailure> {
  return err({ kind: 'bad-rotation', message, refusal });
}
