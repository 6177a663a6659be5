import { fail, ok, type Err, type Failure, type Result } from '#base';
import type { StoreFailure } from '../types.ts';
import type { Ask, Connection } from './connect.ts';
import { migrations } from './migrations.ts';

export type SchemaFailure = StoreFailure | Failure<'newer-schema'>;

/** Locks of this program in a database, for what only one node does at a time. */
const LOCKS = { schema: 0x486f6c64, voucher: 0x486f6c65 } as const;

/** Waits for a lock that ends with the transaction. `key` parts things of one kind. */
export function lockUntilEnd(ask: Ask, lock: keyof typeof LOCKS, key = 0): Promise<Result<unknown, StoreFailure>> {
  return ask('select pg_advisory_xact_lock($1::integer, $2::integer)', [LOCKS[lock], key]);
}

/** Number of the newest migration that a database has; 0 for one that was never used. */
export async function schemaNumber(ask: Ask): Promise<Result<number, StoreFailure>> {
  // Read as a table: to_regclass may answer from a cache of before another node made it.
  const there = await ask<{ readonly found: boolean }>(`select exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'holdfast' and c.relname = 'migrations') as found`);
  if (!there.ok) return there;
  if (there.value.rows[0]?.found !== true) return ok(0);
  const newest = await ask<{ readonly newest: number | null }>('select max(number)::bigint as newest from holdfast.migrations');
  return newest.ok ? ok(newest.value.rows[0]?.newest ?? 0) : newest;
}

/** Brings a database to the newest schema, in one transaction (docs/spec/server.md section 9.1). `newer-schema`: a newer program has been here. */
export async function migrate(connection: Connection, known: readonly string[] = migrations): Promise<Result<number, SchemaFailure>> {
  const before = await schemaNumber(connection.ask);
  if (!before.ok) return before;
  if (before.value === known.length) return ok(before.value);
  return connection.inTransaction<number, SchemaFailure>(async (ask) => {
    const locked = await lockUntilEnd(ask, 'schema');
    if (!locked.ok) return locked;
    // Another node may have done it while this one waited.
    const present = await schemaNumber(ask);
    if (!present.ok) return present;
    if (present.value > known.length) return newerSchema(present.value, known.length);
    const steps = ['set local statement_timeout = 0', 'create schema if not exists holdfast', 'create table if not exists holdfast.migrations (number bigint primary key, applied timestamptz not null default now())'];
    for (const [index, text] of known.slice(present.value).entries()) steps.push(text, `insert into holdfast.migrations (number) values (${present.value + index + 1})`);
    for (const text of steps) {
      const done = await ask(text);
      if (!done.ok) return done;
    }
    return ok(known.length);
  });
}

/** What is said of a schema that this program does not know. */
export function newerSchema(there: number, known = migrations.length): Err<Failure<'newer-schema'>> {
  return fail('newer-schema', `the database has schema ${there}, and this program knows ${known}: serve it with a newer program`);
}
