// The programs of PostgreSQL: the tests of the server's second store start a database of their own with them.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

// Debian keeps each version in a folder of its own, off the search path.
const debian = '/usr/lib/postgresql';

/** The folder with `initdb` and `postgres`, of the newest version that is installed; null when there is none. @returns {string | null} */
export function findPostgres() {
  const versions = existsSync(debian) ? readdirSync(debian).sort((left, right) => Number(right) - Number(left)) : [];
  const folders = [...versions.map((version) => path.join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(path.delimiter)];
  const program = (name) => (process.platform === 'win32' ? `${name}.exe` : name);
  return folders.find((folder) => ['initdb', 'postgres', 'pg_dump'].every((name) => existsSync(path.join(folder, program(name))))) ?? null;
}
