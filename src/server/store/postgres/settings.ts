import { ok, type Result } from '#base';
import type { Finding } from '../finding.ts';
import type { StoreFailure } from '../types.ts';
import type { Connection } from './connect.ts';

const OLDEST_VERSION = 13;
interface Row { readonly version: number; readonly fsync: string; readonly pages: string; readonly commit: string; readonly standby: boolean }

/** How a database keeps what it has confirmed, and who can listen on the way to it. */
export async function readSettings(connection: Connection): Promise<Result<readonly Finding[], StoreFailure>> {
  const read = await connection.ask<Row>(
    `select current_setting('server_version_num')::bigint as version, current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
       current_setting('synchronous_commit') as commit, pg_is_in_recovery() as standby`,
  );
  if (!read.ok) return read;
  const { version = 0, fsync = '', pages = '', commit = '', standby = false } = read.value.rows[0] ?? {};
  const major = Math.floor(version / 10_000);
  const durable = commit === 'on' || commit === 'remote_apply';
  return ok([
    major >= OLDEST_VERSION ? { state: 'ok', text: `PostgreSQL ${major}` } : { state: 'failed', text: `the database is PostgreSQL ${major}; ${OLDEST_VERSION} or newer is needed` },
    fsync === 'on' ? { state: 'ok', text: 'fsync is on' } : { state: 'failed', text: 'the database does not write durably (fsync = off): what it has confirmed is lost in a power cut' },
    durable ? { state: 'ok', text: `synchronous_commit is ${commit}` } : { state: 'failed', text: `the database does not let synchronous_commit be set (it is ${/^\w+$/.test(commit) ? commit : 'unknown'})` },
    pages === 'on' ? { state: 'ok', text: 'full_page_writes is on' } : { state: 'note', text: 'the database has full_page_writes = off, which only some file systems forgive' },
    ...(standby ? [{ state: 'failed', text: 'the database is a standby, which takes nothing' } as const] : []),
    connection.isOpenToListeners ? { state: 'note', text: 'the connection to the database is not verified: use sslmode=verify-full' } : { state: 'ok', text: 'the connection to the database is local or verified' },
  ]);
}
