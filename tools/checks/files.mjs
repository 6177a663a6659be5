// The files a check looks at: those git knows or would add, so that ignored and generated files never count.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Paths relative to the folder, forward slashes, sorted. @param {string} root @returns {readonly string[]} */
export function projectFiles(root) {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (listed.status !== 0) throw new Error(`git ls-files failed: ${listed.stderr}`);
  return [...new Set(listed.stdout.split('\0'))].filter((file) => file !== '' && existsSync(path.join(root, file))).sort();
}
