import type { ChunkCipher } from '#crypto';
import { CHUNK_BYTES, TAG_BYTES } from './cipher.ts';

export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/** Bytes of the sealed payload of so many plaintext bytes. An empty payload is one empty chunk; otherwise the last is never empty. */
export function sealedLength(plainBytes: number): number {
  return plainBytes + TAG_BYTES * Math.max(1, Math.ceil(plainBytes / CHUNK_BYTES));
}

/** Plaintext bytes of a sealed payload, or null when no payload has this length. */
export function plainLength(sealedBytes: number): number | null {
  const chunks = Math.max(1, Math.ceil(sealedBytes / SEALED_CHUNK_BYTES));
  const plain = sealedBytes - chunks * TAG_BYTES;
  return plain >= 0 && sealedLength(plain) === sealedBytes ? plain : null;
}

/** A run of consecutive chunks: `counter` is the number of the first, `last` says that the payload ends with this run. */
export interface ChunkRun { readonly key: Uint8Array; readonly counter: number; readonly last: boolean }

/**
 * Seals consecutive chunks of the STREAM of age v1: 64 KiB each, nonce = 11-byte big-endian counter and one byte that is 1
 * for the last chunk of the payload. Answers the sealed length.
 */
export function sealChunks(cipher: ChunkCipher, run: ChunkRun, plain: Uint8Array, sealed: Uint8Array): number {
  const nonce = new Uint8Array(12);
  const chunks = Math.max(1, Math.ceil(plain.length / CHUNK_BYTES));
  for (let index = 0; index < chunks; index += 1) {
    setNonce(nonce, run.counter + index, run.last && index === chunks - 1);
    const from = index * CHUNK_BYTES;
    const chunk = plain.subarray(from, Math.min(from + CHUNK_BYTES, plain.length));
    const at = index * SEALED_CHUNK_BYTES;
    cipher.seal(run.key, nonce, chunk, sealed.subarray(at, at + chunk.length + TAG_BYTES));
  }
  return sealedLength(plain.length);
}

/** Opens what `sealChunks` sealed; the plaintext length, or null when a chunk was changed, moved or cut off. */
export function openChunks(cipher: ChunkCipher, run: ChunkRun, sealed: Uint8Array, plain: Uint8Array): number | null {
  const nonce = new Uint8Array(12);
  const chunks = Math.ceil(sealed.length / SEALED_CHUNK_BYTES);
  let done = 0;
  for (let index = 0; index < chunks; index += 1) {
    setNonce(nonce, run.counter + index, run.last && index === chunks - 1);
    const at = index * SEALED_CHUNK_BYTES;
    const chunk = sealed.subarray(at, Math.min(at + SEALED_CHUNK_BYTES, sealed.length));
    const length = chunk.length - TAG_BYTES;
    if (length < 0 || !cipher.open(run.key, nonce, chunk, plain.subarray(done, done + length))) return null;
    done += length;
  }
  return done;
}

function setNonce(nonce: Uint8Array, counter: number, isLast: boolean): void {
  // The counter is below 2^48: the upper five of its eleven bytes stay zero.
  const view = new DataView(nonce.buffer);
  view.setUint16(5, Math.floor(counter / 2 ** 32));
  view.setUint32(7, counter % 2 ** 32);
  nonce[11] = isLast ? 1 : 0;
}
