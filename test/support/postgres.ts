// A PostgreSQL of its own for a test file: in a temporary folder, on a socket in it, as an ordinary user.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { accessSync, chmodSync, chownSync, closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { ordinaryUser } from '../../tools/launch/ordinaryUser.mjs';
import { findPostgres } from '../../tools/support/postgres.mjs';

export interface Cluster {
  /** Address of a database of it, for `--database`. */
  readonly url: (database: string) => string;
  /** A new and empty database; its address. */
  readonly create: (database: string) => Promise<string>;
  /** Runs statements, as the owner of everything. */
  readonly sql: (database: string, text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
  /** `immediate`: as in a power cut, with a recovery at the next start. */
  readonly stop: (mode: 'fast' | 'immediate') => Promise<void>;
  readonly start: (settings?: Readonly<Record<string, string>>) => Promise<void>;
  /** Runs a program of PostgreSQL on a database; what it printed. */
  readonly program: (name: string, args: readonly string[]) => Buffer;
  /** What the server wrote into its own log. */
  readonly log: () => string;
  readonly remove: () => Promise<void>;
}

/** Makes and starts one. Statements are all logged, so that tests can look for what must not be there. */
export async function startCluster(): Promise<Cluster> {
  const bin = findPostgres();
  if (bin === null) throw new Error('PostgreSQL is not installed; npm test installs it');
  // A superuser may not run it.
  const user = ordinaryUser() as { readonly uid: number; readonly gid: number } | null;
  const as = user === null ? {} : { uid: user.uid, gid: user.gid };
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  const folder = mkdtempSync(path.join(fastFolder(), 'hf-pg-'));
  chmodSync(folder, 0o700);
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const logFile = path.join(folder, 'log');
  const program = (name: string, args: readonly string[]): Buffer => {
    const ran = spawnSync(path.join(bin, name), args, { ...as, env, cwd: folder, maxBuffer: 2 ** 28 });
    if (ran.status !== 0) throw new Error(`${name}: ${ran.stderr?.toString() ?? ran.error?.message}`);
    return ran.stdout;
  };
  program('initdb', ['--pgdata', data, '--username', 'holdfast', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync']);
  let running: ChildProcess | null = null;
  const url = (database: string) => `postgres://holdfast@/${database}?host=${folder}`;

  async function start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const given = { listen_addresses: '', unix_socket_directories: folder, dynamic_shared_memory_type: 'mmap', log_statement: 'all', log_min_messages: 'info', log_error_verbosity: 'verbose', max_connections: '60', shared_buffers: '32MB', ...settings };
    const out = openSync(logFile, 'a', 0o600);
    const child = spawn(path.join(bin ?? '', 'postgres'), ['-D', data, ...Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { ...as, env, cwd: folder, stdio: ['ignore', out, out] });
    closeSync(out);
    running = child;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`postgres ended: ${readFileSync(logFile, 'utf8').slice(-2_000)}`);
      if (spawnSync(path.join(bin ?? '', 'pg_isready'), ['-q', '-h', folder, '-d', 'postgres', '-U', 'holdfast'], { env }).status === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function stop(mode: 'fast' | 'immediate'): Promise<void> {
    const child = running;
    running = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await ended;
  }

  const sql: Cluster['sql'] = async (database, text, values) => {
    const client = new pg.Client({ connectionString: url(database) });
    await client.connect();
    try {
      const answer = await client.query<Record<string, unknown>>(text, values === undefined ? undefined : [...values]);
      return answer.rows;
    } finally {
      await client.end();
    }
  };

  await start();
  return {
    url, sql, start, stop, program,
    create: async (database) => {
      await sql('postgres', `create database ${database}`);
      return url(database);
    },
    log: () => readFileSync(logFile, 'utf8'),
    remove: async () => {
      await stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// What a test waits for is the database's order of writing, not a disk: a loaded one takes half a minute for a start.
function fastFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}
