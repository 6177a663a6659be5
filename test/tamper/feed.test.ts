// A feed of 200 frames: frames dropped, doubled, exchanged, cut off, and spliced in from other feeds and incidents. Each is said, or the order that was signed is restored.
import { beforeAll, describe, expect, test } from 'vitest';
import { concatBytes, type FeedId } from '#base';
import { readyCrypto } from '#crypto';
import { createLogReader, createLogVerifier, resumeLogReader, type AppendedFrame, type LogReader, type ReaderKeys } from '#log';
import { createWriter, type TestWriter } from '../../src/shared/log/testing/writer.ts';

const slow = process.env['SLOW'] === '1';
const COUNT = 200;

let writer: TestWriter;
let keys: ReaderKeys;
let frames: readonly Uint8Array[];
let written: readonly AppendedFrame[];
/** What a reader knows before each frame, so that a change in the middle does not read the beginning again. */
const before: Uint8Array[] = [];
let feed: FeedId;

beforeAll(async () => {
  await readyCrypto();
  writer = createWriter({ seed: 2001 });
  keys = { epochSecrets: [writer.genesis.epoch.secret] };
  written = Array.from({ length: COUNT - 1 }, (_, index) => writer.write([`entry ${index + 1}`]));
  frames = [writer.genesis.frame, ...written.map((frame) => frame.bytes)];
  feed = written[0]?.feed as FeedId;
  const reader = createLogReader({ log: writer.genesis.log, keys });
  for (const frame of frames) {
    before.push(reader.exportState());
    reader.ingest(frame);
  }
});

/** Reads frames behind the first `known`, and settles. */
function read(known: number, rest: readonly Uint8Array[]): LogReader {
  const resumed = known === 0 ? null : resumeLogReader({ log: writer.genesis.log, keys, state: before[known] ?? new Uint8Array(0) });
  if (resumed?.ok === false) throw new Error(resumed.error.message);
  const reader = resumed?.value ?? createLogReader({ log: writer.genesis.log, keys });
  for (const frame of rest) reader.ingest(frame);
  reader.settle();
  return reader;
}
const verify = (all: readonly Uint8Array[]) => {
  const last = written.at(-1);
  const verifier = createLogVerifier({ log: writer.genesis.log, keys, expectedHeads: last === undefined ? [] : [{ feed, seq: COUNT - 1, headerSha256: last.headerSha256 }] });
  verifier.add(concatBytes(...all));
  return verifier.finish();
};
const headOf = (reader: LogReader) => reader.headerAt(feed, COUNT - 1);

describe('a feed of 200 frames', () => {
  test('whole, it holds', () => {
    expect(verify(frames)).toMatchObject({ verdict: 'ok', frames: COUNT, entries: COUNT - 1, problems: [] });
  });

  test('every one of 200 drops is said', () => {
    for (let drop = 0; drop < COUNT; drop += 1) {
      const reader = read(drop, frames.slice(drop + 1));
      if (drop === 0) expect(reader.counts()).toMatchObject({ frames: 0, entries: 0, waiting: COUNT - 1 });
      else if (drop === COUNT - 1) expect(headOf(reader)).toBeNull();
      else expect({ gaps: reader.gaps(), head: headOf(reader), problems: reader.problems() }, `drop ${drop}`).toEqual({ gaps: [{ feed, fromSeq: drop, toSeq: drop }], head: written.at(-1)?.headerSha256, problems: [] });
    }
    expect(verify(frames.slice(1)).verdict).toBe('malformed');
    expect(verify(frames.toSpliced(77, 1)).verdict).toBe('incomplete');
    expect(verify(frames.slice(0, -1))).toMatchObject({ verdict: 'incomplete', problems: [{ kind: 'head-missing' }] });
  });

  test('every one of 200 duplicates is a no-op', () => {
    for (let twice = 0; twice < COUNT; twice += 1) {
      const reader = read(twice, [frames[twice] ?? new Uint8Array(0), ...frames.slice(twice, twice + 3)]);
      expect({ ...reader.counts(), gaps: reader.gaps(), forks: reader.forks() }, `frame ${twice}`).toMatchObject({ duplicates: 1, problems: 0, frames: Math.min(3, COUNT - twice), gaps: [], forks: [] });
    }
    expect(verify([...frames, ...frames])).toMatchObject({ verdict: 'ok', frames: COUNT, entries: COUNT - 1 });
  });

  test(`${slow ? 'all 19,900' : 'a sample of'} swaps: the order that was signed comes back, and each is noticed`, () => {
    let swaps = 0;
    for (let left = 0; left < COUNT - 1; left += 1) {
      for (let right = left + 1; right < COUNT; right += 1) {
        // In the short run one pair of about 250, spread over all distances.
        if (!slow && (left * 211 + right * 17) % 251 !== 0) continue;
        swaps += 1;
        const moved = frames.slice();
        moved[left] = frames[right] ?? new Uint8Array(0);
        moved[right] = frames[left] ?? new Uint8Array(0);
        const reader = read(left, moved.slice(left, right + 1));
        const counts = reader.counts();
        if (counts.problems !== 0 || counts.waiting !== 0 || counts.outOfOrder === 0 || counts.frames !== right - left + 1 || reader.gaps().length > 0) expect.fail(`swap of ${left} and ${right}: ${JSON.stringify(counts)}`);
        if (reader.headerAt(feed, right) !== written[right - 1]?.headerSha256) expect.fail(`swap of ${left} and ${right}: another order`);
      }
    }
    expect(swaps).toBeGreaterThanOrEqual(slow ? 19_900 : 60);
    expect(verify(frames.toReversed())).toMatchObject({ verdict: 'ok', entries: COUNT - 1, lines: expect.arrayContaining([expect.objectContaining({ code: 'order-restored' })]) as unknown });
  });

  test('every one of 200 truncations: at a border only what was remembered says so, inside a frame the tail does', () => {
    for (let kept = 0; kept < COUNT; kept += 1) {
      const part = (frames[kept] ?? new Uint8Array(0)).subarray(0, 1 + ((kept * 37) % ((frames[kept]?.length ?? 2) - 1)));
      const reader = read(kept, []);
      expect(headOf(reader)).toBeNull();
      expect(reader.counts().entries).toBe(0);
      if (kept % (slow ? 1 : 20) !== 0) continue;
      const torn = verify([...frames.slice(0, kept), part]);
      expect(torn.verdict).toBe(kept === 0 ? 'malformed' : 'incomplete');
      expect(torn.problems.map(({ kind }) => kind)).toEqual(['damage', 'head-missing']);
    }
  });
});

describe('splices', () => {
  test('frames of another feed of the log in the place of ours', () => {
    const beside = createWriter({ seed: 2002, join: writer, device: writer.device });
    const others = Array.from({ length: 60 }, (_, index) => beside.write([`beside ${index}`]).bytes);
    for (const at of [1, 10, 30, 59]) {
      const report = verify([...frames.slice(0, at), ...others.slice(at)]);
      expect(report.verdict).toBe('incomplete');
      expect(report.gaps).toEqual([{ feed: expect.any(String) as unknown, fromSeq: 0, toSeq: at - 1 }]);
      expect(report.problems.map(({ kind }) => kind)).toEqual(['head-missing']);
    }
    const between = verify(frames.toSpliced(50, 1, others[50] ?? new Uint8Array(0)));
    expect(between.verdict).toBe('incomplete');
    expect(between.gaps).toHaveLength(2);
  });

  test('frames of another incident by the same device', () => {
    const incident = createWriter({ seed: 2003, device: writer.device });
    const foreign = Array.from({ length: 20 }, (_, index) => incident.write([`elsewhere ${index}`]).bytes);
    for (const at of [1, 5, 19]) {
      const report = verify(frames.toSpliced(at, 1, foreign[at - 1] ?? new Uint8Array(0)));
      expect(report.verdict).toBe('failed');
      expect(report.problems.map(({ kind }) => kind)).toEqual(['wrong-log']);
      expect(report.entries).toBe(COUNT - 2);
    }
    expect(verify([incident.genesis.frame, ...frames]).problems.map(({ kind }) => kind)).toEqual(['wrong-log']);
  });

  test('a stranger who was never a member', () => {
    const stranger = createWriter({ seed: 2004, join: writer });
    const report = verify([...frames, stranger.write(['let me in']).bytes]);
    expect(report).toMatchObject({ verdict: 'failed', problems: [{ kind: 'not-a-member' }], entries: COUNT - 1 });
  });

  test('the second copy of a cloned feed in the place of the first', () => {
    const twin = createWriter({ seed: 2005, twinOf: writer });
    let position = written[99]?.position;
    const branch = Array.from({ length: 100 }, () => {
      const frame = twin.write(['clone'], position === undefined ? {} : { position });
      position = frame.position;
      return frame.bytes;
    });
    const replaced = verify([...frames.slice(0, 101), ...branch]);
    expect(replaced).toMatchObject({ verdict: 'failed', forks: [], problems: [{ kind: 'head-differs' }] });
    const both = verify([...frames, ...branch]);
    expect(both).toMatchObject({ verdict: 'failed', frames: COUNT + 100, forks: [{ seq: 101 }], problems: [{ kind: 'fork' }] });
  });
});
