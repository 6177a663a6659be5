// Knows whether out/ was built from the sources as they are now, by content and not by clock.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/places.mjs';

const inputs = ['src', 'tools/build', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const stamp = path.join(repositoryRoot, 'out', 'built-from');

/** Digest over every file a build depends on; unit tests are not among them. */
export function sourceDigest() {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesUnder)) hash.update(file).update('\0').update(readFileSync(path.join(repositoryRoot, file))).update('\0');
  return hash.digest('hex');
}

/** True when out/ matches the sources. */
export function isFresh() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceDigest();
}

/** Records that out/ was built from the sources with this digest (taken before the build began). @param {string} digest */
export function markFresh(digest) {
  writeFileSync(stamp, digest);
}

function filesUnder(input) {
  const start = path.join(repositoryRoot, input);
  if (!existsSync(start)) return [];
  if (statSync(start).isFile()) return [input];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|tsconfig.*\.json$/.test(entry.name))
    .map((entry) => path.relative(repositoryRoot, path.join(entry.parentPath, entry.name)))
    .sort();
}
