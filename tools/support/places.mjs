// Where the tools keep things: the repository, and a per-user cache outside of it.
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** True for the superuser of a Unix-like system, for whom Chromium refuses its sandbox. */
export const isRoot = typeof process.getuid === 'function' && process.getuid() === 0;

/**
 * The folder for runtimes and staged builds. The superuser's cache is system-wide, because the ordinary user
 * that the app runs as must be able to read it; everybody else gets the usual per-user place.
 */
export function cacheRoot() {
  const chosen = process.env.HOLDFAST_CACHE ?? defaultCacheRoot();
  mkdirSync(chosen, { recursive: true, mode: 0o755 });
  return chosen;
}

function defaultCacheRoot() {
  if (isRoot) return '/var/cache/holdfast';
  if (process.platform === 'win32') return path.join(process.env.LOCALAPPDATA ?? os.homedir(), 'holdfast-cache');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'holdfast');
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'holdfast');
}
