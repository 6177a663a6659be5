import type { Locator, Page } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { expect, keyTime, startDemo, test } from './window.ts';

test.describe.configure({ timeout: 120_000 });

const regimes = (page: Page) => page.getByRole('grid', { name: 'Regimes' });
const packs = (page: Page) => page.getByRole('grid', { name: 'Packs of rules' });
const row = (grid: Locator, text: string) => grid.getByRole('row').filter({ hasText: text });

// A pack of somebody else's, signed with a key that the console does not know.
const ownPack = '{"format":"holdfast-pack-1","pack":{"id":"own-rules","version":"1.0","title":"Own rules","asOf":"2026-11-01","expires":"2027-04-30","regimes":[{"id":"OWN","title":"Own regime","authority":"Head office","zone":"UTC","question":"Does the head office want to know?","begins":["reported"],"worksheets":[]}],"clocks":[{"id":"CTR.1","title":"Tell the head office","source":"Contract","standing":"contract","regime":"OWN","trigger":{"take":"first","of":[{"fact":"milestone.reported"}]},"limit":{"count":"elapsed","amount":3600000},"stop":[["submitted.CTR.1"]]}],"calendars":[]},"key":"740ef8373af54fb600ad96cd9c5879237d284fe61c0be453198a6ddc7f84b499","signature":"7ab0015aadb395bf8136cc7c55386f77d3824ed99737747522504eeadd3a30254f3f9859de2fbea35320e28fe2f9fcd39a98e0e567b52bb79c50cdfe7d314f03"}';

async function takeEurope(page: Page): Promise<void> {
  await goTo(page, 'Shift+R', 'Regulators');
  await row(packs(page), 'European Union').click();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'European Union' });
  await dialog.getByRole('textbox', { name: 'Why these rules concern the incident' }).fill('payment institution in Berlin');
  // Once the packs of this build are past their date the console asks; the rest stays the same.
  const expired = dialog.getByRole('checkbox');
  if ((await expired.count()) > 0) await expired.first().press('Space');
  await dialog.getByRole('button', { name: 'Take in' }).press('Enter');
  await expect(dialog).toHaveCount(0, keyTime);
  // With the first pack there are regimes, and the screen shows them.
  await expect(row(regimes(page), 'NIS2')).toBeVisible(keyTime);
}

test('a regime is answered, its clock is stopped by a submission with proof, and the print is sent', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await takeEurope(page);
  const nis2 = row(regimes(page), 'NIS2');
  await expect(nis2).toContainText('not assessed');
  await nis2.click();
  await page.keyboard.press('a');
  const answer = page.getByRole('dialog', { name: /NIS2/ });
  await expect(answer.getByText('Is this a significant incident')).toBeVisible();
  await answer.getByText('not to be reported', { exact: true }).click();
  await answer.getByRole('textbox', { name: 'Reason' }).fill('no essential service is hit');
  await answer.getByRole('textbox', { name: 'Decided by' }).fill('Ines Duarte');
  // That nothing has to be reported is signed by two.
  await expect(answer.getByRole('button', { name: 'Record the answer' })).toBeDisabled();
  await answer.getByText('to be reported', { exact: true }).click();
  await answer.getByRole('button', { name: 'Record the answer' }).press('Enter');
  await expect(answer).toHaveCount(0, keyTime);
  await expect(nis2).toContainText('to be reported', keyTime);

  await page.keyboard.press('s');
  const sent = page.getByRole('dialog', { name: /Sent to the authority/ });
  await sent.getByRole('textbox', { name: 'What was sent' }).fill('early warning over the portal');
  await expect(sent.getByRole('note')).toContainText('the clock runs on');
  await sent.getByRole('textbox', { name: 'Receipt or reference' }).fill('CSIRT-4711');
  await expect(sent.getByRole('note')).toHaveCount(0);
  await sent.getByRole('button', { name: 'Record' }).press('Enter');
  await expect(sent).toHaveCount(0, keyTime);
  await expect(nis2).toContainText('NIS2.EW', keyTime);

  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /NIS2/ });
  await expect(dialog).toContainText('CSIRT-4711');
  await dialog.getByRole('button', { name: 'Worksheet: Incident notification' }).press('Enter');
  const sheet = page.getByRole('dialog', { name: /Incident notification/ });
  await expect(sheet.getByRole('row').filter({ hasText: 'Severity' })).toContainText(/critical|high/);
  await sheet.getByRole('button', { name: 'Print' }).press('Enter');
  await expect(page.getByText('Sent to the printer')).toBeVisible();
});

test('a pack that was changed is refused, and one of an unknown signer waits for the right fingerprint', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await goTo(page, 'Shift+R', 'Regulators');
  await expect(packs(page)).toBeVisible();
  const offer = (content: string) => page.evaluate((file) => { self.fake?.files.push({ name: 'rules.json', bytes: new TextEncoder().encode(file) }); }, content);
  await offer(ownPack.replace('3600000', '7200000'));
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'Take in a file' });
  await dialog.getByRole('textbox', { name: 'Why these rules' }).fill('rules of the head office');
  await dialog.getByRole('button', { name: 'Choose file' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('The signature does not hold');

  await offer(ownPack);
  await dialog.getByRole('button', { name: 'Choose file' }).press('Enter');
  await expect(dialog.getByRole('note')).toContainText('signed by a key that this console does not know');
  await dialog.getByRole('textbox', { name: 'Fingerprint' }).fill('0123 4567 89ab cdef 0123 4567 89ab cdef');
  await dialog.getByRole('button', { name: 'Take in' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('The fingerprint is another one');
  await expect(row(packs(page), 'Own rules')).toHaveCount(0);
});
