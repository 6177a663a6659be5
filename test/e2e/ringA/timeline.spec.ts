import { axeFindings } from '../../support/axeFindings.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, startDemo, test } from './window.ts';

test('times are shown in UTC, in the zone and as written, and tracks filter', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 't', 'Timeline');
  const grid = page.getByRole('grid', { name: 'Timeline' });
  const service = grid.getByRole('row').filter({ hasText: 'T1569.002' });
  await expect(service).toContainText('2026-11-20 22:14:07.331Z');
  await page.getByRole('radio', { name: 'Europe/Oslo' }).click();
  await expect(service).toContainText('2026-11-20 23:14:07.331');
  await page.getByRole('radio', { name: 'UTC' }).click();
  const all = Number(await grid.getAttribute('aria-rowcount'));
  await page.getByRole('button', { name: /^Adversary/ }).click();
  await expect(page.getByRole('textbox', { name: 'Filter' })).toHaveValue('track:adversary');
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeLessThan(all);
  await page.getByRole('button', { name: 'As a table' }).click();
  await expect(page.getByRole('region', { name: 'As a table' }).getByRole('row').nth(1)).toBeVisible();
  expect(await axeFindings(page.getByRole('main'))).toEqual([]);
});

test('an action is made from a row and keeps the link to it', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 't', 'Timeline');
  await page.getByRole('row').filter({ hasText: 'T1569.002' }).click();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'New action' });
  expect(await axeFindings(dialog)).toEqual([]);
  await expect(dialog.getByRole('textbox', { name: 'Targets' })).toHaveValue('TRD-FS01');
  await dialog.getByRole('textbox', { name: /^What/ }).fill('Collect the service binary');
  await dialog.getByRole('radio', { name: /Approved now/ }).press('Space');
  await expect(dialog.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: /Approved by/ }).fill('Anders Lund');
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(dialog).toBeHidden();
  await goTo(page, 'a', 'Actions');
  await page.getByRole('row').filter({ hasText: 'Collect the service binary' }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByText('Approved by Anders Lund')).toBeVisible();
  await expect(inspector.getByRole('button', { name: /RSVC64/ })).toBeVisible();
});

test('a new event needs a time that can be read, and what was typed survives closing the dialog', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 't', 'Timeline');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New timeline event' });
  await dialog.getByRole('textbox', { name: /What happened/ }).fill('Beacon seen on the proxy');
  await expect(dialog.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await page.waitForTimeout(500);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('n');
  await expect(dialog.getByText('This was typed earlier and not sealed.')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: /What happened/ })).toHaveValue('Beacon seen on the proxy');
  await dialog.getByRole('textbox', { name: /^Occurred/ }).fill('2026-11-20 22:30Z');
  await dialog.getByRole('textbox', { name: /^Occurred/ }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: 'Beacon seen on the proxy' })).toContainText('2026-11-20 22:30Z');
});

test('an export says what went out, and the file holds it', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 't', 'Timeline');
  await expect(page.getByRole('row').nth(2)).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByRole('menuitem', { name: 'CSV', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Timeline exported' });
  await expect(dialog).toContainText(/\d+ rows were exported/);
  const rows = Number(/(\d+) rows/.exec(await dialog.innerText())?.[1]);
  const file = await page.evaluate(() => {
    const saved = window.fake?.saved.at(-1);
    return saved === undefined ? null : { name: saved.name, text: new TextDecoder().decode(saved.bytes) };
  });
  expect(file?.name).toMatch(/timeline.*\.csv$/);
  expect(file?.text.trim().split(/\r\n(?=\d{4}-|")/).length).toBeGreaterThanOrEqual(rows);
  expect(file?.text).toContain('2026-11-20T22:14:07.331');
});
