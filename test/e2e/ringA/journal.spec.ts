import type { Page } from '@playwright/test';
import { axeFindings } from '../../support/axeFindings.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, startDemo, test } from './window.ts';

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const row = (page: Page, text: string) => page.getByRole('grid', { name: 'Journal' }).getByRole('row').filter({ hasText: text });

test('the keyboard walks the journal and the inspector follows', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'j', 'Journal');
  const grid = page.getByRole('grid', { name: 'Journal' });
  await expect(grid.getByRole('row').nth(3)).toBeVisible();
  const total = Number(await grid.getAttribute('aria-rowcount')) - 1;
  expect(total).toBeGreaterThan(60);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(grid.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '3');
  await expect(inspector(page).getByText(`entry ${total - 1}`)).toBeVisible();
  await page.keyboard.press('End');
  await expect(grid.getByRole('row', { selected: true })).toBeFocused();
  await expect(grid.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', String(total + 1));
  await expect(inspector(page).getByText('· entry 1', { exact: false })).toBeVisible();
  await page.keyboard.press('Home');
  await expect(grid.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '2');
  await expect(inspector(page).getByText(/signed; chain intact to entry \d+/)).toBeVisible();
});

test('the filter line narrows by kind, text and time, marks matches and says what it does not understand', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'j', 'Journal');
  await page.keyboard.press('/');
  await page.keyboard.type('kind:note switch');
  await expect(page.getByRole('grid').locator('mark').first()).toHaveText(/switch/i);
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toContainText('Note');
  await page.keyboard.type(' after:someday');
  await expect(page.getByText('Not understood and left out: after:someday')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.type('no such words anywhere');
  await expect(page.getByText('Nothing matches this filter')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await page.getByRole('radio', { name: 'Retraction' }).click();
  await expect(page.getByRole('textbox', { name: 'Filter' })).toHaveValue('kind:retract');
});

test('amending keeps the original beside the new text', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'j', 'Journal');
  await page.getByRole('radio', { name: 'Note', exact: true }).click();
  await row(page, 'Note').first().click();
  const before = await inspector(page).getByRole('heading', { level: 2 }).innerText();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: /^Amend/ });
  await expect(dialog).toBeVisible();
  expect(await axeFindings(dialog)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Corrected wording of the note');
  await expect(dialog.getByRole('button', { name: 'Amend' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: /Why it is amended/ }).fill('typing mistake');
  await dialog.getByRole('button', { name: 'Amend' }).click();
  await expect(dialog).toBeHidden();
  await expect(inspector(page).locator('del')).toContainText(before.slice(0, 30).trim());
  await expect(inspector(page).locator('ins')).toHaveText('Corrected wording of the note');
  await expect(inspector(page).getByText('because typing mistake')).toBeVisible();
  await expect(row(page, 'Corrected wording').first()).toContainText('amended');
});

test('a retracted entry stays, struck through, with who and why', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'j', 'Journal');
  await page.getByRole('radio', { name: 'Note', exact: true }).click();
  await row(page, 'Note').filter({ hasNotText: 'retracted' }).first().click();
  const title = (await inspector(page).getByRole('heading', { level: 2 }).innerText()).slice(0, 40);
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: /^Retract/ });
  await dialog.getByRole('textbox', { name: /Why it is retracted/ }).fill('wrong host');
  await dialog.getByRole('button', { name: 'Retract' }).click();
  await expect(dialog).toBeHidden();
  await expect(inspector(page).getByText(/Retracted by Kari Moen: wrong host/)).toBeVisible();
  await expect(row(page, title).first()).toContainText('retracted');
  await page.keyboard.press('Control+z');
  await expect(inspector(page).getByText(/Retracted by Kari Moen: wrong host/)).toBeHidden();
});

test('a tag and a link are added without a mouse', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'j', 'Journal');
  await page.getByRole('radio', { name: 'Note', exact: true }).click();
  await row(page, 'Note').first().click();
  await expect(page.getByRole('complementary', { name: 'Inspector' }).getByRole('button', { name: /^Amend/ })).toBeVisible();
  await page.keyboard.press('t');
  const tags = page.getByRole('dialog', { name: /^Amend/ });
  await tags.getByRole('textbox', { name: 'Tags' }).fill('perimeter\nneeds-review');
  await tags.getByRole('textbox', { name: /Why it is amended/ }).fill('sorting');
  await page.keyboard.press('Tab');
  await tags.getByRole('button', { name: 'Amend' }).press('Enter');
  await expect(inspector(page).getByText('#needs-review')).toBeVisible();
  await page.keyboard.press('Shift+L');
  const link = page.getByRole('dialog', { name: 'Link to something else' });
  await link.getByRole('combobox', { name: /To/ }).fill('TRD-FS01');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await axeFindings(link)).toEqual([]);
  await link.getByRole('button', { name: 'Link', exact: true }).press('Enter');
  await expect(link).toBeHidden();
  await expect(inspector(page).getByRole('button', { name: /TRD-FS01/ }).first()).toBeVisible();
});
