import { createCipheriv, createDecipheriv, getCiphers } from 'node:crypto';
import { createChunkCipher, type ChunkCipher } from '#crypto';

export const CHUNK_BYTES = 64 * 1024;
export const TAG_BYTES = 16;
const NAME = 'chacha20-poly1305';

/**
 * The fastest ChaCha20-Poly1305 of this runtime: Node's OpenSSL, or the WebAssembly one where the runtime's library lacks
 * the cipher, as Electron's does (docs/adr/0003).
 */
export async function createCipher(): Promise<ChunkCipher> {
  return getCiphers().includes(NAME) ? nativeCipher : createChunkCipher(CHUNK_BYTES);
}

/** ChaCha20-Poly1305 of Node's OpenSSL. */
export const nativeCipher: ChunkCipher = {
  seal: (key, nonce, plain, sealed) => {
    const cipher = createCipheriv(NAME, key, nonce, { authTagLength: TAG_BYTES });
    sealed.set(cipher.update(plain));
    cipher.final();
    sealed.set(cipher.getAuthTag(), plain.length);
  },
  open: (key, nonce, sealed, plain) => {
    if (sealed.length < TAG_BYTES) return false;
    const decipher = createDecipheriv(NAME, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const opened = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
    try {
      decipher.final();
    } catch {
      return false;
    }
    plain.set(opened);
    return true;
  },
};
