import { beforeAll, expect, test } from 'vitest';
import { fail, textToBytes, type VaultId } from '#base';
import { createVaultKey, createWorkingCopySealer, readyCrypto, systemRandom } from '#crypto';
import { createMemoryCopy, type MemoryStore } from './memoryCopy.ts';
import { openSealedCopy } from './sealedCopy.ts';
import type { WorkingCopy } from './workingCopy.ts';

beforeAll(readyCrypto);
const vaultId = 'a'.repeat(32) as VaultId;
const sealerOf = () => createWorkingCopySealer(createVaultKey(systemRandom), vaultId, systemRandom);

test('a store that fails later is switched off once, and everything goes on without it', async () => {
  const good = createMemoryCopy();
  let works = true;
  const failing: WorkingCopy = { ...good, put: async (table, rows) => (works ? good.put(table, rows) : fail('broken', 'gone')), get: async (table, key) => (works ? good.get(table, key) : fail('broken', 'gone')) };
  const said: string[] = [];
  const copy = await openSealedCopy(failing, vaultId, sealerOf(), (reason) => said.push(reason));
  expect(copy.owner).toBe('empty');
  expect(await copy.write('drafts', [{ name: 'a', bytes: textToBytes('x') }])).toBe(true);
  works = false;
  expect(await copy.write('drafts', [{ name: 'a', bytes: textToBytes('y') }])).toBe(false);
  expect(await copy.read('drafts', 'a')).toEqual({ found: 'nothing' });
  expect(said).toEqual(['gone']);
});

test('a row opens only under its own key, table and name', async () => {
  const store: MemoryStore = new Map();
  const sealer = sealerOf();
  const copy = await openSealedCopy(createMemoryCopy(store), vaultId, sealer, () => {});
  await copy.reset();
  await copy.write('drafts', [{ name: 'a', bytes: textToBytes('first') }, { name: 'b', bytes: textToBytes('second') }]);
  const rows = [...store].find(([name]) => name.endsWith('/drafts'))?.[1] ?? new Map<string, Uint8Array>();
  const [one, two] = [...rows.keys()];
  const swapped = rows.get(two ?? '') ?? new Uint8Array();
  rows.set(one ?? '', swapped);
  expect(await copy.read('drafts', 'a')).toEqual({ found: 'damaged' });
  expect((await copy.readAll('drafts')).damaged).toBe(1);
  const other = await openSealedCopy(createMemoryCopy(store), vaultId, sealerOf(), () => {});
  expect(other.owner).toBe('own');
  expect(await other.read('drafts', 'b')).toEqual({ found: 'nothing' });
});

test('a store that does not open is off from the start', async () => {
  const said: string[] = [];
  const copy = await openSealedCopy({ ...createMemoryCopy(), open: async () => fail('broken', 'no store') }, vaultId, sealerOf(), (reason) => said.push(reason));
  expect(copy.owner).toBe('off');
  expect(said).toEqual(['no store']);
});
