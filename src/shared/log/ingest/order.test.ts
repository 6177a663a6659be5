import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, unwrap } from '#base';
import { readyCrypto } from '#crypto';
import type { PlacedEntry } from '#domain';
import { startOfFeed } from '../feed/position.ts';
import { crc32 } from '../frame/crc32.ts';
import { createWriter, type TestWriter } from '../testing/writer.ts';
import { createLogReader, resumeLogReader } from './reader.ts';
import type { LogReader, ReaderKeys } from './types.ts';

beforeAll(readyCrypto);
const slow = process.env['SLOW'] === '1';
const LENGTH = 40;

/** A log of one genesis and `LENGTH` notes numbered from 1. */
const sampleLog = (seed: number) => {
  const writer = createWriter({ seed });
  return { writer, frames: [writer.genesis.frame, ...Array.from({ length: LENGTH }, (_, index) => writer.write([`${index + 1}`]).bytes)] };
};
const texts = (entries: readonly PlacedEntry[]) => entries.map(({ entry }) => (entry?.kind === 'note' ? entry.body.text : '?'));
const read = (writer: TestWriter, frames: readonly Uint8Array[], keys: ReaderKeys | null = { device: writer.device }) => {
  const reader = createLogReader({ log: writer.genesis.log, keys });
  const entries = frames.flatMap((frame) => {
    const result = reader.ingest(frame);
    return result.ok ? result.value.entries : [];
  });
  return { reader, entries };
};
const firstFeed = (writer: TestWriter, frames: readonly Uint8Array[]) => read(writer, frames.slice(0, 1)).reader.heads()[0]?.feed ?? ('' as never);
const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

describe('a feed of 41 frames', () => {
  test('reads in order and says where it goes on', () => {
    const { writer, frames } = sampleLog(31);
    const { reader, entries } = read(writer, frames);
    expect(texts(entries)).toEqual(numbered(1, LENGTH));
    expect(reader.heads()).toMatchObject([{ seq: LENGTH, forked: false }]);
    expect(reader.position(reader.heads()[0]?.feed ?? ('' as never))).toEqual(writer.position());
    expect(reader.scope()).toBe('incident');
    expect(reader.writingPlace()).toEqual({ membershipHead: writer.genesis.membershipHead, epoch: writer.genesis.epoch, needsNewKey: false });
    expect(entries[3]?.place).toMatchObject({ seq: 4, index: 0 });
  });

  test('any one frame dropped: nothing after it is lost, and the gap is named', () => {
    const { writer, frames } = sampleLog(32);
    for (let dropped = 1; dropped < LENGTH; dropped += 1) {
      const { reader, entries } = read(writer, frames.filter((_, index) => index !== dropped));
      expect(texts(entries)).toEqual(numbered(1, dropped - 1));
      const settled = reader.settle();
      expect(texts(settled.flatMap((one) => one.entries))).toEqual(numbered(dropped + 1, LENGTH));
      expect(reader.gaps()).toMatchObject([{ fromSeq: dropped, toSeq: dropped }]);
      // One missing frame is named by its successor, so the feed can go on.
      expect(reader.position(reader.heads()[0]?.feed ?? ('' as never))).toEqual(writer.position());
    }
  });

  test('a run of frames dropped: the feed cannot go on, the entries can be read', () => {
    const { writer, frames } = sampleLog(33);
    const { reader } = read(writer, [...frames.slice(0, 5), ...frames.slice(9)]);
    expect(texts(reader.settle().flatMap((one) => one.entries))).toEqual(numbered(9, LENGTH));
    expect(reader.gaps()).toMatchObject([{ fromSeq: 5, toSeq: 8 }]);
    expect(reader.position(reader.heads()[0]?.feed ?? ('' as never))).toBeNull();
  });

  test('without the genesis nothing can be placed, and it is said', () => {
    const { writer, frames } = sampleLog(34);
    const { reader, entries } = read(writer, frames.slice(1));
    reader.settle();
    expect(entries).toEqual([]);
    expect(reader.counts()).toMatchObject({ frames: 0, waiting: LENGTH });
  });

  test('any frame twice is a no-op', () => {
    const { writer, frames } = sampleLog(35);
    for (let twice = 0; twice <= LENGTH; twice += 3) {
      const { reader, entries } = read(writer, [...frames.slice(0, twice + 1), ...frames.slice(twice)]);
      expect(texts(entries)).toEqual(numbered(1, LENGTH));
      expect(reader.counts()).toMatchObject({ duplicates: 1, problems: 0 });
    }
  });

  test('any order gives the same log', () => {
    const { writer, frames } = sampleLog(36);
    fc.assert(fc.property(fc.shuffledSubarray(frames, { minLength: frames.length }), (shuffled) => {
      const { reader, entries } = read(writer, shuffled);
      expect(texts(entries.toSorted((left, right) => left.place.seq - right.place.seq))).toEqual(numbered(1, LENGTH));
      expect(reader.counts()).toMatchObject({ waiting: 0, problems: 0 });
      expect(reader.position(reader.heads()[0]?.feed ?? ('' as never))).toEqual(writer.position());
    }), { numRuns: slow ? 500 : 15 });
  });

  test('entries come in the order of the feed even when all wait for the first', () => {
    const { writer, frames } = sampleLog(37);
    expect(texts(read(writer, frames.toReversed()).entries)).toEqual(numbered(1, LENGTH));
  });
});

describe('frames that wait', () => {
  test('are copies: the caller may use its buffer again', () => {
    const { writer, frames } = sampleLog(38);
    const reader = createLogReader({ log: writer.genesis.log, keys: { device: writer.device } });
    const buffer = Buffer.alloc(4096);
    const entries = frames.toReversed().flatMap((frame) => {
      buffer.fill(0xee);
      buffer.set(frame);
      return unwrap(reader.ingest(buffer.subarray(0, frame.length))).entries;
    });
    expect(texts(entries)).toEqual(numbered(1, LENGTH));
  });

  test('are handed over later when the frame that releases them is refused for its content', () => {
    const { writer, frames } = sampleLog(39);
    const bad = (frames[5] ?? new Uint8Array(0)).slice();
    bad[bad.length - 40] = (bad[bad.length - 40] ?? 0) ^ 1;
    new DataView(bad.buffer).setUint32(bad.length - 4, crc32(bad.subarray(0, bad.length - 4)));
    const early = [...frames.slice(0, 5), ...frames.slice(6, 9)];
    const { reader } = read(writer, early);
    expect(reader.ingest(bad)).toMatchObject({ ok: false, error: { kind: 'body-hash-mismatch' } });
    expect(texts(unwrap(reader.ingest(frames[9] ?? bad)).entries)).toEqual(['9', '6', '7', '8']);
    const other = read(writer, [...early, bad]);
    expect(texts(other.reader.settle().flatMap((one) => one.entries))).toEqual(['6', '7', '8']);
    expect(other.reader.gaps()).toEqual([]);
  });
});

describe('forks', () => {
  test('both branches are kept, continue, and the feed is closed for writing', () => {
    const { writer, frames } = sampleLog(41);
    const position = read(writer, frames.slice(0, 11)).reader.position(firstFeed(writer, frames));
    const second = createWriter({ seed: 42, twinOf: writer });
    const split = second.write(['other 11'], position === null ? {} : { position });
    const after = second.write(['other 12']);
    const { reader } = read(writer, frames);
    const forked = unwrap(reader.ingest(split.bytes));
    expect(forked.fork).toMatchObject({ seq: 11 });
    expect(texts(forked.entries)).toEqual(['other 11']);
    expect(texts(unwrap(reader.ingest(after.bytes)).entries)).toEqual(['other 12']);
    expect(unwrap(reader.ingest(split.bytes)).status).toBe('duplicate');
    expect(reader.forks()).toHaveLength(1);
    expect(reader.position(split.feed)).toBeNull();
    expect(reader.heads()).toMatchObject([{ seq: LENGTH, forked: true }]);
    expect(reader.headerAt(split.feed, 11)).not.toBe(split.headerSha256);
  });

  test('at seq 0 of a feed, and a fork of a fork', () => {
    const base = createWriter({ seed: 42 });
    const twin = () => createWriter({ seed: 43, join: base, device: base.device });
    const { reader } = read(base, [base.genesis.frame, twin().write(['a']).bytes]);
    const other = twin();
    const first = other.write(['b']);
    const next = other.position();
    expect(unwrap(reader.ingest(first.bytes)).fork).toMatchObject({ seq: 0 });
    unwrap(reader.ingest(other.write(['c'], { position: next }).bytes));
    expect(unwrap(reader.ingest(other.write(['d'], { position: next }).bytes)).fork).toMatchObject({ seq: 1 });
    expect(reader.forks()).toHaveLength(2);
  });
});

describe('several feeds', () => {
  test('a new instance is a new feed; parents name what was not quoted yet', () => {
    const { writer, frames } = sampleLog(51);
    const second = createWriter({ seed: 52, join: writer, device: writer.device });
    const { reader } = read(writer, frames);
    const feed = second.write(['unsent'], { position: startOfFeed() }).feed;
    expect(reader.parentsFor(feed)).toMatchObject([{ seq: LENGTH }]);
    const parents = reader.parentsFor(feed);
    const frame = second.write(['first'], { position: startOfFeed(), parents });
    const ingested = unwrap(reader.ingest(frame.bytes));
    expect(ingested.meta?.parents).toEqual(parents);
    expect(reader.parentsFor(feed)).toEqual([]);
    unwrap(reader.ingest(writer.write(['more']).bytes));
    expect(reader.parentsFor(feed)).toMatchObject([{ seq: LENGTH + 1 }]);
    expect(reader.heads()).toHaveLength(2);
  });
});

describe('without keys', () => {
  test('all is checked but the sealed content', () => {
    const { writer, frames } = sampleLog(61);
    const { reader, entries } = read(writer, frames, null);
    expect(entries).toEqual([]);
    expect(reader.counts()).toMatchObject({ frames: LENGTH + 1, sealed: LENGTH, problems: 0 });
    const { entries: disclosed } = read(writer, frames, { epochSecrets: [writer.genesis.epoch.secret] });
    expect(disclosed).toHaveLength(LENGTH);
  });

  test('another device cannot open', () => {
    const { writer, frames } = sampleLog(62);
    const { reader } = read(writer, frames, { device: createWriter({ seed: 63 }).device });
    expect(reader.counts()).toMatchObject({ sealed: LENGTH, opened: 0 });
    expect(reader.writingPlace()).toBeNull();
  });
});

describe('resume', () => {
  const resumed = (from: LogReader, writer: TestWriter) => unwrap(resumeLogReader({ log: writer.genesis.log, keys: { device: writer.device }, state: from.exportState() }));

  test('goes on after any prefix as if it had read it', () => {
    const { writer, frames } = sampleLog(71);
    for (const length of [0, 1, 2, 17, LENGTH]) {
      const again = resumed(read(writer, frames.slice(0, length)).reader, writer);
      const entries = frames.slice(length).flatMap((frame) => unwrap(again.ingest(frame)).entries);
      expect(texts(entries)).toEqual(numbered(Math.max(length, 1), LENGTH));
      expect(again.position(again.heads()[0]?.feed ?? ('' as never))).toEqual(writer.position());
      expect(frames[3] !== undefined && unwrap(again.ingest(frames[3])).status).toBe('duplicate');
    }
  });

  test('keeps forks, gaps and what was quoted', () => {
    const { writer, frames } = sampleLog(72);
    const { reader } = read(writer, [...frames.slice(0, 5), ...frames.slice(9)]);
    reader.settle();
    const again = resumed(reader, writer);
    expect(again.gaps()).toEqual(reader.gaps());
    expect(again.heads()).toEqual(reader.heads());
    expect(again.exportState()).toEqual(reader.exportState());
    const twin = createWriter({ seed: 76, twinOf: writer });
    unwrap(again.ingest(twin.write(['another 1']).bytes));
    expect(resumed(again, writer).forks()).toEqual(again.forks());
    expect(again.forks()).toHaveLength(1);
  });

  test('a state of another log, or a changed one, is refused', () => {
    const { writer, frames } = sampleLog(73);
    const state = read(writer, frames).reader.exportState();
    const other = createWriter({ seed: 74 });
    expect(resumeLogReader({ log: other.genesis.log, keys: null, state }).ok).toBe(false);
    expect(resumeLogReader({ log: writer.genesis.log, keys: null, state: state.subarray(1) }).ok).toBe(false);
    expect(resumeLogReader({ log: writer.genesis.log, keys: null, state: new Uint8Array(0) }).ok).toBe(false);
  });

  test('holds no secret', () => {
    const { writer, frames } = sampleLog(75);
    const state = bytesToHex(read(writer, frames).reader.exportState());
    expect(state.includes(bytesToHex(writer.genesis.epoch.secret))).toBe(false);
    expect(state.includes(bytesToHex(writer.device.boxKey))).toBe(false);
    expect(state.includes(bytesToHex(writer.device.signingKey.subarray(0, 32)))).toBe(false);
  });
});
