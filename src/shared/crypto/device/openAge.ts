import sodium from 'libsodium-wrappers-sumo';
import { concatBytes, equalBytes, textToBytes, wipeBytes } from '#base';
import { parseAgeHeader, x25519ShareOf } from '../ageHeader.ts';
import { hkdfSha256, hmacSha256 } from '../primitives.ts';
import type { DeviceKeys } from './create.ts';

/** Where the chunks of an age file begin, and the key that opens them; `not-age`, `other-key` (no stanza is for this device) or `changed` (its header was). */
export type DeviceAgeOpening = { readonly payloadStart: number; readonly payloadKey: Uint8Array } | 'not-age' | 'other-key' | 'changed';

const NONCE_BYTES = 16;
const NO_BYTES = /* @__PURE__ */ new Uint8Array(0);
const wrapInfo = /* @__PURE__ */ textToBytes('age-encryption.org/v1/X25519');
const headerInfo = /* @__PURE__ */ textToBytes('header');
const payloadInfo = /* @__PURE__ */ textToBytes('payload');

/**
 * Reads the header of an age v1 file (C2SP age) with the X25519 key of a device, which is an age identity. `bytes` are the first bytes of the file: the whole header and the 16 bytes of nonce behind
 * it, whatever follows. The key that is answered opens this one file and nothing else, so that it may go where the device's own never does.
 */
export function openDeviceAge(bytes: Uint8Array, device: Pick<DeviceKeys, 'boxKey' | 'x25519'>): DeviceAgeOpening {
  const header = parseAgeHeader(bytes);
  if (header === null) return 'not-age';
  for (const stanza of header.stanzas) {
    const share = x25519ShareOf(stanza);
    const fileKey = share === null ? null : unwrap(share, stanza.body, device);
    if (fileKey === null) continue;
    const mac = hmacSha256(hkdfSha256(fileKey, NO_BYTES, headerInfo, 32), bytes.subarray(0, header.openLength));
    const payloadStart = header.length + NONCE_BYTES;
    const isWhole = equalBytes(mac, header.mac) && bytes.length >= payloadStart;
    const payloadKey = isWhole ? hkdfSha256(fileKey, bytes.subarray(header.length, payloadStart), payloadInfo, 32) : NO_BYTES;
    wipeBytes(fileKey);
    return isWhole ? { payloadStart, payloadKey } : 'changed';
  }
  return 'other-key';
}

function unwrap(share: Uint8Array, wrapped: Uint8Array, device: Pick<DeviceKeys, 'boxKey' | 'x25519'>): Uint8Array | null {
  try {
    // Refuses a share of small order.
    const shared = sodium.crypto_scalarmult(device.boxKey, share);
    const key = hkdfSha256(shared, concatBytes(share, device.x25519), wrapInfo, 32);
    wipeBytes(shared);
    return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, wrapped, null, new Uint8Array(12), key);
  } catch {
    return null;
  }
}
