import { bytesToHex, fail, hexToBytes, ok, type Failure, type Result } from '#base';
import { MAX_VOUCHER_BYTES } from './voucher.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const QR_PREFIX = 'HFV1:';

/** A voucher to type or paste: base32 (RFC 4648 section 6) without padding, in groups of eight. */
export function voucherText(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const value of bytes) {
    held = (held << 8) | value;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((held >> (bits - 5)) & 31);
    held &= (1 << bits) - 1;
  }
  if (bits > 0) text += ALPHABET.charAt((held << (5 - bits)) & 31);
  return text.match(/.{1,8}/g)?.join('-') ?? '';
}

/** The text of the QR picture of a voucher. */
export function voucherQrText(bytes: Uint8Array): string {
  return `${QR_PREFIX}${bytesToHex(bytes)}`.toUpperCase();
}

/** Bytes of a voucher that was typed, pasted or scanned. `bad-voucher`: it is neither of both forms. Nothing of it is proved yet. */
export function parseVoucherText(text: string): Result<Uint8Array, Failure<'bad-voucher'>> {
  const compact = text.length <= 4 * MAX_VOUCHER_BYTES ? text.toUpperCase().replace(/[\s-]/g, '') : '';
  const bytes = compact.startsWith(QR_PREFIX) ? hexToBytes(compact.slice(QR_PREFIX.length)) : fromBase32(compact);
  return bytes === null || bytes.length === 0 || bytes.length > MAX_VOUCHER_BYTES ? fail('bad-voucher', 'this is not the text of a voucher') : ok(bytes);
}

// Strict: no other characters, no useless last one, and the bits that fill up must be zero, so that a text has one meaning.
function fromBase32(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = held >> bits;
    held &= (1 << bits) - 1;
    at += 1;
  }
  return bits >= 5 || held !== 0 ? null : bytes;
}
