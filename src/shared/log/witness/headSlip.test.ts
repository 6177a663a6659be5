import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, unwrap, type Sha256Hex } from '#base';
import { englishWords, readyCrypto } from '#crypto';
import { createLogReader, resumeLogReader } from '../ingest/reader.ts';
import { rootOf } from '../merkle/accumulator.ts';
import { createWriter } from '../testing/writer.ts';
import { parseSlipQr, parseSlipWords, slipQrText, slipWords } from './headSlip.ts';

beforeAll(readyCrypto);

test('the list lets four letters name a word', () => {
  expect(new Set(englishWords).size).toBe(2048);
  expect(new Set(englishWords.map((word) => word.slice(0, 4))).size).toBe(2048);
  for (const word of englishWords) expect(parseSlipWords(`${word.slice(0, 4)} ${word} ${'zoo '.repeat(6)}`)).toEqual({ ok: true, value: `${word} ${word}${' zoo'.repeat(6)}` });
});

test('an unknown word is named by its place, never by its text', () => {
  const read = parseSlipWords('zoo zoo zoo zoo secretish zoo zoo zoo');
  expect(read).toEqual({ ok: false, error: { kind: 'bad-slip', message: 'word 5 is not in the list' } });
});

describe('roots at any size', () => {
  const setUp = () => {
    const writer = createWriter({ seed: 71 });
    const reader = createLogReader({ log: writer.genesis.log, keys: { device: writer.device } });
    const roots = [rootOf(writer.position().tree)];
    const frames = Array.from({ length: 9 }, (_, index) => {
      const { bytes, feed, position } = writer.write([`${index}`]);
      roots.push(rootOf(position.tree));
      return { bytes, feed };
    });
    return { writer, reader, frames, roots: roots.map((root) => bytesToHex(root) as Sha256Hex), feed: frames[0]?.feed ?? writer.write(['x']).feed };
  };

  test('are those that the headers of the next frames name, now and after a restart', () => {
    const { writer, reader, frames, roots, feed } = setUp();
    for (const frame of [writer.genesis.frame, ...frames.map(({ bytes }) => bytes)]) unwrap(reader.ingest(frame));
    const again = unwrap(resumeLogReader({ log: writer.genesis.log, keys: null, state: reader.exportState() }));
    for (const one of [reader, again]) for (const [index, root] of roots.entries()) expect(one.rootsAt(feed, index + 1)).toEqual([root]);
    expect([0, -1, 1.5, 11, Number.NaN].flatMap((size) => reader.rootsAt(feed, size))).toEqual([]);
    expect(reader.rootsAt('0'.repeat(64) as typeof feed, 1)).toEqual([]);
    const statement = { log: writer.genesis.log, feed, size: 10, root: roots[9] ?? roots[0] ?? ('' as Sha256Hex) };
    expect(unwrap(parseSlipQr(slipQrText(statement)))).toEqual(statement);
    expect(slipWords(statement)).not.toBe(slipWords({ ...statement, size: 9 }));
  });

  test('a fork has one root for each branch, before it one for both', () => {
    const { writer, reader, frames, roots, feed } = setUp();
    const twin = createWriter({ seed: 72, twinOf: writer });
    const other = twin.write(['other']);
    for (const frame of [writer.genesis.frame, ...frames.map(({ bytes }) => bytes), other.bytes]) unwrap(reader.ingest(frame));
    expect(reader.forks().length).toBe(1);
    expect(reader.rootsAt(feed, 1)).toEqual([roots[0]]);
    expect([...reader.rootsAt(feed, 2)].toSorted()).toEqual([roots[1], bytesToHex(rootOf(other.position.tree))].toSorted());
    expect(reader.rootsAt(feed, 3)).toEqual([roots[2]]);
  });

  test('behind two missing frames nothing can be said', () => {
    const { writer, reader, frames, feed } = setUp();
    unwrap(reader.ingest(writer.genesis.frame));
    for (const { bytes } of frames.slice(3)) unwrap(reader.ingest(bytes));
    reader.settle();
    expect(reader.rootsAt(feed, 1).length).toBe(1);
    for (const size of [2, 3, 4, 9]) expect(reader.rootsAt(feed, size)).toEqual([]);
  });
});
