// Hashing and sealing a large file in one pass, against the tools a responder would otherwise use, in the same run on the
// same disk: `openssl dgst -sha256` (only hashes) and `age -e -o` (only seals). In Electron's Node, which is what the app
// runs in, and in plain Node, which the command line runs in. SLOW=1 takes 4 GiB instead of 1 GiB; BENCH_DIR another disk.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { resolveRuntime } from '../tools/runtime/resolve.mjs';
import { repositoryRoot } from '../tools/support/places.mjs';

const mebibytes = process.env.SLOW === '1' ? 4096 : 1024;
// The best of a few rounds, taken in turns: another program's busy second must not decide for one side.
const rounds = process.env.SLOW === '1' ? 1 : 3;
const folder = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), 'holdfast-bench-'));

try {
  const source = writeSource();
  const program = await bundle('bench/seal/sealOnce.ts', 'sealOnce');
  const worker = await bundle('src/disk/evidence/worker.ts', 'sealWorker');
  const keys = execFileSync('age-keygen', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [identity, recipient] = [/AGE-SECRET-KEY-1\w+/.exec(keys)[0], /age1\w+/.exec(keys)[0]];
  const { executable } = await resolveRuntime({ purpose: 'development' });
  const best = { openssl: 0, age: 0 };
  const sealed = { electron: null, node: null };
  for (let round = 0; round < rounds; round += 1) {
    best.openssl = Math.max(best.openssl, measure('openssl', ['dgst', '-sha256', source]));
    best.age = Math.max(best.age, measure('age', ['-e', '-r', recipient, '-o', path.join(folder, 'source.age'), source]));
    rmSync(path.join(folder, 'source.age'));
    for (const [name, command] of [['electron', executable], ['node', process.execPath]]) {
      const vaults = mkdtempSync(path.join(folder, 'vault-'));
      const output = execFileSync(command, [program, source, vaults, worker, recipient, identity], { encoding: 'utf8', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, stdio: ['ignore', 'pipe', 'inherit'] });
      const found = JSON.parse(output);
      if (sealed[name] === null || found.sealMs < sealed[name].sealMs) sealed[name] = found;
      rmSync(vaults, { recursive: true });
    }
  }
  const slower = Math.min(best.openssl, best.age);
  for (const [name, found] of Object.entries(sealed)) {
    report(`seal.${name}.onePass`, toSpeed(found.sealMs), 'MiB/s', slower);
    report(`seal.${name}.readBack`, toSpeed(found.readBackMs), 'MiB/s', slower);
    report(`seal.${name}.memory`, found.memoryMiB, 'MiB', null);
  }
  report('seal.opensslSha256', best.openssl, 'MiB/s', null);
  report('seal.ageEncrypt', best.age, 'MiB/s', null);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function writeSource() {
  const file = path.join(folder, 'source');
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(16 * 2 ** 20);
  for (let done = 0; done < mebibytes; done += 16) writeSync(handle, randomFillSync(block));
  fsyncSync(handle);
  closeSync(handle);
  return file;
}

async function bundle(source, name) {
  await build({
    configFile: false,
    root: repositoryRoot,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: { ssr: source, outDir: folder, emptyOutDir: false, target: 'node20.18', rollupOptions: { output: { format: 'es', entryFileNames: `${name}.mjs`, codeSplitting: false } } },
  });
  return path.join(folder, `${name}.mjs`);
}

function measure(command, args) {
  const started = performance.now();
  if (spawnSync(command, args, { stdio: 'ignore' }).status !== 0) throw new Error(`${command} failed`);
  return toSpeed(performance.now() - started);
}

function toSpeed(milliseconds) {
  return mebibytes / (milliseconds / 1000);
}

function report(name, value, unit, baseline) {
  const round = (number) => Math.round(number * 100) / 100;
  process.stdout.write(`${JSON.stringify({ name: `${name}.${mebibytes}MiB`, value: round(value), unit, baseline: baseline === null ? null : round(baseline), ratio: baseline === null ? null : round(value / baseline) })}\n`);
}
