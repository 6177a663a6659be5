// Two consoles and a stick: an invitation by words, a request file, an admission, bundles both ways, and a removal that holds.
import { cpSync } from 'node:fs';
import path from 'node:path';
import { test } from '@playwright/test';
import { prepareProfile, type PreparedContent, type PreparedProfile } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, launchHoldfast, replaceDialog, type Holdfast } from '../../support/runtime.ts';
import { admitFrom, dialogOf, exportTo, importFrom, inviteByWords, makeRequest, removeMember } from '../../support/twoConsoles.ts';
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
  const words = await inviteByWords(kari, 'Marit');
  const file = path.join(stick, 'request.hfj');
  await admitFrom(kari, file, 'Marit Lie', await makeRequest(marit, words, file));

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

  await removeMember(kari, 'Marit Lie', 'Laptop stolen on the train');
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
