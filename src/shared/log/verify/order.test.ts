import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, concatBytes, unwrap } from '#base';
import { readyCrypto } from '#crypto';
import { signFrame } from '../feed/sign.ts';
import { decodeFrame } from '../frame/decode.ts';
import { createLogReader } from '../ingest/reader.ts';
import { createWriter, type TestWriter } from '../testing/writer.ts';
import { createLogVerifier } from './verifier.ts';

beforeAll(readyCrypto);
const numRuns = process.env['SLOW'] === '1' ? 2_000 : 40;

/** A feed that parts twice at one place and once more on a branch, and a second feed of the same device that parts at its first frame. */
function forkedLog() {
  const writer = createWriter({ seed: 51 });
  const trunk = [writer.genesis.frame, writer.write(['one']).bytes, writer.write(['two']).bytes];
  const parting = writer.position();
  const grow = (from: TestWriter, length: number, position: ReturnType<TestWriter['position']>) => (
    Array.from({ length }, (_, index) => from.write([`${index}`], index === 0 ? { position } : {}).bytes));
  const left = grow(writer, 3, parting);
  const right = grow(writer, 2, parting);
  const again = writer.position();
  const frames = [...trunk, ...left, ...right, ...grow(writer, 2, again), ...grow(writer, 2, again), ...grow(writer, 1, parting)];
  const second = createWriter({ seed: 52, join: writer, device: writer.device });
  const start = second.position();
  frames.push(...grow(second, 2, start), ...grow(second, 2, start));
  return { writer, left, right, frames };
}

/** The report over the frames in this order, without what is said of the order itself and of the places in the file. */
function reportOf(writer: TestWriter, frames: readonly Uint8Array[], heads: Parameters<typeof createLogVerifier>[0]['expectedHeads'] = []) {
  const entries: string[] = [];
  const verifier = createLogVerifier({ log: writer.genesis.log, keys: { device: writer.device }, expectedHeads: heads, onEntries: (placed) => entries.push(...placed.map(({ id }) => id)) });
  verifier.add(concatBytes(...frames));
  const { lines, problems, feeds, gaps, forks, ...report } = verifier.finish();
  const sorted = <T>(list: readonly T[]) => list.map((one) => JSON.stringify(one)).sort();
  return {
    ...report, lines: lines.filter(({ code }) => code !== 'order-restored'), problems: problems.map(({ kind }) => kind).sort(),
    feeds: sorted(feeds), gaps: sorted(gaps), forks: sorted(forks), opened: entries.sort(),
  };
}

describe('the report over a set of frames', () => {
  test('is the same in every order, also where a feed parts', () => {
    const { writer, frames } = forkedLog();
    const expected = reportOf(writer, frames);
    expect(expected).toMatchObject({ verdict: 'failed', frames: frames.length, problems: ['fork', 'fork', 'fork', 'fork'], gaps: [] });
    expect(expected.opened).toHaveLength(frames.length - 1);
    fc.assert(fc.property(fc.shuffledSubarray(frames, { minLength: frames.length }), (shuffled) => {
      expect(reportOf(writer, shuffled)).toEqual(expected);
    }), { numRuns });
  });

  test('is the same in every order when frames are missing', () => {
    const { writer, frames } = forkedLog();
    const [genesis = new Uint8Array(0), ...others] = frames;
    fc.assert(fc.property(fc.shuffledSubarray(others), fc.nat(), (some, place) => {
      const at = place % (some.length + 1);
      const stored = frames.filter((frame) => frame === genesis || some.includes(frame));
      expect(reportOf(writer, [...some.slice(0, at), genesis, ...some.slice(at)])).toEqual(reportOf(writer, stored));
    }), { numRuns });
  });

  test('tells a successor whose sibling never comes as broken, once, however often it is there', () => {
    const { writer, frames, right } = forkedLog();
    const [sibling, successor = new Uint8Array(0)] = right;
    const trunkAndLeft = frames.slice(0, 6);
    for (const order of [[...trunkAndLeft, successor, successor], [successor, ...trunkAndLeft, successor]]) {
      expect(reportOf(writer, order)).toMatchObject({ verdict: 'failed', problems: ['broken-chain'], forks: [] });
      expect(reportOf(writer, [...order, sibling ?? successor])).toMatchObject({ problems: ['fork'], frames: 8 });
    }
  });

  test('takes either branch of a fork as the head that was seen before', () => {
    const { writer, frames, left, right } = forkedLog();
    for (const branch of [left, right]) {
      const reader = createLogReader({ log: writer.genesis.log, keys: null });
      for (const frame of [...frames.slice(0, 3), ...branch]) unwrap(reader.ingest(frame));
      for (const order of [frames, frames.toReversed()]) expect(reportOf(writer, order, reader.heads()).problems).toEqual(['fork', 'fork', 'fork', 'fork']);
    }
  });

  test('tells a frame that waited and was refused then', () => {
    const writer = createWriter({ seed: 53 });
    const frames = [writer.genesis.frame, writer.write(['one']).bytes, writer.write(['two']).bytes];
    const last = unwrap(decodeFrame(writer.write(['three']).bytes));
    const forged = signFrame({ ...last.header, feedRoot: new Uint8Array(32) }, last.body, writer.device.signingKey).frame;
    for (const order of [[...frames, forged], [forged, ...frames]]) expect(reportOf(writer, order)).toMatchObject({ verdict: 'failed', problems: ['wrong-feed-root'] });
  });
});

test('frames that stood aside come with the one that opens the fork, and the refusal is withdrawn', () => {
  const { writer, frames, right } = forkedLog();
  const reader = createLogReader({ log: writer.genesis.log, keys: { device: writer.device } });
  for (const frame of frames.slice(0, 6)) unwrap(reader.ingest(frame));
  const [sibling = new Uint8Array(0), successor = new Uint8Array(0)] = right;
  const buffer = successor.slice();
  expect(reader.ingest(buffer)).toMatchObject({ ok: false, error: { kind: 'broken-chain' } });
  // What stands aside is a copy: the caller may use its buffer again.
  buffer.fill(0xee);
  expect(reader.problems()).toMatchObject([{ kind: 'broken-chain', seq: 4 }]);
  const answer = unwrap(reader.ingest(sibling));
  expect(answer.released).toMatchObject([{ status: 'opened', frame: { seq: 4 } }]);
  expect(answer.entries).toHaveLength(2);
  expect(reader.problems().map(({ kind }) => kind)).toEqual(['fork']);
  expect(reader.counts()).toMatchObject({ problems: 1, waiting: 0, frames: 8 });
  expect(reader.forks()[0]?.headers.toSorted()).toEqual(reader.forks()[0]?.headers);
  expect(bytesToHex(successor)).not.toBe(bytesToHex(buffer));
});
