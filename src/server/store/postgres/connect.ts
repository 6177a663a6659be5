import type { ClientBase, Pool, PoolClient, PoolConfig, QueryResult, QueryResultRow } from 'pg';
import { fail, ok, type Failure, type Result } from '#base';
import type { StoreFailure } from '../types.ts';

/** Values of a statement; bytes go as they are. */
export type Values = readonly (string | number | Uint8Array | null | readonly number[] | readonly Uint8Array[])[];
/** Rows as they are given, and how many there were or were changed. */
export interface Answer<Row> { readonly rows: readonly Row[]; readonly count: number }
/** Runs one statement in its own transaction. */
export type Ask = <Row extends QueryResultRow>(text: string, values?: Values) => Promise<Result<Answer<Row>, StoreFailure>>;

/** A database with a pool of connections. Texts of its errors are never repeated: they could hold values. */
export interface Connection {
  readonly ask: Ask;
  /** Runs statements in one transaction; it is rolled back when the work answers a failure. */
  readonly inTransaction: <T, F extends Failure = StoreFailure>(work: (ask: Ask) => Promise<Result<T, F | StoreFailure>>) => Promise<Result<T, F | StoreFailure>>;
  /** Null while it answers. */
  readonly problem: () => string | null;
  /** The way to it is not one on which nobody else can listen: another machine, without a verified certificate. */
  readonly isOpenToListeners: boolean;
  readonly close: () => Promise<void>;
}

const CONNECT_MS = 5_000;
const STATEMENT_MS = 30_000;
const LOCK_MS = 10_000;
/** A statement that the server neither ends nor refuses: the connection is given up. */
const SILENT_MS = STATEMENT_MS + 10_000;
const PING_MS = 5_000;
const CONNECTIONS = 8;
const INT8 = 20;

// What durability and the statements rely on, whatever the database has as its defaults.
const SESSION = `select set_config('synchronous_commit', case when current_setting('synchronous_commit') = 'remote_apply' then 'remote_apply' else 'on' end, false),
  set_config('default_transaction_isolation', 'read committed', false), set_config('default_transaction_read_only', $1, false), set_config('row_security', 'off', false)`;

/** Prepares a pool; nothing is connected before the first statement. `usage`: the address cannot be read. */
export async function connectDatabase(url: string, readOnly = false): Promise<Result<Connection, Failure<'usage'>>> {
  // Loaded when it is needed: the hub of a console has the same server and no database.
  const { default: { Client, Pool: PoolOfDriver, types } } = await import('pg');
  const config: PoolConfig = {
    connectionString: url, max: CONNECTIONS, connectionTimeoutMillis: CONNECT_MS, idleTimeoutMillis: 30_000, statement_timeout: STATEMENT_MS, lock_timeout: LOCK_MS,
    query_timeout: SILENT_MS, idle_in_transaction_session_timeout: STATEMENT_MS, keepAlive: true, keepAliveInitialDelayMillis: 10_000, application_name: 'holdfast',
    types: { getTypeParser: ((oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : types.getTypeParser(oid, format ?? 'text'))) as typeof types.getTypeParser },
    onConnect: async (client: ClientBase) => {
      // A connection that ends while it is in use: the statement answers it, and nobody else has to.
      client.on('error', () => undefined);
      await client.query(SESSION, [readOnly ? 'on' : 'off']);
    },
  };
  let isOpenToListeners: boolean;
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('scheme');
    const { host, ssl } = new Client(config);
    isOpenToListeners = !isOwnMachine(host) && !isVerified(ssl);
  } catch (error) {
    // Files that the address names are read at once.
    if (error instanceof Error && 'syscall' in error) return fail('usage', 'a certificate or key that the address of the database names cannot be read');
    return fail('usage', 'the address of the database is not of the form postgres://role@host:port/database');
  }
  return ok(wrapPool(new PoolOfDriver(config), isOpenToListeners));
}

function wrapPool(pool: Pool, isOpenToListeners: boolean): Connection {
  let problem: string | null = null;
  const note = <T>(outcome: Result<T, StoreFailure>): Result<T, StoreFailure> => {
    if (outcome.ok) problem = null;
    else if (outcome.error.kind !== 'io') problem = outcome.error.message;
    return outcome;
  };
  const ask: Ask = async (text, values) => note(await run(pool, text, values));
  // A connection that ends while nobody uses it; the next statement finds out.
  pool.on('error', () => undefined);
  const ping = setInterval(() => void ask('select 1'), PING_MS).unref();
  return {
    ask, isOpenToListeners,
    problem: () => problem,
    inTransaction: async (work) => {
      let client: PoolClient;
      try {
        client = await pool.connect();
      } catch (error) {
        return note<never>(databaseFailure(error));
      }
      const inside: Ask = async (text, values) => note(await run(client, text, values));
      let isClean = false;
      try {
        const begun = await inside('begin');
        const outcome = begun.ok ? await work(inside) : begun;
        const ended = await inside(outcome.ok ? 'commit' : 'rollback');
        isClean = ended.ok;
        return outcome.ok && !ended.ok ? ended : outcome;
      } finally {
        client.release(!isClean);
      }
    },
    close: async () => {
      clearInterval(ping);
      await pool.end();
    },
  };
}

async function run<Row extends QueryResultRow>(target: Pick<ClientBase, 'query'>, text: string, values: Values = []): Promise<Result<Answer<Row>, StoreFailure>> {
  try {
    const answer: unknown = await target.query<Row>(text, values.map(toParameter));
    // Several statements have several answers.
    const { rows, rowCount } = (Array.isArray(answer) ? answer.at(-1) : answer) as QueryResult<Row>;
    return ok({ rows, count: rowCount ?? rows.length });
  } catch (error) {
    return databaseFailure(error);
  }
}

// The driver takes bytes as buffers only.
function toParameter(value: Values[number]): unknown {
  if (value instanceof Uint8Array) return asBuffer(value);
  return Array.isArray(value) ? (value as readonly unknown[]).map((one) => (one instanceof Uint8Array ? asBuffer(one) : one)) : value;
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** SQLSTATEs (PostgreSQL, appendix A) that pass: connection, shutdown, too many connections, rights to log in, conflicts, time limits, a standby. */
const PASSING = /^(08...|57P0.|57014|53[03]00|53200|28...|3D000|40001|40P01|55P03|25006|25P0[23])$/;

/** Codes of Node for a certificate that it does not take. */
const CERTIFICATE = /CERT|UNABLE_TO_VERIFY|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CRL/;

/** What a thrown error of the driver means; its text is not repeated. Throws on for bugs. */
export function databaseFailure(error: unknown): Result<never, StoreFailure> {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) throw error;
  const given = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const code = /^[A-Z0-9_]{3,40}$/.test(given) ? given : '';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return fail('unreachable', 'the certificate of the database is for another name than that of its address: nothing was sent to it');
  if (CERTIFICATE.test(code)) return fail('unreachable', `the certificate of the database is not to be trusted (${code}): nothing was sent to it; sslrootcert= names the authority that is`);
  if (error instanceof Error && error.message === 'The server does not support SSL connections') return fail('unreachable', 'the database offers no TLS, which its address asks for');
  if (code === '53100') return fail('disk-full', 'the disk of the database is full');
  const state = /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E');
  if (state && !PASSING.test(code)) return fail('io', `the database refuses what it was asked (SQLSTATE ${code})`);
  return fail('unreachable', `the database does not answer${code === '' ? '' : ` (${code})`}`);
}

/** Whether what the driver made of the address takes a certificate only that is signed and for this name. */
function isVerified(ssl: unknown): boolean {
  // Node's own switch, which the driver does not overrule.
  if (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') return false;
  if (typeof ssl !== 'object' || ssl === null) return ssl === true;
  return !('rejectUnauthorized' in ssl && ssl.rejectUnauthorized === false) && !('checkServerIdentity' in ssl);
}

function isOwnMachine(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || host.startsWith('127.');
}
