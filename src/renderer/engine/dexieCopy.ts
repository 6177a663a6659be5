import { Dexie, type Table } from 'dexie';
import { fail, ok, type Result } from '#base';
import type { CopyFailure, CopyRow, CopyTable, WorkingCopy } from '#engine';

/** Times a database whose backing store reports an error is opened again before a fresh name is tried. */
const REOPENINGS = 3;
const SCHEMA = { about: 'key', snapshots: 'key', pages: 'key', drafts: 'key', seals: 'key' } as const satisfies Record<CopyTable, string>;

/**
 * The working copy in IndexedDB: opaque keys, sealed values, no other index. Writes are relaxed, because everything here is rebuilt from the vault
 * folder when it is lost. A database whose backing store fails is opened again three times, then a fresh one is begun beside it; when that
 * fails too the answer is `broken` and the engine goes on without.
 */
export function createDexieCopy(options: { readonly retryDelayMs?: number; readonly open?: (name: string) => Promise<Dexie> } = {}): WorkingCopy {
  const open = options.open ?? openDatabase;
  const retryDelayMs = options.retryDelayMs ?? 200;
  let database: Dexie | null = null;
  let name = '';

  async function reopen(): Promise<Result<void, CopyFailure>> {
    for (let attempt = 0; attempt <= REOPENINGS; attempt += 1) {
      database?.close();
      // The last attempt takes a fresh name: the damaged files stay where they are.
      const wanted = attempt < REOPENINGS ? name : `${name}-${Date.now().toString(36)}`;
      try {
        database = await open(wanted);
        name = wanted;
        return ok(undefined);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
      }
    }
    database = null;
    return fail('broken', 'the local database does not open; Holdfast goes on without it');
  }

  async function run<T>(work: (rows: (table: CopyTable) => Table<CopyRow, string>, whole: Dexie) => Promise<T>): Promise<Result<T, CopyFailure>> {
    for (let attempt = 0; ; attempt += 1) {
      const current = database;
      if (current === null) return fail('broken', 'the local database is closed');
      try {
        return ok(await work((table) => current.table<CopyRow, string>(table), current));
      } catch {
        const opened = attempt < 1 ? await reopen() : fail('broken', 'the local database fails again and again');
        if (!opened.ok) return opened;
      }
    }
  }

  return {
    open: async (wanted) => {
      name = (await newestName(wanted)) ?? wanted;
      return reopen();
    },
    get: (table, key) => run(async (rows) => (await rows(table).get(key))?.bytes ?? null),
    put: (table, added) => run(async (rows, whole) => {
      await whole.transaction('rw', table, async () => { await rows(table).bulkPut(added.map(({ key, bytes }) => ({ key, bytes }))); });
    }),
    list: (table) => run((rows) => rows(table).toArray()),
    remove: (table, keys) => run((rows) => rows(table).bulkDelete([...keys])),
    close: () => {
      database?.close();
      database = null;
    },
  };
}

async function openDatabase(name: string): Promise<Dexie> {
  const database = new Dexie(name, { autoOpen: false, cache: 'disabled', chromeTransactionDurability: 'relaxed' });
  database.version(1).stores(SCHEMA);
  await database.open();
  // A database can open and still have lost its tables; one read shows it.
  await database.table('about').count();
  return database;
}

/** The newest database that was begun under a name, after an older one had failed. */
async function newestName(name: string): Promise<string | null> {
  try {
    const names = (await Dexie.getDatabaseNames()).filter((known) => known === name || known.startsWith(`${name}-`));
    return names.sort().at(-1) ?? null;
  } catch {
    return null;
  }
}
