import { concatBytes, type RandomBytes } from '#base';
import { aeadOpen, aeadSeal } from './primitives.ts';

const NONCE = 24;

/** Nonce ‖ XChaCha20-Poly1305 with a random nonce (docs/spec/vault.md section 2). */
export function sealValue(key: Uint8Array, aad: Uint8Array, plaintext: Uint8Array, random: RandomBytes): Uint8Array {
  const nonce = random(NONCE);
  return concatBytes(nonce, aeadSeal(key, nonce, aad, plaintext));
}

/** Opens a sealed value; null when it is too short, changed, or for another key or place. */
export function openValue(key: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length < NONCE + 16) return null;
  return aeadOpen(key, sealed.subarray(0, NONCE), aad, sealed.subarray(NONCE));
}
