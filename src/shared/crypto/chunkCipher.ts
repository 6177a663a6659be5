import sodium from 'libsodium-wrappers-sumo';
import { equalBytes } from '#base';
import { createChachaKernel, GROUP_BYTES, STATE_AT, TEXT_AT } from './chachaKernel.ts';

/** ChaCha20-Poly1305 (RFC 8439) over single chunks with a 12-byte nonce and no associated data; the 16-byte tag ends the sealed chunk. */
export interface ChunkCipher {
  /** Writes `plain.length + 16` bytes into `sealed`. */
  readonly seal: (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, sealed: Uint8Array) => void;
  /** Writes `sealed.length - 16` bytes into `plain`; false when key, nonce or bytes differ. */
  readonly open: (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, plain: Uint8Array) => boolean;
}

/** The raw functions of the library's WebAssembly module; a 64-bit length is two 32-bit words, low one first. */
interface RawSodium {
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (bytes: number) => number;
  readonly _crypto_onetimeauth_poly1305: (tag: number, message: number, lengthLow: number, lengthHigh: number, key: number) => number;
}

const TAG_BYTES = 16;
const BLOCK_BYTES = 64;
/** "expand 32-byte k" */
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;

/**
 * A chunk cipher for chunks of at most `chunkBytes` of plaintext, for runtimes whose own library lacks the cipher (Electron's
 * does). The key stream comes from our four-block kernel, the Poly1305 tag from the library, both in memory that is taken once.
 */
export async function createChunkCipher(chunkBytes: number): Promise<ChunkCipher> {
  await sodium.ready;
  const raw = (sodium as unknown as { readonly libsodium: RawSodium }).libsodium;
  const kernel = createChachaKernel(BLOCK_BYTES + chunkBytes);
  const state = new DataView(kernel.memory.buffer, STATE_AT, 64);
  const text = TEXT_AT + BLOCK_BYTES;
  const messageAt = raw._malloc(chunkBytes + 2 * TAG_BYTES);
  const tagAt = raw._malloc(TAG_BYTES);
  const keyAt = raw._malloc(32);
  if (messageAt === 0 || tagAt === 0 || keyAt === 0) throw new Error('no memory for the chunk cipher');

  /** Mixes the key stream into a text. Its first block, over zeros, is the one-time key of the tag (RFC 8439 section 2.6). */
  function mix(key: Uint8Array, nonce: Uint8Array, bytes: Uint8Array): void {
    if (key.length !== 32 || nonce.length !== 12 || bytes.length > chunkBytes) throw new Error('a key, nonce or chunk of another length');
    CONSTANTS.forEach((word, index) => state.setUint32(index * 4, word, true));
    kernel.memory.set(key, STATE_AT + 16);
    state.setUint32(48, 0, true);
    kernel.memory.set(nonce, STATE_AT + 52);
    kernel.memory.fill(0, TEXT_AT, text);
    kernel.memory.set(bytes, text);
    kernel.mix(Math.ceil((BLOCK_BYTES + bytes.length) / GROUP_BYTES));
    raw.HEAPU8.set(kernel.memory.subarray(TEXT_AT, TEXT_AT + 32), keyAt);
  }

  /** The tag over ciphertext, padding and both lengths (RFC 8439 section 2.8); the one-time key is spent. */
  function createTag(sealed: Uint8Array): Uint8Array {
    const padded = Math.ceil(sealed.length / TAG_BYTES) * TAG_BYTES;
    raw.HEAPU8.set(sealed, messageAt);
    raw.HEAPU8.fill(0, messageAt + sealed.length, messageAt + padded + TAG_BYTES);
    new DataView(raw.HEAPU8.buffer).setUint32(messageAt + padded + 8, sealed.length, true);
    raw._crypto_onetimeauth_poly1305(tagAt, messageAt, padded + TAG_BYTES, 0, keyAt);
    raw.HEAPU8.fill(0, keyAt, keyAt + 32);
    return raw.HEAPU8.subarray(tagAt, tagAt + TAG_BYTES);
  }

  function forgetKey(): void {
    kernel.memory.fill(0, STATE_AT, text);
  }

  return {
    seal: (key, nonce, plain, sealed) => {
      mix(key, nonce, plain);
      const ciphertext = kernel.memory.subarray(text, text + plain.length);
      sealed.set(ciphertext);
      sealed.set(createTag(ciphertext), plain.length);
      forgetKey();
    },
    open: (key, nonce, sealed, plain) => {
      const length = sealed.length - TAG_BYTES;
      if (length < 0) return false;
      mix(key, nonce, sealed.subarray(0, length));
      const isIntact = equalBytes(createTag(sealed.subarray(0, length)), sealed.subarray(length));
      // Nothing of a chunk leaves here before its tag was right.
      if (isIntact) plain.set(kernel.memory.subarray(text, text + length));
      kernel.memory.fill(0, text, text + length);
      forgetKey();
      return isIntact;
    },
  };
}
