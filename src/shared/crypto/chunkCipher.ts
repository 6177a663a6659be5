import sodium from 'libsodium-wrappers-sumo';

/** ChaCha20-Poly1305 (RFC 8439) over single chunks with a 12-byte nonce and no associated data; the 16-byte tag ends the sealed chunk. */
export interface ChunkCipher {
  /** Writes `plain.length + 16` bytes into `sealed`. */
  readonly seal: (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, sealed: Uint8Array) => void;
  /** Writes `sealed.length - 16` bytes into `plain`; false when key, nonce or bytes differ. */
  readonly open: (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, plain: Uint8Array) => boolean;
}

/** The raw functions of the WebAssembly module; 64-bit lengths are two 32-bit words, low one first. */
interface RawSodium {
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (bytes: number) => number;
  readonly _crypto_aead_chacha20poly1305_ietf_encrypt: (
    sealed: number, sealedLength: number, plain: number, plainLow: number, plainHigh: number, data: number, dataLow: number, dataHigh: number, secretNonce: number, nonce: number, key: number,
  ) => number;
  readonly _crypto_aead_chacha20poly1305_ietf_decrypt: (
    plain: number, plainLength: number, secretNonce: number, sealed: number, sealedLow: number, sealedHigh: number, data: number, dataLow: number, dataHigh: number, nonce: number, key: number,
  ) => number;
}

const TAG_BYTES = 16;

/**
 * A chunk cipher for chunks of at most `chunkBytes` of plaintext, for runtimes whose own library lacks the cipher (Electron's does).
 * It works in memory that is taken once, because the usual wrapper allocates and frees for every chunk and loses a third of the speed.
 */
export async function createChunkCipher(chunkBytes: number): Promise<ChunkCipher> {
  await sodium.ready;
  const raw = (sodium as unknown as { readonly libsodium: RawSodium }).libsodium;
  const data = raw._malloc(chunkBytes + TAG_BYTES);
  const nonceAt = raw._malloc(12);
  const keyAt = raw._malloc(32);
  if (data === 0 || nonceAt === 0 || keyAt === 0) throw new Error('no memory for the chunk cipher');

  function load(key: Uint8Array, nonce: Uint8Array, bytes: Uint8Array, limit: number): void {
    if (key.length !== 32 || nonce.length !== 12 || bytes.length > limit) throw new Error('a key, nonce or chunk of another length');
    raw.HEAPU8.set(bytes, data);
    raw.HEAPU8.set(nonce, nonceAt);
    raw.HEAPU8.set(key, keyAt);
  }

  return {
    seal: (key, nonce, plain, sealed) => {
      load(key, nonce, plain, chunkBytes);
      raw._crypto_aead_chacha20poly1305_ietf_encrypt(data, 0, data, plain.length, 0, 0, 0, 0, 0, nonceAt, keyAt);
      sealed.set(raw.HEAPU8.subarray(data, data + plain.length + TAG_BYTES));
      raw.HEAPU8.fill(0, keyAt, keyAt + 32);
    },
    open: (key, nonce, sealed, plain) => {
      if (sealed.length < TAG_BYTES) return false;
      load(key, nonce, sealed, chunkBytes + TAG_BYTES);
      const outcome = raw._crypto_aead_chacha20poly1305_ietf_decrypt(data, 0, 0, data, sealed.length, 0, 0, 0, 0, nonceAt, keyAt);
      if (outcome === 0) plain.set(raw.HEAPU8.subarray(data, data + sealed.length - TAG_BYTES));
      raw.HEAPU8.fill(0, data, data + chunkBytes + TAG_BYTES).fill(0, keyAt, keyAt + 32);
      return outcome === 0;
    },
  };
}
