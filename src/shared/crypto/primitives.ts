import sodium from 'libsodium-wrappers-sumo';
import { concatBytes, type RandomBytes } from '#base';
import { startHashing, type Hashing } from './hashing.ts';

// SHA-256 runs in a module of our own once it was seen to agree with the library; null: the library does it.
let hashing: Hashing | null | undefined;

function ownHashing(): Hashing | null {
  if (hashing === undefined) {
    // Throws while the library is not loaded: nothing is decided before that.
    sodium.crypto_hash_sha256(new Uint8Array(0));
    hashing = startHashing((message) => sodium.crypto_hash_sha256(message));
  }
  return hashing;
}

/** Resolves when the cryptographic library is loaded; every other function here throws before that. */
export async function readyCrypto(): Promise<void> {
  await sodium.ready;
}

/** Random bytes of the platform's generator. */
export const systemRandom: RandomBytes = (length) => sodium.randombytes_buf(length);

/** SHA-256 (FIPS 180-4): 32 bytes. */
export function sha256(message: Uint8Array): Uint8Array {
  const own = ownHashing();
  return own === null ? sodium.crypto_hash_sha256(message) : own.sha256(message);
}

/** HMAC-SHA-256 (RFC 2104) with a key of any length: 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmacOf(key)(message);
}

/** HKDF-SHA-256 (RFC 5869): extract and expand to `length` bytes (at most 8,160). */
export function hkdfSha256(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const expand = hmacOf(hmacSha256(salt, ikm));
  const output = new Uint8Array(length);
  let previous: Uint8Array = new Uint8Array(0);
  for (let offset = 0, counter = 1; offset < length; offset += 32, counter += 1) {
    const input = new Uint8Array(previous.length + info.length + 1);
    input.set(previous);
    input.set(info, previous.length);
    input[input.length - 1] = counter;
    previous = expand(input);
    output.set(previous.subarray(0, Math.min(32, length - offset)), offset);
  }
  return output;
}

// A key longer than a block is replaced by its hash; a shorter one is padded with zeros anyway.
function hmacOf(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const short = key.length > 64 ? sha256(key) : key;
  const own = ownHashing();
  if (own !== null) return own.hmacOf(short);
  return (message) => {
    const state = sodium.crypto_auth_hmacsha256_init(short);
    sodium.crypto_auth_hmacsha256_update(state, message);
    return sodium.crypto_auth_hmacsha256_final(state);
  };
}

/** Ed25519 public key and 64-byte signing key of a 32-byte seed (RFC 8032). */
export function ed25519FromSeed(seed: Uint8Array): { readonly publicKey: Uint8Array; readonly signingKey: Uint8Array } {
  const pair = sodium.crypto_sign_seed_keypair(seed);
  return { publicKey: pair.publicKey, signingKey: pair.privateKey };
}

/** Ed25519 signature (64 bytes) over a message. */
export function ed25519Sign(message: Uint8Array, signingKey: Uint8Array): Uint8Array {
  return sodium.crypto_sign_detached(message, signingKey);
}

/** Strict Ed25519 verification: canonical S and key, no small-order points. False for anything else, never throws. */
export function ed25519Verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  return sodium.crypto_sign_verify_detached(signature, message, publicKey);
}

/** The scalar h of a signature (RFC 8032 section 5.1.7): SHA-512 over R, key and message, modulo the order of the group. */
export function ed25519Challenge(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return sodium.crypto_core_ed25519_scalar_reduce(sodium.crypto_hash_sha512(concatBytes(signature.subarray(0, 32), publicKey, message)));
}

/** True for the canonical encoding of a point of the prime-order subgroup that is not the neutral one: every key made as it should be. */
export function ed25519IsProperKey(publicKey: Uint8Array): boolean {
  return publicKey.length === 32 && sodium.crypto_core_ed25519_is_valid_point(publicKey);
}

/** Encoding of a 32-byte scalar times a point of the prime-order subgroup. Throws when the result is the neutral point. */
export function ed25519Multiply(scalar: Uint8Array, point: Uint8Array): Uint8Array {
  return sodium.crypto_scalarmult_ed25519_noclamp(scalar, point);
}

/** X25519 public key of a 32-byte secret scalar (RFC 7748). */
export function x25519Public(secret: Uint8Array): Uint8Array {
  return sodium.crypto_scalarmult_base(secret);
}

/** Sealed box to an X25519 key: anonymous sender, 48 bytes longer than the message. Throws on a key of another length or of small order. */
export function sealBox(message: Uint8Array, recipient: Uint8Array): Uint8Array {
  return sodium.crypto_box_seal(message, recipient);
}

/** Opens a sealed box; null when it is not for this key or was changed. */
export function openBox(box: Uint8Array, publicKey: Uint8Array, secret: Uint8Array): Uint8Array | null {
  try {
    return sodium.crypto_box_seal_open(box, publicKey, secret);
  } catch {
    return null;
  }
}

/** XChaCha20-Poly1305 (24-byte nonce); the 16-byte tag ends the result. */
export function aeadSeal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, aad, null, nonce, key);
}

/** Opens what `aeadSeal` made; null when key, nonce, associated data or bytes differ. */
export function aeadOpen(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, aad, nonce, key);
  } catch {
    return null;
  }
}

/** True for an X25519 public key of large order: with one of small order every agreement would be the same known value (RFC 7748 section 6.1). */
export function x25519IsProperKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false;
  try {
    sodium.crypto_scalarmult(new Uint8Array(32).fill(0x42), publicKey);
    return true;
  } catch {
    return false;
  }
}
