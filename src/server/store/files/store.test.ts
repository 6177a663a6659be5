import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { unwrap, type LogId } from '#base';
import { readyCrypto } from '#crypto';
import { systemFiles } from '#disk';
import { describeStore } from '../testing/contract.ts';
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

describe('checkpoints', () => {
  test('the newest one is read; when its place is torn, the one before; when both are, something that does not hold', async () => {
    const data = await createFolder();
    await systemFiles.mkdir(join(data, 'checkpoints'), true);
    const written = createCheckpointFiles(data, systemFiles);
    onTestFinished(() => written.rest());
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

describeStore('files', async () => {
  const data = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
  return { open: async () => unwrap(await openFileStore({ data })), remove: () => rm(data, { recursive: true, force: true }) };
}, runs);
