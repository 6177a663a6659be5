import { equalBytes, fail, ok, type Failure, type Result } from '#base';
import { aeadOpen, aeadSeal } from '../primitives.ts';
import type { FrameKeys } from './keys.ts';

const FLOOR = 1024;

/** Bytes a sealed body adds to its padded plaintext. */
export const BODY_TAG_BYTES = 16;

/** Padded length of a plaintext: Padmé with a floor of 1,024 bytes, so that short notes look alike (docs/spec/frames.md section 6). */
export function paddedLength(length: number): number {
  if (length <= FLOOR) return FLOOR;
  const exponent = Math.floor(Math.log2(length));
  const step = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1));
  return Math.ceil(length / step) * step;
}

/** Pads and seals the body map's bytes. */
export function sealBody(keys: FrameKeys, aad: Uint8Array, body: Uint8Array): Uint8Array {
  const padded = new Uint8Array(paddedLength(4 + body.length));
  new DataView(padded.buffer).setUint32(0, body.length);
  padded.set(body, 4);
  const sealed = aeadSeal(keys.key, keys.nonce, aad, padded);
  padded.fill(0);
  return sealed;
}

/** Checks the commitment (constant time) before anything is opened, then the tag, then the padding. Answers the body map's bytes. */
export function openBody(keys: FrameKeys, commitment: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Result<Uint8Array, Failure<'commitment-mismatch' | 'decrypt-failed' | 'malformed-body'>> {
  if (!equalBytes(keys.commitment, commitment)) return fail('commitment-mismatch', 'the frame was sealed under another key');
  const padded = aeadOpen(keys.key, keys.nonce, aad, sealed);
  if (padded === null) return fail('decrypt-failed', 'the body does not open');
  if (padded.length < 4) return fail('malformed-body', 'the body is too short');
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (padded.length !== paddedLength(4 + length)) return fail('malformed-body', 'the body is not padded to its proper length');
  for (let index = 4 + length; index < padded.length; index += 1) {
    if (padded[index] !== 0) return fail('malformed-body', 'the padding is not zero');
  }
  return ok(padded.subarray(4, 4 + length));
}
