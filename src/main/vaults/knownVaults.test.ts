import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createKnownVaults, isRemovable, vaultNameOf } from './knownVaults.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'holdfast-known-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a vault keeps its token, the latest opened comes first, and a missing folder is said to be missing', async () => {
  const file = path.join(folder, 'vaults.json');
  const known = createKnownVaults(file, async (where) => where !== '/v/gone');
  const first = await known.remember('/v/one', 100);
  await known.remember('/v/gone', 300);
  await known.remember('/v/two', 200);
  expect((await known.remember('/v/one', null)).vault).toBe(first.vault);
  const again = createKnownVaults(file, async (where) => where !== '/v/gone');
  expect((await again.list()).map(({ name, present, lastOpened }) => [name, present, lastOpened])).toEqual([['gone', false, 300], ['two', true, 200], ['one', true, 100]]);
  expect(await again.pathOf(first.vault)).toBe('/v/one');
  expect([await again.forget(first.vault), await again.forget(first.vault), await again.pathOf(first.vault)]).toEqual([true, false, null]);
});

test('names and mount points', () => {
  expect([vaultNameOf('/v/Acme war room.holdfast'), vaultNameOf('/v/x')]).toEqual(['Acme war room', 'x']);
  expect([isRemovable('/media/u/STICK/v', 'linux'), isRemovable('/home/u/v', 'linux'), isRemovable('E:\\v', 'win32', 'C:'), isRemovable('c:\\v', 'win32', 'C:'), isRemovable('/Volumes/S/v', 'darwin')]).toEqual([true, false, true, false, true]);
});
