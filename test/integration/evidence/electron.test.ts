import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { createTestVault } from '../../../src/disk/testing/folders.ts';
import { resolveRuntime } from '../../../tools/runtime/resolve.mjs';
import { bundle } from '../../support/bundle.ts';
import { createItem, createKey, MEBIBYTE, openWithAge, sha256 } from './kit.ts';

let program: string;
let worker: URL;
let executable: string;
beforeAll(async () => {
  program = fileURLToPath(await bundle('test/integration/disk/child.ts'));
  worker = await bundle('src/disk/evidence/worker.ts');
  ({ executable } = await resolveRuntime({ purpose: 'development' }));
});

/** Runs the child in Electron's own Node: BoringSSL, and no ChaCha20 in `node:crypto`. */
function runInElectron(args: readonly string[], code = ''): string {
  return execFileSync(executable, code === '' ? [program, ...args] : ['-p', code], { encoding: 'utf8', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
}

test.each(['in threads', 'on the calling thread'])('in Electron, whose library has no ChaCha20, parts are the same age files: %s', async (place) => {
  expect(runInElectron([], 'typeof process.versions.electron').trim()).toBe('string');
  const { vault, folder, hostStateDir } = await createTestVault();
  await vault.close();
  const source = join(folder, 'source');
  await writeFile(source, randomBytes(9 * MEBIBYTE + 77));
  const item = createItem();
  const key = createKey();
  expect(runInElectron(['seal', vault.path(), hostStateDir, item, source, key.recipient, key.identity, ...(place === 'in threads' ? [worker.href] : [])])).toContain('receipt 3');
  expect(sha256(await openWithAge(vault, { item, key }, folder))).toBe(sha256(await readFile(source)));
});
