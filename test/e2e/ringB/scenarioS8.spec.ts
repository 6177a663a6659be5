// S8, evidence to the police: the form signed in ink, a seal found broken, a copy whose hash differs, and a hold. It begins where S2 ends, as far as the
// items go: the photo, the image, the sealed disk in the safe, and copies on the forensic workstation.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { beginCustody, custodyFormOf, openItem, recordCustody, saySomethingOf } from '../../support/custodySteps.ts';
import { prepareProfile } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, replaceDialog } from '../../support/runtime.ts';
import { launchScenario } from '../../support/scenarioClock.ts';
import { choose, openForm, rowsOf, seal } from '../../support/scenarioSteps.ts';
import { reopenIncident } from '../../support/vaultSteps.ts';
import { unlock } from '../ringA/window.ts';

test.describe.configure({ timeout: 180_000 });

const title = 'Ransomware on file servers';
const hash = 'c'.repeat(64);
const other = 'd'.repeat(64);
const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });
const custody = (page: Page): Locator => inspector(page).getByRole('list', { name: 'Custody' });

/** Items 1 to 6 of the story: held by Ana, the disk in the safe under its seal. */
async function prepare() {
  return prepareProfile({
    incident: title, start: '2026-12-07T08:00:00Z', operator: { name: 'Ana Ruiz', initials: 'AR', role: 'Incident handler' },
    tell: async ({ record, at }) => {
      const item = { ref: '', origin: 'physical', collectedBy: 'Ana Ruiz', custodian: 'Ana Ruiz' } as const;
      await record('evidence', { ...item, name: 'Photo of the note', evidenceKind: 'photo' });
      at('2026-12-07T08:23:00Z');
      const { entryId: image } = await record('evidence', { ...item, name: 'Memory image of FS01', evidenceKind: 'memory-image' });
      await record('acquisition', { item: image, method: 'live', tool: 'Memory grabber', toolVersion: '4.2', operator: 'Ana Ruiz', outputHash: hash, sourceHash: hash, check: 'match' });
      at('2026-12-07T08:40:00Z');
      const { entryId: disk } = await record('evidence', { ...item, name: 'External disk', evidenceKind: 'storage-media', sealNumber: '88121' });
      await record('custody', { item: disk, type: 'store', by: 'Ana Ruiz', place: 'Safe 2, room 114', sealNumber: '88121' });
      for (const name of ['Access list of the safe', 'Call notes', 'Working copy']) await record('evidence', { ...item, name, evidenceKind: name === 'Working copy' ? 'memory-image' : 'document' });
    },
  });
}

test('S8: evidence to the police, a mismatch, and a form that comes back in ink', async () => {
  const folder = freshFolder('scenario');
  const photo = path.join(folder, 'form-in-ink.jpg');
  writeFileSync(photo, Buffer.from('ffd8ffe000104a46494600', 'hex'));
  giveToApp(folder);
  const scenario = await launchScenario('2026-12-08T08:50:00Z', await prepare());
  const page = scenario.window;
  await unlock(page);
  await reopenIncident(page, title);
  await openItem(page, 'External disk');
  const ink = await custodyFormOf(scenario, folder);
  // The form that is printed for the signatures: the events so far, and rows for ink.
  expect(ink).toMatch(/88121/);
  expect(ink).toContain('For ink');

  // 13:30: the signed form is photographed and sealed, then transcribed with the time of the paper.
  await scenario.setClock('2026-12-08T13:30:00Z');
  await replaceDialog(scenario.app, 'showOpenDialog', { canceled: false, filePaths: [photo] });
  await (await openForm(page, 'e', 'Add evidence')).getByRole('button', { name: 'Seal 1 file' }).press('Enter');
  const photoRow = rowsOf(page, 'Evidence', 'form-in-ink.jpg');
  await expect(photoRow).toContainText('In custody');
  const photoRef = /EV-[A-Z0-9]{2}-\d{3}/.exec(await photoRow.innerText())?.[0] ?? '';
  await openItem(page, 'External disk');
  const transcribe = async (event: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const dialog = await beginCustody(page, event, fields);
    await dialog.getByRole('checkbox', { name: 'Transcribed from paper' }).press('Space');
    await choose(page, dialog, /Photograph of the form/, `${photoRef} form-in-ink.jpg`);
    // Without the time of the paper it is not recorded.
    await expect(dialog.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'Acquired' }).fill('2026-12-08 10:05Z');
    await seal(dialog);
  };
  await transcribe('Release', { To: 'Officer Vik, badge 4471', Purpose: 'Criminal case', Organisation: 'Police district' });
  await transcribe('Receive', { By: 'Officer Vik, badge 4471', Organisation: 'Police district', Condition: 'seal 88121 found broken' });
  await transcribe('Unseal', { By: 'Officer Vik, badge 4471', Notes: 'seal 88121 found broken' });
  const receipt = custody(page).getByRole('listitem').filter({ hasText: /^Receive/ });
  await expect(receipt).toContainText(`from paper, ${photoRef}`);
  await expect(receipt).toContainText('10:05');
  // A second person attests the transcription; the typing error in the badge number is disputed and attested, and nothing is edited.
  await saySomethingOf(page, 'Confirm', /^Release/, 'Berit Aune read the transcript against the paper');
  await saySomethingOf(page, 'Dispute', /^Receive/, 'badge number is 4417 on the paper');
  await saySomethingOf(page, 'Confirm', /^Receive/, 'Berit Aune: 4417 read from the paper, the rest is right');
  // Holds: person, time and signature fields are never amended.
  await expect(receipt).toContainText('Officer Vik, badge 4471');
  await expect(receipt.getByRole('button')).toHaveText(['Confirm', 'Dispute']);
  await page.keyboard.press('m');
  const amend = page.getByRole('dialog', { name: /^Amend/ });
  await amend.getByRole('button', { name: /Field/ }).first().click();
  await expect(page.getByRole('option', { name: 'Name', exact: true })).toBeVisible();
  for (const fixed of ['Collected by', 'Custodian']) await expect(page.getByRole('option', { name: fixed, exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option', { name: 'Name', exact: true })).toHaveCount(0);
  await amend.getByRole('button', { name: /Field/ }).first().press('Escape');
  await expect(amend).toHaveCount(0);
  // The broken seal is a flag that stays open to question.
  await expect(inspector(page).getByText('Seal broken', { exact: true })).toBeVisible();
  await expect(inspector(page).getByText(/seal broken or another number \(88121\)/)).toBeVisible();

  // The hash on the forensic workstation: the image matches, the working copy differs.
  await openItem(page, 'Memory image of FS01');
  await recordCustody(page, 'Verify', { 'Hash that was expected (SHA-256)': hash, 'Hash that was found (SHA-256)': hash.toUpperCase() });
  await expect(custody(page)).toContainText('hash matches');
  await openItem(page, 'Working copy');
  await recordCustody(page, 'Verify', { 'Hash that was expected (SHA-256)': hash, 'Hash that was found (SHA-256)': other });
  const copies = rowsOf(page, 'Evidence', 'Working copy');
  await expect(copies).toContainText('Hash mismatch');
  // The mismatch belongs to the copy: it is retracted, a new one is made and checked, and both stay listed.
  await page.keyboard.press('Delete');
  const retract = page.getByRole('dialog', { name: /^Retract/ });
  await retract.getByRole('textbox').fill('hash differs from the image');
  await seal(retract, 'Retract');
  const copy = await openForm(page, 'Shift+E', 'Add an item without a file');
  await copy.getByRole('textbox', { name: /^Name/ }).fill('Working copy, made again');
  await seal(copy);
  await openItem(page, 'Working copy, made again');
  await recordCustody(page, 'Verify', { 'Hash that was expected (SHA-256)': hash, 'Hash that was found (SHA-256)': hash });
  await expect(custody(page)).toContainText('hash matches');
  await expect(copies).toHaveCount(2);

  // A hold on everything; the disposal next week is refused.
  await page.getByRole('radio', { name: 'Legal holds' }).click();
  const hold = await openForm(page, 'n', 'Legal hold on all evidence of this incident');
  await hold.getByRole('textbox', { name: 'Reason', exact: true }).fill('Criminal case');
  await hold.getByRole('textbox', { name: 'Ordered by' }).fill('Counsel');
  await seal(hold);
  await page.getByRole('radio', { name: 'Items' }).click();
  await scenario.setClock('2026-12-15T09:00:00Z');
  await openItem(page, 'Memory image of FS01');
  // Holds: the hold blocks disposal and striking from the record.
  const dispose = await beginCustody(page, 'Dispose', {});
  await expect(dispose.getByRole('alert')).toContainText('may not be disposed of');
  await expect(dispose.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dispose).toHaveCount(0);
  await page.keyboard.press('Delete');
  await retract.getByRole('textbox').fill('no longer needed');
  await retract.getByRole('button', { name: 'Retract', exact: true }).press('Enter');
  await expect(retract).toContainText('A legal hold covers this item');
  await page.keyboard.press('Escape');
  await expect(retract).toHaveCount(0);
  // Holds: the original hash is unchanged.
  const image = await custodyFormOf(scenario, folder);
  expect(image.replace(/\s/g, '')).toContain(hash);
  expect(image).toContain('Memory grabber');
  // Holds: the form reprints with the ink version referenced.
  await openItem(page, 'External disk');
  const reprinted = (await custodyFormOf(scenario, folder)).replace(/\s+/g, ' ');
  expect(reprinted).toContain('Open to question');
  // The cell is narrow: its lines stand between those of its neighbours.
  const [, stem = '', digits = ''] = /^(.*-)(\d+)$/.exec(photoRef.trim()) ?? [];
  expect(reprinted.replace(/\s/g, '')).toMatch(new RegExp(`frompaper,${stem}.{0,20}?${digits}`));
  expect(reprinted).toMatch(/2026-12-08 10:05/);
  expect(scenario.problems).toEqual([]);
  await scenario.close();
});
