import { beforeAll, expect, test } from 'vitest';
import { bytesToHex, unwrap } from '#base';
import { readyCrypto } from '#crypto';
import { decodeFrame } from '../frame/decode.ts';
import { createWriter } from '../testing/writer.ts';
import { checkEntryProof, decodeEntryProof, encodeEntryProof, proveEntry, type EntryProof } from './entryProof.ts';
import { checkForkProof, encodeForkProof } from './forkProof.ts';

beforeAll(readyCrypto);

test('each entry of a frame is proved without its neighbours', () => {
  const writer = createWriter({ seed: 101 });
  const texts = ['alpha', 'bravo', 'charlie', 'delta', 'echo'];
  const frame = unwrap(decodeFrame(writer.write(texts).bytes));
  texts.forEach((_, index) => {
    const proof = unwrap(proveEntry(frame, index, writer.genesis.epoch.secret));
    const bytes = encodeEntryProof(proof);
    expect(unwrap(decodeEntryProof(bytes))).toEqual(proof);
    expect(checkEntryProof(proof)).toMatchObject({ ok: true, value: { leafHolds: true, signatureHolds: true } });
    for (const other of texts.filter((text) => text !== texts[index])) expect(bytesToHex(bytes)).not.toContain(bytesToHex(new TextEncoder().encode(other)));
  });
  expect(proveEntry(frame, 5, writer.genesis.epoch.secret)).toMatchObject({ error: { kind: 'no-such-entry' } });
  expect(proveEntry(frame, 0, createWriter({ seed: 102 }).genesis.epoch.secret)).toMatchObject({ error: { kind: 'commitment-mismatch' } });
});

test('a changed proof does not hold', () => {
  const writer = createWriter({ seed: 103 });
  const proof = unwrap(proveEntry(unwrap(decodeFrame(writer.write(['a', 'b', 'c']).bytes)), 1, writer.genesis.epoch.secret));
  const flip = (bytes: Uint8Array) => bytes.map((byte, index) => (index === 5 ? byte ^ 1 : byte));
  const holds = (changed: EntryProof) => {
    const checked = checkEntryProof(changed);
    return checked.ok && checked.value.leafHolds && checked.value.signatureHolds;
  };
  expect(holds(proof)).toBe(true);
  const changes: readonly Partial<EntryProof>[] = [
    { entry: flip(proof.entry) }, { salt: flip(proof.salt) }, { index: 0 }, { index: 2 }, { index: 3 }, { path: proof.path.slice(1) }, { path: proof.path.map(flip) }, { header: flip(proof.header) }, { signature: flip(proof.signature) },
  ];
  for (const change of changes) expect(holds({ ...proof, ...change })).toBe(false);
  expect(checkEntryProof({ ...proof, header: unwrap(decodeFrame(writer.genesis.frame)).headerBytes })).toMatchObject({ error: { kind: 'malformed-proof' } });
  expect(decodeEntryProof(encodeEntryProof(proof).subarray(1)).ok).toBe(false);
});

test('a fork proof holds for two frames of one place only', () => {
  const writer = createWriter({ seed: 104 });
  const twin = createWriter({ seed: 105, twinOf: writer });
  const [first, other] = [unwrap(decodeFrame(writer.write(['a']).bytes)), unwrap(decodeFrame(twin.write(['b']).bytes))];
  const second = unwrap(decodeFrame(writer.write(['c']).bytes));
  const holds = (bytes: Uint8Array) => {
    const checked = checkForkProof(bytes);
    return checked.ok && checked.value.holds;
  };
  expect(holds(encodeForkProof(first, other))).toBe(true);
  expect(holds(encodeForkProof(first, first))).toBe(false);
  expect(holds(encodeForkProof(first, second))).toBe(false);
  expect(holds(encodeForkProof(first, { ...other, signature: first.signature }))).toBe(false);
  expect(holds(encodeForkProof(first, unwrap(decodeFrame(createWriter({ seed: 106 }).write(['x']).bytes))))).toBe(false);
  expect(checkForkProof(new Uint8Array(3))).toMatchObject({ error: { kind: 'malformed-proof' } });
});
