import type { Page } from '@playwright/test';
import { axeFindings } from '../../support/axeFindings.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, keyTime, startDemo, startIncident, test } from './window.ts';

test.describe.configure({ timeout: 120_000 });

async function addChannel(page: Page, name: string, address: string, isCorporate: boolean): Promise<void> {
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Add a channel' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await dialog.getByRole('textbox', { name: 'Address, number or place' }).fill(address);
  if (isCorporate) await dialog.getByRole('textbox', { name: 'Messages vanish after, in hours' }).fill('24');
  if (isCorporate) await dialog.getByRole('checkbox', { name: /Belongs to the organisation/ }).press('Space');
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(dialog).toHaveCount(0, keyTime);
}

test('a corporate channel is held back in a major incident until a decision lets it go, and the text stays', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'Shift+k', 'Channels');
  await addChannel(page, 'Company chat', 'chat@corp.example', true);
  await addChannel(page, 'Spare mailbox', 'spare@box.example', false);
  const rows = page.getByRole('grid', { name: 'Channels' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Company chat' })).toContainText('Distrusted');
  await rows.filter({ hasText: 'Spare mailbox' }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: /^Say how far/ }).click();
  const trust = page.getByRole('dialog', { name: /How far is Spare mailbox trusted/ });
  await trust.getByRole('textbox', { name: 'On what ground' }).fill('Set up before, tested from two handsets');
  await trust.getByRole('button', { name: 'Seal entry' }).click();
  await expect(rows.filter({ hasText: 'Spare mailbox' })).toContainText('Trusted', keyTime);
  await page.keyboard.press('Control+p');
  await expect.poll(() => page.evaluate(() => window.fake?.calls.at(-1)?.name)).toBe('document.print');

  await goTo(page, 'c', 'Communications');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Record a message or a call' });
  await dialog.getByRole('textbox', { name: 'Text', exact: true }).fill('Details for the desk.');
  await dialog.getByRole('textbox', { name: 'Channel' }).fill('Company chat');
  await expect(dialog.getByRole('alert')).toContainText('Nothing goes out here yet');
  const seal = dialog.getByRole('button', { name: 'Seal entry' });
  await expect(seal).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Channel' }).fill('spare@box.example');
  await expect(seal).toBeEnabled();
  await dialog.getByRole('textbox', { name: 'Channel' }).fill('Company chat');
  await dialog.getByRole('textbox', { name: 'Who decides' }).fill('Coordinator');
  await dialog.getByRole('textbox', { name: 'Why it must go out here' }).fill('Nobody answers elsewhere');
  await dialog.getByRole('button', { name: 'Record the decision' }).click();
  await expect(seal).toBeEnabled(keyTime);
  await expect(dialog.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue('Details for the desk.');
  await seal.click();
  await expect(dialog).toHaveCount(0, keyTime);
  await goTo(page, 'l', 'Clocks');
  await expect(page.getByRole('grid', { name: 'Clocks' }).getByRole('row').filter({ hasText: 'Seal what was said there before it is gone' })).toContainText('running');
});

test('a notice is approved by another person only, and only when its blocks are filled; then it is sent, and corrected by another one', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Files are encrypted');
  await goTo(page, 'Shift+m', 'Messages');
  await page.keyboard.press('n');
  const compose = page.getByRole('dialog', { name: 'Write a message' });
  await expect(compose.getByRole('textbox', { name: 'Subject' })).not.toHaveValue('');
  await compose.getByRole('textbox', { name: 'Recipients' }).fill('arne@customer.example');
  await compose.getByRole('textbox', { name: 'Brief description' }).fill('Files on two servers were encrypted.');
  await compose.getByRole('textbox', { name: 'Measures for investigation and remediation' }).fill('The servers are isolated.');
  await expect(compose.getByText('Still empty: Estimated impact')).toBeVisible();
  expect(await axeFindings(compose)).toEqual([]);
  await compose.getByRole('button', { name: 'Keep as draft' }).click();
  await expect(compose).toHaveCount(0, keyTime);

  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: /^Approve/ }).click();
  const approve = page.getByRole('dialog', { name: /^Approve M-/ });
  await expect(approve.getByRole('alert')).toContainText('Estimated impact');
  await approve.getByRole('textbox', { name: 'Who approves' }).fill('Legal');
  await expect(approve.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await inspector.getByRole('button', { name: /^Amend/ }).click();
  const amend = page.getByRole('dialog', { name: /^Amend/ });
  await amend.getByRole('button', { name: /Field/ }).click();
  await page.getByRole('option', { name: 'Estimated impact' }).click();
  await amend.getByRole('textbox', { name: 'Estimated impact' }).fill('About 12,000 records, likely.');
  await amend.getByRole('textbox', { name: /reason|why/i }).fill('count of the export');
  await amend.getByRole('button', { name: /^Amend/ }).click();
  await expect(amend).toHaveCount(0, keyTime);

  await inspector.getByRole('button', { name: /^Approve/ }).click();
  const writers = await approve.getByText(/Another person than who wrote it/).textContent();
  await approve.getByRole('textbox', { name: 'Who approves' }).fill(writers?.split(': ')[1] ?? '');
  await expect(approve.getByText('Somebody who wrote it cannot approve it')).toBeVisible();
  await approve.getByRole('textbox', { name: 'Who approves' }).fill('Legal');
  await approve.getByRole('button', { name: 'Seal entry' }).click();
  await expect(inspector.getByText(/^Approved by Legal, /)).toBeVisible(keyTime);

  await inspector.getByRole('button', { name: /^Save .eml/ }).click();
  await expect.poll(() => page.evaluate(() => window.fake?.calls.at(-1)?.name)).toBe('file.save');
  await inspector.getByRole('button', { name: /^Record sending/ }).click();
  const send = page.getByRole('dialog', { name: /went out/ });
  await send.getByRole('textbox', { name: 'Message id, words read back, receipt' }).fill('<1@customer.example>');
  await send.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(send).toHaveCount(0, keyTime);
  await expect(page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(1)).toContainText('Sent', keyTime);

  await inspector.getByRole('button', { name: /^Correct/ }).click();
  const correct = page.getByRole('dialog', { name: 'Correct a message that went out' });
  await expect(correct.getByRole('textbox', { name: 'Estimated impact' })).toHaveValue('About 12,000 records, likely.');
  await correct.getByRole('textbox', { name: 'What changed' }).fill('1,200 records, not 12,000');
  await correct.getByRole('button', { name: 'Keep as draft' }).click();
  await expect(correct).toHaveCount(0, keyTime);
  await expect(page.getByRole('grid', { name: 'Messages' }).getByRole('row')).toHaveCount(3);
});

test('a caller who fails a code line is not identified, and the roll-call of a bridge goes by keys', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'A voice asks to stop');
  await goTo(page, 'Shift+k', 'Channels');
  await page.keyboard.press('k');
  const sheets = page.getByRole('dialog', { name: 'Code sheets' });
  await sheets.getByRole('textbox', { name: 'Who holds the other copy' }).fill('Customer desk');
  await sheets.getByRole('button', { name: 'Issue and print' }).click();
  await expect(sheets.getByText(/next line 1/)).toBeVisible(keyTime);
  await expect.poll(() => page.evaluate(() => window.fake?.calls.at(-1)?.name)).toBe('document.print');
  await sheets.getByRole('button', { name: 'Close' }).last().click();

  await goTo(page, 'c', 'Communications');
  await page.keyboard.press('v');
  const verify = page.getByRole('dialog', { name: 'Verify a caller' });
  await expect(verify.getByText(/Ask for line 1 of CS-/)).toBeVisible();
  await verify.getByRole('textbox', { name: 'Who they say they are' }).fill('The director');
  await verify.getByRole('textbox', { name: 'Number shown' }).fill('+47 900 00 000');
  await verify.getByRole('button', { name: /^Passed Answer|Answer/ }).click();
  await page.getByRole('option', { name: 'Failed' }).click();
  await verify.getByRole('button', { name: 'Seal entry' }).click();
  await verify.getByRole('button', { name: 'Keep the number as an indicator' }).click();
  await verify.getByRole('button', { name: 'Open a task to review the channel' }).click();
  await expect(verify.getByRole('button', { name: 'Open a task to review the channel' })).toBeDisabled(keyTime);
  await verify.getByRole('button', { name: 'Close' }).last().click();
  const calls = page.getByRole('grid', { name: 'Communications' }).getByRole('row');
  await expect(calls.nth(1)).toContainText('Challenge line 1 of CS-');

  await goTo(page, 'Shift+b', 'Bridge');
  await page.keyboard.press('n');
  const open = page.getByRole('dialog', { name: 'Open a bridge' });
  await open.getByRole('textbox', { name: 'Name of the bridge' }).fill('KELP');
  await open.getByRole('textbox', { name: 'Host' }).fill('Ana');
  await open.getByRole('button', { name: 'Seal entry' }).click();
  await expect(open).toHaveCount(0, keyTime);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: /^Roll-call/ }).click();
  const roll = page.getByRole('dialog', { name: 'Roll-call: KELP' });
  const name = roll.getByRole('textbox', { name: 'Person' });
  for (const [index, person] of ['Ana', 'Berit'].entries()) {
    await expect(name).toBeFocused();
    await page.keyboard.type(person);
    await page.keyboard.press('Enter');
    await expect(roll.getByRole('status')).toContainText(`${index + 1} of ${index + 1} on it, all verified`, keyTime);
    await expect(name).toHaveValue('');
  }
  await roll.getByRole('button', { name: 'Berit leaves' }).click();
  await expect(roll.getByRole('status')).toContainText('1 of 2 on it', keyTime);
});
