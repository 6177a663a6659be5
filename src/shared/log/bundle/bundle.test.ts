import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, concatBytes, createEntryId, decodeCbor, encodeCbor, textToBytes, uint32ToBytes, type CborValue, type FeedId, type LogId, type Sha256Hex, type UnixMs } from '#base';
import { createDevice, ed25519Sign, readyCrypto, type DeviceKeys } from '#crypto';
import { crc32 } from '../frame/crc32.ts';
import { decodeFrame } from '../frame/decode.ts';
import { feedIdOf, hashHeader } from '../identify.ts';
import { createLogReader } from '../ingest/reader.ts';
import { createWriter, EPOCH_MS, seededRandom } from '../testing/writer.ts';
import { checkCosignature, encodeCosignature, type Cosignature } from './cosignature.ts';
import { heldBy, isLacking, leastHeld } from './lacking.ts';
import { bundleHeadLength, decodeBundleHead, encodeBundleHead, type BundleManifest } from './manifest.ts';
import { orderFrames } from './order.ts';
import { planParts } from './plan.ts';

beforeAll(readyCrypto);
const runs = { numRuns: process.env['SLOW'] === undefined ? 40 : 2000 };
const random = seededRandom(91);
const hex = (length: number) => bytesToHex(random(length));
let device: DeviceKeys;
beforeAll(() => { device = createDevice(random); });

function manifestOf(changes: Partial<BundleManifest> = {}): Omit<BundleManifest, 'exporter'> {
  return {
    bundle: hex(16), part: 1, parts: 2, log: hex(16) as LogId, scope: 'incident', exportedAt: EPOCH_MS, frames: { count: 2, bytes: 900 },
    pieces: [{ item: createEntryId(EPOCH_MS, random), part: 0, bytes: 17, sha256: hex(32) as Sha256Hex }], heads: [{ feed: hex(32) as FeedId, seq: 7, headerSha256: hex(32) as Sha256Hex }],
    after: [{ feed: hex(32) as FeedId, seq: 3 }], cosignatures: [random(100)], app: { version: '0.1.0', build: 'test' }, ...changes,
  };
}
function encode(manifest: Omit<BundleManifest, 'exporter'>): Uint8Array {
  const head = encodeBundleHead(manifest, device);
  if (!head.ok) throw new Error(head.error.kind);
  return head.value;
}
/** Signs any CBOR as a manifest. */
function forge(value: CborValue, signer = device): Uint8Array {
  const bytes = encodeCbor(value);
  const signed = concatBytes(textToBytes('HFB1'), uint32ToBytes(bytes.length), bytes, ed25519Sign(concatBytes(textToBytes('holdfast/bundle/1'), bytes), signer.signingKey));
  return concatBytes(signed, uint32ToBytes(crc32(signed)));
}
const kindOf = (bytes: Uint8Array) => { const read = decodeBundleHead(bytes); return read.ok ? 'ok' : read.error.kind; };

describe('the manifest of a part', () => {
  test('is read as it was written, whatever follows it', () => {
    const manifest = manifestOf();
    const head = encode(manifest);
    expect(bundleHeadLength(head.subarray(0, 8))).toEqual({ ok: true, value: head.length });
    expect(decodeBundleHead(concatBytes(head, random(50)))).toEqual({ ok: true, value: { manifest: { ...manifest, exporter: bytesToHex(device.ed25519) }, framesAt: head.length } });
  });
  test('every bit flip is refused, and every cut', () => {
    const head = encode(manifestOf({ pieces: [], cosignatures: [], after: [] }));
    for (let bit = 0; bit < head.length * 8; bit += 1) {
      const flipped = head.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(kindOf(flipped), `bit ${bit}`).not.toBe('ok');
    }
    for (let length = 0; length < head.length; length += 1) expect(kindOf(head.subarray(0, length)), `cut at ${length}`).not.toBe('ok');
  });
  test('a flip behind which the CRC was made right again is refused by the signature or the form', () => {
    const head = encode(manifestOf({ pieces: [], cosignatures: [], after: [], heads: [] }));
    for (let bit = 64; bit < (head.length - 4) * 8; bit += 1) {
      const flipped = head.slice(0, head.length - 4);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(['bad-signature', 'malformed-bundle', 'unknown-version'], `bit ${bit}`).toContain(kindOf(concatBytes(flipped, uint32ToBytes(crc32(flipped)))));
    }
  });
  test('is refused in another form, with the class for it', () => {
    const whole = encode(manifestOf());
    const map = decodeCbor(whole.subarray(8, whole.length - 68));
    if (!map.ok) throw new Error('not CBOR');
    const value = map.value as Readonly<Record<string, CborValue>>;
    const changed = (changes: Readonly<Record<string, CborValue>>) => kindOf(forge({ ...value, ...changes }));
    expect(changed({})).toBe('ok');
    expect(changed({ version: 2 })).toBe('unknown-version');
    const piece = (value['pieces'] as readonly Readonly<Record<string, CborValue>>[])[0];
    for (const bad of [
      { format: 'holdfast-package' }, { note: 1 }, { bundle: random(15) }, { part: 0 }, { part: 3 }, { parts: 0 }, { parts: 100_000 }, { log: random(17) }, { scope: 'vault' }, { exportedAt: -1 },
      { frames: { count: 1 } }, { frames: { count: 0, bytes: 900 } }, { frames: { count: 12, bytes: 900 } }, { pieces: [{ ...piece, item: '../../../../etc/passwd-------' }] }, { pieces: [{ ...piece, bytes: 0 }] },
      { pieces: [{ ...piece, part: 10_000_000 }] }, { pieces: [{ ...piece, bytes: Number.MAX_SAFE_INTEGER }] }, { heads: [{ feed: random(32), seq: 1 }] }, { after: [{ feed: random(31), seq: 1 }] },
      { cosignatures: ['x'] }, { cosignatures: Array.from({ length: 257 }, () => random(1)) }, { app: { version: 'v'.repeat(65), build: '' } },
    ]) expect(changed(bad as Readonly<Record<string, CborValue>>), JSON.stringify(Object.keys(bad))).toBe('malformed-bundle');
    expect(kindOf(forge(value, createDevice(random)))).toBe('bad-signature');
    expect(kindOf(concatBytes(textToBytes('HFP1'), whole.subarray(4)))).toBe('not-a-bundle');
    expect(kindOf(concatBytes(textToBytes('HFB1'), uint32ToBytes(1_048_577)))).toBe('too-large');
  });
});

describe('the plan of parts', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });
  test('holds everything once, in order, and no part is longer than the limit', () => {
    fc.assert(fc.property(sizes, sizes, fc.integer({ min: 60, max: 200 }), (frames, pieces, limit) => {
      const plan = planParts(frames, pieces, limit);
      if (!plan.ok) throw new Error(plan.error.kind);
      expect(plan.value.flatMap((part) => frames.slice(...part.frames))).toEqual(frames);
      expect(plan.value.flatMap((part) => part.pieces.map((index) => pieces[index]))).toEqual(pieces);
      let next = 0;
      for (const part of plan.value) {
        expect(part.frames[0]).toBe(next);
        next = part.frames[1];
        const bytes = [...frames.slice(...part.frames), ...part.pieces.map((index) => pieces[index] ?? 0)].reduce((sum, length) => sum + length, 0);
        expect([part.bytes, bytes <= limit]).toEqual([bytes, true]);
      }
    }), runs);
  });
  test('is one part for nothing at all, and none for what fits nowhere', () => {
    expect(planParts([], [])).toEqual({ ok: true, value: [{ frames: [0, 0], pieces: [], bytes: 0 }] });
    expect(planParts([61], [], 60).ok || planParts([1], [61], 60).ok).toBe(false);
  });
});

/** Two devices that quote each other now and then; answers the frames in the order of writing. */
function writeTogether(turns: readonly boolean[]) {
  const first = createWriter({ seed: 17 });
  const second = createWriter({ seed: 18, join: first, device: first.device });
  const frames: Uint8Array[] = [first.genesis.frame];
  const reader = createLogReader({ log: first.genesis.log, keys: { device: first.device } });
  reader.ingest(first.genesis.frame);
  for (const [index, own] of turns.entries()) {
    const writer = own ? first : second;
    const feed = feedIdOf(writer.device.ed25519, first.genesis.log, writer.instance);
    const frame = writer.write([`entry ${index}`], { parents: index % 3 === 0 ? reader.parentsFor(feed) : [] });
    frames.push(frame.bytes);
    reader.ingest(frame.bytes);
  }
  return { first, second, frames, reader };
}
const facts = (frames: readonly Uint8Array[]) => frames.map((bytes) => {
  const frame = decodeFrame(bytes);
  if (!frame.ok) throw new Error('not a frame');
  return { headerSha256: bytesToHex(hashHeader(frame.value.headerBytes)), header: frame.value.header };
});

test('frames in the order of a bundle are placed each when it comes', () => {
  fc.assert(fc.property(fc.array(fc.boolean(), { maxLength: 14 }), fc.infiniteStream(fc.nat()), (turns, dice) => {
    const { frames, first } = writeTogether(turns);
    const shuffled = frames.map((bytes) => ({ bytes, at: dice.next().value ?? 0 })).toSorted((left, right) => left.at - right.at).map(({ bytes }) => bytes);
    const order = orderFrames(facts(shuffled));
    expect(order.toSorted((left, right) => left - right)).toEqual([...frames.keys()]);
    const reader = createLogReader({ log: first.genesis.log, keys: null });
    for (const index of order) {
      const taken = reader.ingest(shuffled[index] ?? new Uint8Array(0));
      expect(taken.ok && ['sealed', 'membership'].includes(taken.value.status)).toBe(true);
    }
  }), { numRuns: 15 });
});

describe('what a member lacks', () => {
  const A = 'a'.repeat(64) as FeedId;
  const B = 'b'.repeat(64) as FeedId;
  const C = 'c'.repeat(64) as FeedId;
  const header = 'd'.repeat(64) as Sha256Hex;
  const source = (quoted: ReadonlyMap<FeedId, number>, forkAt: number | null = null) => ({
    heads: () => [A, B, C].map((feed, index) => ({ feed, seq: 9 + index, headerSha256: header, author: feed, instance: '', forked: false })),
    forks: () => (forkAt === null ? [] : [{ feed: A, seq: forkAt, headers: [header, header] as const }]),
    quotedBy: (feed: FeedId) => (feed === B ? quoted : new Map<FeedId, number>()),
    holds: (_feed: FeedId, seq: number) => seq < 8,
  });
  const cosignature = (device: string, feed: FeedId, size: number): Cosignature => ({ log: '' as LogId, device, at: 0 as UnixMs, statement: { log: '' as LogId, heads: [{ feed, size, root: header, header }] } });

  test('is what it neither wrote nor quoted nor cosigned', () => {
    expect([...heldBy(B, source(new Map([[A, 4]])), [])]).toEqual([[B, 10], [A, 4]]);
    expect(new Map(heldBy(B, source(new Map([[A, 4]])), [cosignature(B, A, 7), cosignature(B, C, 3), cosignature(C, C, 11)]))).toEqual(new Map([[B, 10], [A, 6], [C, 2]]));
  });
  test('a cosignature over another header counts for nothing, nor does what is not here', () => {
    expect([...heldBy(A, source(new Map()), [cosignature(A, C, 9)])]).toEqual([[A, 9]]);
    expect(new Map(heldBy(B, source(new Map([[A, 400]])), []))).toEqual(new Map([[B, 10], [A, 9]]));
  });
  test('of a forked feed nothing counts from the fork on', () => {
    expect([...heldBy(B, source(new Map([[A, 8]]), 3), [])]).toEqual([[B, 10], [A, 2]]);
    expect([...heldBy(B, source(new Map([[A, 8]]), 0), [])]).toEqual([[B, 10]]);
  });
  test('for several it is what any of them lacks', () => {
    const marks = leastHeld([new Map([[A, 4], [B, 2]]), new Map([[B, 7]]), new Map([[A, 9], [B, 3]])]);
    expect(marks).toEqual([{ feed: B, seq: 2 }]);
    const left = new Map(marks.map(({ feed, seq }) => [feed, seq]));
    expect([isLacking(left, B, 2), isLacking(left, B, 3), isLacking(left, A, 0)]).toEqual([false, true, true]);
    expect(leastHeld([])).toEqual([]);
  });
  test('quoting in real frames is what the reader remembers, also after its state was stored', () => {
    const { reader, second, first } = writeTogether([true, true, false, false, false, true]);
    const feed = feedIdOf(second.device.ed25519, first.genesis.log, second.instance);
    expect([...reader.quotedBy(feed)]).toEqual([[feedIdOf(first.device.ed25519, first.genesis.log, first.instance), 2]]);
    expect([...reader.quotedBy(C)]).toEqual([]);
  });
});

describe('a cosignature', () => {
  const heads = [{ feed: hex(32) as FeedId, size: 3, root: hex(32) as Sha256Hex, header: hex(32) as Sha256Hex }];
  const log = hex(16) as LogId;
  const make = () => { const made = encodeCosignature({ log, at: EPOCH_MS, heads }, device); if (!made.ok) throw new Error(made.error.kind); return made.value; };
  const check = (bytes: Uint8Array, of = log, member = true) => { const read = checkCosignature(bytes, of, () => member); return read.ok ? 'ok' : read.error.kind; };

  test('says what was stated, and by whom', () => {
    const asked: string[] = [];
    const read = checkCosignature(make(), log, (named) => asked.push(named) > 0);
    expect(read).toEqual({ ok: true, value: { log, device: bytesToHex(device.ed25519), at: EPOCH_MS, statement: { log, heads } } });
    expect(asked).toEqual([bytesToHex(device.ed25519)]);
  });
  test('is refused with the class for what is wrong', () => {
    expect([check(make(), hex(16) as LogId), check(make(), log, false), check(make().subarray(1)), check(concatBytes(make(), Uint8Array.of(0)))]).toEqual(['wrong-log', 'not-a-member', 'malformed-cosignature', 'malformed-cosignature']);
    const other = encodeCosignature({ log, at: EPOCH_MS, heads }, { ...device, signingKey: createDevice(random).signingKey });
    expect(other.ok && check(other.value)).toBe('bad-signature');
    const many = Array.from({ length: 1200 }, (_, index) => ({ feed: bytesToHex(new Uint8Array([...uint32ToBytes(index), ...new Uint8Array(28)])) as FeedId, size: 1, root: heads[0]?.root ?? header0, header: header0 }));
    expect(encodeCosignature({ log, at: EPOCH_MS, heads: many }, device).ok).toBe(false);
  });
  const header0 = '0'.repeat(64) as Sha256Hex;
  test('no bit of it can be changed', () => {
    const bytes = make();
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(check(flipped), `bit ${bit}`).not.toBe('ok');
    }
  });
});
