import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unwrap, type Sha256Hex } from '#base';
import { createTestVault } from '../../../src/disk/testing/folders.ts';
import { createItem, createKey, openItem, readPart, sealBytes, sealInput, sha256 } from './kit.ts';

const slow = process.env['SLOW'] === '1';

test('every flipped byte of a part is noticed', async () => {
  const { vault, folder } = await createTestVault();
  const sealed = await sealBytes(vault, folder, randomBytes(100));
  const part = await readPart(vault, sealed.item, 0);
  // The recorded hash of the sealed part would notice alone; `peek` and an adjusted record show that the seal itself does.
  for (let at = 0; at < part.bytes.length; at += slow ? 1 : 2) {
    const changed = Uint8Array.from(part.bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x01;
    await writeFile(part.path, changed);
    const adjusted = sealed.receipt.parts.map((each) => ({ ...each, sealedSha256: sha256(changed) as typeof each.sealedSha256 }));
    expect(await openItem(vault, { ...sealed, receipt: { ...sealed.receipt, parts: adjusted } }, null), `byte ${at}`).toMatchObject({ ok: false, error: { kind: 'damaged' } });
  }
  await writeFile(part.path, part.bytes);
  expect((await openItem(vault, sealed, null)).ok).toBe(true);
});

test('parts that are cut, lengthened, missing or exchanged are noticed', async () => {
  const { vault, folder } = await createTestVault({ environment: { partBytes: 3 * 65_536 } });
  const sealed = await sealBytes(vault, folder, randomBytes(6 * 65_536));
  const [first, second] = [await readPart(vault, sealed.item, 0), await readPart(vault, sealed.item, 1)];
  const header = first.bytes.length - 3 * 65_552;
  for (const length of [0, 10, header, header + 65_552, header + 2 * 65_552, first.bytes.length - 1]) {
    const cut = first.bytes.subarray(0, length);
    await writeFile(first.path, cut);
    expect(await openItem(vault, sealed, null)).toMatchObject({ ok: false, error: { kind: 'damaged' } });
    const adjusted = sealed.receipt.parts.map((part, index) => (index === 0 ? { ...part, sealedBytes: length, sealedSha256: sha256(cut) as typeof part.sealedSha256 } : part));
    expect(await openItem(vault, { ...sealed, receipt: { ...sealed.receipt, parts: adjusted } }, null)).toMatchObject({ ok: false, error: { kind: 'damaged' } });
  }
  await writeFile(first.path, second.bytes);
  await writeFile(second.path, first.bytes);
  expect(await openItem(vault, sealed, null)).toMatchObject({ ok: false, error: { kind: 'damaged' } });
  const swapped = sealed.receipt.parts.toReversed();
  expect(await openItem(vault, { ...sealed, receipt: { ...sealed.receipt, parts: swapped } }, null)).toMatchObject({ ok: false, error: { kind: 'hash-mismatch' } });
  await rm(second.path);
  expect(await openItem(vault, sealed, null)).toMatchObject({ ok: false, error: { kind: 'missing' } });
});

test('another key, another recorded hash', async () => {
  const { vault, folder } = await createTestVault();
  const sealed = await sealBytes(vault, folder, randomBytes(1_000));
  expect(await openItem(vault, { ...sealed, key: createKey() }, null)).toMatchObject({ ok: false, error: { kind: 'damaged' } });
  const wrong = { ...sealed.receipt, hashes: [{ algorithm: 'sha256' as const, hex: '0'.repeat(64) }] };
  const out = join(folder, 'out');
  expect(await openItem(vault, { ...sealed, receipt: wrong }, out)).toMatchObject({ ok: false, error: { kind: 'hash-mismatch' } });
  expect((await readdir(folder)).filter((name) => name.startsWith('out'))).toEqual([]);
});

test('the hash of a part is recorded for an only part, and compared wherever it is recorded', async () => {
  const { vault, folder } = await createTestVault({ environment: { partBytes: 65_536 } });
  const single = await sealBytes(vault, folder, randomBytes(1_000));
  expect(single.receipt.parts.map((part) => part.plainSha256)).toEqual([single.receipt.hashes[0]?.hex]);
  const bytes = randomBytes(3 * 65_536 - 7);
  const sealed = await sealBytes(vault, folder, bytes);
  expect(sealed.receipt.parts.map((part) => part.plainSha256)).toEqual([undefined, undefined, undefined]);
  const withHash = (index: number, hex: string) => ({ ...sealed, receipt: { ...sealed.receipt, parts: sealed.receipt.parts.map((part, at) => (at === index ? { ...part, plainSha256: hex as Sha256Hex } : part)) } });
  for (const index of [0, 1, 2]) {
    const right = sha256(bytes.subarray(index * 65_536, (index + 1) * 65_536));
    expect(await openItem(vault, withHash(index, right), null)).toMatchObject({ ok: true });
    expect(await openItem(vault, withHash(index, '1'.repeat(64)), null)).toMatchObject({ ok: false, error: { kind: 'hash-mismatch' } });
  }
});

test('extraction never writes over a file, uses a destination once, and leaves nothing behind when it fails', async () => {
  const { vault, folder } = await createTestVault();
  const bytes = randomBytes(300_000);
  const sealed = await sealBytes(vault, folder, bytes);
  const out = join(folder, 'out');
  await writeFile(out, 'mine');
  expect(await openItem(vault, sealed, out)).toMatchObject({ ok: false, error: { kind: 'exists' } });
  expect(await readFile(out, 'utf8')).toBe('mine');
  const destination = vault.grants.addDestination(join(folder, 'fresh'));
  const input = { item: sealed.item, identity: sealed.key.identity, parts: sealed.receipt.parts, sha256: sha256(bytes), destination };
  expect(unwrap(await vault.handlers['evidence.open'](input)).bytes).toBe(bytes.length);
  expect(await vault.handlers['evidence.open'](input)).toMatchObject({ ok: false, error: { kind: 'unknown-grant' } });
  expect(await openItem(vault, sealed, join(folder, 'no', 'such', 'folder'))).toMatchObject({ ok: false, error: { kind: 'io' } });
  const part = await readPart(vault, sealed.item, 0);
  await writeFile(part.path, Uint8Array.from(part.bytes, (value, at) => (at === 200_000 ? value ^ 1 : value)));
  expect((await openItem(vault, sealed, join(folder, 'broken'))).ok).toBe(false);
  expect((await readdir(folder)).filter((name) => !name.startsWith('source-')).toSorted()).toEqual(['Test vault', 'fresh', 'out']);
});

test('a file that takes the name while the extraction runs is left alone', async () => {
  const { vault, folder } = await createTestVault();
  const sealed = await sealBytes(vault, folder, randomBytes(30_000_000));
  const out = join(folder, 'out');
  const running = openItem(vault, sealed, out);
  await expect.poll(async () => (await readdir(folder)).some((name) => name.startsWith('out.unfinished-')), { interval: 1 }).toBe(true);
  await writeFile(out, 'mine');
  expect(await running).toMatchObject({ ok: false, error: { kind: 'exists' } });
  expect(await readFile(out, 'utf8')).toBe('mine');
  expect((await readdir(folder)).filter((name) => name.startsWith('out'))).toEqual(['out']);
});

test('peek shows small items, compared, and refuses large ones', async () => {
  const { vault, folder } = await createTestVault({ environment: { partBytes: 40_000 } });
  const bytes = randomBytes(100_000);
  const sealed = await sealBytes(vault, folder, bytes);
  const input = { item: sealed.item, identity: sealed.key.identity, parts: sealed.receipt.parts };
  const peeks = await Promise.all([vault.handlers['evidence.peek'](input), vault.handlers['evidence.peek'](input)]);
  for (const peek of peeks) expect(sha256(unwrap(peek).bytes)).toBe(sha256(bytes));
  const large = sealed.receipt.parts.map((part) => ({ ...part, plainBytes: 40 * 2 ** 20 }));
  expect(await vault.handlers['evidence.peek']({ ...input, parts: large })).toMatchObject({ ok: false, error: { kind: 'too-large' } });
  await rm((await readPart(vault, sealed.item, 1)).path);
  expect(await vault.handlers['evidence.peek'](input)).toMatchObject({ ok: false, error: { kind: 'missing' } });
});

test('setting aside moves everything to quarantine and deletes nothing', async () => {
  const { vault, folder } = await createTestVault();
  const sealed = await sealBytes(vault, folder, randomBytes(1_000));
  const part = await readPart(vault, sealed.item, 0);
  unwrap(await vault.handlers['evidence.setAside']({ item: sealed.item }));
  expect(await vault.handlers['evidence.setAside']({ item: sealed.item })).toMatchObject({ ok: false, error: { kind: 'missing' } });
  const [kept] = await readdir(join(vault.path(), 'quarantine'));
  expect(sha256(await readFile(join(vault.path(), 'quarantine', kept ?? '', '00001.age')))).toBe(sha256(part.bytes));
  expect(unwrap(await vault.handlers['evidence.list']({})).items).toEqual([]);
});

test('one item is sealed by one call at a time, and a key whose halves do not fit is refused before the work', async () => {
  const { vault, folder } = await createTestVault();
  const path = join(folder, 'source');
  await writeFile(path, randomBytes(5_000_000));
  const item = createItem();
  const key = createKey();
  const input = await sealInput(vault, path, item, key);
  const [first, second] = await Promise.all([vault.handlers['evidence.seal'](input), vault.handlers['evidence.seal'](input)]);
  expect(first.ok).toBe(true);
  expect(second).toMatchObject({ ok: false, error: { kind: 'busy' } });
  const unfit = await vault.handlers['evidence.seal']({ ...input, item: createItem(), identity: createKey().identity });
  expect(unfit).toMatchObject({ ok: false, error: { kind: 'read-back-mismatch' } });
  expect(await vault.handlers['evidence.seal']({ ...input, item: createItem(), grant: 'ab'.repeat(16) })).toMatchObject({ ok: false, error: { kind: 'unknown-grant' } });
});
