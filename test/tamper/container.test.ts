// An evidence part: header byte by byte, chunks at many positions, and chunks dropped, exchanged, repeated, cut and put under another header. Nothing of a changed chunk is released.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#base';
import { createEvidenceKey } from '#crypto';
import { nativeCipher } from '../../src/disk/evidence/age/cipher.ts';
import { createAgeStart, openAgeStart } from '../../src/disk/evidence/age/header.ts';
import { parseRecipient } from '../../src/disk/evidence/age/keys.ts';
import { openChunks, plainLength, SEALED_CHUNK_BYTES, sealChunks, sealedLength } from '../../src/disk/evidence/age/stream.ts';

const slow = process.env['SLOW'] === '1';
const CHUNKS = slow ? 144 : 24;
const LAST = 1_000;
/** Nine mebibytes in the long run. */
const PLAIN = (CHUNKS - 1) * 65_536 + LAST;

async function seal(plain: Uint8Array, to?: { readonly identity: string; readonly recipient: string }) {
  const key = to ?? (await createEvidenceKey());
  const start = createAgeStart(nativeCipher, parseRecipient(key.recipient) ?? new Uint8Array(0), (length) => new Uint8Array(randomBytes(length)));
  const payload = new Uint8Array(sealedLength(plain.length));
  sealChunks(nativeCipher, { key: start.payloadKey, counter: 0, last: true }, plain, payload);
  return { key, header: start.bytes, payloadKey: start.payloadKey, payload };
}
const chunkOf = (payload: Uint8Array, index: number) => payload.subarray(index * SEALED_CHUNK_BYTES, Math.min(payload.length, (index + 1) * SEALED_CHUNK_BYTES));

describe('an evidence part', () => {
  test('every byte of its header, every bit of it in the long run', async () => {
    const { key, header } = await seal(new Uint8Array(10));
    const sealed = header.length - 16;
    for (let bit = 0; bit < sealed * 8; bit += slow ? 1 : 8) {
      const changed = header.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (slow ? bit & 7 : (bit >> 3) & 7));
      expect(['not-age', 'other-key', 'changed'], `bit ${bit}`).toContain(openAgeStart(nativeCipher, changed, key.identity));
    }
    for (let length = 0; length < header.length; length += 1) expect(typeof openAgeStart(nativeCipher, header.subarray(0, length), key.identity)).toBe('string');
  });

  test(`positions all over the payload: ${slow ? '200,000' : '4,000'} changed bytes, each in its chunk`, async () => {
    const { payload, payloadKey, header, key } = await seal(new Uint8Array(randomBytes(PLAIN)));
    const positions = slow ? 200_000 : 4_000;
    const plain = new Uint8Array(65_536);
    // Plaintext of a chunk that does not open must not even be left in the buffer.
    const released = Buffer.alloc(65_536);
    for (let turn = 0; turn < positions; turn += 1) {
      // The first and last 40 positions, then a stride that visits every chunk and every residue.
      const at = turn < 40 ? turn : turn < 80 ? payload.length - 1 - (turn - 40) : Math.floor((turn * 0.618_033_988_749_895 % 1) * payload.length);
      const index = Math.floor(at / SEALED_CHUNK_BYTES);
      const chunk = chunkOf(payload, index).slice();
      chunk[at % SEALED_CHUNK_BYTES] = (chunk[at % SEALED_CHUNK_BYTES] ?? 0) ^ (1 << (turn & 7));
      if (openChunks(nativeCipher, { key: payloadKey, counter: index, last: index === CHUNKS - 1 }, chunk, plain) !== null) expect.fail(`position ${at} opened`);
      if (turn % 500 === 0) expect(Buffer.compare(plain, released)).toBe(0);
    }
    expect(Buffer.compare(plain, released)).toBe(0);
    // The 16 bytes of nonce decide the key of all chunks.
    for (let at = header.length - 16; at < header.length; at += 1) {
      const changed = header.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      const start = openAgeStart(nativeCipher, changed, key.identity);
      if (typeof start === 'string') expect.fail('the nonce is not covered by the header mac');
      else expect(openChunks(nativeCipher, { key: start.payloadKey, counter: 0, last: false }, chunkOf(payload, 0), plain)).toBeNull();
    }
  });

  test('chunks dropped, repeated, exchanged, cut at every border, with a wrong end, under a foreign header', async () => {
    const { payload, payloadKey, key } = await seal(new Uint8Array(randomBytes(PLAIN)));
    const other = await seal(new Uint8Array(randomBytes(PLAIN)), key);
    const chunks = Array.from({ length: CHUNKS }, (_, index) => chunkOf(payload, index));
    const out = new Uint8Array(PLAIN + 2 * 65_536);
    const opens = (parts: readonly Uint8Array[], under = payloadKey): boolean => {
      const bytes = concatBytes(...parts);
      return plainLength(bytes.length) !== null && openChunks(nativeCipher, { key: under, counter: 0, last: true }, bytes, out) !== null;
    };
    expect(opens(chunks)).toBe(true);
    // Whole runs are opened only where the change is; the chunks before it were intact and stay so.
    const opensFrom = (index: number, parts: readonly Uint8Array[]): boolean => openChunks(nativeCipher, { key: payloadKey, counter: index, last: true }, concatBytes(...parts), out) !== null;
    for (let index = 0; index < CHUNKS; index += 1) {
      if (index < CHUNKS - 1) expect(opensFrom(index, chunks.slice(index + 1)), `dropped ${index}`).toBe(false);
      expect(opensFrom(index, [chunks[index] ?? out, ...chunks.slice(index)].slice(0, 3)), `repeated ${index}`).toBe(false);
      if (index > 0) expect(opensFrom(index - 1, [chunks[index - 1] ?? out]), `cut before ${index}`).toBe(false);
      expect(openChunks(nativeCipher, { key: payloadKey, counter: index, last: index !== CHUNKS - 1 }, chunks[index] ?? out, out), `wrong end at ${index}`).toBeNull();
      for (let second = index + 1; second < CHUNKS; second += slow ? 1 : 7) {
        expect(openChunks(nativeCipher, { key: payloadKey, counter: index, last: index === CHUNKS - 1 }, chunks[second] ?? out, out), `${second} in the place of ${index}`).toBeNull();
      }
      expect(openChunks(nativeCipher, { key: payloadKey, counter: index, last: index === CHUNKS - 1 }, chunkOf(other.payload, index), out), `foreign ${index}`).toBeNull();
    }
    expect(opens([...chunks, chunks[CHUNKS - 1] ?? out])).toBe(false);
    expect(opens(chunks, other.payloadKey)).toBe(false);
  });
});
