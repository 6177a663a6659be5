// What is proved of frames that came over a wire: exactly what the reader finds itself, whoever looks.
import { beforeAll, expect, test } from 'vitest';
import { readyCrypto } from '#crypto';
import { createLogReader } from '../ingest/reader.ts';
import { createWriter } from '../testing/writer.ts';
import type { PieceHelper } from './pieceHelper.ts';
import { precheckPiece } from './precheck.ts';
import { proveFrames } from './proveFrames.ts';

beforeAll(readyCrypto);
const writer = createWriter({ seed: 31 });
const frames = [writer.genesis.frame, ...Array.from({ length: 79 }, (_, index) => writer.write([`line ${index}`]).bytes)];
const flip = (frame: Uint8Array, at: number) => frame.map((byte, index) => (index === (at + frame.length) % frame.length ? byte ^ 4 : byte));

function helperOf(answer: (frames: number) => boolean): PieceHelper & { readonly asked: number[] } {
  const asked: number[] = [];
  return {
    asked, isReady: () => true, end: () => undefined,
    check: async ({ bytes, frames: ranges }) => {
      const facts = precheckPiece(bytes.slice(), ranges);
      asked.push(facts.scan.frames.length);
      return answer(facts.scan.frames.length) ? facts : null;
    },
  };
}

test('all are proved, here, there, or half here and half there; few are not sent away', async () => {
  const alone = await proveFrames(frames, null);
  expect(alone.every((proved) => proved !== null)).toBe(true);
  for (const [share, sent] of [[1, [80]], [0.5, [40]], [0, []]] as const) {
    const helper = helperOf(() => true);
    expect(await proveFrames(frames, helper, share)).toEqual(alone);
    expect(helper.asked).toEqual(sent);
  }
  const few = helperOf(() => true);
  expect(await proveFrames(frames.slice(0, 3), few)).toEqual(alone.slice(0, 3));
  expect(few.asked).toEqual([]);
  expect(await proveFrames(frames, helperOf(() => false))).toEqual(alone);
  expect(await proveFrames([], helperOf(() => true))).toEqual([]);
});

test.each([['its CRC', -1], ['its signature and its CRC', 300], ['its beginning', 0]] as const)('a frame that was changed in %s is never proved, and the reader refuses it', async (_what, at) => {
  const changed = frames.map((frame, index) => (index === 50 ? flip(frame, at) : frame));
  for (const proofs of [await proveFrames(changed, null), await proveFrames(changed, helperOf(() => true), 0.5)]) {
    expect(proofs[50]).toBeNull();
    const reader = createLogReader({ log: writer.genesis.log, keys: null });
    const outcomes = changed.map((frame, index) => reader.ingest(frame, proofs[index] === null ? 'unchecked' : 'scanned', proofs[index] ?? null).ok);
    expect(outcomes.slice(0, 51)).toEqual([...Array.from({ length: 50 }, () => true), false]);
  }
});

test('frames that were put together anew from the same bytes prove nothing of what they seem to be', async () => {
  const whole = frames[5] ?? new Uint8Array(0);
  const cut = [...frames.slice(0, 5), whole.subarray(0, 100), whole.subarray(100), ...frames.slice(6)];
  expect(await proveFrames(cut, null)).toEqual(cut.map(() => null));
});
