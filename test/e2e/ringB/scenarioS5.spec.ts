// S5: a server becomes reachable on day two. Two consoles, a real server, a wrong server at the address, a cable that is pulled: only where a person agreed, and both hold the same.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type Page } from '@playwright/test';
import { carryOutRotation, prepareRotation, startServer, type RunningServer } from '#server';
import { addressText, serverFingerprint, voucherText } from '#sync';
import { must } from '../../support/engineHarness.ts';
import { goTo } from '../../support/goTo.ts';
import { prepareProfile, type PreparedContent } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, launchHoldfast, replaceDialog, type Holdfast } from '../../support/runtime.ts';
import { expect, expectInJournal, openScreen, recordLine, reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';

const running = new Set<Holdfast>();
const servers = new Set<RunningServer>();
test.afterEach(async () => {
  for (const holdfast of running) await holdfast.close();
  for (const server of servers) await server.close();
  running.clear();
  servers.clear();
});

async function serve(data: string, port = 0): Promise<RunningServer> {
  const server = must(await startServer({ data, address: { host: '127.0.0.1', port }, settings: { reserveBytes: 0 } }));
  servers.add(server);
  return server;
}
async function open(content: PreparedContent): Promise<Holdfast> {
  const holdfast = await launchHoldfast(await prepareProfile(content));
  running.add(holdfast);
  await unlockAndRead(holdfast.window);
  return holdfast;
}
const dialogOf = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });
const network = (page: Page) => page.getByRole('region', { name: 'Network', exact: true });
const allow = (holdfast: Holdfast, isAllowed: boolean) => replaceDialog(holdfast.app, 'showMessageBox', { response: isAllowed ? 0 : 1 });
const fingerprintOf = ({ identity: { signer, tls } }: RunningServer) => serverFingerprint(signer.identity, tls.pin);

async function pair({ window }: Holdfast, server: RunningServer, fingerprint: string): Promise<void> {
  await openScreen(window, 'Sync & trust');
  await network(window).getByRole('button', { name: 'Pair a server' }).click();
  const dialog = dialogOf(window, 'Pair a server');
  await dialog.getByRole('textbox', { name: 'Name for this server' }).fill('War room');
  await dialog.getByRole('textbox', { name: 'Address' }).fill(addressText(server.address));
  await dialog.getByRole('textbox', { name: 'Fingerprint' }).fill(fingerprint);
  await dialog.getByRole('button', { name: 'Allow and pair' }).click();
}
async function connect({ window }: Holdfast): Promise<void> {
  await openScreen(window, 'Sync & trust');
  await network(window).getByRole('table', { name: 'Servers' }).getByRole('button', { name: 'Connect' }).click();
  const dialog = dialogOf(window, 'Connect to War room');
  await dialog.getByRole('button', { name: 'Allow and connect' }).click();
}

test('S5: the server is reachable on day two', async () => {
  const data = path.join(freshFolder('server'), 'data');
  let server = await serve(data);
  let invitation = '';
  let log = '';
  const kari = await open({ incident: 'File servers encrypted', lines: ['Backups are encrypted too'], tell: async (story) => {
    log = story.log;
    invitation = must(await story.engine.handlers['member.invite']({ log: story.log, role: 'writer', history: 'all', expires: null, forWhom: 'Marit' })).qrText;
  } });
  let request = new Uint8Array(0);
  const marit = await open({ name: 'Second vault', operator: { name: 'Marit Lie', initials: 'ML' }, prepare: async (engine) => {
    request = must(await engine.handlers['member.joinRequest']({ invitation })).bytes.slice();
  } });
  expect(log).not.toBe('');
  await test.step('nothing is reached before a person allows it', async () => {
    await reopenIncident(kari.window, 'File servers encrypted');
    await allow(kari, false);
    await pair(kari, server, fingerprintOf(server));
    await expect(dialogOf(kari.window, 'Pair a server').getByRole('alert')).toHaveText('The connection was not allowed.');
    expect(server.listener.connections()).toBe(0);
    await allow(kari, true);
    await dialogOf(kari.window, 'Pair a server').getByRole('textbox', { name: 'Fingerprint' }).fill('0000 1111 2222 3333 4444');
    await dialogOf(kari.window, 'Pair a server').getByRole('button', { name: 'Allow and pair' }).click();
    await expect(dialogOf(kari.window, 'Pair a server').getByRole('alert')).toContainText('not the one of this fingerprint');
    await dialogOf(kari.window, 'Pair a server').getByRole('textbox', { name: 'Fingerprint' }).fill(fingerprintOf(server));
    await dialogOf(kari.window, 'Pair a server').getByRole('button', { name: 'Allow and pair' }).click();
    await expect(network(kari.window).getByRole('table', { name: 'Servers' })).toContainText(fingerprintOf(server));
  });
  await test.step('the incident goes to the server, and says so only when it was seen in a checkpoint', async () => {
    await connect(kari);
    await expect(dialogOf(kari.window, 'Connect to War room')).toBeHidden();
    await expect(network(kari.window).getByRole('status').first()).toContainText('Trusted');
    await expect(kari.window.getByRole('banner')).toContainText('Trusted');
    await network(kari.window).getByRole('button', { name: 'Put it on the server' }).click();
    await dialogOf(kari.window, /on the server$/).getByRole('textbox', { name: 'Voucher' }).fill(voucherText(server.firstVoucher ?? new Uint8Array(1)));
    await dialogOf(kari.window, /on the server$/).getByRole('button', { name: 'Put it there' }).click();
    await expect(network(kari.window).getByRole('table', { name: 'Incidents' })).toContainText('nothing only here');
  });
  await test.step('a sealed file stays here until it is sent, and is then on both sides', async () => {
    const folder = freshFolder('evidence');
    writeFileSync(path.join(folder, 'Security.evtx'), 'the log of the night\n'.repeat(5_000));
    giveToApp(folder);
    await replaceDialog(kari.app, 'showOpenDialog', { canceled: false, filePaths: [path.join(folder, 'Security.evtx')] });
    await goTo(kari.window, 'e', 'Evidence');
    await kari.window.keyboard.press('e');
    const add = dialogOf(kari.window, 'Add evidence');
    await add.getByRole('textbox', { name: 'From system' }).fill('TRD-FS01');
    await add.getByRole('button', { name: 'Seal 1 file' }).press('Enter');
    await expect(kari.window.getByRole('row').filter({ hasText: 'Security.evtx' })).toContainText('In custody');
    await openScreen(kari.window, 'Sync & trust');
    const item = network(kari.window).getByRole('table', { name: 'Evidence files' }).getByRole('row').filter({ hasText: 'Security.evtx' });
    await expect(item).toContainText('only here');
    await item.getByRole('button', { name: 'Send' }).click();
    await expect(item).toContainText('here and there');
  });
  await test.step('the colleague is admitted, and finds the incident there', async () => {
    const folder = freshFolder('request');
    const file = path.join(folder, 'request.hfj');
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, request);
    giveToApp(folder);
    await replaceDialog(kari.app, 'showOpenDialog', { canceled: false, filePaths: [file] });
    await openScreen(kari.window, 'Members');
    await kari.window.getByRole('button', { name: 'Admit from a request file' }).click();
    const admit = dialogOf(kari.window, 'Admit somebody');
    await admit.getByRole('button', { name: 'Open a request file' }).click();
    await admit.getByRole('radio', { name: 'By voice' }).check({ force: true });
    await admit.getByRole('button', { name: 'Admit' }).click();
    await expect(kari.window.getByRole('table', { name: 'Members' }).getByRole('row', { name: /Marit Lie/ })).toContainText('Verified');
    await allow(marit, true);
    await marit.window.getByRole('button', { name: /^Server/ }).click();
    await dialogOf(marit.window, 'Server').getByRole('button', { name: 'Pair a server' }).click();
    const dialog = dialogOf(marit.window, 'Pair a server');
    await dialog.getByRole('textbox', { name: 'Name for this server' }).fill('War room');
    await dialog.getByRole('textbox', { name: 'Address' }).fill(addressText(server.address));
    await dialog.getByRole('textbox', { name: 'Fingerprint' }).fill(fingerprintOf(server));
    await dialog.getByRole('button', { name: 'Allow and pair' }).click();
    await marit.window.getByRole('table', { name: 'Servers' }).getByRole('button', { name: 'Connect' }).click();
    await dialogOf(marit.window, 'Connect to War room').getByRole('button', { name: 'Allow and connect' }).click();
    await expect(dialogOf(marit.window, 'Server')).toContainText('Trusted');
    await dialogOf(marit.window, 'Server').getByRole('button', { name: 'Close' }).last().click();
    await reopenIncident(marit.window, 'File servers encrypted');
    await expectInJournal(marit.window, ['Backups are encrypted too']);
  });
  await test.step('an open line is not disturbed by what comes in, and both read the same', async () => {
    await kari.window.getByRole('textbox', { name: 'What happened' }).fill('half a sentence');
    await recordLine(marit.window, 'Snapshots of Friday are whole');
    await expect(async () => {
      await openScreen(kari.window, 'Overview');
      await expectInJournal(kari.window, ['Snapshots of Friday are whole']);
    }).toPass({ timeout: 60_000 });
    await expect(kari.window.getByRole('textbox', { name: 'What happened' })).toHaveValue('half a sentence');
    await kari.window.getByRole('textbox', { name: 'What happened' }).fill('');
  });
  await test.step('the cable is pulled, entries wait, and go once each when the server is back', async () => {
    const { port } = server.address;
    await server.close();
    servers.delete(server);
    await recordLine(kari.window, 'Written while the cable was out');
    await openScreen(kari.window, 'Sync & trust');
    await expect(network(kari.window)).toContainText(/connection was closed|did not answer|Nobody answers/, { timeout: 60_000 });
    server = await serve(data, port);
    await connect(kari);
    await expect(network(kari.window).getByRole('table', { name: 'Incidents' })).toContainText('nothing only here');
    await openScreen(marit.window, 'Sync & trust');
    await connect(marit);
    await expect(dialogOf(marit.window, 'Connect to War room')).toBeHidden();
    await expectInJournal(marit.window, ['Written while the cable was out', 'Snapshots of Friday are whole']);
  });
  await test.step('the kill switch cuts at once and says so', async () => {
    // Also from inside a dialog, and what was not sent is said to be here.
    await network(kari.window).getByRole('button', { name: 'Pair a server' }).click();
    await expect(dialogOf(kari.window, 'Pair a server').getByRole('textbox', { name: 'Name for this server' })).toBeFocused();
    await kari.window.keyboard.press('Control+Shift+K');
    await expect(kari.window.getByRole('banner').filter({ hasText: 'INC-1' })).toContainText('Offline');
    await dialogOf(kari.window, 'Pair a server').getByRole('button', { name: 'Cancel' }).click();
    await openScreen(kari.window, 'Sync & trust');
    await expect(network(kari.window)).toContainText('Cut by the kill switch.');
    await expect(network(kari.window)).toContainText('The kill switch cut the connection. What was not sent is still here');
  });
  await test.step('the server gets other keys: they are compared, taken, and used', async () => {
    must(await prepareRotation(data, 'both'));
    must(await server.reload());
    await connect(kari);
    const before = fingerprintOf(server);
    await network(kari.window).getByRole('button', { name: 'Take the new keys' }).click();
    const dialog = dialogOf(kari.window, 'New keys of War room');
    await expect(dialog).toContainText(before);
    await dialog.getByRole('checkbox', { name: 'I compared the second fingerprint' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Take the new keys' }).click();
    await expect(network(kari.window).getByRole('table', { name: 'Servers' })).toContainText(before);
    must(await carryOutRotation(data));
    must(await server.reload());
    await expect(kari.window.getByRole('banner')).toContainText('Armed');
    await connect(kari);
    await expect(network(kari.window).getByRole('table', { name: 'Servers' })).toContainText(fingerprintOf(server));
    await expect(network(kari.window).getByRole('table', { name: 'Servers' })).not.toContainText(before);
    await expect(network(kari.window).getByRole('table', { name: 'Incidents' })).toContainText('nothing only here');
  });
  await test.step('the menu cuts too, whatever the window does', async () => {
    await kari.app.evaluate(({ Menu }) => {
      for (const part of Menu.getApplicationMenu()?.items ?? []) part.submenu?.items.find(({ label }) => label === 'Cut the network now')?.click();
    });
    await expect(kari.window.getByRole('banner')).toContainText('Offline');
  });
  await test.step('another server at the address gets nothing', async () => {
    const { port } = server.address;
    await server.close();
    servers.delete(server);
    const other = await serve(path.join(freshFolder('other'), 'data'), port);
    await connect(kari);
    await expect(dialogOf(kari.window, 'Connect to War room').getByRole('alert')).toContainText('Another key answers at this address');
    expect(other.metrics.text({})).not.toMatch(/holdfast_requests_total\{verb="login"/);
  });
  expect([...kari.problems, ...marit.problems]).toEqual([]);
});
