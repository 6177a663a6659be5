import { concatBytes } from '#base';

/** The few forms of DER (ITU-T X.690) that a minimal certificate needs. */
const TAGS = { integer: 0x02, bitString: 0x03, sequence: 0x30, objectId: 0x06, utcTime: 0x17, generalizedTime: 0x18 } as const;

/** One value with its tag and length. */
export function derValue(kind: keyof typeof TAGS, content: Uint8Array): Uint8Array {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return concatBytes(Uint8Array.of(TAGS[kind], ...head), content);
}

/** A sequence of encoded values. */
export function derSequence(...members: readonly Uint8Array[]): Uint8Array {
  return derValue('sequence', concatBytes(...members));
}

/** A positive integer of big-endian bytes. */
export function derInteger(bytes: Uint8Array): Uint8Array {
  return derValue('integer', (bytes[0] ?? 0) >= 128 ? concatBytes(Uint8Array.of(0), bytes) : bytes);
}

/** A bit string of whole bytes. */
export function derBits(bytes: Uint8Array): Uint8Array {
  return derValue('bitString', concatBytes(Uint8Array.of(0), bytes));
}

/** An instant, to the second: UTCTime until 2049, GeneralizedTime from 2050 on (RFC 5280 section 4.1.2.5). */
export function derTime(unixMs: number): Uint8Array {
  const digits = new Date(unixMs).toISOString().replace(/[-:T]|\.\d+/g, '');
  const text = new TextEncoder();
  return Number(digits.slice(0, 4)) < 2050 ? derValue('utcTime', text.encode(digits.slice(2))) : derValue('generalizedTime', text.encode(digits));
}
