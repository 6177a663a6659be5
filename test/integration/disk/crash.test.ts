import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { unwrap, type LogId } from '#base';
import { createVaultFolder, openVaultFolder, type OpenVault } from '#disk';
import { ampleSpace, createHead, createTestFolder, createTestVault } from '../../../src/disk/testing/folders.ts';
import { createFrame } from '../../../src/disk/testing/frames.ts';
import { createItem, createKey, MEBIBYTE, openWithAge, sealInput, sha256 } from '../evidence/kit.ts';
import { bundle } from '../../support/bundle.ts';

const rounds = process.env['SLOW'] === '1' ? 40 : 5;
const log = '0123456789abcdef0123456789abcdef' as LogId;
let program: string;
beforeAll(async () => {
  program = fileURLToPath(await bundle('test/integration/disk/child.ts'));
});

/** Starts the child and hands out its lines; it is killed when the test ends. */
function start(...args: readonly string[]): { readonly child: ChildProcess; readonly lines: readonly string[]; readonly ended: Promise<number | null>; readonly until: (pattern: RegExp) => Promise<void> } {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  onTestFinished(() => { child.kill('SIGKILL'); });
  return { child, lines, ended, until: (pattern) => expect.poll(() => lines.some((line) => pattern.test(line)), { interval: 2, timeout: 30_000 }).toBe(true) };
}

async function reopen(path: string, hostStateDir: string, partBytes = 4 * MEBIBYTE): Promise<OpenVault> {
  const vault = unwrap(await openVaultFolder({ path, hostStateDir, ballastBytes: 0, environment: { ...ampleSpace, partBytes } }));
  onTestFinished(() => vault.close());
  return vault;
}

test('killed while appending: every acknowledged frame is there, and the next process goes on', async () => {
  const { vault, hostStateDir } = await createTestVault();
  await vault.close();
  let bytes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const running = start('append', vault.path(), hostStateDir, log, String(bytes));
    await running.until(/^sealed/);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    running.child.kill('SIGKILL');
    await running.ended;
    const acknowledged = Number(running.lines.findLast((line) => line.startsWith('sealed'))?.split(' ')[1]);
    const again = await reopen(vault.path(), hostStateDir);
    const [condition] = unwrap(await again.handlers['logs.list']({})).logs;
    expect(condition?.bytes).toBeGreaterThanOrEqual(acknowledged);
    expect(condition?.damaged).toEqual([]);
    bytes = condition?.bytes ?? 0;
    await again.close();
  }
});

test('killed while sealing: complete parts are kept as they are and the run continues', async () => {
  const { vault, folder, hostStateDir } = await createTestVault();
  await vault.close();
  const source = join(folder, 'source');
  const bytes = randomBytes(60 * MEBIBYTE);
  await writeFile(source, bytes);
  const item = createItem();
  const key = createKey();
  const first = start('seal', vault.path(), hostStateDir, item, source, key.recipient, key.identity);
  const second = join(vault.path(), 'evidence', item, '00002.age');
  await expect.poll(() => stat(second).then(() => true, () => false), { interval: 2, timeout: 20_000 }).toBe(true);
  first.child.kill('SIGKILL');
  await first.ended;
  expect(first.lines.some((line) => line.startsWith('receipt'))).toBe(false);
  const kept = sha256(await readFile(second));

  const again = await reopen(vault.path(), hostStateDir);
  expect(unwrap(await again.handlers['evidence.unfinished']({})).runs).toMatchObject([{ item }]);
  const receipt = unwrap(await again.handlers['evidence.seal'](await sealInput(again, source, item, key)));
  expect(receipt).toMatchObject({ size: bytes.length, hashes: [{ hex: sha256(bytes) }] });
  expect(sha256(await readFile(second))).toBe(kept);
  expect(sha256(await openWithAge(again, { item, key }, folder))).toBe(sha256(bytes));
});

test('two processes at once: one opens, the other is refused with the holder, and a killed holder is inherited', async () => {
  const { vault, hostStateDir } = await createTestVault();
  await vault.close();
  for (let round = 0; round < rounds; round += 1) {
    const both = [start('hold', vault.path(), hostStateDir), start('hold', vault.path(), hostStateDir)];
    await Promise.all(both.map((each) => each.until(/^(open|refused held)$/)));
    expect(both.filter((each) => each.lines.includes('open'))).toHaveLength(1);
    const winner = both.find((each) => each.lines.includes('open'));
    const refused = await openVaultFolder({ path: vault.path(), hostStateDir, environment: ampleSpace });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'held', holder: { process: winner?.child.pid, sameComputer: true } } });
    for (const each of both) each.child.kill('SIGKILL');
    await Promise.all(both.map((each) => each.ended));
  }
  const heir = await reopen(vault.path(), hostStateDir);
  expect(heir.holder?.process).toBe(process.pid);
});

/** A file system of a few megabytes, or null where this user may not make one. */
async function mountSmall(megabytes: number): Promise<string | null> {
  const folder = join(await createTestFolder(), 'small');
  await mkdir(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => { execFileSync('umount', ['-l', folder]); });
  return folder;
}

test('a disk that really fills: the ballast carries the journal on, then it says so, keeps everything, and reads', async () => {
  const small = await mountSmall(6);
  if (small === null) {
    process.stdout.write('\nNOT TRIED ON A REAL FULL DISK: mounting a small file system needs root. The same path is tested with injected errors in logWriter.test.ts.\n\n');
    return;
  }
  const hostStateDir = join(await createTestFolder(), 'host');
  const vault = unwrap(await createVaultFolder({ parent: small, name: 'small', hostStateDir, ballastBytes: 2 * MEBIBYTE, environment: ampleSpace }));
  onTestFinished(() => vault.close());
  unwrap(await vault.handlers['slots.write']({ name: '00c0ffee-passphrase', bytes: Uint8Array.of(1) }));
  unwrap(await vault.handlers['head.write']({ bytes: createHead() }));
  unwrap(await vault.handlers['creation.finish']({}));
  const ballast = join(vault.path(), 'ballast');
  await expect.poll(async () => (await stat(ballast).catch(() => null))?.size).toBe(2 * MEBIBYTE);
  const frame = createFrame(100_000);
  let bytes = 0;
  let kind = '';
  while (kind === '') {
    const answer = await vault.handlers['log.append']({ log, expectedBytes: bytes, frames: [frame] });
    if (answer.ok) bytes = answer.value.bytes;
    else kind = answer.error.kind;
  }
  expect(kind).toBe('disk-full');
  expect(bytes).toBeGreaterThan(5 * MEBIBYTE);
  expect(await stat(ballast).catch(() => null)).toBeNull();
  expect(vault.readOnly()).toBe(true);
  expect((await stat(join(vault.path(), 'log', log, '000001.frames'))).size).toBe(bytes);
  const source = join(await createTestFolder(), 'source');
  await writeFile(source, randomBytes(MEBIBYTE));
  expect(await vault.handlers['evidence.seal'](await sealInput(vault, source, createItem(), createKey()))).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
  await vault.close();
  const again = unwrap(await openVaultFolder({ path: vault.path(), hostStateDir, ballastBytes: 0, environment: ampleSpace }));
  onTestFinished(() => again.close());
  expect(unwrap(await again.handlers['logs.list']({})).logs[0]).toMatchObject({ bytes, damaged: [], quarantined: [] });
  expect(unwrap(await again.handlers['log.read']({ log, from: 0, maxBytes: 1 })).bytes.length).toBe(frame.length);
});
