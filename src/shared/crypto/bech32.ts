const CHARSET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

/** Bytes of a lower-case Bech32 text (BIP-173 without its length limit) with the given prefix, or null. */
export function bech32ToBytes(text: string, prefix: string): Uint8Array | null {
  if (!text.startsWith(`${prefix}1`) || text.length > 200) return null;
  const values = [...text.slice(prefix.length + 1)].map((letter) => CHARSET.indexOf(letter));
  if (values.length < 6 || values.includes(-1) || checksum([...expand(prefix), ...values]) !== 1) return null;
  const bytes: number[] = [];
  let bits = 0;
  let pending = 0;
  for (const value of values.slice(0, -6)) {
    pending = ((pending << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((pending >> bits) & 0xff);
    }
  }
  return bits < 5 && (pending & ((1 << bits) - 1)) === 0 ? Uint8Array.from(bytes) : null;
}

/** Lower-case Bech32 text of bytes (BIP-173 without its length limit): an X25519 key as `age` writes it. */
export function bytesToBech32(bytes: Uint8Array, prefix: string): string {
  const values: number[] = [];
  let bits = 0;
  let pending = 0;
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) values.push((pending >> (bits - 5)) & 31);
  }
  if (bits > 0) values.push((pending << (5 - bits)) & 31);
  const sum = checksum([...expand(prefix), ...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = Array.from({ length: 6 }, (_, index) => (sum >>> (5 * (5 - index))) & 31);
  return `${prefix}1${[...values, ...check].map((value) => CHARSET.charAt(value)).join('')}`;
}

function expand(prefix: string): readonly number[] {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function checksum(values: readonly number[]): number {
  let state = 1;
  for (const value of values) {
    const top = state >>> 25;
    state = ((state & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((term, bit) => { if (((top >> bit) & 1) === 1) state ^= term; });
  }
  return state;
}
