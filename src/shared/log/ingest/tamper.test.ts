import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, concatBytes, createEntryId, readUint32, unwrap, type LogId, type UnixMs } from '#base';
import { createEpoch, deriveFrameKeys, ed25519Sign, readyCrypto, sealBody, sha256 } from '#crypto';
import { encodeBody } from '../body/encode.ts';
import { appendFrame } from '../feed/append.ts';
import { signFrame } from '../feed/sign.ts';
import { crc32 } from '../frame/crc32.ts';
import { decodeFrame } from '../frame/decode.ts';
import { associatedHeader, encodeHeader } from '../frame/header.ts';
import type { Frame, FrameFailure, FrameHeader } from '../frame/types.ts';
import { hashFeed } from '../identify.ts';
import { hashLeaf } from '../merkle/accumulator.ts';
import { createMeta, createWriter, noteBytes, seededRandom, type TestWriter } from '../testing/writer.ts';
import { createLogReader } from './reader.ts';
import type { LogReader } from './types.ts';

beforeAll(readyCrypto);
// Of the body, where every bit meets the same hash, one in nine is enough in the fast run.
const slow = process.env['SLOW'] === '1';

const readerOf = (writer: TestWriter, keyed = true): LogReader => {
  const reader = createLogReader({ log: writer.genesis.log, keys: keyed ? { device: writer.device } : null });
  unwrap(reader.ingest(writer.genesis.frame));
  return reader;
};
const kindOf = (reader: LogReader, frame: Uint8Array) => {
  const result = reader.ingest(frame);
  return result.ok ? result.value.status : result.error.kind;
};
const frameOf = (bytes: Uint8Array): Frame => unwrap(decodeFrame(bytes));
const withCrc = (bytes: Uint8Array) => {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(bytes.length - 4, crc32(bytes.subarray(0, bytes.length - 4)));
  return bytes;
};
const flipped = (bytes: Uint8Array, bit: number) => {
  const copy = bytes.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};
/** Signs a changed header (and body) again with the same key: what a dishonest member can do. */
const forge = (writer: TestWriter, frame: Frame, change: Partial<FrameHeader>, body = frame.body) => signFrame({ ...frame.header, bodyLength: body.length, ...change }, body, writer.device.signingKey).frame;

describe('every bit of a frame', () => {
  const writer = () => createWriter({ seed: 11 });

  test('a flipped bit is damage, wherever it lies', () => {
    const w = writer();
    const { bytes } = w.write(['short']);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const found = decodeFrame(flipped(bytes, bit));
      expect(found.ok).toBe(false);
      if (!found.ok) expect(['crc-mismatch', 'malformed-frame', 'too-large']).toContain(found.error.kind);
    }
  });

  test('with the checksum made good, each part gives its own class', () => {
    const w = writer();
    const { bytes } = w.write(['short']);
    const headerLength = readUint32(bytes, 4);
    const seen = new Map<string, Set<string>>();
    // What is refused changes nothing, so one reader judges all; the body's first failure keeps its place and is judged again each time.
    const reader = readerOf(w);
    const bodyStart = (76 + headerLength) * 8;
    for (let bit = 0; bit < (bytes.length - 4) * 8; bit += bit < bodyStart || slow ? 1 : 9) {
      const byte = bit >> 3;
      const part = byte < 4 ? 'magic' : byte < 12 ? 'lengths' : byte < 12 + headerLength ? 'header' : byte < 76 + headerLength ? 'signature' : 'body';
      const kind = kindOf(reader, withCrc(flipped(bytes, bit)));
      seen.set(part, (seen.get(part) ?? new Set()).add(kind));
    }
    const kinds = (part: string) => [...(seen.get(part) ?? [])].toSorted();
    expect(kinds('magic')).toEqual(['malformed-frame']);
    expect(kinds('lengths')).toEqual(['malformed-frame', 'too-large']);
    expect(kinds('header')).toEqual(['bad-signature', 'malformed-frame', 'unknown-version']);
    expect(kinds('signature')).toEqual(['bad-signature']);
    expect(kinds('body')).toEqual(['body-hash-mismatch']);
    expect(kindOf(reader, bytes)).toBe('opened');
  });

  test('every bit of a genesis', () => {
    const w = writer();
    const bytes = w.genesis.frame;
    const seen = new Set<string>();
    const reader = createLogReader({ log: w.genesis.log, keys: null });
    const bodyStart = (76 + readUint32(bytes, 4)) * 8;
    for (let bit = 0; bit < (bytes.length - 4) * 8; bit += bit < bodyStart || slow ? 1 : 9) seen.add(kindOf(reader, withCrc(flipped(bytes, bit))));
    expect(reader.membership()).toBeNull();
    expect([...seen].toSorted()).toEqual(['bad-signature', 'body-hash-mismatch', 'malformed-frame', 'too-large', 'unknown-version']);
  });
});

describe('what a dishonest member signs', () => {
  const cases: readonly (readonly [string, FrameFailure, (w: TestWriter, frame: Frame) => Uint8Array])[] = [
    ['another log id', 'wrong-log', (w, f) => forge(w, f, { logId: new Uint8Array(16) })],
    ['another scope', 'wrong-log', (w, f) => forge(w, f, { scope: 'workspace' })],
    ['another previous', 'broken-chain', (w, f) => forge(w, f, { previous: new Uint8Array(32).fill(1) })],
    ['seq 0 with a previous', 'broken-chain', (w, f) => forge(w, f, { seq: 0 })],
    ['another feed root', 'wrong-feed-root', (w, f) => forge(w, f, { feedRoot: new Uint8Array(32) })],
    ['no membership head', 'not-a-member', (w, f) => forge(w, f, { membershipHead: new Uint8Array(32) })],
    ['an epoch of its own', 'unknown-epoch', (w, f) => forge(w, f, { epochId: createEpoch(w.genesis.log, w.random).id })],
    ['another commitment', 'commitment-mismatch', (w, f) => forge(w, f, { commitment: new Uint8Array(32) })],
    ['another salt', 'commitment-mismatch', (w, f) => forge(w, f, { salt: new Uint8Array(32) })],
    ['another body hash', 'body-hash-mismatch', (w, f) => forge(w, f, { bodyHash: new Uint8Array(32) })],
    ['another entries root', 'decrypt-failed', (w, f) => forge(w, f, { entriesRoot: new Uint8Array(32) })],
    ['another entry count', 'decrypt-failed', (w, f) => forge(w, f, { entryCount: 2 })],
    ['another checkpoint', 'decrypt-failed', (w, f) => forge(w, f, { checkpoint: new Uint8Array(32) })],
  ];

  test.each(cases)('%s is %s', (_, kind, change) => {
    const w = createWriter({ seed: 12 });
    const reader = readerOf(w);
    unwrap(reader.ingest(w.write(['first']).bytes));
    const frame = frameOf(w.write(['second']).bytes);
    expect(kindOf(reader, change(w, frame))).toBe(kind);
    expect(reader.problems().at(-1)).toMatchObject({ kind });
  });

  test('a count that differs from the entries under a right root is entries-root-mismatch', () => {
    const w = createWriter({ seed: 28 });
    const { header } = frameOf(w.write(['one']).bytes);
    const feedId = hashFeed(header.author, header.logId, header.instance);
    const salts = [new Uint8Array(16)];
    const entries = [noteBytes(createEntryId(1 as UnixMs, w.random), 'x')];
    const plaintext = encodeBody({ ...createMeta(1), entries, salts });
    const keys = deriveFrameKeys(w.genesis.epoch.secret, { logId: header.logId, feedId, seq: 1, salt: header.salt });
    const sealed = (entryCount: number) => {
      const claimed = { ...header, commitment: keys.commitment, bodyLength: 1040, entryCount, entriesRoot: hashLeaf(salts[0] ?? plaintext, entries[0] ?? plaintext) };
      const body = sealBody(keys, sha256(associatedHeader(encodeHeader(claimed), 1040)), plaintext);
      return signFrame({ ...claimed, bodyHash: sha256(body) }, body, w.device.signingKey).frame;
    };
    expect(kindOf(readerOf(w), sealed(1))).toBe('opened');
    expect(kindOf(readerOf(w), sealed(2))).toBe('entries-root-mismatch');
  });

  test('an epoch of another log is unknown', () => {
    const w = createWriter({ seed: 13 });
    const foreign = createWriter({ seed: 14, device: w.device });
    const frame = unwrap(appendFrame({
      log: w.genesis.log, scope: 'incident', device: w.device, instance: w.instance, position: w.position(), membershipHead: w.genesis.membershipHead,
      epoch: foreign.genesis.epoch, entries: [noteBytes(createEntryId(1 as UnixMs, w.random), 'x')], meta: createMeta(1),
    }, w.random));
    expect(kindOf(readerOf(w), frame.bytes)).toBe('unknown-epoch');
  });

  test('somebody who is no member is refused, whatever feed they claim', () => {
    const w = createWriter({ seed: 15 });
    const stranger = createWriter({ seed: 16, join: w });
    const reader = readerOf(w);
    expect(kindOf(reader, stranger.write(['mine']).bytes)).toBe('not-a-member');
    // A member's header signed by a stranger.
    const frame = frameOf(w.write(['theirs']).bytes);
    expect(kindOf(reader, signFrame(frame.header, frame.body, stranger.device.signingKey).frame)).toBe('bad-signature');
    expect(reader.heads().length).toBe(1);
  });

  test('a genesis by another founder does not open this log', () => {
    const w = createWriter({ seed: 17 });
    const other = createWriter({ seed: 18 });
    const genesis = frameOf(other.genesis.frame);
    expect(kindOf(createLogReader({ log: w.genesis.log, keys: null }), other.genesis.frame)).toBe('wrong-log');
    const moved = signFrame({ ...genesis.header, logId: frameOf(w.genesis.frame).header.logId }, genesis.body, other.device.signingKey).frame;
    expect(kindOf(createLogReader({ log: w.genesis.log, keys: null }), moved)).toBe('wrong-log');
    const scoped = signFrame({ ...frameOf(w.genesis.frame).header, scope: 'workspace' }, frameOf(w.genesis.frame).body, w.device.signingKey).frame;
    expect(kindOf(createLogReader({ log: w.genesis.log, keys: null }), scoped)).toBe('wrong-log');
  });

  test('a signature over the right header under another tag does not hold', () => {
    const w = createWriter({ seed: 19 });
    const { bytes } = w.write(['x']);
    const frame = frameOf(bytes);
    const changed = bytes.slice();
    changed.set(ed25519Sign(frame.headerBytes, w.device.signingKey), 12 + frame.headerBytes.length);
    expect(kindOf(readerOf(w), withCrc(changed))).toBe('bad-signature');
  });
});

describe('splices', () => {
  test('frames of another log are refused', () => {
    const w = createWriter({ seed: 20 });
    const other = createWriter({ seed: 21, device: w.device });
    const reader = readerOf(w);
    expect(kindOf(reader, other.genesis.frame)).toBe('wrong-log');
    expect(kindOf(reader, other.write(['x']).bytes)).toBe('wrong-log');
  });

  test('a frame does not fit into another feed of the same device', () => {
    const w = createWriter({ seed: 22 });
    const second = createWriter({ seed: 23, join: w, device: w.device });
    const reader = readerOf(w);
    unwrap(reader.ingest(second.write(['0']).bytes));
    unwrap(reader.ingest(w.write(['1']).bytes));
    const frame = frameOf(second.write(['1']).bytes);
    // The same header under the other instance: another feed, whose chain and key do not fit.
    expect(kindOf(reader, forge(w, frame, { instance: w.instance }))).toBe('broken-chain');
    const head = reader.heads().find((one) => one.instance === bytesToHex(w.instance));
    const position = reader.position(head?.feed ?? second.write(['z']).feed);
    expect(position?.nextSeq).toBe(2);
    expect(kindOf(readerOf(w), concatBytes(frame.bytes))).toBe('waiting');
  });

  test('a body of another frame of the same feed does not open', () => {
    const w = createWriter({ seed: 24 });
    const [first, second] = [frameOf(w.write(['first']).bytes), frameOf(w.write(['other']).bytes)];
    const reader = readerOf(w);
    const spliced = concatBytes(first.bytes.subarray(0, first.bytes.length - 4 - first.body.length), second.body, new Uint8Array(4));
    expect(kindOf(reader, withCrc(spliced))).toBe('body-hash-mismatch');
    expect(kindOf(readerOf(w), forge(w, first, { bodyHash: second.header.bodyHash }, second.body))).toBe('decrypt-failed');
  });

  test('the log id in the name decides, not the frames', () => {
    const w = createWriter({ seed: 25 });
    const reader = createLogReader({ log: '00000000000000000000000000000000' as LogId, keys: { device: w.device } });
    expect(kindOf(reader, w.genesis.frame)).toBe('wrong-log');
  });
});

test('a damaged copy of a frame keeps its place and an intact one repairs it', () => {
  const w = createWriter({ seed: 26 });
  const reader = readerOf(w);
  const [first, second] = [w.write(['first']).bytes, w.write(['second']).bytes];
  expect(kindOf(reader, withCrc(flipped(first, (first.length - 40) * 8)))).toBe('body-hash-mismatch');
  expect(kindOf(reader, second)).toBe('opened');
  const repaired = unwrap(reader.ingest(first));
  expect(repaired.entries.length).toBe(1);
  expect(kindOf(reader, first)).toBe('duplicate');
  expect(reader.counts()).toMatchObject({ frames: 3, entries: 2, opened: 2, duplicates: 1 });
});

test('the random source decides salt and key: no two frames share either', () => {
  const w = createWriter({ seed: 27 });
  const salts = Array.from({ length: 50 }, () => bytesToHex(frameOf(w.write(['same']).bytes).header.salt));
  expect(new Set(salts).size).toBe(50);
  expect(seededRandom(27)(16)).toEqual(seededRandom(27)(16));
});
