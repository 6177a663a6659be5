import * as v from 'valibot';
import { decodeCbor, encodeCbor, equalBytes, fail, ok, type Failure, type Result } from '#base';
import { bytesOf, bytesSchema } from '../bytesSchema.ts';
import { hasValidSignature } from '../feed/sign.ts';
import { decodeHeader } from '../frame/header.ts';
import type { Frame } from '../frame/types.ts';
import { hashHeader } from '../identify.ts';

/** Two signed headers of one feed at one seq. */
export interface ForkProof { readonly first: SignedHeader; readonly second: SignedHeader }
export interface SignedHeader { readonly header: Uint8Array; readonly signature: Uint8Array }

const signedSchema = v.strictObject({ header: bytesSchema, signature: bytesOf(64) });
const forkSchema = v.strictObject({ format: v.literal('holdfast-fork-proof'), version: v.literal(1), first: signedSchema, second: signedSchema });

/** A fork proof of two frames, as CBOR. */
export function encodeForkProof(first: Frame, second: Frame): Uint8Array {
  const signed = (frame: Frame) => ({ header: frame.headerBytes, signature: frame.signature });
  return encodeCbor({ format: 'holdfast-fork-proof', version: 1, first: signed(first), second: signed(second) });
}

/** True when the bytes prove that one author signed two frames for the same place. */
export function checkForkProof(bytes: Uint8Array): Result<{ readonly holds: boolean; readonly proof: ForkProof }, Failure<'malformed-proof'>> {
  const decoded = decodeCbor(bytes);
  const parsed = decoded.ok ? v.safeParse(forkSchema, decoded.value) : null;
  if (parsed?.success !== true) return fail('malformed-proof', 'this is not a fork proof of version 1');
  const { first, second } = parsed.output;
  const left = decodeHeader(first.header);
  const right = decodeHeader(second.header);
  if (!left.ok || !right.ok) return fail('malformed-proof', 'the proof holds no two headers');
  const samePlace = left.value.seq === right.value.seq && equalBytes(left.value.author, right.value.author) &&
    equalBytes(left.value.logId, right.value.logId) && equalBytes(left.value.instance, right.value.instance);
  const signed = hasValidSignature({ header: left.value, headerBytes: first.header, signature: first.signature }) &&
    hasValidSignature({ header: right.value, headerBytes: second.header, signature: second.signature });
  return ok({ holds: samePlace && signed && !equalBytes(hashHeader(first.header), hashHeader(second.header)), proof: { first, second } });
}
