// Makes the built app readable for the user it runs as, by a copy in the cache named after its content.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot, repositoryRoot } from '../support/places.mjs';

const parts = ['package.json', 'out', 'resources'];
const keepMs = 24 * 3600_000;

/**
 * Returns the app folder to start: the repository itself for the current user, or a staged copy for another one.
 * @param {import('./ordinaryUser.mjs').OrdinaryUser | null} user
 * @param {string} [source]  the app's folder
 */
export function stageApp(user, source = repositoryRoot) {
  if (user === null) return source;
  const folder = path.join(cacheRoot(), 'staged');
  mkdirSync(folder, { recursive: true });
  const target = path.join(folder, contentHash(source));
  if (!existsSync(target)) {
    removeOld(folder);
    const work = mkdtempSync(path.join(folder, '.making-'));
    for (const part of parts) if (existsSync(path.join(source, part))) cpSync(path.join(source, part), path.join(work, part), { recursive: true });
    makeReadable(work);
    publish(work, target);
  }
  utimesSync(target, new Date(), new Date());
  return target;
}

/**
 * Returns a folder (an Electron distribution, a packaged app) that the user can read: itself when it can, else a copy.
 * @param {import('./ordinaryUser.mjs').OrdinaryUser | null} user
 * @param {string} folder
 * @param {string} probe  a file inside to try
 */
export function stageFolder(user, folder, probe) {
  if (user === null || canRead(user, path.join(folder, probe))) return folder;
  const { mtimeMs, size } = statSync(path.join(folder, probe));
  const target = path.join(cacheRoot(), 'staged', createHash('sha256').update(`${folder}\0${mtimeMs}\0${size}`).digest('hex').slice(0, 16));
  if (!existsSync(target)) {
    mkdirSync(path.dirname(target), { recursive: true });
    const work = mkdtempSync(path.join(path.dirname(target), '.making-'));
    cpSync(folder, work, { recursive: true, verbatimSymlinks: true });
    makeReadable(work);
    publish(work, target);
  }
  return target;
}

function canRead(user, file) {
  return spawnSync('setpriv', [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups', '--', 'test', '-r', file]).status === 0;
}

function makeReadable(folder) {
  spawnSync('chmod', ['-R', 'u+rwX,go+rX,go-w', folder]);
}

function publish(work, target) {
  try {
    renameSync(work, target);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

function contentHash(source) {
  const hash = createHash('sha256');
  for (const part of parts) {
    const root = path.join(source, part);
    if (!existsSync(root)) continue;
    const files = statSync(root).isDirectory() ? readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort() : [root];
    for (const file of files) hash.update(path.relative(source, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function removeOld(folder) {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > keepMs) rmSync(file, { recursive: true, force: true });
  }
}
