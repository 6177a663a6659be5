// The war-room hub: started by a person, spoken to by another machine's client, killed, used by the own console, and gone with the lock.
import { readFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import path from 'node:path';
import { test } from '@playwright/test';
import { readyCrypto } from '#crypto';
import { parsePairing, parseVoucherText } from '#sync';
import type { HubRunning } from '#ipc';
import { createWriter } from '../../../src/shared/log/testing/writer.ts';
import { callMain, endSession, freshConsole, isAlive } from '../../support/attack.ts';
import { prepareProfile, type PreparedProfile } from '../../support/preparedProfile.ts';
import { launchHoldfast, replaceDialog, type Holdfast } from '../../support/runtime.ts';
import { logIn } from '../../support/sync/client.ts';
import { freePort } from '../../support/twoConsoles.ts';
import { expect, filesBelow, openScreen, reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';

const host = '127.0.0.1';
let profile: PreparedProfile;
let holdfast: Holdfast;
test.beforeEach(async () => {
  await readyCrypto();
  profile = await prepareProfile({ incident: 'File servers encrypted', lines: ['Backups are encrypted too'] });
  holdfast = await launchHoldfast(profile);
  await unlockAndRead(holdfast.window);
});
test.afterEach(async () => holdfast.close());

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (isOpen: boolean) => () => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
  });
}

const startByCall = (port: number) => callMain(holdfast.window, 'hub.start', { address: host, port });
const running = async () => (await callMain(holdfast.window, 'hub.read', {})).value?.['running'] as HubRunning | null;
const answerDialog = (response: number) => replaceDialog(holdfast.app, 'showMessageBox', { response });

/** Process id of the hub. */
async function hubProcess(): Promise<number> {
  return holdfast.app.evaluate(({ app }) => app.getAppMetrics().find(({ serviceName, name }) => [serviceName, name].includes('Holdfast war-room hub'))?.pid ?? 0);
}

async function killHub(): Promise<void> {
  await expect.poll(hubProcess).toBeGreaterThan(0);
  process.kill(await hubProcess(), 'SIGKILL');
}

/** Logs in as the client of another machine, with what the console shows and nothing else. */
async function logInWith({ pairing }: HubRunning, device: ReturnType<typeof createWriter>['device']) {
  const read = parsePairing(pairing);
  if (!read.ok) throw new Error('no pairing text');
  return logIn(read.value.address, device, { pin: read.value.pin, identity: read.value.identity });
}

/** Starts the hub from its screen, sees its mark, makes it the console's own server and puts the incident there. */
async function useInWindow(port: number): Promise<void> {
  const page = holdfast.window;
  await reopenIncident(page, 'File servers encrypted');
  await openScreen(page, 'Sync & trust');
  const section = page.getByRole('region', { name: 'War-room hub' });
  await section.getByRole('button', { name: 'Start a war-room hub' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start a war-room hub' });
  await dialog.getByRole('button', { name: /Address to listen on/ }).click();
  await page.getByRole('option', { name: new RegExp(`^${host}`) }).click();
  await dialog.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await dialog.getByRole('button', { name: 'Allow and start' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Hub on: ${host}:${port}` })).toBeVisible();
  const shown = await running();
  await expect(section).toContainText(shown?.fingerprint ?? 'none');
  await expect(section).toContainText(shown?.pairing ?? 'none');
  for (const name of ['Pairing text as a QR picture', 'Voucher as a QR picture']) await expect(section.getByRole('img', { name })).toBeVisible();
  await section.getByRole('button', { name: 'Use this hub' }).click();
  await expect(section).toContainText('This console uses it as its server.');
  expect((await callMain(page, 'gate.read', {})).value).toMatchObject({ state: 'TRUSTED', address: `${host}:${port}` });
  await section.getByRole('button', { name: 'Put this incident on the hub' }).click();
  await expect(section).toContainText('This incident is on the hub.');
  await expect(section).toContainText('2 incidents');
  for (const file of filesBelow(path.join(profile.profileDir, 'hub'))) expect(readFileSync(file).includes('Backups are encrypted')).toBe(false);
}

test('a hub starts after a yes, serves a stranger to the console, loses nothing when killed, and ends with the lock', async () => {
  const port = await freePort();
  await answerDialog(1);
  expect((await startByCall(port)).error?.kind).toBe('cancelled');
  await answerDialog(0);
  expect((await callMain(holdfast.window, 'hub.start', { address: '0.0.0.0', port })).error?.kind).toBe('bad-address');
  expect(await isListening(port)).toBe(false);
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, host, resolve));
  expect((await startByCall(port)).error?.kind).toBe('port-taken');
  await new Promise((resolve) => other.close(resolve));
  expect(await startByCall(port)).toMatchObject({ ok: true, value: { state: 'on' } });

  // Somebody else's client: pin and voucher from the screen, no other knowledge.
  const shown = await running();
  if (shown === null) throw new Error('the hub is not on');
  expect(shown.address).toBe(`${host}:${port}`);
  const writer = createWriter({ seed: 7 });
  const client = await logInWith(shown, writer.device);
  const voucher = parseVoucherText(shown.voucher);
  await client.must('found', { voucher: voucher.ok ? voucher.value : new Uint8Array(1), genesis: writer.genesis.frame });
  await expect.poll(async () => running()).toMatchObject({ logs: 1, connections: 1 });
  expect((await client.must('logs', {})).logs).toMatchObject([{ size: 1 }]);
  expect(filesBelow(path.join(profile.profileDir, 'hub')).length).toBeGreaterThan(4);
  expect(filesBelow(profile.vault).filter((file) => file.includes('identity.key'))).toEqual([]);

  // Its end by force is said, and what was answered is there at the next start.
  await killHub();
  await expect.poll(async () => (await callMain(holdfast.window, 'hub.read', {})).value).toEqual({ state: 'off', running: null, ended: 'crashed' });
  expect(await isListening(port)).toBe(false);
  expect(await startByCall(port)).toMatchObject({ ok: true });
  const again = await running();
  expect(again).toMatchObject({ fingerprint: shown.fingerprint, pairing: shown.pairing, logs: 1, broken: 0 });
  const second = await logInWith(again ?? shown, writer.device);
  expect((await second.must('logs', {})).logs).toMatchObject([{ size: 1 }]);

  expect(await callMain(holdfast.window, 'hub.stop', {})).toMatchObject({ ok: true, value: { state: 'off', ended: 'command' } });
  expect(await isListening(port)).toBe(false);
  expect(second.socket.destroyed || !second.socket.writable).toBe(true);

  await useInWindow(port);
  await killHub();
  await expect(holdfast.window.getByRole('status').filter({ hasText: 'Hub ended by itself' })).toBeVisible();
  await expect(holdfast.window.getByRole('alert').filter({ hasText: 'The process of the hub ended by itself' })).toBeVisible();

  expect(await startByCall(port)).toMatchObject({ ok: true, value: { running: { logs: 2 } } });
  await holdfast.window.keyboard.press('Control+Shift+K');
  await expect.poll(() => isListening(port)).toBe(false);
  await expect(holdfast.window.getByRole('region', { name: 'War-room hub' })).toContainText('The hub was ended by the kill switch.');

  expect(await startByCall(port)).toMatchObject({ ok: true, value: { running: { logs: 2 } } });
  await endSession(holdfast.window);
  await expect.poll(() => isListening(port)).toBe(false);
  await freshConsole(holdfast);
  await expect(holdfast.window.getByRole('status').filter({ hasText: 'The hub was ended by the lock.' })).toBeVisible();
  expect(await hubProcess()).toBe(0);
  expect((await callMain(holdfast.window, 'hub.start', { address: host, port })).error?.kind).toBe('no-vault');
});

test('a hub does not outlive the program', async () => {
  const port = await freePort();
  await answerDialog(0);
  expect(await startByCall(port)).toMatchObject({ ok: true });
  await expect.poll(hubProcess).toBeGreaterThan(0);
  const pid = await hubProcess();
  await holdfast.kill();
  await expect.poll(() => isAlive(pid)).toBe(false);
  await expect.poll(() => isListening(port)).toBe(false);
});
