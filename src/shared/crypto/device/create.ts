import { bytesToHex, concatBytes, textToBytes, wipeBytes, type RandomBytes } from '#base';
import { ed25519FromSeed, sha256, x25519Public } from '../primitives.ts';

/** A device's keys: what others see, and the secrets that never leave the engine. */
export interface DevicePublic { readonly ed25519: Uint8Array; readonly x25519: Uint8Array }
export interface DeviceKeys extends DevicePublic {
  /** 64-byte Ed25519 signing key (seed ‖ public). */
  readonly signingKey: Uint8Array;
  /** 32-byte X25519 secret scalar. */
  readonly boxKey: Uint8Array;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Fresh device keys (docs/spec/vault.md section 4). */
export function createDevice(random: RandomBytes): DeviceKeys {
  const seed = random(32);
  const device = deviceFromSecrets(seed, random(32));
  wipeBytes(seed);
  return device;
}

/** Device keys of an Ed25519 seed and an X25519 secret. The secret is kept, the seed is not. */
export function deviceFromSecrets(seed: Uint8Array, boxKey: Uint8Array): DeviceKeys {
  const { publicKey, signingKey } = ed25519FromSeed(seed);
  return { ed25519: publicKey, signingKey, x25519: x25519Public(boxKey), boxKey };
}

/** The two characters proposed to begin a device's references. */
export function proposePrefix(ed25519: Uint8Array): string {
  const hash = sha256(concatBytes(textToBytes('holdfast/prefix/1'), ed25519));
  return CROCKFORD.charAt((hash[0] ?? 0) & 31) + CROCKFORD.charAt((hash[1] ?? 0) & 31);
}

/** Fingerprint of a device key to compare by voice: five groups of four hexadecimal digits (docs/spec/frames.md section 9). */
export function deviceFingerprint(ed25519: Uint8Array): string {
  const digits = bytesToHex(sha256(concatBytes(textToBytes('holdfast/fingerprint/1'), ed25519)).subarray(0, 10));
  return digits.match(/.{4}/g)?.join(' ') ?? '';
}
