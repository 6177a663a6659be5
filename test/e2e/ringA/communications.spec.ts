import type { Page } from '@playwright/test';
import { axeFindings } from '../../support/axeFindings.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, keyTime, startDemo, startIncident, test } from './window.ts';

test.describe.configure({ timeout: 120_000 });

async function addContact(page: Page, name: string, numbers: string, order: string, isExecutive = false): Promise<void> {
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Add a contact' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Numbers' }).fill(numbers);
  await dialog.getByRole('textbox', { name: 'Place in the escalation order' }).fill(order);
  if (isExecutive) {
    await dialog.getByRole('combobox', { name: 'Kinds' }).fill('Executive');
    await page.getByRole('option', { name: 'Executive' }).click();
  }
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(dialog).toHaveCount(0, keyTime);
}

test('a call run goes through the order by keys, leaves only the neutral line, and is read back from the journal', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Nobody answers the duty phone');
  await goTo(page, 'h', 'Call sheet');
  await addContact(page, 'Berit Dahl', '+47 22 00 02', '2');
  await addContact(page, 'Arne Lie', '+47 22 00 01\n+47 90 00 01', '1');
  await addContact(page, 'Carl Moe', '+47 99 00 09', '', true);
  const rows = page.getByRole('grid', { name: 'Call sheet' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Arne Lie');
  await expect(rows.nth(2)).toContainText('Berit Dahl');

  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Call run' });
  const standing = dialog.getByRole('status');
  await expect(standing).toContainText('+47 22 00 01');
  expect(await axeFindings(dialog)).toEqual([]);
  await page.keyboard.press('n');
  await expect(standing).toContainText('+47 90 00 01', keyTime);
  await dialog.getByRole('textbox', { name: 'Call-back number' }).fill('+47 55 00 00');
  await dialog.getByRole('textbox', { name: 'What was said' }).fill('TRD-FS01 is encrypted');
  await dialog.getByRole('button', { name: 'Voicemail' }).click();
  await expect(standing).toContainText('Berit Dahl', keyTime);

  // What was done so far is in the journal: the run goes on where it was.
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.keyboard.press('c');
  await expect(standing).toContainText('Berit Dahl');
  await expect(dialog.getByText('2 attempts so far')).toBeVisible();
  await page.keyboard.press('b');
  await expect(standing).toContainText('The order is exhausted', keyTime);
  await expect(standing).toContainText('Carl Moe');
  await page.keyboard.press('r');
  await expect(standing).toContainText('Reached: Carl Moe', keyTime);
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await goTo(page, 'c', 'Communications');
  const calls = page.getByRole('grid', { name: 'Communications' }).getByRole('row');
  await expect(calls).toHaveCount(5);
  const voicemail = calls.filter({ hasText: 'Voicemail' });
  await expect(voicemail).toContainText('Please call me back on +47 55 00 00, it is about the open appointment.');
  await expect(page.getByText('TRD-FS01')).toHaveCount(0);
  await page.getByRole('search').getByRole('textbox').fill('outcome:busy with:berit');
  await expect(calls).toHaveCount(2);
  await page.getByRole('search').getByRole('textbox').fill('');
  await voicemail.click();
  await expect(page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { name: 'Thread' })).toBeVisible();

  await goTo(page, 'h', 'Call sheet');
  await page.keyboard.press('Control+p');
  await expect.poll(() => page.evaluate(() => window.fake?.calls.at(-1)?.name)).toBe('document.print');
});

test('an answer joins the thread', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Mail is read by somebody else');
  await goTo(page, 'c', 'Communications');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Record a message or a call' });
  await dialog.getByRole('textbox', { name: 'Text', exact: true }).fill('Asked the customer for the switch logs.');
  await dialog.getByRole('textbox', { name: 'With' }).fill('Customer desk');
  await dialog.getByRole('checkbox', { name: /belongs to the organisation/ }).press('Space');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(dialog).toHaveCount(0, keyTime);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: /^Record the answer/ }).click();
  const answer = page.getByRole('dialog', { name: 'Record the answer to this message' });
  await expect(answer.getByRole('textbox', { name: 'With' })).toHaveValue('Customer desk');
  await answer.getByRole('textbox', { name: 'Text', exact: true }).fill('Logs follow within the hour.');
  await answer.getByRole('button', { name: 'Seal entry' }).click();
  await expect(answer).toHaveCount(0, keyTime);
  await expect(inspector.getByRole('button', { name: /Asked the customer/ }).first()).toBeVisible();

});

test('a corporate channel is warned of in a major incident', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'c', 'Communications');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Record a message or a call' });
  await dialog.getByRole('checkbox', { name: /belongs to the organisation/ }).press('Space');
  await expect(dialog.getByRole('alert')).toBeVisible();
});
