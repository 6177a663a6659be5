import { beforeAll, describe, expect, test } from 'vitest';
import { readyCrypto } from '#crypto';
import { createWriter, type TestWriter } from '../testing/writer.ts';
import { createLogReader } from './reader.ts';

beforeAll(readyCrypto);

/** A feed that parts behind frame 2: the frames of both branches, from the one where they part. */
function parted(length: number): { readonly writer: TestWriter; readonly trunk: readonly Uint8Array[]; readonly left: readonly Uint8Array[]; readonly right: readonly Uint8Array[] } {
  const writer = createWriter({ seed: 31 });
  const trunk = [writer.genesis.frame, writer.write(['one']).bytes, writer.write(['two']).bytes];
  const fork = writer.position();
  const branch = (name: string) => Array.from({ length }, (_, index) => writer.write([`${name} ${index}`], index === 0 ? { position: fork } : {}).bytes);
  return { writer, trunk, left: branch('left'), right: branch('right') };
}

function read(writer: TestWriter, frames: readonly Uint8Array[]) {
  const reader = createLogReader({ log: writer.genesis.log, keys: { device: writer.device } });
  for (const frame of frames) reader.ingest(frame);
  const placed = reader.settle();
  return { reader, texts: placed.flatMap((one) => one.entries).map(({ entry }) => (entry?.kind === 'note' ? entry.body.text : '')).sort(), problems: reader.problems().map((problem) => problem.kind) };
}

describe('a gap where a feed parts', () => {
  test('both branches go on behind the frames at which they parted, and nothing of them is refused', () => {
    const { writer, trunk, left, right } = parted(3);
    const { reader, texts, problems } = read(writer, [...trunk, left[1], right[1], left[2], right[2]].filter((frame) => frame !== undefined));
    expect(texts).toEqual(['left 1', 'left 2', 'right 1', 'right 2']);
    expect(problems).toEqual([]);
    expect(reader.gaps()).toMatchObject([{ fromSeq: 3, toSeq: 3 }]);
  });

  test('the branch that leads to a frame is found among several', () => {
    const { writer, trunk, left, right } = parted(3);
    const { reader, texts, problems } = read(writer, [...trunk, left[0], right[0], right[2]].filter((frame) => frame !== undefined));
    expect(texts).toEqual(['right 2']);
    expect(problems).toEqual(['fork']);
    expect(reader.gaps()).toMatchObject([{ fromSeq: 4, toSeq: 4 }]);
  });
});

test('a frame behind a gap that commits to other frames is refused, and no gap is claimed for it', () => {
  const writer = createWriter({ seed: 32 });
  const frames = [writer.genesis.frame, writer.write(['one']).bytes];
  const other = createWriter({ seed: 33, twinOf: writer });
  other.write(['another one']);
  other.write(['another two']);
  const { reader, texts, problems } = read(writer, [...frames, other.write(['another three']).bytes]);
  expect(texts).toEqual([]);
  expect(problems).toEqual(['wrong-feed-root']);
  expect(reader.gaps()).toEqual([]);
});
