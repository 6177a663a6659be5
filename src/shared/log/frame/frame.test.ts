import { crc32 as nodeCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, concatBytes, encodeCbor, textToBytes } from '#base';
import { readyCrypto } from '#crypto';
import { createWriter, seededRandom } from '../testing/writer.ts';
import { crc32 } from './crc32.ts';
import { decodeFrame, frameLengthAt } from './decode.ts';
import { encodeFrame } from './encode.ts';
import { associatedHeader, decodeHeader, encodeHeader } from './header.ts';
import { scanFrames } from './scan.ts';
import { MAX_BODY_BYTES, MAX_HEADER_BYTES, type FrameHeader } from './types.ts';
import { cpuTimeOf } from '../../base/testing/cpuTime.ts';

beforeAll(readyCrypto);
const runs = process.env['SLOW'] === '1' ? 5000 : 200;

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const half = fc.uint8Array({ minLength: 16, maxLength: 16 });
const header: fc.Arbitrary<FrameHeader> = fc.record({
  type: fc.constant('journal' as const), scope: fc.constantFrom('workspace' as const, 'incident' as const), logId: half, author: hash, instance: half,
  seq: fc.oneof(fc.nat(30), fc.nat(70_000), fc.maxSafeNat()), previous: hash, feedRoot: hash, entryCount: fc.integer({ min: 1, max: 256 }), entriesRoot: hash,
  epochId: hash, membershipHead: hash, checkpoint: fc.option(hash), salt: hash, commitment: hash, bodyLength: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: MAX_BODY_BYTES })), bodyHash: hash,
});

describe('header', () => {
  test('decodes to what was encoded, and the associated bytes are the array without its last two members', () => {
    fc.assert(fc.property(header, (original) => {
      const bytes = encodeHeader(original);
      expect(decodeHeader(bytes)).toEqual({ ok: true, value: original });
      const members = [
        1, 1, original.scope === 'workspace' ? 0 : 1, original.logId, original.author, original.instance, original.seq, original.previous, original.feedRoot, original.entryCount,
        original.entriesRoot, original.epochId, original.membershipHead, original.checkpoint, original.salt, original.commitment,
      ];
      expect(bytesToHex(associatedHeader(bytes, original.bodyLength))).toBe(bytesToHex(encodeCbor(members)));
    }), { numRuns: runs });
  });

  test('is accepted only when encoding gives the same bytes', () => {
    fc.assert(fc.property(header, fc.nat(), fc.nat(255), (original, at, byte) => {
      const bytes = encodeHeader(original);
      bytes[at % bytes.length] = byte;
      const decoded = decodeHeader(bytes);
      if (decoded.ok) expect(bytesToHex(encodeHeader(decoded.value))).toBe(bytesToHex(bytes));
      else expect(['malformed-frame', 'unknown-version']).toContain(decoded.error.kind);
    }), { numRuns: runs * 5 });
  });

  test('the seq of the next tests stands where they think', () => {
    const frame = decodeFrame(createWriter({ seed: 3 }).write(['x']).bytes);
    const bytes = frame.ok ? frame.value.headerBytes : new Uint8Array(0);
    expect(decodeHeader(concatBytes(bytes.subarray(0, 72), Uint8Array.of(0x18, 200), bytes.subarray(73)))).toMatchObject({ ok: true, value: { seq: 200 } });
  });

  test.each([
    ['version 2', (bytes: Uint8Array) => bytes.fill(2, 1, 2), 'unknown-version'],
    ['type 2', (bytes: Uint8Array) => bytes.fill(2, 2, 3), 'unknown-version'],
    ['scope 2', (bytes: Uint8Array) => bytes.fill(2, 3, 4), 'unknown-version'],
    ['a longer array', (bytes: Uint8Array) => bytes.fill(0x93, 0, 1), 'malformed-frame'],
    ['a map', (bytes: Uint8Array) => bytes.fill(0xa1, 0, 1), 'malformed-frame'],
    ['a byte more', (bytes: Uint8Array) => concatBytes(bytes, Uint8Array.of(0)), 'malformed-frame'],
    ['a byte less', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1), 'malformed-frame'],
    // The seq of this frame is 1 and stands in one byte after version, type, scope, log id, author and instance.
    ['a number in two bytes where one does', (bytes: Uint8Array) => concatBytes(bytes.subarray(0, 72), Uint8Array.of(0x18, 1), bytes.subarray(73)), 'malformed-frame'],
    ['a number in nine bytes where one does', (bytes: Uint8Array) => concatBytes(bytes.subarray(0, 72), Uint8Array.of(0x1b, 0, 0, 0, 0, 0, 0, 0, 1), bytes.subarray(73)), 'malformed-frame'],
    ['a number beyond 2^53', (bytes: Uint8Array) => concatBytes(bytes.subarray(0, 72), Uint8Array.of(0x1b, 0, 0x20, 0, 0, 0, 0, 0, 0), bytes.subarray(73)), 'malformed-frame'],
    ['a longer array of version 2', (bytes: Uint8Array) => bytes.fill(0x93, 0, 1).fill(2, 1, 2), 'unknown-version'],
  ])('%s', (_, change, kind) => {
    const frame = decodeFrame(createWriter({ seed: 3 }).write(['x']).bytes);
    expect(decodeHeader(change(frame.ok ? frame.value.headerBytes.slice() : new Uint8Array(0)))).toMatchObject({ ok: false, error: { kind } });
  });
});

test('CRC-32 is that of zlib', () => {
  expect(crc32(textToBytes('123456789'))).toBe(0xcbf43926);
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    expect(crc32(bytes)).toBe(nodeCrc32(bytes));
  }), { numRuns: runs });
});

describe('frame', () => {
  test('encodes to itself', () => {
    const { bytes } = createWriter({ seed: 4 }).write(['one', 'two']);
    const frame = decodeFrame(bytes);
    expect(frame.ok && bytesToHex(encodeFrame(frame.value.headerBytes, frame.value.signature, frame.value.body))).toBe(bytesToHex(bytes));
  });

  test('limits are checked on the first twelve bytes', () => {
    const start = (headerLength: number, bodyLength: number) => {
      const bytes = concatBytes(textToBytes('HFF1'), new Uint8Array(8));
      new DataView(bytes.buffer).setUint32(4, headerLength);
      new DataView(bytes.buffer).setUint32(8, bodyLength);
      return frameLengthAt(bytes, 0);
    };
    expect(start(MAX_HEADER_BYTES, MAX_BODY_BYTES)).toEqual({ ok: true, value: 1_052_752 });
    expect(start(MAX_HEADER_BYTES + 1, 1)).toMatchObject({ error: { kind: 'too-large' } });
    expect(start(1, MAX_BODY_BYTES + 1)).toMatchObject({ error: { kind: 'too-large' } });
    expect(start(1, 0xffffffff)).toMatchObject({ error: { kind: 'too-large' } });
    expect(start(0, 1)).toMatchObject({ error: { kind: 'malformed-frame' } });
    expect(start(1, 0)).toMatchObject({ error: { kind: 'malformed-frame' } });
  });

  test('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeFrame(bytes).ok).toBe(false);
      expect(decodeFrame(concatBytes(textToBytes('HFF1'), bytes)).ok).toBe(false);
    }), { numRuns: runs });
  });
});

describe('scan', () => {
  const frames = () => {
    const writer = createWriter({ seed: 5 });
    return [writer.genesis.frame, ...['a', 'b', 'c', 'd'].map((text) => writer.write([text]).bytes)];
  };
  const ranges = (parts: readonly Uint8Array[]) => {
    let at = 0;
    return parts.map((part) => ({ from: at, to: (at += part.length) }));
  };

  test('finds whole frames', () => {
    const parts = frames();
    expect(scanFrames(concatBytes(...parts))).toEqual({ frames: ranges(parts), damaged: [], tail: null });
    expect(scanFrames(new Uint8Array(0))).toEqual({ frames: [], damaged: [], tail: null });
  });

  test('every cut leaves whole frames and a tail that says why', () => {
    const parts = frames();
    const whole = concatBytes(...parts);
    const ends = new Set([0, ...ranges(parts).map((range) => range.to)]);
    for (let length = 0; length <= whole.length; length += 7) {
      const scan = scanFrames(whole.subarray(0, length));
      const before = ranges(parts).filter((range) => range.to <= length);
      expect(scan.frames).toEqual(before);
      expect(scan.damaged).toEqual([]);
      expect(scan.tail).toEqual(ends.has(length) ? null : { from: before.at(-1)?.to ?? 0, to: length, reason: 'incomplete' });
    }
  });

  test('damage in the middle is a range; the frames after it are found', () => {
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const parts = frames();
      const whole = concatBytes(...parts);
      const known = ranges(parts);
      const last = known[known.length - 1] ?? { from: 0, to: 0 };
      const offset = at % last.from;
      whole[offset] = (whole[offset] ?? 0) ^ flip;
      const hit = known.filter((range) => offset >= range.from && offset < range.to);
      const scan = scanFrames(whole);
      expect(scan.frames).toEqual(known.filter((range) => !hit.includes(range)));
      expect(scan.damaged).toEqual(hit);
      expect(scan.tail).toBeNull();
    }), { numRuns: runs });
  });

  test('a damaged last frame is a tail', () => {
    const parts = frames();
    const whole = concatBytes(...parts);
    whole[whole.length - 20] = (whole[whole.length - 20] ?? 0) ^ 1;
    expect(scanFrames(whole).tail).toMatchObject({ reason: 'crc-mismatch', to: whole.length });
    expect(scanFrames(concatBytes(...parts, seededRandom(1)(100))).tail).toMatchObject({ reason: 'not-a-frame' });
  });

  test('a file of false beginnings is read in bounded time', async () => {
    // Every 16 bytes a frame of almost a megabyte seems to begin.
    const bytes = new Uint8Array(8 * 2 ** 20);
    const start = concatBytes(textToBytes('HFF1'), Uint8Array.of(0, 0, 1, 0, 0, 15, 0, 0), new Uint8Array(4));
    for (let at = 0; at < bytes.length; at += 16) bytes.set(start, at);
    expect(await cpuTimeOf(() => { expect(scanFrames(bytes).frames).toEqual([]); })).toBeLessThan(10_000);
  });
});
