// New keys of a server that come as a file: what does not hold is refused with its reason, what holds is taken after a person compared.
import type { UnixMs } from '#base';
import { ed25519FromSeed, readyCrypto } from '#crypto';
import { serverFingerprint, signRotation } from '#sync';
import { beginVault, must, type PreparedVault } from '../../support/preparedVault.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, passphrase, test, unlockPrepared } from './window.ts';

const START = Date.UTC(2026, 10, 1) as UnixMs;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
let vault: PreparedVault;
let files: Readonly<Record<'good' | 'forged' | 'foreign', readonly number[]>>;
let next: string;

test.beforeAll(async () => {
  await readyCrypto();
  const [server, stranger] = [3, 4].map((seed) => ed25519FromSeed(new Uint8Array(32).fill(seed)));
  if (server === undefined || stranger === undefined) throw new Error('no keys');
  const [pin, nextPin] = [new Uint8Array(32).fill(5), new Uint8Array(32).fill(6)];
  const leads = { pin, nextIdentity: server.publicKey, nextPin, at: START };
  next = serverFingerprint(server.publicKey, nextPin);
  files = {
    good: [...signRotation(leads, { identity: server.publicKey, signingKey: server.signingKey })],
    forged: [...signRotation(leads, { identity: server.publicKey, signingKey: stranger.signingKey })],
    foreign: [...signRotation(leads, { identity: stranger.publicKey, signingKey: stranger.signingKey })],
  };
  const made = await beginVault(passphrase);
  const { log } = must(await made.engine.handlers['incident.create']({ body: { ref: 'INC-1', title: 'Ransom note on the crane desk', severity: 'high', types: [], verdict: 'suspected', major: false, tlp: 'AMBER', exercise: false, zone: 'UTC' }, occurred: null }));
  const workspace = must(await made.handlers['logs.list']({})).logs.find((one) => one.log !== log)?.log ?? log;
  must(await made.engine.handlers['entry.record']({ log: workspace, draft: { kind: 'sync-server', occurred: null, body: { name: 'war room', address: '192.0.2.7:7443', identity: hex(server.publicKey), pin: hex(pin) } } }));
  vault = { folder: await made.pack(), recoveryKey: made.recoveryKey };
});

test('a file of new keys is refused when it is of another server or not signed, taken after a comparison, and not twice', async ({ console: window }) => {
  const { page } = window;
  await window.start({ vaults: [vault.folder] });
  await unlockPrepared(page, vault.recoveryKey);
  const incidents = page.getByRole('main', { name: 'Incidents' });
  await incidents.getByRole('row', { name: 'Ransom note' }).dblclick();
  await expect(page.getByRole('heading', { name: 'Ransom note on the crane desk', level: 1 })).toBeVisible();
  await goTo(page, 'Shift+Y', 'Sync & trust');
  const screen = page.getByRole('main', { name: 'Sync & trust' });
  const open = async (which: keyof typeof files): Promise<void> => {
    await page.evaluate((bytes) => void self.fake?.files.push({ name: 'rotation.hfr', bytes: Uint8Array.from(bytes) }), files[which]);
    await screen.getByRole('button', { name: 'New keys from a file…' }).click();
  };
  for (const [which, reason] of [['forged', 'It is not signed by the keys that you know.'], ['foreign', 'It begins at the keys of another server.']] as const) {
    await open(which);
    await expect(screen.getByRole('alert').filter({ hasText: 'not taken for war room' })).toContainText(reason);
  }
  await open('good');
  const dialog = page.getByRole('dialog', { name: 'New keys of war room' });
  await expect(dialog).toContainText(next);
  await expect(dialog.getByRole('button', { name: 'Take the new keys' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'I compared the second fingerprint' }).press('Space');
  await dialog.getByRole('button', { name: 'Take the new keys' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(screen.getByRole('table', { name: 'Servers' }).getByRole('row', { name: /war room/ })).toContainText(next);
  await expect(screen.getByRole('table', { name: 'Servers' })).toContainText('may still show its keys of before');
  await open('good');
  await expect(screen.getByRole('alert')).toContainText('The keys of this file were taken for war room before');
});
