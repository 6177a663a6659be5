// What is proved of frames that came over a wire: exactly what the reader finds itself, whoever looks.
import { beforeAll, expect, test } from 'vitest';
import { bytesToHex, unwrap } from '#base';
import { readyCrypto } from '#crypto';
import { decodeFrame } from '../frame/decode.ts';
import { hashHeader } from '../identify.ts';
import { createLogReader } from '../ingest/reader.ts';
import { createWriter } from '../testing/writer.ts';
import type { PieceHelper } from './pieceHelper.ts';
import { precheckPiece } from './precheck.ts';
import { proveFrames, type Proofs } from './proveFrames.ts';

beforeAll(readyCrypto);
const writer = createWriter({ seed: 31 });
const frames = [writer.genesis.frame, ...Array.from({ length: 79 }, (_, index) => writer.write([`line ${index}`]).bytes)];
const flip = (frame: Uint8Array, at: number) => frame.map((byte, index) => (index === (at + frame.length) % frame.length ? byte ^ 4 : byte));

const hashesOf = (proofs: Proofs) => proofs.map((proof) => (proof === null ? null : bytesToHex(proof.proved.headerHash)));
const headerIn = (frame: Uint8Array) => unwrap(decodeFrame(frame)).headerBytes;

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
  const alone = hashesOf(await proveFrames(frames, null));
  expect(alone).toEqual(frames.map((frame) => bytesToHex(hashHeader(headerIn(frame)))));
  for (const [share, sent] of [[1, [80]], [0.5, [40]], [0, []]] as const) {
    const helper = helperOf(() => true);
    expect(hashesOf(await proveFrames(frames, helper, share))).toEqual(alone);
    expect(helper.asked).toEqual(sent);
  }
  const few = helperOf(() => true);
  expect(hashesOf(await proveFrames(frames.slice(0, 3), few))).toEqual(alone.slice(0, 3));
  expect(few.asked).toEqual([]);
  expect(hashesOf(await proveFrames(frames, helperOf(() => false)))).toEqual(alone);
  expect(await proveFrames([], helperOf(() => true))).toEqual([]);
});

test.each([['its CRC', -1], ['its signature and its CRC', 300], ['its beginning', 0]] as const)('a frame that was changed in %s is never proved, and the reader refuses it', async (_what, at) => {
  const changed = frames.map((frame, index) => (index === 50 ? flip(frame, at) : frame));
  for (const proofs of [await proveFrames(changed, null), await proveFrames(changed, helperOf(() => true), 0.5)]) {
    expect(proofs[50]).toBeNull();
    const reader = createLogReader({ log: writer.genesis.log, keys: null });
    const outcomes = changed.map((frame, index) => {
      const proved = proofs[index] ?? null;
      return (proved === null ? reader.ingest(frame) : reader.admit(proved)).ok;
    });
    expect(outcomes.slice(0, 51)).toEqual([...Array.from({ length: 50 }, () => true), false]);
  }
});

test('frames that were put together anew from the same bytes prove nothing of what they seem to be', async () => {
  const whole = frames[5] ?? new Uint8Array(0);
  const cut = [...frames.slice(0, 5), whole.subarray(0, 100), whole.subarray(100), ...frames.slice(6)];
  expect((await proveFrames(cut, null)).map((proved) => proved === null)).toEqual(cut.map((_, index) => index === 5 || index === 6));
  expect(await proveFrames(cut, helperOf(() => true))).toEqual(cut.map(() => null));
});
