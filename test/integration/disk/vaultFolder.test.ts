import { appendFile, chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { concatBytes, unwrap, type LogId } from '#base';
import { createLocalClient, createVaultFolder, looksLikeVault, openVaultFolder, type OpenVault } from '#disk';
import { ampleSpace, createHead, createTestFolder, createTestVault } from '../../../src/disk/testing/folders.ts';
import { createFrame } from '../../../src/disk/testing/frames.ts';

const log = '0123456789abcdef0123456789abcdef' as LogId;
const frame = createFrame(500);

async function reopen(path: string, hostStateDir: string): Promise<OpenVault> {
  const vault = unwrap(await openVaultFolder({ path, hostStateDir, ballastBytes: 0, environment: ampleSpace }));
  onTestFinished(() => vault.close());
  return vault;
}

test('a vault appears under its name only when creation ends, and never in the place of another', async () => {
  const folder = await createTestFolder();
  const options = { parent: folder, name: 'Ransom: Ålesund/2026 ', hostStateDir: join(folder, 'host'), ballastBytes: 0, environment: ampleSpace };
  const first = unwrap(await createVaultFolder(options));
  onTestFinished(() => first.close());
  expect((await readdir(folder)).every((name) => name.startsWith('.holdfast-new-'))).toBe(true);
  expect(unwrap(await first.handlers['head.read']({})).bytes).toBeNull();
  unwrap(await first.handlers['host.write']({ bytes: Uint8Array.of(9) }));
  unwrap(await first.handlers['log.append']({ log, expectedBytes: 0, frames: [frame] }));
  unwrap(await first.handlers['slots.write']({ name: '00c0ffee-passphrase', bytes: Uint8Array.of(1) }));
  unwrap(await first.handlers['head.write']({ bytes: createHead() }));
  unwrap(await first.handlers['creation.finish']({}));
  expect(first.path()).toBe(join(folder, 'Ransom- Ålesund-2026'));
  expect(await looksLikeVault(first.path())).toBe(true);
  expect(await looksLikeVault(folder)).toBe(false);
  unwrap(await first.handlers['log.append']({ log, expectedBytes: frame.length, frames: [frame] }));
  expect(await first.handlers['creation.finish']({})).toMatchObject({ ok: false, error: { kind: 'exists' } });

  const second = unwrap(await createVaultFolder(options));
  onTestFinished(() => second.close());
  unwrap(await second.handlers['head.write']({ bytes: createHead('cd'.repeat(16)) }));
  unwrap(await second.handlers['creation.finish']({}));
  expect(second.path()).toBe(join(folder, 'Ransom- Ålesund-2026 2'));
  expect(unwrap(await second.handlers['host.read']({})).bytes).toBeNull();
  expect([...(unwrap(await first.handlers['host.read']({})).bytes ?? [])]).toEqual([9]);

  const given = unwrap(await createVaultFolder({ ...options, name: 'left' }));
  await given.close();
  expect((await readdir(folder)).toSorted()).toEqual(['Ransom- Ålesund-2026', 'Ransom- Ålesund-2026 2', 'host']);
});

test('names that systems reserve or that hide something become harmless folder names', async () => {
  for (const [name, expected] of [['..', 'vault'], ['con', 'vault-con'], ['a\u202Etxt', 'a-txt'], ['x'.repeat(400), 'x'.repeat(120)], ['事故', '事故']] as const) {
    const { vault } = await createTestVault({ name });
    expect(vault.path().split('/').at(-1)).toBe(expected);
  }
});

test('head, slots and host state survive; the last slot stays', async () => {
  const { vault, hostStateDir } = await createTestVault();
  unwrap(await vault.handlers['slots.write']({ name: '11111111-recovery', bytes: Uint8Array.of(2) }));
  unwrap(await vault.handlers['host.write']({ bytes: Uint8Array.of(4, 5) }));
  unwrap(await vault.handlers['slots.remove']({ name: '00c0ffee-passphrase' }));
  expect(await vault.handlers['slots.remove']({ name: '11111111-recovery' })).toMatchObject({ ok: false, error: { kind: 'last-slot' } });
  expect(await vault.handlers['slots.remove']({ name: '00c0ffee-passphrase' })).toMatchObject({ ok: false, error: { kind: 'missing' } });
  await vault.close();
  // The folder may be moved: the state of this computer follows the vault id, not the path.
  const moved = `${vault.path()} moved`;
  await rename(vault.path(), moved);
  const again = await reopen(moved, hostStateDir);
  expect(unwrap(await again.handlers['slots.list']({})).slots).toEqual([{ name: '11111111-recovery', bytes: Uint8Array.of(2) }]);
  expect([...(unwrap(await again.handlers['host.read']({})).bytes ?? [])]).toEqual([4, 5]);
  expect((await readdir(again.path())).includes('lock')).toBe(true);
});

test('reads whole frames from any position on, over several files', async () => {
  const { vault } = await createTestVault({ environment: { rollBytes: frame.length * 3 } });
  let bytes = 0;
  for (let index = 0; index < 8; index += 1) bytes = unwrap(await vault.handlers['log.append']({ log, expectedBytes: bytes, frames: [createFrame(500, index)] })).bytes;
  const read: number[] = [];
  let position: number | null = 0;
  while (position !== null) {
    const piece: { readonly bytes: Uint8Array; readonly next: number | null } = unwrap(await vault.handlers['log.read']({ log, from: position, maxBytes: frame.length * 2 + 5 }));
    for (let at = 0; at < piece.bytes.length; at += frame.length) read.push(piece.bytes[at + 20] ?? -1);
    position = piece.next;
  }
  expect(read).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(unwrap(await vault.handlers['log.read']({ log, from: 0, maxBytes: 1 })).bytes.length).toBe(frame.length);
  expect(unwrap(await vault.handlers['log.read']({ log, from: bytes, maxBytes: 1 }))).toEqual({ bytes: new Uint8Array(0), next: null });
  expect(await vault.handlers['log.read']({ log, from: bytes + 1, maxBytes: 1 })).toMatchObject({ ok: false, error: { kind: 'missing' } });
  expect(await vault.handlers['log.read']({ log, from: 7, maxBytes: 1 })).toMatchObject({ ok: false, error: { kind: 'io' } });
  await expect(vault.handlers['log.append']({ log, expectedBytes: bytes, frames: [frame.subarray(1)] })).rejects.toThrow('whole frames');
});

test('a torn tail goes to quarantine and is cut off; damage in the middle is told, stays and is read around', async () => {
  const { vault, hostStateDir } = await createTestVault({ environment: { rollBytes: frame.length * 3 } });
  let bytes = 0;
  for (let index = 0; index < 5; index += 1) bytes = unwrap(await vault.handlers['log.append']({ log, expectedBytes: bytes, frames: [frame] })).bytes;
  await vault.close();
  const files = [1, 2].map((number) => join(vault.path(), 'log', log, `00000${number}.frames`)) as [string, string];
  const damagedFile = await readFile(files[0]);
  damagedFile[frame.length + 30] = (damagedFile[frame.length + 30] ?? 0) ^ 0xff;
  await writeFile(files[0], damagedFile);
  const tail = frame.subarray(0, 123);
  await appendFile(files[1], tail);

  const again = await reopen(vault.path(), hostStateDir);
  const [condition] = unwrap(await again.handlers['logs.list']({})).logs;
  expect(condition).toMatchObject({ log, frames: 4, bytes: frame.length * 5, damaged: [{ from: frame.length, to: frame.length * 2 }], quarantined: [{ bytes: 123, reason: 'torn-tail' }] });
  const kept = await readFile(join(vault.path(), 'quarantine', condition?.quarantined[0]?.file ?? ''));
  expect(Buffer.compare(kept, tail)).toBe(0);
  expect((await stat(files[0])).size).toBe(frame.length * 3);
  expect((await stat(files[1])).size).toBe(frame.length * 3); // with the first frame of the log again at its beginning
  const first = unwrap(await again.handlers['log.read']({ log, from: 0, maxBytes: 1_000_000 }));
  expect(first).toMatchObject({ next: frame.length * 2 });
  expect(unwrap(await again.handlers['log.read']({ log, from: first.next ?? 0, maxBytes: 1_000_000 })).bytes.length).toBe(frame.length);
  expect(unwrap(await again.handlers['log.read']({ log, from: frame.length + 9, maxBytes: 1_000_000 })).bytes.length).toBe(frame.length);
  expect(unwrap(await again.handlers['log.append']({ log, expectedBytes: frame.length * 5, frames: [frame] })).bytes).toBe(frame.length * 6);
});

test('a torn end of an older file is damage, not a tail', async () => {
  const { vault, hostStateDir } = await createTestVault({ environment: { rollBytes: frame.length } });
  unwrap(await vault.handlers['log.append']({ log, expectedBytes: 0, frames: [frame] }));
  unwrap(await vault.handlers['log.append']({ log, expectedBytes: frame.length, frames: [frame] }));
  await vault.close();
  await appendFile(join(vault.path(), 'log', log, '000001.frames'), 'xyz');
  const again = await reopen(vault.path(), hostStateDir);
  expect(unwrap(await again.handlers['logs.list']({})).logs[0]).toMatchObject({ frames: 2, damaged: [{ from: frame.length, to: frame.length + 3 }], quarantined: [] });
  expect(unwrap(await again.handlers['log.read']({ log, from: 0, maxBytes: 10_000 })).next).toBe(frame.length + 3);
});

test('folders that are no vault, or not there, are told apart', async () => {
  const folder = await createTestFolder();
  const options = { hostStateDir: join(folder, 'host'), environment: ampleSpace };
  expect(await openVaultFolder({ path: join(folder, 'none'), ...options })).toMatchObject({ ok: false, error: { kind: 'missing' } });
  expect(await openVaultFolder({ path: folder, ...options })).toMatchObject({ ok: false, error: { kind: 'not-a-vault' } });
  await writeFile(join(folder, 'vault.json'), '{"format":"other"}');
  expect(await openVaultFolder({ path: folder, ...options })).toMatchObject({ ok: false, error: { kind: 'not-a-vault' } });
  expect(await createVaultFolder({ parent: join(folder, 'none'), name: 'x', ...options })).toMatchObject({ ok: false, error: { kind: 'missing' } });
});

test('a folder that cannot be written to opens read-only', async () => {
  const { vault, folder, hostStateDir } = await createTestVault();
  unwrap(await vault.handlers['log.append']({ log, expectedBytes: 0, frames: [frame] }));
  await vault.close();
  await appendFile(join(vault.path(), 'log', log, '000001.frames'), 'torn');
  const path = await makeReadOnly(vault.path(), folder);
  const again = await reopen(path, hostStateDir);
  expect(again.readOnly()).toBe(true);
  expect(again.holder).toBeNull();
  expect(unwrap(await again.handlers['logs.list']({})).logs[0]).toMatchObject({ frames: 1, damaged: [{ from: frame.length, to: frame.length + 4 }] });
  expect(unwrap(await again.handlers['log.read']({ log, from: 0, maxBytes: 10_000 }))).toMatchObject({ next: null });
  for (const refused of [
    await again.handlers['log.append']({ log, expectedBytes: frame.length, frames: [frame] }),
    await again.handlers['head.write']({ bytes: createHead() }),
    await again.handlers['slots.remove']({ name: '00c0ffee-passphrase' }),
  ]) expect(refused).toMatchObject({ ok: false, error: { kind: 'read-only' } });
});

/** Root ignores permissions, so root mounts the folder read-only instead. */
async function makeReadOnly(path: string, folder: string): Promise<string> {
  if (process.getuid?.() !== 0) {
    for (const name of ['.', 'log', 'slots', 'evidence', 'quarantine', 'datasets']) await chmod(join(path, name), 0o500);
    onTestFinished(async () => {
      for (const name of ['.', 'log', 'slots', 'evidence', 'quarantine', 'datasets']) await chmod(join(path, name), 0o700);
    });
    return path;
  }
  const { execFileSync } = await import('node:child_process');
  const mounted = join(folder, 'mounted');
  await mkdir(mounted);
  execFileSync('mount', ['-t', 'tmpfs', 'none', mounted]);
  onTestFinished(() => { execFileSync('umount', ['-l', mounted]); });
  await cp(path, join(mounted, 'vault'), { recursive: true });
  execFileSync('mount', ['-o', 'remount,ro', mounted]);
  return join(mounted, 'vault');
}

test('space: each level is told once; the ballast waits for a refused append, and is made only where there is plenty', async () => {
  let free = 100 * 2 ** 30;
  const pushes: unknown[] = [];
  const { vault } = await createTestVault({ ballastBytes: 300_000, environment: { spaceIntervalMs: 10, space: () => Promise.resolve({ freeBytes: free, totalBytes: 100 * 2 ** 30 }) } });
  vault.onPush((push) => pushes.push(push));
  const ballast = join(vault.path(), 'ballast');
  await expect.poll(async () => (await stat(ballast).catch(() => null))?.size).toBe(300_000);
  free = 2 ** 30;
  await expect.poll(() => pushes.length).toBe(1);
  free = 1_000_000;
  await expect.poll(() => pushes.length).toBe(2);
  expect((await stat(ballast)).size).toBe(300_000);
  expect(unwrap(await vault.handlers['disk.space']({}))).toEqual({ freeBytes: 1_000_000, totalBytes: 100 * 2 ** 30 });
  await rm(ballast);
  free = 100 * 2 ** 30;
  await expect.poll(async () => (await stat(ballast).catch(() => null))?.size).toBe(300_000);
  expect(pushes).toEqual([2 ** 30, 1_000_000, free].map((freeBytes, index) => ({ name: 'disk.low', payload: { freeBytes, level: ['low', 'critical', 'enough'][index] } })));
  const { vault: tight } = await createTestVault({ ballastBytes: 300_000, environment: { space: () => Promise.resolve({ freeBytes: 2_000_000, totalBytes: 2 ** 30 }) } });
  await tight.close();
  expect(await stat(join(tight.path(), 'ballast')).catch(() => null)).toBeNull();
});

test('the local client answers as a port would', async () => {
  const { vault } = await createTestVault();
  const client = createLocalClient(vault.handlers, vault.onPush);
  expect((await client.call('logs.list', {})).ok).toBe(true);
  expect(await client.call('slots.write', { name: '../x', bytes: new Uint8Array(1) })).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
  expect(concatBytes((await client.call('head.read', {})).ok ? Uint8Array.of(1) : new Uint8Array(0)).length).toBe(1);
});
