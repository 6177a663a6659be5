import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEntryId, unwrap, type Sha256Hex, type UnixMs } from '#base';
import type { CarriedPiece } from '#ipc';
import { createLocalClient } from '../localClient.ts';
import { createTestVault } from '../testing/folders.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const item = createEntryId(Date.now() as UnixMs, random);
const bytes = random(3_000);
const piece: CarriedPiece = { item, part: 1, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') as Sha256Hex };

async function start(freeBytes = 1e12) {
  const { vault } = await createTestVault({ environment: { space: () => Promise.resolve({ freeBytes, totalBytes: 2e12 }) } });
  const client = createLocalClient(vault.handlers, vault.onPush);
  return {
    folder: join(vault.path(), 'evidence', item), quarantine: join(vault.path(), 'quarantine'),
    look: async () => unwrap(await client.call('sealed.look', { pieces: [piece] })).parts[0],
    write: async (from: number, to: number, of = bytes) => client.call('sealed.write', { piece, from, bytes: of.subarray(from, to) }),
    finish: async () => unwrap(await client.call('sealed.finish', { piece })).outcome,
    read: async (from: number, maxBytes: number) => client.call('sealed.read', { item, part: 1, from, maxBytes }),
  };
}

test('a part grows beside its place, goes on where it ended, and takes its name with the recorded hash', async () => {
  const vault = await start();
  expect(await vault.look()).toEqual({ here: false, begun: 0 });
  expect(unwrap(await vault.write(0, 1_000))).toEqual({ bytes: 1_000 });
  expect(unwrap(await vault.write(2_000, 3_000))).toEqual({ bytes: 1_000 });
  expect(await vault.look()).toEqual({ here: false, begun: 1_000 });
  expect(readdirSync(vault.folder).some((name) => name.endsWith('.age'))).toBe(false);
  unwrap(await vault.write(1_000, 3_000));
  expect(await vault.finish()).toBe('taken');
  expect(readdirSync(vault.folder)).toEqual(['00002.age']);
  expect(readFileSync(join(vault.folder, '00002.age'))).toEqual(Buffer.from(bytes));
  expect(await vault.look()).toEqual({ here: true, begun: 0 });
  expect(unwrap(await vault.read(2_900, 1_000)).bytes).toEqual(bytes.subarray(2_900));
  expect(unwrap(await vault.read(3_000, 10)).bytes).toHaveLength(0);
  expect(await vault.finish()).toBe('known');
});

test('other bytes never take the name, and what was there goes to quarantine only for the right ones', async () => {
  const vault = await start();
  mkdirSync(vault.folder, { recursive: true });
  writeFileSync(join(vault.folder, '00002.age'), 'damaged');
  unwrap(await vault.write(0, 3_000, random(3_000)));
  expect(await vault.finish()).toBe('other');
  expect(readFileSync(join(vault.folder, '00002.age'), 'utf8')).toBe('damaged');
  unwrap(await vault.write(0, 2_999));
  expect(await vault.finish()).toBe('other');
  expect(await vault.look()).toEqual({ here: false, begun: 0 });
  unwrap(await vault.write(0, 3_000));
  expect(await vault.finish()).toBe('taken');
  expect(readdirSync(vault.quarantine)).toEqual([expect.stringMatching(new RegExp(`^${item}-00002\\.age-[0-9a-f]{8}\\.damaged$`))]);
});

test('no more than the part has, nothing into the last room of the disk, and nothing without a fetch', async () => {
  const vault = await start();
  expect(await vault.write(2_999, 3_000, random(4_000))).toMatchObject({ ok: true, value: { bytes: 0 } });
  expect(await vault.write(0, 3_001, random(4_000))).toMatchObject({ ok: false, error: { kind: 'io' } });
  expect(await vault.finish()).toBe('other');
  expect(await vault.read(0, 10)).toMatchObject({ ok: false, error: { kind: 'missing' } });
  expect(await (await start(1e8)).write(0, 1_000)).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
});
