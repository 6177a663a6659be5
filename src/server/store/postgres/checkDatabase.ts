import type { Finding } from '../finding.ts';
import type { ServerKeys } from '#sync';
import { connectDatabase } from './connect.ts';
import { newerSchema, schemaNumber } from './migrate.ts';
import { migrations } from './migrations.ts';
import { createOwner, isAmong, otherIdentity } from './owner.ts';
import { readSettings } from './settings.ts';

/** Looks at a database as a start would, and writes nothing: whether it answers, keeps what it confirms, has a schema that is known, and belongs to these keys (null: to whoever comes first). */
export async function checkDatabase(url: string, own: ServerKeys | null): Promise<readonly Finding[]> {
  const connected = await connectDatabase(url, true);
  if (!connected.ok) return [{ state: 'failed', text: connected.error.message }];
  const connection = connected.value;
  try {
    const settings = await readSettings(connection);
    if (!settings.ok) return [{ state: 'failed', text: settings.error.message }];
    const number = await schemaNumber(connection.ask);
    if (!number.ok) return [...settings.value, { state: 'failed', text: number.error.message }];
    const schema = schemaFinding(number.value);
    if (number.value === 0 || schema.state === 'failed') return [...settings.value, schema];
    const known = await createOwner(connection).known();
    if (!known.ok) return [...settings.value, schema, { state: 'failed', text: known.error.message }];
    return [...settings.value, schema, ownerFinding(own, known.value)];
  } finally {
    await connection.close();
  }
}

function schemaFinding(number: number): Finding {
  if (number > migrations.length) return { state: 'failed', text: newerSchema(number).error.message };
  if (number === migrations.length) return { state: 'ok', text: `the database has schema ${number}` };
  return { state: 'note', text: number === 0 ? 'no server was started with this database yet: the start makes the schema' : `the database has schema ${number}: the start brings it to ${migrations.length}` };
}

function ownerFinding(own: ServerKeys | null, known: readonly ServerKeys[]): Finding {
  if (known.length === 0) return { state: 'note', text: 'the database belongs to no server yet: the start makes it that of this identity' };
  return own !== null && isAmong(own, known) ? { state: 'ok', text: 'the database belongs to this identity' } : { state: 'failed', text: otherIdentity };
}
