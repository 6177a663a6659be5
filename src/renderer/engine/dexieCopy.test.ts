import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { createDexieCopy } from './dexieCopy.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
let count = 0;
const freshName = () => {
  count += 1;
  return `copy-${count}`;
};

test('rows are kept between two openings, replaced whole, and removed', async () => {
  const name = freshName();
  const first = createDexieCopy();
  expect(await first.open(name)).toEqual({ ok: true, value: undefined });
  await first.put('pages', [{ key: 'a', bytes: bytes(1) }, { key: 'b', bytes: bytes(2) }]);
  await first.put('pages', [{ key: 'a', bytes: bytes(3) }]);
  first.close();
  const second = createDexieCopy();
  await second.open(name);
  expect(await second.get('pages', 'a')).toEqual({ ok: true, value: bytes(3) });
  expect(await second.get('drafts', 'a')).toEqual({ ok: true, value: null });
  await second.remove('pages', ['a']);
  const rows = await second.list('pages');
  expect(rows.ok && rows.value.map((row) => row.key)).toEqual(['b']);
  second.close();
});

test('a database that fails is opened again, then begun anew under a fresh name, and the fresh one is found next time', async () => {
  const name = freshName();
  const tried: string[] = [];
  const open = async (wanted: string) => {
    tried.push(wanted);
    if (wanted === name) throw new Error('Internal error opening backing store for indexedDB.open.');
    const database = new Dexie(wanted, { autoOpen: false });
    database.version(1).stores({ about: 'key', snapshots: 'key', pages: 'key', drafts: 'key', seals: 'key' });
    return database.open();
  };
  const copy = createDexieCopy({ retryDelayMs: 1, open });
  expect((await copy.open(name)).ok).toBe(true);
  expect(tried.slice(0, 3)).toEqual([name, name, name]);
  expect(tried).toHaveLength(4);
  await copy.put('drafts', [{ key: 'd', bytes: bytes(9) }]);
  copy.close();
  const next = createDexieCopy({ retryDelayMs: 1, open });
  await next.open(name);
  expect(await next.get('drafts', 'd')).toEqual({ ok: true, value: bytes(9) });
  next.close();
});

test('a store that never opens answers broken, and no call throws', async () => {
  const copy = createDexieCopy({ retryDelayMs: 1, open: async () => { throw new Error('no store'); } });
  expect(await copy.open(freshName())).toMatchObject({ ok: false, error: { kind: 'broken' } });
  expect(await copy.put('pages', [{ key: 'a', bytes: bytes(1) }])).toMatchObject({ ok: false, error: { kind: 'broken' } });
  expect(await copy.get('pages', 'a')).toMatchObject({ ok: false });
  copy.close();
});
