// Keeping evidence, closing, and figures over all incidents: through the window.
import type { Page } from '@playwright/test';
import { axeFindings } from '../../support/axeFindings.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, startDemo, startIncident, test } from './window.ts';

const part = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).or(page.getByRole('button', { name, exact: true }));

test('an item under a legal hold cannot be disposed of; the checklist says what is open', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'e', 'Evidence');
  const row = page.getByRole('grid', { name: 'Evidence' }).getByRole('row').nth(1);
  await row.click();
  await page.getByRole('button', { name: 'Legal hold', exact: true }).click();
  const hold = page.getByRole('dialog', { name: 'Legal hold on this item' });
  await hold.getByRole('textbox', { name: 'Reason', exact: true }).fill('Claim expected');
  await hold.getByRole('button', { name: 'Seal entry' }).click();
  await expect(hold).toBeHidden();
  await expect(page.getByText(/^Legal hold LH-\w\w-001/).first()).toBeVisible();

  await page.keyboard.press('o');
  const custody = page.getByRole('dialog', { name: /EV-\w\w-\d+/ });
  await custody.getByRole('button', { name: /Check/i }).first().click();
  await page.getByRole('option', { name: /Dispose/ }).click();
  await expect(custody.getByRole('alert')).toContainText('may not be disposed of');
  await custody.getByRole('textbox', { name: /authority/i }).fill('Policy 7');
  await expect(custody.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await page.keyboard.press('Escape');

  await part(page, 'Volatility checklist').click();
  const memory = page.getByRole('row').filter({ hasText: 'Memory; processes' });
  await expect(memory).toContainText('Open');
  await memory.click();
  await page.keyboard.press('s');
  const line = page.getByRole('dialog', { name: 'Skipped' });
  await expect(line.getByText('Say why it was skipped')).toBeVisible();
  await line.getByRole('textbox', { name: /Skipped, because/ }).fill('Encryption was running');
  await line.getByRole('button', { name: 'Seal entry' }).click();
  await expect(memory).toContainText('Encryption was running');
  expect(await axeFindings(page.getByRole('main'))).toEqual([]);
});

test('where an indicator was deployed is written down, and the gate stops asking for it', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'z', 'Closing and learning');
  const asked = page.getByRole('region', { name: 'Closed' }).getByRole('listitem').filter({ hasText: 'Every malicious indicator' });
  const first = /I-\w\w-\d+/.exec(await asked.innerText())?.[0] ?? '';
  expect(first).not.toBe('');
  await goTo(page, 'i', 'Indicators');
  await page.getByRole('row').filter({ hasText: first }).click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Nowhere yet');
  await page.keyboard.press('Shift+W');
  const dialog = page.getByRole('dialog', { name: 'Record where it was deployed' });
  await dialog.getByRole('textbox', { name: 'Where' }).fill('Edge firewalls');
  await dialog.getByRole('button', { name: 'Seal entry' }).click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Edge firewalls');
  await goTo(page, 'z', 'Closing and learning');
  await expect(asked).not.toContainText(first);
});

test('a gate names what stands in its way; lessons and corrective actions are kept; the figures count the incident', async ({ console: app }) => {
  const { page } = app;
  await startIncident(app, 'A small one');
  await goTo(page, 'z', 'Closing and learning');
  const resolved = page.getByRole('region', { name: 'Resolved' });
  await expect(resolved).toContainText('Recovery has its milestone');
  await resolved.getByRole('button', { name: 'Pass the gate' }).click();
  const pass = page.getByRole('dialog', { name: 'Pass the gate: Resolved' });
  await expect(pass).toContainText('Not every condition is met');
  await pass.getByRole('textbox').fill('Nothing was damaged');
  await pass.getByRole('button', { name: 'Pass the gate' }).click();
  await expect(resolved).toContainText('Passed with open conditions');

  await part(page, 'Corrective actions').click();
  await page.getByRole('button', { name: 'Add a corrective action' }).first().click();
  const action = page.getByRole('dialog', { name: 'Add a corrective action' });
  await action.getByRole('textbox', { name: 'What is changed' }).fill('Separate the backup accounts');
  await action.getByRole('button', { name: 'Seal entry' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Separate the backup accounts' })).toContainText('nobody yet');
  await part(page, 'Completeness').click();
  const open = page.getByRole('grid', { name: 'What is open or missing' });
  await expect(open.getByRole('row').filter({ hasText: 'Passed over' }).filter({ hasText: 'Contained' })).toBeVisible();
  await expect(open.getByRole('row').filter({ hasText: 'root cause' })).toContainText('Section of the report is empty');
  await expect(page.getByText('Messages and documents 0')).toBeVisible();
  expect(await axeFindings(page.getByRole('main'))).toEqual([]);
  await page.getByRole('button', { name: 'Print the completeness report' }).click();
  await expect.poll(async () => JSON.stringify(await page.evaluate(() => window.fake?.calls.findLast((call) => call.name === 'document.print')?.input))).toContain('entries that nobody else remembers');
  await part(page, 'Gates').click();
  await expect(page.getByRole('region', { name: 'Closed' })).toContainText(/CA-\w\w-001/);
  expect(await axeFindings(page.getByRole('main'))).toEqual([]);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find and run' }).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('figures over all');
  await page.keyboard.press('Enter');
  const figures = page.getByRole('main', { name: 'Figures over all incidents' });
  await expect(figures).toContainText('1 incident counted');
  await figures.getByRole('button', { name: /^Print the figures/ }).click();
  await expect.poll(async () => JSON.stringify(await page.evaluate(() => window.fake?.calls.findLast((call) => call.name === 'document.print')?.input))).toContain('By severity');
  await figures.getByRole('button', { name: 'Save as…' }).click();
  await page.getByRole('menuitem', { name: 'Markdown' }).click();
  await expect.poll(() => page.evaluate(() => new TextDecoder().decode(window.fake?.saved.at(-1)?.bytes))).toMatch(/By severity[\s\S]*content sha256 `[0-9a-f]{64}`|content sha256 `[0-9a-f]{64}`[\s\S]*By severity/);
  expect(await axeFindings(page.getByRole('main'))).toEqual([]);
});
