import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { unwrap, type LogId } from '#base';
import { readyCrypto, sha256 } from '#crypto';
import { systemFiles } from '#disk';
import { createWriter } from '../../../shared/log/testing/writer.ts';
import type { Store } from '../types.ts';
import { createCheckpointFiles } from './checkpoints.ts';
import { openFileStore } from './openFiles.ts';

beforeAll(readyCrypto);
const runs = process.env['SLOW'] === '1' ? 500 : 6;
const log = '0'.repeat(31) + '1' as LogId;

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
const open = async (data: string): Promise<Store> => unwrap(await openFileStore({ data }));

describe('checkpoints', () => {
  test('the newest one is read; when its place is torn, the one before; when both are, something that does not hold', async () => {
    const data = await createFolder();
    await systemFiles.mkdir(join(data, 'checkpoints'), true);
    const written = createCheckpointFiles(data, systemFiles);
    const made = [10, 20, 30].map((size) => new Uint8Array(size).fill(size));
    for (const [index, checkpoint] of made.entries()) unwrap(await written.write(log, index + 1, checkpoint));
    const read = () => createCheckpointFiles(data, systemFiles).read(log);
    expect(await read()).toEqual(made[2]);
    const file = join(data, 'checkpoints', log);
    const whole = readFileSync(file);
    // The third went into the first place again.
    for (let at = 0; at < 16 + 30 + 4; at += 1) {
      const torn = Buffer.from(whole);
      torn[at] = (torn[at] ?? 0) ^ 0x20;
      writeFileSync(file, torn);
      expect(await read()).toEqual(made[1]);
    }
    writeFileSync(file, Buffer.alloc(whole.length, 0xff));
    expect(await read()).toEqual(new Uint8Array(0));
    writeFileSync(file, whole.subarray(0, 20));
    expect(await read()).toBeNull();
  });
});

describe('frames', () => {
  test('come back in leaf order from anywhere, in pieces of any size, also after opening again', async () => {
    const writer = createWriter({ seed: 3 });
    const frames = [writer.genesis.frame, ...Array.from({ length: 30 }, (_, index) => writer.write(['x'.repeat(1 + index * 90)]).bytes)];
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 5, maxLength: 31 }), fc.nat({ max: 30 }), fc.integer({ min: 1, max: 20_000 }), async (groups, from, maxBytes) => {
      const data = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
      const store = await open(data);
      let size = 0;
      for (const group of groups) {
        const more = frames.slice(size, size + group);
        if (more.length > 0) unwrap(await store.append(writer.genesis.log, size, more));
        size += more.length;
      }
      expect(await store.append(writer.genesis.log, size + 1, [frames[0] ?? new Uint8Array(1)])).toMatchObject({ ok: false, error: { kind: 'moved' } });
      await store.close();
      const again = await open(data);
      const got: Uint8Array[] = [];
      for (let at = from; at < size;) {
        const piece = unwrap(await again.frames(writer.genesis.log, at, maxBytes));
        expect(piece.length === 1 || piece.reduce((sum, { length }) => sum + length, 0) <= maxBytes).toBe(true);
        got.push(...piece);
        at += Math.max(1, piece.length);
      }
      expect(got.map((bytes) => [...sha256(bytes)])).toEqual(frames.slice(from, size).map((bytes) => [...sha256(bytes)]));
      expect((await again.find(writer.genesis.log))?.size).toBe(size);
      await again.close();
      await rm(data, { recursive: true });
    }), { numRuns: runs });
  });
});

test('a voucher founds as many logs as it may, each once, also when asked at the same time', async () => {
  const store = await open(await createFolder());
  const logs = Array.from({ length: 5 }, (_, index) => index.toString(16).padStart(32, '0') as LogId);
  const spent = await Promise.all([...logs, ...logs].map((one) => store.spendVoucher('ab'.repeat(16), one, 3)));
  expect(spent.map((one) => unwrap(one))).toEqual([true, true, true, false, false, true, true, true, false, false]);
  await store.close();
});

test('requests are kept by invitation and device, replaced, taken away, and thrown away when they are old', async () => {
  const store = await open(await createFolder());
  const request = (invitation: string, device: string, fill: number) => ({ invitation: invitation.repeat(32), device: device.repeat(64), at: 0, bytes: new Uint8Array(4).fill(fill) });
  for (const one of [request('a', '1', 1), request('a', '2', 2), request('b', '1', 3), request('a', '1', 4)]) unwrap(await store.putRequest(log, one));
  expect((await store.requests(log)).map(({ bytes }) => bytes[0]).toSorted()).toEqual([2, 3, 4]);
  unwrap(await store.dropRequests(log, 'a'.repeat(32)));
  expect((await store.requests(log)).map(({ bytes }) => bytes[0])).toEqual([3]);
  await store.close();
});

test('what a device sent today is remembered over an orderly end', async () => {
  const data = await createFolder();
  const store = await open(data);
  const device = 'cd'.repeat(32);
  expect(await store.addUsage(device, 20_000, 5)).toBe(5);
  expect(await store.addUsage(device, 20_000, 7)).toBe(12);
  await store.close();
  const again = await open(data);
  expect(await again.addUsage(device, 20_000, 0)).toBe(12);
  expect(await again.addUsage(device, 20_001, 1)).toBe(1);
  await again.close();
});
