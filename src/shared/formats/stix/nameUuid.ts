import { textToBytes } from '#base';

/** Namespace of the ids in bundles of this program (docs/spec/scope.md section 5.1). */
const NAMESPACE = 'e5b0a7d86c0c5d0e9f5e2f2a0f4d7c11';

/** UUID version 5 of a name (RFC 9562 section 5.5): the same name gives the same id on every machine. */
export function nameUuid(name: string): string {
  const space = Uint8Array.from({ length: 16 }, (_, index) => Number.parseInt(NAMESPACE.slice(index * 2, index * 2 + 2), 16));
  const text = textToBytes(name);
  const digest = sha1(Uint8Array.from([...space, ...text]));
  const bytes = digest.slice(0, 16).map((byte, index) => (index === 6 ? (byte & 0x0f) | 0x50 : index === 8 ? (byte & 0x3f) | 0x80 : byte));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

// FIPS 180-4 section 6.1. It stands here and not with the cryptography because nothing is protected by it: version 5 names are made with it, that is all.
function sha1(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(((message.length + 8) >> 6) * 64 + 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, message.length * 8);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let at = 0; at < padded.length; at += 64) mixBlock(state, view, at);
  const digest = new Uint8Array(20);
  for (const [index, word] of state.entries()) new DataView(digest.buffer).setUint32(index * 4, word >>> 0);
  return digest;
}

function mixBlock(state: number[], view: DataView, at: number): void {
  const words: number[] = Array.from({ length: 16 }, (_, index) => view.getUint32(at + index * 4));
  for (let index = 16; index < 80; index += 1) words.push(rotate((words[index - 3] ?? 0) ^ (words[index - 8] ?? 0) ^ (words[index - 14] ?? 0) ^ (words[index - 16] ?? 0), 1));
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (const [index, word] of words.entries()) {
    const [mixed, constant] = index < 20 ? [(b & c) | (~b & d), 0x5a827999] : index < 40 ? [b ^ c ^ d, 0x6ed9eba1] : index < 60 ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc] : [b ^ c ^ d, 0xca62c1d6];
    const next = (rotate(a, 5) + mixed + e + constant + word) | 0;
    [e, d, c, b, a] = [d, c, rotate(b, 30), a, next];
  }
  for (const [index, value] of [a, b, c, d, e].entries()) state[index] = ((state[index] ?? 0) + value) | 0;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
