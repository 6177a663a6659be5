import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** What PouchDB did: documents, and how long it took. */
export interface PouchRun { readonly seconds: number; readonly documents: number; readonly cpuSeconds: number; readonly peakMiB: number }
export interface Pouch {
  /** Fills a database with documents of so many bytes of JSON. */
  readonly fill: (folder: string, count: number, bytes: number) => Promise<PouchRun>;
  /** Replicates a database with the server; `batch` 0 is the default of PouchDB. */
  readonly replicate: (direction: 'push' | 'pull', folder: string, database: string, batch: number) => Promise<PouchRun>;
  readonly end: () => void;
}

const run = promisify(execFile);
const source = path.resolve(import.meta.dirname, '../../bench/pouchdb');
const place = path.resolve(import.meta.dirname, '../../.cache/pouchdb');

/** Installs PouchDB as bench/pouchdb pins it, without running scripts of packages (LevelDB comes built), and starts its server on a folder: both ends keep their data on the disk. */
export async function startPouch(folder: string): Promise<Pouch> {
  await mkdir(place, { recursive: true });
  const pinned = await readFile(path.join(source, 'package-lock.json'), 'utf8');
  const installed = await readFile(path.join(place, 'package-lock.json'), 'utf8').catch(() => '');
  for (const name of ['package.json', 'server.mjs', 'client.mjs']) await copyFile(path.join(source, name), path.join(place, name));
  if (installed !== pinned) {
    await copyFile(path.join(source, 'package-lock.json'), path.join(place, 'package-lock.json'));
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: place });
  }
  const server = spawn(process.execPath, [path.join(place, 'server.mjs'), path.join(folder, 'server')], { stdio: ['ignore', 'pipe', 'ignore'], cwd: folder });
  const port = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve);
    server.once('exit', () => reject(new Error('the server of PouchDB ended')));
  });
  const client = async (...values: readonly string[]): Promise<PouchRun> => {
    const { stdout } = await run(process.execPath, [path.join(place, 'client.mjs'), ...values], { cwd: folder });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as PouchRun;
  };
  return {
    fill: (database, count, bytes) => client('fill', path.join(folder, database), String(count), String(bytes)),
    replicate: (direction, local, database, batch) => client(direction, path.join(folder, local), `http://127.0.0.1:${port}/${database}`, String(batch)),
    end: () => void server.kill('SIGTERM'),
  };
}
