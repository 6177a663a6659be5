import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { unwrap } from '#base';
import type { EvidenceProgress } from '#ipc';
import { createTestFolder, createTestVault } from '../../../src/disk/testing/folders.ts';
import { bundle } from '../../support/bundle.ts';
import { createItem, createKey, MEBIBYTE, openItem, openWithAge, readPart, sealBytes, sealInput, sha256 } from './kit.ts';

const slow = process.env['SLOW'] === '1';
let worker: URL;
beforeAll(async () => {
  worker = await bundle('src/disk/evidence/worker.ts');
});

describe.each(['on the calling thread', 'in threads'])('sealing %s', (place) => {
  const threads = (): { readonly sealWorker?: URL } => (place === 'in threads' ? { sealWorker: worker } : {});

  test('the real age tool opens the parts, and together they are the file', async () => {
    const { vault, folder } = await createTestVault({ ...threads(), environment: { partBytes: 3 * MEBIBYTE } });
    const bytes = randomBytes(10 * MEBIBYTE + 12_345);
    const sealed = await sealBytes(vault, folder, bytes);
    expect(sealed.receipt).toMatchObject({ size: bytes.length, hashes: [{ algorithm: 'sha256', hex: sha256(bytes) }] });
    expect(sealed.receipt.parts.map((part) => part.plainBytes)).toEqual([3, 3, 3].map((part) => part * MEBIBYTE).concat(MEBIBYTE + 12_345));
    for (const [index, part] of sealed.receipt.parts.entries()) {
      const onDisk = await readPart(vault, sealed.item, index);
      expect(part).toMatchObject({ sealedBytes: onDisk.bytes.length, sealedSha256: sha256(onDisk.bytes) });
      expect(part.plainSha256).toBeUndefined();
    }
    expect(sha256(await openWithAge(vault, sealed, folder))).toBe(sha256(bytes));
    expect((await readdir(join(vault.path(), 'evidence', sealed.item))).toSorted()).toEqual(['00001.age', '00002.age', '00003.age', '00004.age', 'progress.json']);
  });

  test('sizes around nothing, chunks, slots and parts restore exactly', async () => {
    const { vault, folder } = await createTestVault({ ...threads(), environment: { partBytes: 5 * 65_536 } });
    const key = createKey();
    const borders = [0, 65_536, 5 * 65_536, 10 * 65_536];
    const around = fc.tuple(fc.constantFrom(...borders), fc.integer({ min: -2, max: 2 })).map(([border, by]) => Math.max(0, border + by));
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(around, fc.nat(12 * 65_536)), async (size) => {
        const bytes = randomBytes(size);
        const sealed = await sealBytes(vault, folder, bytes, key);
        const out = join(folder, `out-${(count += 1)}`);
        expect(unwrap(await openItem(vault, sealed, out))).toEqual({ bytes: size, sha256: sha256(bytes) });
        expect(sha256(await readFile(out))).toBe(sha256(bytes));
        expect(sealed.receipt.parts).toHaveLength(Math.max(1, Math.ceil(size / (5 * 65_536))));
      }),
      { numRuns: slow ? 300 : 15, examples: [[0], [65_536], [5 * 65_536], [5 * 65_536 + 1]] },
    );
  });

  test('parts smaller than a chunk: the arithmetic holds for any part size', async () => {
    const { vault, folder } = await createTestVault({ ...threads(), environment: { partBytes: 1_000 } });
    const bytes = randomBytes(10_500);
    const sealed = await sealBytes(vault, folder, bytes);
    expect(sealed.receipt.parts).toHaveLength(11);
    expect(sha256(await openWithAge(vault, sealed, folder))).toBe(sha256(bytes));
  });

  test('legacy hashes on request, and progress at most ten times a second', async () => {
    const { vault, folder } = await createTestVault(threads());
    const path = join(folder, 'large');
    const bytes = randomBytes(40 * MEBIBYTE);
    await writeFile(path, bytes);
    const said: { readonly at: number; readonly progress: EvidenceProgress }[] = [];
    vault.onPush((push) => {
      if (push.name === 'evidence.progress') said.push({ at: performance.now(), progress: push.payload });
    });
    const item = createItem();
    const receipt = unwrap(await vault.handlers['evidence.seal']({ ...(await sealInput(vault, path, item, createKey())), legacyHashes: ['md5', 'sha1'] }));
    const hash = (algorithm: string): string => createHash(algorithm).update(bytes).digest('hex');
    expect(receipt.hashes).toEqual([{ algorithm: 'sha256', hex: hash('sha256') }, { algorithm: 'md5', hex: hash('md5') }, { algorithm: 'sha1', hex: hash('sha1') }]);
    expect(said.length).toBeGreaterThan(0);
    for (const [index, { at }] of said.entries()) expect(at - (said[index - 1]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(90);
    expect(said.every(({ progress }) => progress.item === item && progress.total === bytes.length && progress.done <= bytes.length)).toBe(true);
  });

  test('a cancel is answered at once, and sealing goes on where it stopped', async () => {
    const { vault, folder } = await createTestVault({ ...threads(), environment: { partBytes: 8 * MEBIBYTE } });
    const path = join(folder, 'large');
    const bytes = randomBytes(96 * MEBIBYTE);
    await writeFile(path, bytes);
    const item = createItem();
    const key = createKey();
    const input = await sealInput(vault, path, item, key);
    const running = vault.handlers['evidence.seal'](input);
    const first = join(vault.path(), 'evidence', item, '00002.age');
    await expect.poll(async () => readFile(first).then(() => true, () => false), { interval: 5, timeout: 15_000 }).toBe(true);
    const asked = performance.now();
    unwrap(await vault.handlers['evidence.cancel']({ item }));
    expect(await running).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    expect(performance.now() - asked).toBeLessThan(2000);
    const [unfinished] = unwrap(await vault.handlers['evidence.unfinished']({})).runs;
    expect(unfinished?.partsDone).toBeGreaterThanOrEqual(2);
    const kept = sha256(await readFile(first));
    const receipt = unwrap(await vault.handlers['evidence.seal'](input));
    expect(sha256(await readFile(first))).toBe(kept);
    expect(receipt.hashes[0]?.hex).toBe(sha256(bytes));
    expect(receipt.startedAt).toBe(unfinished?.startedAt);
    expect(sha256(await openWithAge(vault, { item, key }, folder))).toBe(sha256(bytes));
    expect(unwrap(await vault.handlers['evidence.unfinished']({})).runs).toEqual([]);
    expect(unwrap(await vault.handlers['evidence.list']({})).items).toMatchObject([{ item, parts: 12 }]);
  });
});

test('our reader opens what the real age tool wrote, with several recipients', async () => {
  const { vault, folder } = await createTestVault();
  const bytes = randomBytes(200_000);
  const sealed = await sealBytes(vault, folder, bytes);
  const plain = join(folder, 'plain');
  await writeFile(plain, bytes);
  const { path } = await readPart(vault, sealed.item, 0);
  execFileSync('age', ['-r', createKey().recipient, '-r', sealed.key.recipient, '-o', path, plain]);
  const written = await readFile(path);
  const part = { plainBytes: bytes.length, sealedBytes: written.length, plainSha256: sha256(bytes), sealedSha256: sha256(written) } as (typeof sealed.receipt.parts)[number];
  expect(unwrap(await openItem(vault, { ...sealed, receipt: { ...sealed.receipt, parts: [part] } }, null))).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
});

test('names in any script, links, sparse files and pasted bytes are sealed; what is not a file is refused', async () => {
  const { vault, folder } = await createTestVault();
  const names = ['证据 файл.bin', 'دليل', 'a\nb', '-rf', 'e\u0301', '😀'.repeat(20)];
  for (const name of names) {
    const path = join(folder, name);
    await writeFile(path, name);
    const grant = unwrap(await vault.grants.addFile(path));
    expect(grant).toMatchObject({ name, size: Buffer.byteLength(name), throughLink: false });
    const receipt = unwrap(await vault.handlers['evidence.seal']({ item: createItem(), grant: grant.grant, ...createKey(), legacyHashes: [] }));
    expect(receipt.hashes[0]?.hex).toBe(sha256(Buffer.from(name)));
  }
  await symlink(join(folder, '-rf'), join(folder, 'link'));
  expect(unwrap(await vault.grants.addFile(join(folder, 'link')))).toMatchObject({ name: 'link', size: 3, throughLink: true });
  await writeFile(join(folder, 'sparse'), '');
  await truncate(join(folder, 'sparse'), 30 * MEBIBYTE);
  const sparse = unwrap(await vault.handlers['evidence.seal'](await sealInput(vault, join(folder, 'sparse'), createItem(), createKey())));
  expect(sparse.hashes[0]?.hex).toBe(sha256(new Uint8Array(30 * MEBIBYTE)));
  const pasted = vault.grants.addBytes('screen.png', Uint8Array.of(1, 2, 3));
  expect(pasted).toMatchObject({ name: 'screen.png', size: 3, modified: null });
  expect(unwrap(await vault.handlers['evidence.seal']({ item: createItem(), grant: pasted.grant, ...createKey(), legacyHashes: [] })).size).toBe(3);

  await mkdir(join(folder, 'folder'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  for (const name of ['folder', 'pipe']) expect(await vault.grants.addFile(join(folder, name))).toMatchObject({ ok: false, error: { kind: 'not-a-file' } });
  expect(await vault.grants.addFile('/dev/zero')).toMatchObject({ ok: false, error: { kind: 'not-a-file' } });
  expect(await vault.grants.addFile(join(folder, 'nothing'))).toMatchObject({ ok: false, error: { kind: 'missing' } });
});

test('nothing of a name or of the content stands in the folder in the clear', async () => {
  const { vault, folder } = await createTestVault();
  const path = join(folder, 'secret-name.txt');
  await writeFile(path, 'secret-content');
  const item = createItem();
  unwrap(await vault.handlers['evidence.seal'](await sealInput(vault, path, item, createKey())));
  for (const name of await readdir(vault.path(), { recursive: true })) {
    expect(name).not.toContain('secret');
    const bytes = await readFile(join(vault.path(), name)).catch(() => Buffer.alloc(0));
    expect(bytes.includes('secret')).toBe(false);
    expect(bytes.includes(sha256(Buffer.from('secret-content')))).toBe(false);
  }
});

// Needs minutes and gigabytes: with SLOW=1 only. The arithmetic is the same with small parts, above.
if (slow) {
  test('five gibibytes, mostly holes', async () => {
    const { vault, folder } = await createTestVault({ sealWorker: worker });
    const path = join(await createTestFolder(), 'huge');
    await writeFile(path, 'begin');
    await truncate(path, 5 * 2 ** 30 + 17);
    const item = createItem();
    const key = createKey();
    const receipt = unwrap(await vault.handlers['evidence.seal'](await sealInput(vault, path, item, key)));
    expect(receipt.parts).toHaveLength(21);
    expect(receipt.hashes[0]?.hex).toBe(execFileSync('openssl', ['dgst', '-sha256', '-r', path], { encoding: 'utf8' }).slice(0, 64));
    const out = join(folder, 'out');
    expect(unwrap(await openItem(vault, { item, key, receipt }, out)).bytes).toBe(5 * 2 ** 30 + 17);
  });
}
