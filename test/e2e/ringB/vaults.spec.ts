// Vaults in the hands of a person: the ways to open them, several of them, moved ones, held ones, and what a lock leaves behind.
import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { test, type Page } from '@playwright/test';
import { createRecoveryKey } from '#crypto';
import { freshConsole } from '../../support/attack.ts';
import { prepareProfile, type PreparedContent, type PreparedProfile } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, launchHoldfast, replaceDialog, type Holdfast } from '../../support/runtime.ts';
import { captureText, chooseVault, everythingIn, expect, expectInJournal, filesBelow, incidentList, knownFolders, readRecoveryKey, recordLine, reopenIncident, typePassphrase, unlockAndRead } from '../../support/vaultSteps.ts';
import { createVault, openIncident, passphrase } from '../ringA/window.ts';

// Room for machines that are busy with other things; what is measured has bounds of its own.
test.describe.configure({ timeout: 400_000, mode: 'parallel' });

const otherPassphrase = 'walnut ferry granite amber tulip forty';
const wrongKey = 'This does not open the vault.';

const running = new Set<Holdfast>();
test.afterEach(async () => {
  for (const holdfast of running) await holdfast.close();
  running.clear();
});

async function launch(request: Parameters<typeof launchHoldfast>[0] = {}): Promise<Holdfast> {
  const holdfast = await launchHoldfast(request);
  running.add(holdfast);
  return holdfast;
}

/** Starts the app on a prepared vault and unlocks it. */
async function open(content: PreparedContent = {}): Promise<Holdfast & { readonly profile: PreparedProfile }> {
  const profile = await prepareProfile(content);
  const holdfast = await launch(profile);
  await unlockAndRead(holdfast.window);
  return { ...holdfast, profile };
}

/** Locks by key and waits for the fresh first page. */
async function lock(holdfast: Holdfast): Promise<void> {
  await holdfast.window.keyboard.press('Control+l');
  await freshConsole(holdfast, 40_000);
  await expect(holdfast.window.getByLabel('Passphrase', { exact: true })).toBeVisible();
}

async function openWays(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ways to open');
  await page.getByRole('menuitem', { name: 'Ways to open this vault' }).click();
  await expect(page.getByRole('button', { name: 'Change passphrase' })).toBeVisible();
}

async function fillNewPassphrase(page: Page, dialog: string, secret: string): Promise<void> {
  await page.getByRole('dialog', { name: dialog }).getByLabel('Passphrase', { exact: true }).fill(secret);
  await page.getByRole('dialog', { name: dialog }).getByLabel('Passphrase again').fill(secret);
}

test('a wrong passphrase gets one sentence without a hint, and the recovery key opens as it is written down', async () => {
  const profile = await prepareProfile();
  const holdfast = await launch(profile);
  const { window } = holdfast;
  const key = profile.recoveryKey;
  const almost = [passphrase.slice(0, -1), `${passphrase} `, passphrase.toUpperCase(), otherPassphrase];
  for (const wrong of almost) {
    await typePassphrase(window, wrong);
    await expect(window.getByText(wrongKey)).toBeVisible();
    await expect(window.getByLabel('Passphrase', { exact: true })).toHaveValue('');
    const said = await window.getByRole('main').innerText();
    expect(said).not.toMatch(/slot|mac|header|damaged|character|length|word/i);
    expect(said.split(wrongKey)).toHaveLength(2);
  }
  await window.getByRole('button', { name: 'Use recovery key' }).click();
  const field = window.getByRole('textbox', { name: 'Recovery key' });
  await field.fill(key.slice(0, -1));
  await field.press('Enter');
  await expect(window.getByText(wrongKey)).toBeVisible();
  // As a person copies it from paper: lower case, in groups, without the beginning that all keys share.
  await field.fill((key.replace('AGE-SECRET-KEY-1', '').match(/.{1,4}/g) ?? []).join(' ').toLowerCase());
  await field.press('Enter');
  await expect(incidentList(window)).toBeVisible();
  expect(holdfast.problems).toEqual([]);
});

test('after a change the old passphrase is refused and the new one opens', async () => {
  const holdfast = await open();
  const { window } = holdfast;
  await openWays(window);
  await window.getByRole('button', { name: 'Change passphrase' }).click();
  const dialog = window.getByRole('dialog', { name: 'Change passphrase' });
  await dialog.getByLabel('Present passphrase').fill('not the passphrase');
  await fillNewPassphrase(window, 'Change passphrase', otherPassphrase);
  await dialog.getByRole('button', { name: 'Change passphrase' }).click();
  await expect(dialog.getByText('This passphrase does not open the vault.')).toBeVisible();
  await dialog.getByLabel('Present passphrase').fill(passphrase);
  await dialog.getByRole('button', { name: 'Change passphrase' }).click();
  await expect(window.getByText('The passphrase is changed')).toBeVisible();
  await window.keyboard.press('Escape');
  await lock(holdfast);
  await typePassphrase(window);
  await expect(window.getByText(wrongKey)).toBeVisible();
  expect(await unlockAndRead(window, otherPassphrase)).toBe('');
  expect(holdfast.problems).toEqual([]);
});

test('a way that is added opens the vault, a way that is removed does not', async () => {
  const holdfast = await open();
  const { window } = holdfast;
  const firstKey = holdfast.profile.recoveryKey;
  await openWays(window);
  const add = async (type: string): Promise<void> => {
    await window.getByRole('button', { name: 'Add a way…' }).click();
    await window.getByRole('menuitem', { name: type }).click();
  };
  await add('Passphrase');
  await window.getByRole('dialog', { name: 'Add a passphrase' }).getByLabel('Label').fill('Deputy');
  await fillNewPassphrase(window, 'Add a passphrase', otherPassphrase);
  await window.getByRole('dialog', { name: 'Add a passphrase' }).getByRole('button', { name: 'Add', exact: true }).click();
  const rows = window.getByRole('table').getByRole('row');
  await expect(rows.filter({ hasText: 'Deputy' })).toBeVisible();
  await add('Recovery key');
  await window.getByRole('dialog', { name: 'Add a recovery key' }).getByLabel('Label').fill('Second sheet');
  await window.getByRole('dialog', { name: 'Add a recovery key' }).getByRole('button', { name: 'Add', exact: true }).click();
  const secondKey = await readRecoveryKey(window);
  expect(secondKey).not.toBe(firstKey);
  await window.getByRole('button', { name: 'I have the key on paper or in a safe' }).click();
  await expect(rows.filter({ hasText: 'Second sheet' })).toBeVisible();
  const slots = path.join(knownFolders(holdfast.profileDir)[0] ?? '', 'slots');
  expect(filesBelow(slots)).toHaveLength(4);

  const first = rows.filter({ hasText: 'Passphrase' }).filter({ hasNotText: 'Deputy' });
  await first.getByRole('button', { name: /^Remove/ }).click();
  await window.getByRole('alertdialog', { name: /^Remove/ }).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(first).toHaveCount(0);
  expect(filesBelow(slots)).toHaveLength(3);
  await window.keyboard.press('Escape');
  await lock(holdfast);
  await typePassphrase(window);
  await expect(window.getByText(wrongKey)).toBeVisible();
  expect(await unlockAndRead(window, otherPassphrase)).toBe('');
  for (const key of [secondKey, firstKey]) {
    await lock(holdfast);
    await window.getByRole('button', { name: 'Use recovery key' }).click();
    await window.getByRole('textbox', { name: 'Recovery key' }).fill(key);
    await window.keyboard.press('Enter');
    await expect(incidentList(window)).toBeVisible();
  }
  expect(holdfast.problems).toEqual([]);
});

test('two vaults keep to themselves', async () => {
  const holdfast = await open({ name: 'North vault', incident: 'Northern incident', lines: ['Only in the north'] });
  const { window } = holdfast;
  await lock(holdfast);
  await createVault(window, 'South vault', otherPassphrase);
  await expect(window.getByText('No incident in this vault')).toBeVisible();
  await openIncident(window, 'Southern incident');
  await recordLine(window, 'Only in the south');
  await lock(holdfast);

  await chooseVault(window, 'North vault');
  await typePassphrase(window, otherPassphrase);
  await expect(window.getByText(wrongKey)).toBeVisible();
  // Without a lock between: the other vault gets an engine of its own.
  await chooseVault(window, 'South vault');
  expect(await unlockAndRead(window, otherPassphrase)).toBe('');
  await reopenIncident(window, 'Southern incident');
  await expectInJournal(window, ['Only in the south']);
  expect(await everythingIn(window)).not.toMatch(/Northern|in the north/);
  await lock(holdfast);
  await chooseVault(window, 'North vault');
  expect(await unlockAndRead(window)).toBe('');
  await reopenIncident(window, 'Northern incident');
  await expectInJournal(window, ['Only in the north']);
  expect(await everythingIn(window)).not.toMatch(/Southern|in the south/);
  expect(holdfast.problems).toEqual([]);
});

test('a vault that was moved is missed at its old place and opened at its new one, here and on another machine', async () => {
  const holdfast = await open({ incident: 'Moving incident', lines: ['Written before the move'] });
  await holdfast.close();
  const [before = ''] = knownFolders(holdfast.profileDir);
  const stick = path.join(freshFolder('stick'), 'carried');
  mkdirSync(stick);
  const after = path.join(stick, 'Renamed vault');
  renameSync(before, after);
  giveToApp(stick);

  const again = await launch({ profileDir: holdfast.profileDir, home: holdfast.home });
  await expect(again.window.getByText(/^not there now/)).toBeVisible();
  await replaceDialog(again.app, 'showOpenDialog', { canceled: false, filePaths: [stick] });
  await again.window.getByRole('button', { name: 'Open folder…' }).click();
  await expect(again.window.getByRole('alert')).toContainText('This folder is not a Holdfast vault.');
  await replaceDialog(again.app, 'showOpenDialog', { canceled: false, filePaths: [after] });
  await again.window.getByRole('button', { name: 'Open folder…' }).click();
  await expect(again.window.getByRole('option', { name: 'Renamed vault' })).toHaveAttribute('aria-selected', 'true');
  // The same machine remembers the vault by what it is, not by where it lies.
  expect(await unlockAndRead(again.window)).toBe('');
  await reopenIncident(again.window, 'Moving incident');
  await recordLine(again.window, 'Written after the move');
  await expectInJournal(again.window, ['Written before the move', 'Written after the move']);
  expect(again.problems).toEqual([]);
  await again.close();

  const elsewhere = await launch();
  await replaceDialog(elsewhere.app, 'showOpenDialog', { canceled: false, filePaths: [after] });
  await elsewhere.window.getByRole('button', { name: 'Open folder…' }).click();
  expect(await unlockAndRead(elsewhere.window)).toContain('This copy of the vault writes under a new feed');
  await reopenIncident(elsewhere.window, 'Moving incident');
  await recordLine(elsewhere.window, 'Written elsewhere');
  await expectInJournal(elsewhere.window, ['Written before the move', 'Written after the move', 'Written elsewhere']);
  expect(elsewhere.problems).toEqual([]);
});

test('a second Holdfast is refused at once and told who holds the vault, and gets it after the lock', async () => {
  const first = await open();
  const [folder = ''] = knownFolders(first.profileDir);
  const second = await launch({ args: [`--vault=${folder}`], home: first.home });
  await expect(second.window.getByRole('option', { name: 'Field vault' })).toBeVisible();
  const since = Date.now();
  await typePassphrase(second.window);
  const refusal = second.window.getByText(/^This vault is open elsewhere/);
  await expect(refusal).toBeVisible();
  // At once: before any key is derived, which alone takes longer on a slow machine.
  expect(Date.now() - since).toBeLessThan(5_000);
  expect(await refusal.innerText()).toContain(`process ${String(first.app.process().pid)}`);
  expect(await refusal.innerText()).toMatch(/: \S+@\S+, process \d+, since \d{4}-\d\d-\d\dT/);
  await lock(first);
  expect(await unlockAndRead(second.window)).toContain('This copy of the vault writes under a new feed');
  expect([...first.problems, ...second.problems]).toEqual([]);
});

test('a vault that a wrong passphrase did not open is held by nobody', async () => {
  const profile = await prepareProfile();
  const first = await launch(profile);
  await typePassphrase(first.window, otherPassphrase);
  await expect(first.window.getByText(wrongKey)).toBeVisible();
  const second = await launch({ args: [`--vault=${profile.vault}`], home: profile.home });
  await typePassphrase(second.window, otherPassphrase);
  await expect(second.window.getByText(wrongKey)).toBeVisible();
  // Neither holds it now: the first one gets it back with the next try, and then the second one is refused.
  await unlockAndRead(first.window);
  await typePassphrase(second.window);
  await expect(second.window.getByText(/^This vault is open elsewhere/)).toBeVisible();
  expect([...first.problems, ...second.problems]).toEqual([]);
});

test('a new vault key keeps the ways whose secret or recipient is known, drops the others by name, and opens no old slot', async () => {
  const holdfast = await open({ incident: 'Key incident', lines: ['Sealed before the new key'] });
  const { window, profile } = holdfast;
  const escrow = await createRecoveryKey();
  await openWays(window);
  const add = async (type: string): Promise<void> => {
    await window.getByRole('button', { name: 'Add a way…' }).click();
    await window.getByRole('menuitem', { name: type }).click();
  };
  await add('Escrow recipient');
  const adding = window.getByRole('dialog', { name: 'Add an escrow recipient' });
  await adding.getByLabel('Label').fill('Incident lead');
  await adding.getByRole('textbox', { name: 'Escrow recipient' }).fill(escrow.recipient);
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await add('Passphrase');
  await window.getByRole('dialog', { name: 'Add a passphrase' }).getByLabel('Label').fill('Deputy');
  await fillNewPassphrase(window, 'Add a passphrase', otherPassphrase);
  await window.getByRole('dialog', { name: 'Add a passphrase' }).getByRole('button', { name: 'Add', exact: true }).click();
  const rows = window.getByRole('table').getByRole('row');
  await expect(rows.filter({ hasText: 'Deputy' })).toBeVisible();
  const slots = path.join(profile.vault, 'slots');
  const before = filesBelow(slots);
  expect(before).toHaveLength(4);

  await window.getByRole('button', { name: 'New vault key…' }).click();
  const dialog = window.getByRole('alertdialog', { name: 'New vault key…' });
  await dialog.getByLabel('Present passphrase').fill(passphrase);
  await dialog.getByRole('button', { name: 'Make a new key' }).click();
  await expect(window.getByText('Dropped: Deputy. Add them again.')).toBeVisible();
  await expect(rows.filter({ hasText: 'Deputy' })).toHaveCount(0);
  await expect(rows.filter({ hasText: 'Incident lead' })).toBeVisible();
  expect(filesBelow(slots)).toHaveLength(3);
  expect(filesBelow(slots).filter((file) => before.includes(file))).toEqual([]);
  await window.keyboard.press('Escape');
  await lock(holdfast);
  await typePassphrase(window, otherPassphrase);
  await expect(window.getByText(wrongKey)).toBeVisible();
  expect(await unlockAndRead(window)).toBe('');
  for (const key of [escrow.identity, profile.recoveryKey]) {
    await lock(holdfast);
    await window.getByRole('button', { name: 'Use recovery key' }).click();
    await window.getByRole('textbox', { name: 'Recovery key' }).fill(key);
    await window.keyboard.press('Enter');
    await expect(incidentList(window)).toBeVisible();
  }
  await reopenIncident(window, 'Key incident');
  await recordLine(window, 'Sealed after it');
  await expectInJournal(window, ['Sealed before the new key', 'Sealed after it']);
  expect(holdfast.problems).toEqual([]);
});

test('a lock leaves nothing of the case on the page', async () => {
  const holdfast = await open();
  const { window } = holdfast;
  await openIncident(window, 'Quokka incident');
  await recordLine(window, 'Quokka seen at the fence');
  await captureText(window).pressSequentially('half a Quokka');
  expect(await everythingIn(window)).toContain('Quokka');
  await window.keyboard.press('Control+l');
  await freshConsole(holdfast, 40_000);
  await expect(window.getByLabel('Passphrase', { exact: true })).toBeVisible();
  expect(await everythingIn(window)).not.toContain('Quokka');
  expect(await everythingIn(window)).not.toContain(passphrase);
  const shown = await holdfast.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.getTitle()));
  expect(shown).toEqual(['Holdfast']);
  await window.goBack().catch(() => null);
  expect(await everythingIn(window)).not.toContain('Quokka');
  // What was being typed comes back after unlocking, and not before.
  expect(await unlockAndRead(window)).toBe('');
  await reopenIncident(window, 'Quokka incident');
  await expect(captureText(window)).toHaveValue('half a Quokka');
  expect(holdfast.problems).toEqual([]);
});
