import * as v from 'valibot';
import { concatBytes, decodeCbor, encodeCbor, equalBytes, readUint32, uint32ToBytes, type CborValue } from '#base';
import { ed25519Sign, ed25519Verify } from '#crypto';
import { FIRST_ISSUE } from './schemas.ts';

const SIGNATURE_BYTES = 64;
const MAX_CONTENT_BYTES = 1_024;

/** An identity key of a server: 32 bytes that clients keep, and the 64-byte Ed25519 key that signs. */
export interface ServerSigner { readonly identity: Uint8Array; readonly signingKey: Uint8Array }

/** Something signed, taken apart; `content` are the bytes that were signed behind the tag. */
export interface SignedParts<T> { readonly value: T; readonly content: Uint8Array; readonly signature: Uint8Array }

/** `magic ‖ u32be n ‖ CBOR ‖ signature`, or without magic and length where that is empty. */
export function encodeSigned(magic: Uint8Array, tag: Uint8Array, value: CborValue, signer: ServerSigner): Uint8Array {
  const content = encodeCbor(value);
  const signature = ed25519Sign(concatBytes(tag, content), signer.signingKey);
  return magic.length === 0 ? concatBytes(content, signature) : concatBytes(magic, uint32ToBytes(content.length), content, signature);
}

/** Takes it apart without looking at the signature; null when it is not of this form. Limits come first. */
export function decodeSigned<T>(magic: Uint8Array, schema: v.GenericSchema<unknown, T>, bytes: Uint8Array): SignedParts<T> | null {
  const contentAt = magic.length === 0 ? 0 : magic.length + 4;
  const length = bytes.length - contentAt - SIGNATURE_BYTES;
  if (length < 1 || length > MAX_CONTENT_BYTES) return null;
  if (magic.length > 0 && (!equalBytes(bytes.subarray(0, magic.length), magic) || readUint32(bytes, magic.length) !== length)) return null;
  const content = bytes.slice(contentAt, contentAt + length);
  const decoded = decodeCbor(content);
  const parsed = decoded.ok ? v.safeParse(schema, decoded.value, FIRST_ISSUE) : null;
  return parsed?.success === true ? { value: parsed.output, content, signature: bytes.slice(contentAt + length) } : null;
}

/** True when the identity signed the content under the tag. */
export function isSignedBy<T>(parts: SignedParts<T>, tag: Uint8Array, identity: Uint8Array): boolean {
  return ed25519Verify(parts.signature, concatBytes(tag, parts.content), identity);
}
