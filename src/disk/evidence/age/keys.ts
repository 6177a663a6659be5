import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
import { bech32ToBytes } from '#crypto';

const PUBLIC_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** The X25519 public key (32 bytes) of an `age1…` recipient, or null when it is not one. */
export function parseRecipient(text: string): Uint8Array | null {
  const bytes = bech32ToBytes(text, 'age');
  return bytes?.length === 32 ? bytes : null;
}

/** The X25519 secret scalar (32 bytes) of an `AGE-SECRET-KEY-1…` identity, or null when it is not one. */
export function parseIdentity(text: string): Uint8Array | null {
  const bytes = text === text.toUpperCase() ? bech32ToBytes(text.toLowerCase(), 'age-secret-key-') : null;
  return bytes?.length === 32 ? bytes : null;
}

/** X25519 (RFC 7748) public key of a secret scalar. */
export function toPublicKey(secret: Uint8Array): Uint8Array {
  return rawPublic(createPublicKey(privateKey(secret)));
}

/** X25519 shared secret, or null for a point of small order. */
export function sharedSecret(secret: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  try {
    const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicKey]), format: 'der', type: 'spki' });
    const shared = new Uint8Array(diffieHellman({ privateKey: privateKey(secret), publicKey: key }));
    return shared.every((value) => value === 0) ? null : shared;
  } catch {
    return null;
  }
}

function privateKey(secret: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, secret]), format: 'der', type: 'pkcs8' });
}

function rawPublic(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length));
}
