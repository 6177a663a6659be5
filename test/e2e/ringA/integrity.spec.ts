import { goTo } from '../../support/goTo.ts';
import { expect, startDemo, test } from './window.ts';

test('a check of everything says what holds and what is not proven', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'v', 'Integrity');
  await expect(page.getByText(/\d+ entries are sealed/)).toBeVisible();
  await expect(page.getByText('Not checked since the vault was opened.', { exact: false })).toBeVisible();
  await page.keyboard.press('Shift+V');
  await expect(page.getByText('Everything that was checked holds')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: /^.?Not proven/ }).first()).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Kari Moen' })).toBeVisible();
});

test('the chain of one entry is laid open', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'v', 'Integrity');
  await page.getByRole('textbox', { name: 'Entry number' }).fill('12');
  await expect(page.getByText(/frame \d+ of the log, place \d+ in it; covered to frame \d+/)).toBeVisible();
  await expect(page.getByText('Holds', { exact: true })).toHaveCount(2);
  await page.getByRole('textbox', { name: 'Entry number' }).fill('9999');
  await expect(page.getByText(/Entries go from 1 to \d+/)).toBeVisible();
});
