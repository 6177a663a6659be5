import type { Page } from '@playwright/test';
import { axeFindings } from '../../support/axeFindings.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, startDemo, startIncident, test } from './window.ts';

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('files from the dialog are described first, then sealed, and a duplicate is said', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Evidence case', { sources: [{ name: 'Security.evtx', base64: base64('log bytes') }, { name: 'copy.evtx', base64: base64('log bytes') }] });
  await goTo(page, 'e', 'Evidence');
  await expect(page.getByText('No evidence yet')).toBeVisible();
  expect(await axeFindings(page.getByRole('main'))).toEqual([]);
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Add evidence' });
  await expect(dialog.getByRole('list', { name: 'Files to be sealed' })).toContainText('Security.evtx');
  expect(await axeFindings(dialog)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'From system' }).fill('TRD-FS01');
  await dialog.getByRole('checkbox', { name: /SHA-1/ }).press('Space');
  await dialog.getByRole('button', { name: 'Seal 2 files' }).press('Enter');
  await expect(page.getByRole('row').filter({ hasText: 'Security.evtx' })).toContainText('In custody');
  await expect(page.getByText(/The same content is already sealed as EV-/)).toBeVisible();
  await page.getByRole('row').filter({ hasText: 'Security.evtx' }).click();
  await expect(inspector(page).getByText('SHA-1 (legacy)')).toBeVisible();
  await expect(inspector(page).getByText('TRD-FS01')).toBeVisible();
});

test('an item is released, received, stored and verified, each step signed', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'e', 'Evidence');
  await page.getByRole('row').filter({ hasText: 'Ransom note' }).click();
  await page.keyboard.press('r');
  const release = page.getByRole('dialog', { name: /^Release: EV-/ });
  expect(await axeFindings(release)).toEqual([]);
  await release.getByRole('textbox', { name: /^To/ }).fill('Police district');
  await release.getByRole('textbox', { name: 'Purpose' }).fill('Case 15530');
  await release.getByRole('button', { name: 'Seal entry' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Ransom note' })).toContainText('In transit to Police district');
  await expect(inspector(page).getByText('Receipt awaited from Police district')).toBeVisible();
  await page.keyboard.press('r');
  const receive = page.getByRole('dialog', { name: /^Receive: EV-/ });
  await expect(receive.getByRole('textbox', { name: /^By/ })).toHaveValue('Police district');
  await receive.getByRole('button', { name: 'Seal entry' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Ransom note' })).toContainText('Police district');
  await expect(page.getByRole('row').filter({ hasText: 'Ransom note' })).toContainText('In custody');
  await page.keyboard.press('v');
  await expect(page.getByText(/EV-.* matches what was sealed/)).toBeVisible();
  await expect(inspector(page).getByText(/hash matches/)).toBeVisible();
});

test('an item is shown as picture or text and never as a page', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Markup case', { sources: [{ name: 'note.html', base64: base64('<b onclick="marked()">pay</b><script>window.marked = 1</script>') }] });
  await goTo(page, 'e', 'Evidence');
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Seal 1 file' }).press('Enter');
  await page.getByRole('row').filter({ hasText: 'note.html' }).click();
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog', { name: /note\.html/ });
  await expect(dialog.locator('pre')).toHaveText('<b onclick="marked()">pay</b><script>window.marked = 1</script>');
  await expect(dialog.locator('b, script')).toHaveCount(0);
  expect(await page.evaluate(() => 'marked' in window)).toBe(false);
});

test('a real picture is shown from its sealed bytes', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'e', 'Evidence');
  await page.getByRole('row').filter({ hasText: 'Screenshot of the finance share' }).click();
  await page.keyboard.press('p');
  const picture = page.getByRole('dialog').getByRole('img');
  await expect(picture).toHaveAttribute('src', /^blob:/);
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  expect(await axeFindings(page.getByRole('dialog'))).toEqual([]);
});

test('a pasted screenshot and dropped files lead to the same form', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Paste case');
  await goTo(page, 'e', 'Evidence');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)], 'image.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  const dialog = page.getByRole('dialog', { name: 'Add evidence' });
  await expect(dialog.getByRole('textbox', { name: /^Name/ })).toHaveValue(/^Screenshot .*\.png$/);
  await dialog.getByRole('button', { name: 'Seal 1 file' }).press('Enter');
  await expect(page.getByRole('row').filter({ hasText: 'Screenshot' })).toContainText('In custody');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['dropped bytes'], 'fw.log', { type: 'text/plain' }));
    for (const type of ['dragover', 'drop']) document.querySelector('[role="grid"]')?.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(dialog.getByRole('list', { name: 'Files to be sealed' })).toContainText('fw.log');
});

test('an item without a file is recorded', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Disk case');
  await goTo(page, 'e', 'Evidence');
  await page.keyboard.press('Shift+E');
  const dialog = page.getByRole('dialog', { name: 'Add an item without a file' });
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Samsung 870 EVO');
  await dialog.getByRole('textbox', { name: 'Serial number' }).fill('S6PT0001');
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(inspector(page).getByText('S6PT0001')).toBeVisible();
  await expect(inspector(page).getByRole('button', { name: /^Verify/ })).toBeDisabled();
});
