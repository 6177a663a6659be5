// The window and the program around it: one instance, one holder of a vault, menu, title, preferences, files in and out.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { callMain, endSession, freshConsole } from '../../support/attack.ts';
import { freshFolder, giveToApp, launchHoldfast, replaceDialog, type Holdfast } from '../../support/runtime.ts';
import { callVault, makeVaultFolder, takeVaultPort } from '../../support/vaultPort.ts';
import { prepareLaunch } from '../../../tools/launch/prepare.mjs';

let holdfast: Holdfast;
test.beforeAll(async () => {
  holdfast = await launchHoldfast();
});
test.afterAll(async () => holdfast.close());

const page = () => holdfast.window;
const title = () => holdfast.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());

test('the title never says anything of a case', async () => {
  await page().evaluate(() => {
    document.title = 'INC-2026-014 Acme breach';
  });
  await page().waitForTimeout(200);
  expect(await title()).toBe('Holdfast');
});

test('the gate is closed and says so', async () => {
  expect((await callMain(page(), 'gate.read', {})).value).toEqual({ state: 'OFFLINE', openSockets: 0, address: null, until: null, left: null });
});

test('the menu only sends command ids', async () => {
  await page().evaluate(() => window.holdfast.on('menu.command', (payload) => Object.assign(window, { chosen: payload })));
  await holdfast.app.evaluate(({ Menu }) => {
    for (const part of Menu.getApplicationMenu()?.items ?? []) part.submenu?.items.find(({ label }) => label === 'Lock')?.click();
  });
  await expect.poll(() => page().evaluate(() => (window as unknown as { chosen?: unknown }).chosen)).toEqual({ command: 'vault.lock' });
});

test('the theme of the window follows', async () => {
  const isDark = () => page().evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await page().emulateMedia({ colorScheme: null });
  await callMain(page(), 'window.setTheme', { theme: 'light' });
  await expect.poll(isDark).toBe(false);
  await callMain(page(), 'window.setTheme', { theme: 'dark' });
  await expect.poll(isDark).toBe(true);
});

test('a second start with the same profile ends at once', async () => {
  const launch = await prepareLaunch({ virtualDisplay: 'if-none', ...(process.env['HOLDFAST_APP'] === undefined ? {} : { source: process.env['HOLDFAST_APP'] }) });
  const second = spawn(launch.executable, [launch.app, `--user-data-dir=${holdfast.profileDir}`], { env: launch.environment(holdfast.home), stdio: 'ignore' });
  expect(await new Promise((resolve) => second.on('exit', resolve))).toBe(0);
  launch.display.close();
  expect(await callMain(page(), 'app.info', {})).toMatchObject({ ok: true, value: { demo: false, selfTest: false } });
});

test('the vault port takes calls of its contract only, with checked inputs', async () => {
  const { path: folder } = await makeVaultFolder(page(), 'Ports');
  expect(existsSync(folder)).toBe(true);
  expect(await callVault(page(), 'disk.space', {})).toMatchObject({ ok: true });
  for (const name of ['', 'evidence.progress', '__proto__', 'constructor', 'vault.open']) expect((await callVault(page(), name, {})).error?.kind).toBe('denied');
  for (const [name, input] of [['log.read', { log: '../../etc', from: 0, maxBytes: 1 }], ['slots.remove', { name: '../vault.json' }], ['head.read', { more: 1 }], ['log.append', { log: '0'.repeat(32), expectedBytes: -1, frames: [] }]] as const) {
    expect((await callVault(page(), name, input)).error?.kind).toBe('invalid-input');
  }
});

test('a vault has one holder, whose name the second one is told, and is free again after a lock and after quitting', async () => {
  const { vault, path: folder } = await makeVaultFolder(page(), 'Held');
  const other = await launchHoldfast({ args: [`--vault=${folder}`], home: holdfast.home });
  const listed = (await callMain(other.window, 'vaults.list', {})).value?.['vaults'] as readonly { vault: string; name: string; present: boolean }[];
  expect(listed).toMatchObject([{ name: 'Held', present: true }]);
  const held = await takeVaultPort(other.window, 'vault.open', { vault: listed[0]?.vault });
  expect(held.error?.kind).toBe('held');
  const user = (await callMain(page(), 'app.info', {})).value?.['userName'];
  expect(held.error?.message).toContain(String(user));
  await endSession(page());
  await freshConsole(holdfast);
  expect(await takeVaultPort(other.window, 'vault.open', { vault: listed[0]?.vault })).toMatchObject({ ok: true, value: { name: 'Held', readOnly: false } });
  await other.close();
  expect(other.output()).not.toMatch(/bug [0-9a-f]{8}/);
  expect(await takeVaultPort(page(), 'vault.open', { vault })).toMatchObject({ ok: true });
});

test('a folder that is no vault is refused, a vault that was moved is found by the folder dialog', async () => {
  await replaceDialog(holdfast.app, 'showOpenDialog', { canceled: false, filePaths: [freshFolder('empty')] });
  expect((await callMain(page(), 'vaults.choose', {})).error?.kind).toBe('not-a-vault');
  await replaceDialog(holdfast.app, 'showOpenDialog', { canceled: true, filePaths: [] });
  expect((await callMain(page(), 'vaults.choose', {})).error?.kind).toBe('cancelled');
  const parent = freshFolder('stick');
  await replaceDialog(holdfast.app, 'showOpenDialog', { canceled: false, filePaths: [parent] });
  const chosen = await callMain(page(), 'vaults.chooseParent', {});
  expect(chosen.value?.['path']).toBe(parent);
  expect((await callMain(page(), 'vault.create', { name: 'X', parent: '0'.repeat(32) })).error?.kind).toBe('unknown-grant');
  expect((await callMain(page(), 'vault.create', { name: 'X', parent: chosen.value?.['parent'] })).ok).toBe(true);
  expect((await callMain(page(), 'vault.open', { vault: '0'.repeat(32) })).error?.kind).toBe('missing');
  expect((await callMain(page(), 'vaults.forget', { vault: '0'.repeat(32) })).error?.kind).toBe('missing');
});

test('files are saved whole or not at all, readable by their owner only', async () => {
  const folder = freshFolder('saved');
  const file = path.join(folder, 'timeline.csv');
  const save = () => page().evaluate(() => window.holdfast.call('file.save', { suggestedName: '../evil/timeline.csv', bytes: new TextEncoder().encode('a,b\n') }));
  await replaceDialog(holdfast.app, 'showSaveDialog', { canceled: false, filePath: file });
  expect(await save()).toEqual({ ok: true, value: { path: file } });
  expect(readFileSync(file, 'utf8')).toBe('a,b\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['timeline.csv']);
  await replaceDialog(holdfast.app, 'showSaveDialog', { canceled: false, filePath: path.join(folder, 'missing', 'x.csv') });
  expect(await save()).toMatchObject({ ok: false, error: { kind: 'io' } });
  await replaceDialog(holdfast.app, 'showSaveDialog', { canceled: true, filePath: '' });
  expect(await save()).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
});

test('files are read and granted by choice only', async () => {
  const folder = freshFolder('read');
  const file = path.join(folder, 'notes.txt');
  writeFileSync(file, 'hello');
  mkdirSync(path.join(folder, 'sub'));
  giveToApp(folder);
  await replaceDialog(holdfast.app, 'showOpenDialog', { canceled: false, filePaths: [file] });
  expect(await page().evaluate(async () => {
    const answer = (await window.holdfast.call('file.read', { extensions: ['txt'] })) as { value: { name: string; bytes: Uint8Array } };
    return [answer.value.name, new TextDecoder().decode(answer.value.bytes)];
  })).toEqual(['notes.txt', 'hello']);
  await replaceDialog(holdfast.app, 'showOpenDialog', { canceled: false, filePaths: [file, path.join(folder, 'sub'), '/dev/zero', path.join(folder, 'gone')] });
  await takeVaultPort(page(), 'vault.create', { name: 'Grants', parent: null });
  const grants = (await callMain(page(), 'sources.choose', {})).value?.['grants'];
  expect(grants).toMatchObject([{ name: 'notes.txt', size: 5 }]);
  expect(JSON.stringify(grants)).not.toContain(folder);
  const pasted = await page().evaluate(() => window.holdfast.call('sources.fromBytes', { name: 'paste.png', bytes: new Uint8Array(9) }));
  expect(pasted).toMatchObject({ ok: true, value: { name: 'paste.png', size: 9 } });
  const huge = await page().evaluate(async () => ((await window.holdfast.call('sources.fromBytes', { name: 'x', bytes: new Uint8Array(64 * 1024 * 1024 + 1) })) as { error: { kind: string } }).error.kind);
  expect(huge).toBe('too-large');
});

test('preferences outlive the program, and a broken file of them does no harm', async () => {
  const profileDir = freshFolder('profile');
  const first = await launchHoldfast({ profileDir });
  const changed = { theme: 'light', zone: 'Europe/Oslo', timeDisplay: 'zone', idleLockMinutes: 5, navigationWidth: 240, inspectorOpen: false };
  expect((await callMain(first.window, 'preferences.write', changed)).ok).toBe(true);
  await first.close();
  const second = await launchHoldfast({ profileDir });
  expect((await callMain(second.window, 'preferences.read', {})).value).toEqual(changed);
  await second.close();
  writeFileSync(path.join(profileDir, 'preferences.json'), '{"theme":');
  const third = await launchHoldfast({ profileDir });
  expect((await callMain(third.window, 'preferences.read', {})).value).toMatchObject({ theme: 'dark', idleLockMinutes: 10 });
  await third.close();
});

test('the demo has files to seal, lives in a folder of its own and takes it away', async () => {
  const demo = await launchHoldfast({ args: ['--demo'] });
  expect((await callMain(demo.window, 'app.info', {})).value).toMatchObject({ demo: true });
  const begun = await takeVaultPort(demo.window, 'vault.create', { name: 'Demo', parent: null });
  const folder = path.dirname(path.dirname(String(begun.value?.['path'])));
  expect(path.basename(folder)).toMatch(/^holdfast-demo-/);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const grants = (await callMain(demo.window, 'demo.sources', {})).value?.['grants'] as readonly { name: string }[];
  expect(grants.length).toBe(8);
  expect(grants.map(({ name }) => name)).not.toContain('README.md');
  await demo.close();
  expect(existsSync(folder)).toBe(false);
});
