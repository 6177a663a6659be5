import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, open, readdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unwrap, type EntryId, type Result, type Failure } from '#base';
import type { OpenVault } from '#disk';
import type { SealReceipt } from '#ipc';
import { systemFiles } from '../../../src/disk/durable/fileLayer.ts';
import { createTestVault } from '../../../src/disk/testing/folders.ts';
import { createItem, createKey, MEBIBYTE, openWithAge, sealInput, sha256, type TestKey } from './kit.ts';

interface Setup { readonly vault: OpenVault; readonly folder: string; readonly path: string; readonly item: EntryId; readonly key: TestKey; readonly bytes: Buffer }

/** A vault in which `onPart` runs whenever a part file is opened for writing: a moment in the middle of the reading. */
async function setUp(onPart: (number: number, path: string) => Promise<void>): Promise<Setup> {
  let parts = 0;
  let path = '';
  const { vault, folder } = await createTestVault({
    environment: {
      partBytes: 2 * MEBIBYTE,
      files: {
        ...systemFiles,
        open: async (file, mode) => {
          if (file.endsWith('.part')) await onPart((parts += 1), path);
          return systemFiles.open(file, mode);
        },
      },
    },
  });
  path = join(folder, 'source');
  const bytes = randomBytes(7 * MEBIBYTE);
  await writeFile(path, bytes);
  return { vault, folder, path, item: createItem(), key: createKey(), bytes };
}

async function seal({ vault, path, item, key }: Setup): Promise<Result<SealReceipt, Failure>> {
  return vault.handlers['evidence.seal'](await sealInput(vault, path, item, key));
}

test.each([
  ['grew', (path: string) => appendFile(path, 'x')],
  ['shrank', (path: string) => truncate(path, 3 * MEBIBYTE)],
  ['was written in place', async (path: string) => {
    const handle = await open(path, 'r+');
    await handle.write('x', 0);
    await handle.close();
  }],
  ['got another time', (path: string) => utimes(path, 1, 1)],
  ['was replaced by another file', async (path: string) => {
    await writeFile(`${path}.new`, 'other');
    await rename(`${path}.new`, path);
  }],
])('a file that %s while it was read is told, and what was sealed is kept', async (_what, change) => {
  const setup = await setUp(async (part, path) => {
    if (part === 3) await change(path);
  });
  expect(await seal(setup)).toMatchObject({ ok: false, error: { kind: 'changed-while-read' } });
  expect(unwrap(await setup.vault.handlers['evidence.unfinished']({})).runs).toMatchObject([{ item: setup.item }]);
  // Asking again meets a source that is no longer the one that was begun: the parts move to quarantine, then a fresh start is possible.
  expect(await seal(setup)).toMatchObject({ ok: false, error: { kind: 'changed-while-read' } });
  expect(await readdir(join(setup.vault.path(), 'quarantine'))).toHaveLength(1);
  const receipt = unwrap(await seal(setup));
  expect(receipt.hashes[0]?.hex).toBe(sha256(await readFile(setup.path)));
});

test('a file that was removed while it was read is sealed whole', async () => {
  const setup = await setUp(async (part, path) => {
    if (part === 2) await rm(path);
  });
  expect(unwrap(await seal(setup)).hashes[0]?.hex).toBe(sha256(setup.bytes));
});

test('a file that vanished, or turned into a folder, before the reading', async () => {
  const setup = await setUp(() => Promise.resolve());
  const input = await sealInput(setup.vault, setup.path, setup.item, setup.key);
  await rm(setup.path);
  expect(await setup.vault.handlers['evidence.seal'](input)).toMatchObject({ ok: false, error: { kind: 'vanished' } });
  await mkdir(setup.path);
  expect(await setup.vault.handlers['evidence.seal'](input)).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
});

test('the same bytes with the same time continue; other bytes with the same size and time do not', async () => {
  const moment = new Date('2026-01-02T03:04:05Z');
  let stop = true;
  const setup = await setUp((part) => (stop && part === 3 ? Promise.reject(Object.assign(new Error('pulled out'), { code: 'EIO', syscall: 'open' })) : Promise.resolve()));
  await utimes(setup.path, moment, moment);
  expect(await seal(setup)).toMatchObject({ ok: false, error: { kind: 'io' } });
  stop = false;
  const other = Buffer.from(setup.bytes);
  other[100] = (other[100] ?? 0) ^ 1;
  await writeFile(setup.path, other);
  await utimes(setup.path, moment, moment);
  expect(await seal(setup)).toMatchObject({ ok: false, error: { kind: 'changed-while-read' } });
  expect(await readdir(join(setup.vault.path(), 'quarantine'))).toHaveLength(1);
  expect(unwrap(await seal(setup)).hashes[0]?.hex).toBe(sha256(other));
});

test('a crash between listing a part and naming it costs nothing', async () => {
  let stop = true;
  const setup = await setUp((part) => (stop && part === 3 ? Promise.reject(Object.assign(new Error('pulled out'), { code: 'EIO', syscall: 'open' })) : Promise.resolve()));
  expect((await seal(setup)).ok).toBe(false);
  stop = false;
  const folder = join(setup.vault.path(), 'evidence', setup.item);
  await rename(join(folder, '00002.age'), join(folder, '00002.age.part'));
  const before = sha256(await readFile(join(folder, '00002.age.part')));
  expect(unwrap(await seal(setup)).hashes[0]?.hex).toBe(sha256(setup.bytes));
  expect(sha256(await readFile(join(folder, '00002.age')))).toBe(before);
  expect(sha256(await openWithAge(setup.vault, setup, setup.folder))).toBe(sha256(setup.bytes));
});

test('an item that is sealed and verified is never replaced by another source', async () => {
  const setup = await setUp(() => Promise.resolve());
  const receipt = unwrap(await seal(setup));
  expect(unwrap(await seal(setup)).parts).toEqual(receipt.parts);
  await appendFile(setup.path, 'more');
  expect(await seal(setup)).toMatchObject({ ok: false, error: { kind: 'changed-while-read' } });
  expect(unwrap(await setup.vault.handlers['evidence.list']({})).items).toMatchObject([{ item: setup.item, parts: 4 }]);
});

test('parts that were changed before the read-back are found by it', async () => {
  const setup = await setUp(async (part) => {
    if (part !== 4) return;
    const first = join(setup.vault.path(), 'evidence', setup.item, '00001.age');
    const bytes = await readFile(first);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    await writeFile(first, bytes);
  });
  expect(await seal(setup)).toMatchObject({ ok: false, error: { kind: 'read-back-mismatch' } });
});

test('a part that is sealed rightly but holds other bytes is found by the read-back', async () => {
  const setup = await setUp(async (part) => {
    if (part !== 4) return;
    const other = join(setup.folder, 'other');
    await writeFile(other, randomBytes(2 * MEBIBYTE));
    execFileSync('age', ['-r', setup.key.recipient, '-o', join(setup.vault.path(), 'evidence', setup.item, '00001.age'), other]);
  });
  expect(await seal(setup)).toMatchObject({ ok: false, error: { kind: 'read-back-mismatch' } });
  expect(unwrap(await setup.vault.handlers['evidence.unfinished']({})).runs).toHaveLength(1);
});

test('sealing leaves the room that the journal needs', async () => {
  const { vault, folder } = await createTestVault({ environment: { space: () => Promise.resolve({ freeBytes: 258 * MEBIBYTE, totalBytes: 2 ** 40 }) } });
  const path = join(folder, 'source');
  await writeFile(path, randomBytes(3 * MEBIBYTE));
  expect(await vault.handlers['evidence.seal'](await sealInput(vault, path, createItem(), createKey()))).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
});
