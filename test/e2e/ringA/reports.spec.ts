import { axeFindings } from '../../support/axeFindings.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, startDemo, startIncident, test } from './window.ts';

test('empty mandatory sections block issuing by name, and a text is sealed, then amended', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'Report case');
  await goTo(page, 'r', 'Reports');
  await expect(page.getByRole('status').filter({ hasText: 'cannot be issued' })).toContainText('Root cause');
  await expect(page.getByRole('button', { name: /^Issue no\. 1/ })).toBeDisabled();
  await page.getByRole('main').getByRole('button', { name: /^Root cause/ }).click();
  const editor = page.getByRole('textbox', { name: 'Root cause' });
  await editor.fill('The backup account could write everywhere.');
  await editor.press('Control+Enter');
  await expect(page.getByRole('button', { name: /^Root cause filled/ })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'cannot be issued' })).not.toContainText('Root cause');
  await editor.fill('The backup account could write everywhere and was never rotated.');
  await page.getByRole('button', { name: /^Amend this text/ }).click();
  await goTo(page, 'j', 'Journal');
  await expect(page.getByRole('row').filter({ hasText: 'Amendment' })).toHaveCount(1);
});

test('a preview shows the pages in a frame that runs nothing', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'r', 'Reports');
  await page.getByRole('tab', { name: 'Preview' }).click();
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: 'Ransomware on file servers, Trondheim site' })).toBeVisible();
  await expect(page.locator('iframe')).toHaveAttribute('sandbox', '');
  await expect(frame.locator('script')).toHaveCount(0);
  // The style of the pages is read: headings stand on their own font size.
  expect(await frame.getByRole('heading', { level: 1 }).evaluate((heading) => Number.parseFloat(getComputedStyle(heading).fontSize))).toBeGreaterThan(20);
  expect(await axeFindings(page.getByRole('tabpanel'))).toEqual([]);
});

test('a report is issued as a numbered, sealed item and can be taken out again', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'r', 'Reports');
  await expect(page.getByText('The report can be issued.')).toBeVisible();
  await page.keyboard.press('Shift+I');
  await page.getByRole('dialog').getByRole('button', { name: 'Issue and seal' }).click();
  const issued = page.getByRole('listitem').filter({ hasText: 'Post-incident report, issue 1' });
  await expect(issued).toContainText(/SHA-256 [0-9a-f]{64}/);
  await issued.getByRole('button', { name: 'Save a copy' }).click();
  await expect.poll(() => page.evaluate(() => new TextDecoder().decode(window.fake?.saved.at(-1)?.bytes.slice(0, 5)))).toBe('%PDF-');
  await expect(page.getByRole('button', { name: /^Issue no\. 2/ })).toBeEnabled();
  await issued.getByRole('button', { name: 'Show the item' }).click();
  await expect(page.getByRole('main', { name: 'Evidence' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Post-incident report, issue 1');
});

test('the report leaves as PDF and as one HTML file without script, and goes to the printer', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'r', 'Reports');
  await page.getByRole('button', { name: 'Save as…' }).click();
  await page.getByRole('menuitem', { name: 'HTML, one file' }).click();
  await expect.poll(() => page.evaluate(() => window.fake?.saved.at(-1)?.name)).toBe('Post-incident report.html');
  const html = await page.evaluate(() => new TextDecoder().decode(window.fake?.saved.at(-1)?.bytes));
  expect(html).toContain('<!doctype html>');
  expect(html).not.toMatch(/<script|<link|src="http/i);
  await page.getByRole('button', { name: /^Save PDF/ }).click();
  await expect.poll(() => page.evaluate(() => window.fake?.saved.at(-1)?.name)).toBe('Post-incident report.pdf');
  await page.keyboard.press('Control+p');
  await expect.poll(() => page.evaluate(() => window.fake?.calls.at(-1)?.name)).toBe('document.print');
});

test('the report leaves as Word and as Markdown, from the menu and from the palette', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'r', 'Reports');
  await page.getByRole('button', { name: 'Save as…' }).click();
  await page.getByRole('menuitem', { name: 'Word (DOCX)' }).click();
  await expect.poll(() => page.evaluate(() => window.fake?.saved.at(-1)?.name)).toBe('Post-incident report.docx');
  expect(await page.evaluate(() => Array.from(window.fake?.saved.at(-1)?.bytes.slice(0, 4) ?? []))).toEqual([0x50, 0x4b, 3, 4]);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Find and run' }).getByRole('textbox').fill('report as Markdown');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => window.fake?.saved.at(-1)?.name)).toBe('Post-incident report.md');
  const text = await page.evaluate(() => new TextDecoder().decode(window.fake?.saved.at(-1)?.bytes));
  expect(text).toContain('# Ransomware on file servers, Trondheim site');
  expect(text).toContain('| UTC | Side | Key event |');
  await page.getByRole('tab', { name: 'Other documents' }).click();
  await page.getByRole('listitem', { name: 'Evidence register' }).getByRole('button', { name: 'Save as…' }).click();
  await page.getByRole('menuitem', { name: 'Markdown' }).click();
  await expect.poll(() => page.evaluate(() => window.fake?.saved.at(-1)?.name)).toBe('Evidence register.md');
  const plan = page.getByRole('listitem', { name: 'Response plan' });
  await plan.getByRole('button', { name: 'Issue and seal' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Issue and seal' }).click();
  await expect(page.getByText('Response plan issued, no. 1, and sealed')).toBeVisible();
  await plan.getByRole('button', { name: 'Issue and seal' }).click();
  await expect(page.getByRole('dialog').getByText(/Nothing in these pages has changed since issue 1/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('listitem', { name: 'Completeness' }).getByRole('button', { name: 'Save as…' }).click();
  await page.getByRole('menuitem', { name: 'Word (DOCX)' }).click();
  await expect.poll(() => page.evaluate(() => window.fake?.saved.at(-1)?.name)).toBe('Completeness.docx');
  expect(await axeFindings(page.getByRole('tabpanel'))).toEqual([]);
});

test('before the next issue it is shown what changed, and offered as its text', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'r', 'Reports');
  await page.keyboard.press('Shift+I');
  await page.getByRole('dialog').getByRole('button', { name: 'Issue and seal' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Post-incident report, issue 1' })).toBeVisible();
  await page.getByRole('tab', { name: 'Write' }).click();
  await page.getByRole('button', { name: /^Where we were lucky/ }).click();
  const editor = page.getByRole('textbox', { name: 'Where we were lucky' });
  await editor.fill('The backup tapes were offline that night.');
  await editor.press('Control+Enter');
  await expect(page.getByRole('button', { name: /^Where we were lucky filled/ })).toBeVisible();
  await page.getByRole('button', { name: /^Issue no\. 2/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/Changed since issue 1 .*content hash matches/)).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'Sections that changed' }).getByRole('listitem')).toContainText(['Evidence']);
  await expect(dialog.getByRole('textbox')).toHaveValue(/The backup tapes were offline that night\./);
  expect(await axeFindings(dialog)).toEqual([]);
  await dialog.getByRole('button', { name: 'Issue and seal' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Post-incident report, issue 2' })).toContainText('The backup tapes were offline that night.');
});
