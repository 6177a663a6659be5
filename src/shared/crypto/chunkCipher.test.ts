import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToHex, hexToBytes, textToBytes } from '#base';
import { createChunkCipher } from './chunkCipher.ts';

const CHUNK = 65_536;
const runs = process.env['SLOW'] === '1' ? 2_000 : 40;

// The answers below are OpenSSL's for this key and nonce.
const key = Uint8Array.from({ length: 32 }, (_, index) => index);
const nonce = hexToBytes('0700000040414243444546ff') ?? new Uint8Array(0);

test('opens what it sealed and refuses every changed bit', async () => {
  const cipher = await createChunkCipher(CHUNK);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(), async (plain, at) => {
      const sealed = new Uint8Array(plain.length + 16);
      cipher.seal(key, nonce, plain, sealed);
      const opened = new Uint8Array(plain.length);
      expect(cipher.open(key, nonce, sealed, opened)).toBe(true);
      expect(bytesToHex(opened)).toBe(bytesToHex(plain));
      const bit = at % (sealed.length * 8);
      sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(cipher.open(key, nonce, sealed, new Uint8Array(plain.length))).toBe(false);
    }),
    { numRuns: runs },
  );
});

test('agrees with OpenSSL on an empty and a short message', async () => {
  const cipher = await createChunkCipher(CHUNK);
  const empty = new Uint8Array(16);
  cipher.seal(key, nonce, new Uint8Array(0), empty);
  expect(bytesToHex(empty)).toBe('f2db8967a59ecd9da8f6b1bb9fa616a1');
  const short = new Uint8Array(21);
  cipher.seal(key, nonce, textToBytes('hello'), short);
  expect(bytesToHex(short)).toBe('62a534deaaa955670b16e7db2e5eca581acac024f3');
});

test('refuses chunks and keys of another length', async () => {
  const cipher = await createChunkCipher(64);
  expect(() => cipher.seal(key, nonce, new Uint8Array(65), new Uint8Array(81))).toThrow();
  expect(() => cipher.seal(key.subarray(1), nonce, new Uint8Array(1), new Uint8Array(17))).toThrow();
  expect(cipher.open(key, nonce, new Uint8Array(15), new Uint8Array(0))).toBe(false);
});
