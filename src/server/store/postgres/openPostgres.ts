import { err, fail, ok, type Failure, type Result } from '#base';
import type { Store, StoreFailure, StoreOwner } from '../types.ts';
import { connectDatabase } from './connect.ts';
import { migrate, newerSchema, schemaNumber } from './migrate.ts';
import { migrations } from './migrations.ts';
import { createOwner } from './owner.ts';
import { createRecords } from './records.ts';
import { readSettings } from './settings.ts';
import { createSmallRecords } from './smallRecords.ts';

export type OpenDatabaseFailure = StoreFailure | Failure<'usage' | 'newer-schema' | 'missing' | 'not-durable'>;
/** A store that several nodes share. */
export interface SharedStore extends Store { readonly owner: StoreOwner }
export interface DatabaseOptions {
  /** `postgres://role@host:port/database?…`; what it leaves out comes from the environment, as with other clients of PostgreSQL. */
  readonly url: string;
  /** Looks without migrating; nothing can be written then. */
  readonly readOnly?: boolean;
  readonly onNotice?: (text: string) => void;
}

/** Opens the records of a server in a database, and brings its schema up to date (docs/spec/server.md section 9). `not-durable`: it would forget what it has confirmed. */
export async function openDatabaseStore({ url, readOnly = false, onNotice = () => undefined }: DatabaseOptions): Promise<Result<SharedStore, OpenDatabaseFailure>> {
  const connected = await connectDatabase(url, readOnly);
  if (!connected.ok) return connected;
  const connection = connected.value;
  const refuse = async (error: OpenDatabaseFailure): Promise<Result<never, OpenDatabaseFailure>> => {
    await connection.close();
    return err(error);
  };
  const settings = await readSettings(connection);
  if (!settings.ok) return refuse(settings.error);
  for (const { state, text } of settings.value) {
    if (state === 'failed') return refuse({ kind: 'not-durable', message: text });
    if (state === 'note') onNotice(text);
  }
  const schema = readOnly ? schemaThatIsThere(await schemaNumber(connection.ask)) : await migrate(connection);
  if (!schema.ok) return refuse(schema.error);
  return ok({
    ...createRecords(connection.ask), ...createSmallRecords(connection), owner: createOwner(connection),
    freeBytes: () => Promise.resolve(Infinity),
    problem: connection.problem,
    close: connection.close,
  });
}

function schemaThatIsThere(number: Result<number, StoreFailure>): Result<number, OpenDatabaseFailure> {
  if (!number.ok || number.value === migrations.length) return number;
  if (number.value > migrations.length) return newerSchema(number.value);
  return fail('missing', number.value === 0 ? 'no server was started with this database yet' : `the database has schema ${number.value}, and this program needs ${migrations.length}: the next start brings it there`);
}
