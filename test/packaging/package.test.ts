// The packaged folder: fuses as promised, nothing inside that does not belong there, and it runs.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVirtualDisplay } from '../../tools/display/virtual.mjs';
import { ordinaryUser } from '../../tools/launch/ordinaryUser.mjs';
import { stageFolder } from '../../tools/launch/stage.mjs';
import { appEnvironment, runAs } from '../../tools/launch/wrapper.mjs';
import { readFuses } from '../../tools/packaging/fuses.mjs';
import { packageFolder } from '../../tools/packaging/package.mjs';
import { freshFolder, removeFreshFolders } from '../support/runtime.ts';

const output = mkdtempSync(path.join(os.tmpdir(), 'holdfast-dist-'));
let folder = '';
const executable = 'holdfast';

beforeAll(async () => {
  // Readable for the user that runs it, so that no copy is needed.
  chmodSync(output, 0o755);
  folder = await packageFolder({ output });
});

afterAll(() => {
  rmSync(output, { recursive: true, force: true });
  removeFreshFolders();
});

test('the fuses are those of electron-builder.yml', async () => {
  expect(await readFuses(path.join(folder, executable))).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('the archive holds the built app and nothing else', () => {
  const archive = path.join(folder, 'resources', 'app.asar');
  const tops = new Set(listPackage(archive, { isPack: false }).map((file) => file.split('/')[1]));
  expect([...tops].sort()).toEqual(['LICENSE', 'out', 'package.json', 'resources']);
  expect(JSON.parse(extractFile(archive, 'package.json').toString())).toMatchObject({ name: 'holdfast', main: './out/main/index.js' });
  // What main starts as processes and threads of their own lies beside its bundle.
  for (const name of ['hub.mjs', 'sealWorker.mjs']) expect(extractFile(archive, `out/main/${name}`).length).toBeGreaterThan(100_000);
  expect(readdirSync(path.join(folder, 'resources'))).not.toContain('app');
  expect(existsSync(path.join(folder, 'resources', 'cli', 'holdfast.js'))).toBe(true);
});

test('the packaged app passes its own self-test, sandboxed, as an ordinary user', async () => {
  const { code, said } = await runPackaged(['--self-test']);
  expect(said).toMatch(/self-test/i);
  expect(code, said).toBe(0);
});

test('the packaged app cannot be turned into plain Node', async () => {
  const marker = 'ran-as-node';
  const { said } = await runPackaged(['-e', `process.stdout.write('${marker}')`, '--self-test'], { ELECTRON_RUN_AS_NODE: '1' });
  expect(said).not.toContain(marker);
});

/** Starts the packaged binary on a virtual display with a fresh home, and waits for its end. */
async function runPackaged(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ readonly code: number | null; readonly said: string }> {
  const user = ordinaryUser();
  const home = freshFolder('home');
  const display = await startVirtualDisplay(user);
  try {
    const staged = stageFolder(user, folder, 'resources/app.asar');
    const child = spawn(runAs(path.join(staged, executable), user), args, { cwd: home, env: { ...appEnvironment(home, display.env), ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout: 200_000 });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => void child.on('close', (exitCode) => resolve(exitCode)));
    return { code, said };
  } finally {
    display.close();
  }
}
