import { ok } from '#base';
import type { CopyRow, CopyTable, WorkingCopy } from './workingCopy.ts';

/** Rows by store name, table and key: what a memory copy keeps between two openings. */
export type MemoryStore = Map<string, Map<string, Uint8Array>>;

/** A working copy in memory, for the command line and for tests. Hand in the same store twice to keep it across engines. */
export function createMemoryCopy(store: MemoryStore = new Map()): WorkingCopy {
  let opened = '';
  const tableOf = (table: CopyTable) => {
    const name = `${opened}/${table}`;
    const known = store.get(name) ?? new Map<string, Uint8Array>();
    store.set(name, known);
    return known;
  };
  return {
    open: async (name) => {
      opened = name;
      return ok(undefined);
    },
    get: async (table, key) => ok(tableOf(table).get(key) ?? null),
    put: async (table, rows) => {
      for (const row of rows) tableOf(table).set(row.key, row.bytes);
      return ok(undefined);
    },
    list: async (table) => ok([...tableOf(table)].map(([key, bytes]): CopyRow => ({ key, bytes }))),
    remove: async (table, keys) => {
      for (const key of keys) tableOf(table).delete(key);
      return ok(undefined);
    },
    close: () => {},
  };
}
