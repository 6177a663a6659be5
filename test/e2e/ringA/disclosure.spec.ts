import type { Page } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { recordLine } from '../../support/vaultSteps.ts';
import { createVault, expect, openIncident, runFromPalette, startDemo, test } from './window.ts';

const counts = (page: Page) => page.getByRole('list', { name: 'What the package holds' });
const tab = (page: Page) => page.getByRole('tabpanel', { name: 'Disclosure' });

test('entries chosen in the journal are disclosed, a field of one withheld, for a stated purpose', async ({ console: app }) => {
  const { page } = app;
  await app.start();
  await createVault(page);
  await openIncident(page, 'Phish at the front desk');
  for (const line of ['mail from a stranger', 'password typed into a false page', 'account locked by the help desk']) await recordLine(page, line);
  await goTo(page, 'j', 'Journal');
  await page.getByRole('searchbox').or(page.getByRole('search').getByRole('textbox')).fill('kind:note');
  await expect(page.getByRole('row').filter({ hasText: 'mail from a stranger' })).toHaveCount(1);
  await runFromPalette(page, 'disclose the entries shown');
  await expect(page.getByRole('main', { name: 'Integrity' })).toBeVisible();
  await expect(counts(page)).toContainText(/3\s*entries shown/);
  await expect(counts(page)).toContainText(/0\s*fields withheld/);
  const row = tab(page).getByRole('listitem').filter({ hasText: 'password typed into a false page' });
  await row.getByRole('button', { name: /^Fields of entry/ }).click();
  await row.getByRole('checkbox', { name: 'Text' }).press('Space');
  await expect(counts(page)).toContainText(/1\s*field withheld/);
  await tab(page).getByRole('checkbox', { name: /Withhold the names of people/ }).press('Space');
  await expect(counts(page)).toContainText(/4\s*fields withheld/);
  await tab(page).getByRole('textbox', { name: 'For whom and for what' }).fill('For the insurer, claim 11');
  await page.keyboard.press('Control+Enter');
  await expect(tab(page).getByText('Saved as', { exact: false })).toBeVisible();
  await expect(tab(page).getByText(/^holdfast verify .*\.zip$/)).toBeVisible();
  await expect(tab(page).getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  const saved = await page.evaluate(() => Array.from(window.fake?.saved.at(-1)?.bytes.slice(0, 4) ?? []));
  expect(saved).toEqual([0x50, 0x4b, 3, 4]);
});

test('an entry is left out and taken in by its box, and the choice stays while other screens are looked at', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await runFromPalette(page, 'disclose entries');
  await expect(counts(page)).toContainText(/\d+\s*entries shown/);
  const save = tab(page).getByRole('button', { name: /^Save the package/ });
  await expect(save).toBeEnabled();
  await tab(page).getByRole('radio', { name: /^Chosen entries/ }).click();
  await expect(counts(page)).toContainText(/0\s*entries shown/);
  await expect(save).toBeDisabled();
  await tab(page).getByRole('checkbox', { name: 'Show entry 5', exact: true }).press('Space');
  await expect(counts(page)).toContainText(/1\s*entry shown/);
  await tab(page).getByRole('search').getByRole('textbox').fill('kind:decision');
  await tab(page).getByRole('button', { name: 'Take these 2' }).click();
  await expect(counts(page)).toContainText(/3\s*entries shown/);
  await goTo(page, 'o', 'Overview');
  await goTo(page, 'v', 'Integrity');
  await expect(counts(page)).toContainText(/3\s*entries shown/);
  await tab(page).getByRole('button', { name: 'Leave these out' }).click();
  await expect(counts(page)).toContainText(/1\s*entry shown/);
});

test('a field that cannot be withheld is named before anything is saved, and its entries can be left out whole', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await runFromPalette(page, 'disclose entries');
  await expect(counts(page)).toContainText(/\d+\s*entries shown/);
  const save = tab(page).getByRole('button', { name: /^Save the package/ });
  await expect(save).toBeEnabled();
  await tab(page).getByRole('checkbox', { name: /Withhold the names of people/ }).press('Space');
  const refused = tab(page).getByRole('alert');
  await expect(refused).toContainText('a field of it cannot be withheld');
  await expect(refused).toContainText('A list of people consulted');
  await expect(save).toBeDisabled();
  await refused.getByRole('button').click();
  await expect(refused).toHaveCount(0);
  await expect(save).toBeEnabled();
  await expect(counts(page)).toContainText(/\d+\s*entries shown/);
});

test('a statement that is too long is said and not saved', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await runFromPalette(page, 'disclose entries');
  await tab(page).getByRole('textbox', { name: 'For whom and for what' }).fill('x'.repeat(4_001));
  await expect(tab(page).getByText('At most', { exact: false })).toBeVisible();
  await expect(tab(page).getByRole('button', { name: /^Save the package/ })).toBeDisabled();
});
