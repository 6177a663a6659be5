import { bytesToHex, concatBytes, textToBytes } from '#base';
import { sha256 } from '#crypto';

const tag = /* @__PURE__ */ textToBytes('holdfast/server/1');

/** Pin of a TLS key: SHA-256 of the DER bytes of its SubjectPublicKeyInfo (docs/spec/sync.md section 1). */
export function pinOf(publicKeyInfo: Uint8Array): Uint8Array {
  return sha256(publicKeyInfo);
}

/** Fingerprint of a server to compare by eye: five groups of four hexadecimal digits over identity key and pin. */
export function serverFingerprint(identity: Uint8Array, pin: Uint8Array): string {
  return bytesToHex(sha256(concatBytes(tag, identity, pin)).subarray(0, 10)).match(/.{4}/g)?.join(' ') ?? '';
}

/** True when a person typed this fingerprint, in any case and with or without separators. */
export function isFingerprintOf(typed: string, identity: Uint8Array, pin: Uint8Array): boolean {
  return typed.toLowerCase().replace(/[\s:-]/g, '') === serverFingerprint(identity, pin).replaceAll(' ', '');
}
