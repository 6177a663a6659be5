// Vectors of docs/spec/bundle.md.
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, hexToBytes, type LogId } from '#base';
import { openDeviceAge, readyCrypto } from '#crypto';
import { checkCosignature, decodeBundleHead, scanFrames } from '#log';
import { createPlainPart } from '../../src/disk/bundle/openPart.ts';
import { nativeCipher } from '../../src/disk/evidence/age/cipher.ts';
import { toPublicKey } from '../../src/disk/evidence/age/keys.ts';
import { loadVectors } from './loadVectors.ts';

beforeAll(readyCrypto);
const vectors = loadVectors('bundle.json');
const hex = (text: string) => hexToBytes(text) ?? new Uint8Array(0);

describe('manifests', () => {
  test.each(vectors.manifests)('$name: $expect', ({ hex: text, expect: expected, framesAt, bundle, pieces, heads }) => {
    const read = decodeBundleHead(hex(text));
    expect(read.ok ? 'ok' : read.error.kind).toBe(expected);
    if (read.ok) expect([read.value.framesAt, read.value.manifest.bundle, read.value.manifest.pieces.length, read.value.manifest.heads.length]).toEqual([framesAt, bundle, pieces, heads]);
  });
  test.each(vectors.flips)('$name is refused when it is flipped', ({ hex: text }) => {
    const bytes = hex(text);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeBundleHead(flipped).ok, `bit ${bit}`).toBe(false);
    }
    expect(decodeBundleHead(bytes).ok).toBe(true);
  });
});

test.each(vectors.cosignatures)('cosignature, $name: $expect', ({ hex: text, log, members, expect: expected, device, at, heads }) => {
  const read = checkCosignature(hex(text), log as LogId, (asked) => members.includes(asked));
  expect(read.ok ? 'ok' : read.error.kind).toBe(expected);
  if (read.ok) expect([read.value.device, read.value.at, read.value.statement.heads.length]).toEqual([device, at, heads]);
});

test.each(vectors.parts)('part, $name: $expect', async ({ hex: text, x25519Secret, expect: expected, log, frames }) => {
  expect(await answerOf(hex(text), hex(x25519Secret))).toEqual({ expect: expected, log, frames });
});

async function answerOf(file: Uint8Array, boxKey: Uint8Array): Promise<{ readonly expect: string; readonly log?: string | undefined; readonly frames?: number | undefined }> {
  const payload = openDeviceAge(file, { boxKey, x25519: toPublicKey(boxKey) });
  if (typeof payload === 'string') return { expect: { 'not-age': 'not-a-bundle', 'other-key': 'not-for-us', changed: 'damaged' }[payload] };
  const handle = { read: async (buffer: Uint8Array, offset: number, length: number, position: number) => ({ bytesRead: Buffer.from(file).copy(buffer, offset, position, Math.min(file.length, position + length)) }) };
  const plain = createPlainPart(nativeCipher, handle, file.length, payload);
  const bytes = await plain.read(0, 2 ** 20);
  if (plain.damagedAt() !== null) return { expect: 'damaged' };
  const read = decodeBundleHead(bytes);
  if (!read.ok) return { expect: read.error.kind };
  const found = scanFrames(bytes.subarray(read.value.framesAt)).frames.length;
  expect(bytesToHex(bytes.subarray(0, 4))).toBe('48464231');
  return { expect: 'ok', log: read.value.manifest.log, frames: found };
}
