import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#base';
import { createChunkCipher, type ChunkCipher } from '#crypto';
import { nativeCipher } from './cipher.ts';
import { createAgeStart, openAgeStart } from './header.ts';
import { parseIdentity, parseRecipient, toPublicKey } from './keys.ts';
import { openChunks, plainLength, SEALED_CHUNK_BYTES, sealChunks, sealedLength } from './stream.ts';

const slow = process.env['SLOW'] === '1';
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
/** From the README of the age format: a key pair that anybody may know. */
const identity = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX';
const ciphers: readonly (readonly [string, () => Promise<ChunkCipher>])[] = [
  ['OpenSSL', () => Promise.resolve(nativeCipher)],
  ['WebAssembly', () => createChunkCipher(65_536)],
];

test('lengths: plaintext and payload lengths fit each other, also above four gibibytes', () => {
  expect(sealedLength(0)).toBe(16);
  expect(sealedLength(65_536)).toBe(65_552);
  expect(sealedLength(65_537)).toBe(65_569);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 45 }), (plain) => {
      expect(plainLength(sealedLength(plain))).toBe(plain);
    }),
  );
  expect(plainLength(15)).toBeNull();
  expect(plainLength(SEALED_CHUNK_BYTES + 16)).toBeNull();
  expect(plainLength(SEALED_CHUNK_BYTES + 3)).toBeNull();
});

test('keys: Bech32 with a wrong letter, mixed case or another prefix is refused', () => {
  const secret = parseIdentity(identity);
  expect(secret?.length).toBe(32);
  expect(parseIdentity(identity.toLowerCase())).toBeNull();
  expect(parseIdentity(`${identity.slice(0, -1)}Y`)).toBeNull();
  expect(parseRecipient(identity)).toBeNull();
});

describe.each(ciphers)('with the cipher of %s', (_name, create) => {
  const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000];

  test('a stream restores exactly, in one run or in several', async () => {
    const cipher = await create();
    const key = random(32);
    for (const size of sizes) {
      const plain = random(size);
      const sealed = new Uint8Array(sealedLength(size));
      expect(sealChunks(cipher, { key, counter: 0, last: true }, plain, sealed)).toBe(sealed.length);
      const opened = new Uint8Array(size);
      expect(openChunks(cipher, { key, counter: 0, last: true }, sealed, opened)).toBe(size);
      expect(Buffer.compare(opened, plain)).toBe(0);
      const inRuns = new Uint8Array(sealedLength(size));
      for (let chunk = 0; chunk * 65_536 < size; chunk += 1) {
        const from = chunk * 65_536;
        sealChunks(cipher, { key, counter: chunk, last: from + 65_536 >= size }, plain.subarray(from, from + 65_536), inRuns.subarray(chunk * SEALED_CHUNK_BYTES));
      }
      if (size > 0) expect(createHash('sha256').update(inRuns).digest('hex')).toBe(createHash('sha256').update(sealed).digest('hex'));
    }
  });

  test('a stream that is cut at a chunk border, or whose chunks change places, does not open', async () => {
    const cipher = await create();
    const key = random(32);
    const sealed = new Uint8Array(sealedLength(3 * 65_536));
    sealChunks(cipher, { key, counter: 0, last: true }, random(3 * 65_536), sealed);
    const out = new Uint8Array(3 * 65_536);
    for (const chunks of [1, 2]) expect(openChunks(cipher, { key, counter: 0, last: true }, sealed.subarray(0, chunks * SEALED_CHUNK_BYTES), out)).toBeNull();
    const swapped = concatBytes(sealed.subarray(SEALED_CHUNK_BYTES, 2 * SEALED_CHUNK_BYTES), sealed.subarray(0, SEALED_CHUNK_BYTES), sealed.subarray(2 * SEALED_CHUNK_BYTES));
    expect(openChunks(cipher, { key, counter: 0, last: true }, swapped, out)).toBeNull();
    expect(openChunks(cipher, { key, counter: 0, last: false }, sealed, out)).toBeNull();
  });

  test('counters above 32 bits keep chunks apart', async () => {
    const cipher = await create();
    const key = random(32);
    const sealed = new Uint8Array(sealedLength(10));
    sealChunks(cipher, { key, counter: 2 ** 32, last: true }, random(10), sealed);
    expect(openChunks(cipher, { key, counter: 2 ** 32, last: true }, sealed, new Uint8Array(10))).toBe(10);
    expect(openChunks(cipher, { key, counter: 0, last: true }, sealed, new Uint8Array(10))).toBeNull();
  });

  test('a header opens with its identity only, and every flipped byte of it is noticed', async () => {
    const cipher = await create();
    const secret = parseIdentity(identity) ?? new Uint8Array(0);
    const start = createAgeStart(cipher, toPublicKey(secret), random);
    const opened = openAgeStart(cipher, start.bytes, identity);
    expect(opened).toEqual({ payloadStart: start.bytes.length, payloadKey: start.payloadKey });
    const other = createAgeStart(cipher, toPublicKey(random(32)), random);
    expect(openAgeStart(cipher, other.bytes, identity)).toBe('other-key');
    for (let at = 0; at < start.bytes.length - 16; at += slow ? 1 : 3) {
      const changed = start.bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(typeof openAgeStart(cipher, changed, identity), `byte ${at}`).toBe('string');
    }
    expect(openAgeStart(cipher, new Uint8Array(0), identity)).toBe('not-age');
    expect(openAgeStart(cipher, start.bytes.subarray(0, start.bytes.length - 1), identity)).toBe('changed');
  });
});

test('both ciphers seal the same bytes to the same result', async () => {
  const assembly = await createChunkCipher(65_536);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(70_000), fc.nat(2 ** 31), async (key, size, counter) => {
      const plain = random(size);
      const results = [nativeCipher, assembly].map((cipher) => {
        const sealed = new Uint8Array(sealedLength(size));
        sealChunks(cipher, { key, counter, last: true }, plain, sealed);
        return createHash('sha256').update(sealed).digest('hex');
      });
      expect(results[0]).toBe(results[1]);
    }),
    { numRuns: slow ? 500 : 25 },
  );
});
