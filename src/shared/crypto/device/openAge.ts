import sodium from 'libsodium-wrappers-sumo';
import { concatBytes, equalBytes, textToBytes, wipeBytes } from '#base';
import { base64ToBytes } from '../base64.ts';
import { hkdfSha256, hmacSha256 } from '../primitives.ts';
import type { DeviceKeys } from './create.ts';

/** Where the chunks of an age file begin, and the key that opens them; `not-age`, `other-key` (no stanza is for this device) or `changed` (its header was). */
export type DeviceAgeOpening = { readonly payloadStart: number; readonly payloadKey: Uint8Array } | 'not-age' | 'other-key' | 'changed';

/** An age header is at most so long (docs/spec/bundle.md section 3). */
const HEADER_LIMIT_BYTES = 16 * 1024;
const NONCE_BYTES = 16;
const WRAPPED_BYTES = 32;
const NO_BYTES = /* @__PURE__ */ new Uint8Array(0);
const wrapInfo = /* @__PURE__ */ textToBytes('age-encryption.org/v1/X25519');
const headerInfo = /* @__PURE__ */ textToBytes('header');
const payloadInfo = /* @__PURE__ */ textToBytes('payload');

/**
 * Reads the header of an age v1 file (C2SP age) with the X25519 key of a device, which is an age identity. `bytes` are the first bytes of the file: the whole header and the 16 bytes of nonce behind
 * it, whatever follows. The key that is answered opens this one file and nothing else, so that it may go where the device's own never does.
 */
export function openDeviceAge(bytes: Uint8Array, device: Pick<DeviceKeys, 'boxKey' | 'x25519'>): DeviceAgeOpening {
  const header = parseHeader(bytes.subarray(0, HEADER_LIMIT_BYTES));
  if (header === null) return 'not-age';
  for (const { share, wrapped } of header.stanzas) {
    const fileKey = unwrap(share, wrapped, device);
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

interface Stanza { readonly share: Uint8Array; readonly wrapped: Uint8Array }
/** `openLength`: what the MAC is over. Stanzas of other kinds are passed over. */
interface Header { readonly stanzas: readonly Stanza[]; readonly mac: Uint8Array; readonly openLength: number; readonly length: number }

function parseHeader(bytes: Uint8Array): Header | null {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  const match = /^age-encryption\.org\/v1\n((?:-> [!-~]+(?: [!-~]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+)--- ([A-Za-z0-9+/]{43})\n/.exec(text);
  const mac = fromBase64(match?.[2] ?? '');
  if (match === null || mac?.length !== 32) return null;
  const stanzas: Stanza[] = [];
  for (const block of (match[1] ?? '').split(/^-> /m).slice(1)) {
    const [first = '', ...lines] = block.split('\n');
    const [kind, word = '', ...more] = first.split(' ');
    const wrapped = fromBase64(lines.join(''));
    if (wrapped === null) return null;
    const share = kind === 'X25519' && more.length === 0 ? fromBase64(word) : null;
    if (share?.length === 32 && wrapped.length === WRAPPED_BYTES) stanzas.push({ share, wrapped });
  }
  return { stanzas, mac, openLength: match[0].lastIndexOf('---') + 3, length: match[0].length };
}

/** Unpadded, and only in the canonical form. */
function fromBase64(text: string): Uint8Array | null {
  return text.length % 4 === 1 ? null : base64ToBytes(text.padEnd(Math.ceil(text.length / 4) * 4, '='));
}
