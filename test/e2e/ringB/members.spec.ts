// Two consoles and a stick: an invitation by words, a request file, an admission, bundles both ways, and a removal that holds.
import { cpSync } from 'node:fs';
import path from 'node:path';
import { test } from '@playwright/test';
import { prepareProfile, type PreparedContent, type PreparedProfile } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, launchHoldfast, replaceDialog, type Holdfast } from '../../support/runtime.ts';
import { dialogOf, exportTo, importFrom } from '../../support/twoConsoles.ts';
import { expect, expectInJournal, openScreen, recordLine, reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';

interface Console extends Holdfast { readonly profile: PreparedProfile }
const running = new Set<Holdfast>();
test.afterEach(async () => {
  for (const holdfast of running) await holdfast.close();
  running.clear();
});

async function open(content: PreparedContent): Promise<Console> {
  const profile = await prepareProfile(content);
  const holdfast = await launchHoldfast(profile);
  running.add(holdfast);
  await unlockAndRead(holdfast.window);
  return { ...holdfast, profile };
}

const incident = 'File servers encrypted';

test('a colleague joins by words and a stick, writes, and reads nothing more once removed', async () => {
  const stick = freshFolder('stick');
  const [kari, marit] = await Promise.all([open({ incident, lines: ['Backups are encrypted too'] }), open({ name: 'Second vault', operator: { name: 'Marit Lie', initials: 'ML' } })]);
  await reopenIncident(kari.window, incident);
  await openScreen(kari.window, 'Members');
  await kari.window.getByRole('button', { name: 'Invite' }).first().click();
  await dialogOf(kari.window, 'Invite somebody').getByRole('textbox', { name: 'For whom' }).fill('Marit');
  await dialogOf(kari.window, 'Invite somebody').getByRole('button', { name: 'Make the invitation' }).click();
  const sheet = dialogOf(kari.window, 'Invitation for Marit');
  const readOut = async (name: string): Promise<string> => {
    const items = sheet.getByRole('list', { name }).getByRole('listitem');
    await expect(items).toHaveCount(12);
    return (await items.allInnerTexts()).join(' ');
  };
  const words = `${await readOut('Words of the invitation')} ${await readOut('Words of the incident')}`;
  await sheet.getByRole('button', { name: 'Close' }).last().click();

  // The other side types what was read out and makes a file.
  const file = path.join(stick, 'request.hfj');
  await replaceDialog(marit.app, 'showSaveDialog', { canceled: false, filePath: file });
  await marit.window.getByRole('button', { name: 'Join an incident' }).click();
  await dialogOf(marit.window, 'Join an incident').getByRole('textbox', { name: 'Words or code' }).fill(words);
  await dialogOf(marit.window, 'Join an incident').getByRole('button', { name: 'Make the request file' }).click();
  const made = dialogOf(marit.window, 'The request is made');
  await expect(made.getByRole('status')).toContainText('request.hfj');
  const fingerprint = (await made.getByLabel(/^Fingerprint of this device/).innerText()).replaceAll(/\s/g, '');
  await made.getByRole('button', { name: 'Close' }).last().click();

  await replaceDialog(kari.app, 'showOpenDialog', { canceled: false, filePaths: [file] });
  await kari.window.getByRole('button', { name: 'Admit from a request file' }).click();
  const admit = dialogOf(kari.window, 'Admit somebody');
  await admit.getByRole('button', { name: 'Open a request file' }).click();
  await expect(admit).toContainText('Marit Lie (ML)');
  expect((await admit.getByLabel(/^Fingerprint/).innerText()).replaceAll(/\s/g, '')).toBe(fingerprint);
  await admit.getByRole('radio', { name: 'By voice' }).check({ force: true });
  await admit.getByRole('button', { name: 'Admit' }).click();
  const row = kari.window.getByRole('table', { name: 'Members' }).getByRole('row', { name: /Marit Lie/ });
  await expect(row).toContainText('Verified');

  // The journal and its key travel on the stick, and an answer comes back.
  await exportTo(kari, stick);
  await expect(kari.window.getByRole('table', { name: 'By stick' }).getByRole('row', { name: /Marit Lie/ })).toContainText('sent, not acknowledged');
  await importFrom(marit, stick, incident);
  await dialogOf(marit.window, 'What came in').getByRole('button', { name: 'Open' }).click();
  await expectInJournal(marit.window, ['Backups are encrypted too']);
  await recordLine(marit.window, 'Snapshots of Friday are whole');
  const back = freshFolder('back');
  await exportTo(marit, back);
  await importFrom(kari, back, incident);
  await dialogOf(kari.window, 'What came in').getByRole('button', { name: 'Close' }).last().click();
  await expectInJournal(kari.window, ['Backups are encrypted too', 'Snapshots of Friday are whole']);

  await openScreen(kari.window, 'Members');
  await row.getByRole('button', { name: /Marit Lie/ }).click();
  await kari.window.getByRole('menuitem', { name: 'Remove' }).click();
  const remove = kari.window.getByRole('alertdialog', { name: /^Remove/ });
  await expect(remove).toContainText('entries sealed with keys that the device has');
  await remove.getByRole('textbox', { name: 'Why' }).fill('Laptop stolen on the train');
  await remove.getByRole('button', { name: 'Remove and make a new key' }).click();
  await expect(dialogOf(kari.window, /could read/)).toContainText('is removed; a new key is in force');
  await dialogOf(kari.window, /could read/).getByRole('button', { name: 'Close' }).last().click();
  await expect(kari.window.getByRole('table', { name: 'Removed' })).toContainText('Marit Lie');
  await recordLine(kari.window, 'New passwords are set');

  // Even the whole folder of the vault does not help the one who was removed.
  const copy = path.join(stick, 'copy');
  cpSync(kari.profile.vault, copy, { recursive: true });
  giveToApp(stick);
  await replaceDialog(marit.app, 'showOpenDialog', { canceled: false, filePaths: [copy] });
  await openScreen(marit.window, 'Integrity');
  await marit.window.getByRole('button', { name: 'Repair from a copy' }).first().click();
  await dialogOf(marit.window, 'Repair from a copy').getByRole('button', { name: 'Choose a vault folder' }).click();
  await expect(dialogOf(marit.window, 'Repair from a copy').getByRole('status')).toContainText('brought back');
  await dialogOf(marit.window, 'Repair from a copy').getByRole('button', { name: 'Close' }).last().click();
  await openScreen(marit.window, 'Members');
  await expect(marit.window.getByRole('main', { name: 'Members' })).toContainText('This device was removed from the incident.');
  await expect(marit.window.getByRole('main', { name: 'Members' })).toContainText(/2 sealed frames of this journal cannot be opened/);
  await openScreen(marit.window, 'Journal');
  await expect(marit.window.getByRole('main', { name: 'Journal' }).getByRole('row').filter({ hasText: 'Snapshots of Friday are whole' })).toHaveCount(1);
  await expect(marit.window.getByRole('main', { name: 'Journal' }).getByRole('row').filter({ hasText: 'New passwords are set' })).toHaveCount(0);
  expect([...kari.problems, ...marit.problems]).toEqual([]);
});
