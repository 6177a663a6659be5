// Plants a small source tree with a violation in it, so that each wall is seen to hold.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');

/** A planted tree: its folder, and how to remove it. */
export interface Planted {
  readonly root: string;
  readonly [Symbol.dispose]: () => void;
}

/** Writes the files (path to text) into a fresh git folder that resolves aliases and packages like the repository. */
export function plant(files: Readonly<Record<string, string>>): Planted {
  const root = mkdtempSync(path.join(os.tmpdir(), 'holdfast-walls-'));
  for (const name of ['package.json', '.oxlintrc.json', 'tsconfig.base.json']) cpSync(path.join(repository, name), path.join(root, name));
  writeFileSync(path.join(root, '.gitignore'), 'node_modules\n');
  symlinkSync(path.join(repository, 'node_modules'), path.join(root, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  spawnSync('git', ['init', '--quiet'], { cwd: root });
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** Runs a program of a dependency in a folder; returns its exit code and everything it said. */
export function runProgram(script: string, args: readonly string[], cwd: string): { readonly code: number; readonly output: string } {
  const ended = spawnSync(process.execPath, [path.join(repository, 'node_modules', script), ...args], { cwd, encoding: 'utf8' });
  return { code: ended.status ?? 1, output: ended.stdout + ended.stderr };
}
