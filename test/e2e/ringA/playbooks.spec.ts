import type { Page } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { expect, keyTime, startDemo, test } from './window.ts';

test.describe.configure({ timeout: 120_000 });

const title = 'Ransomware or destructive encryption';
const grid = (page: Page) => page.getByRole('grid', { name: `Steps of ${title}` });
const row = (page: Page, text: string) => grid(page).getByRole('row').filter({ hasText: text });

async function startRansomware(page: Page): Promise<void> {
  await goTo(page, 'p', 'Playbook');
  const library = page.getByRole('grid', { name: 'Playbooks' });
  const proposed = library.getByRole('row').filter({ hasText: title });
  await expect(proposed).toContainText('proposed');
  await proposed.click();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog.getByText('T1562.001 (now T1685)')).toBeVisible();
  await dialog.getByRole('button', { name: 'Start this playbook' }).press('Enter');
  await expect(grid(page)).toBeVisible(keyTime);
}

test('a run is started, settled by keyboard, deviates with a reason, and undo opens a step again', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await startRansomware(page);
  const entry = page.getByRole('navigation').getByRole('button', { name: /^Playbook/ });
  await expect(entry).toContainText('0/17');

  await row(page, 'Go through the readiness list').click();
  await page.keyboard.press('d');
  const done = page.getByRole('dialog', { name: 'Step 1 is done' });
  await expect(done.getByRole('button', { name: 'Record' })).toBeDisabled();
  await done.getByRole('textbox', { name: 'Remark' }).fill('list of 21 November, two lines missing');
  await done.getByRole('button', { name: 'Record' }).press('Enter');
  await expect(row(page, 'Go through the readiness list')).toContainText('done', keyTime);
  await expect(entry).toContainText('1/17');

  await page.keyboard.press('j');
  await page.keyboard.press('s');
  const skip = page.getByRole('dialog', { name: 'Skip step 2' });
  await expect(skip.getByRole('button', { name: 'Record' })).toBeDisabled();
  await skip.getByRole('textbox', { name: 'Reason' }).fill('declared before the playbook was opened');
  await skip.getByRole('button', { name: 'Record' }).press('Enter');
  await expect(row(page, 'Declare a major incident')).toContainText('skipped', keyTime);
  await page.getByRole('radio', { name: 'Deviations (1)' }).click();
  await expect(page.getByRole('grid', { name: 'Deviations' })).toContainText('declared before the playbook was opened');
  await page.getByRole('radio', { name: 'Steps' }).click();
  await expect(entry).toContainText('2/17');

  await page.keyboard.press('Control+z');
  await expect(row(page, 'Declare a major incident')).toContainText('open', keyTime);
  await expect(page.getByRole('radio', { name: 'Deviations (0)' })).toBeVisible();
  await expect(entry).toContainText('1/17');
});

test('containment warns of what is not captured yet, and the action recorded from a step settles it', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await startRansomware(page);
  await row(page, 'Isolate the hit segments').click();
  await page.keyboard.press('Enter');
  const step = page.getByRole('dialog', { name: 'Step 5' });
  await expect(step.getByRole('note')).toContainText('Photograph the note');
  await expect(step.getByRole('note')).toContainText('Take memory');
  await expect(step).toContainText('two approvers');
  await step.getByRole('button', { name: 'Record as action' }).press('Enter');
  const action = page.getByRole('dialog', { name: 'Record as action' });
  await expect(action.getByRole('textbox', { name: /^What|^Title|^Action/ }).first()).toHaveValue(/Isolate the hit segments/);
  await expect(action.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await action.getByRole('textbox', { name: /^Approved by|^Approver/ }).fill('Anders Lund');
  await action.getByRole('textbox', { name: /^Second/ }).fill('Ines Duarte');
  await action.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(row(page, 'Isolate the hit segments')).toContainText('done', keyTime);
  await expect(row(page, 'Isolate the hit segments')).toContainText(/A-[A-Z0-9]{2}-\d{3}/);
  await expect(page.getByRole('radio', { name: 'Deviations (1)' })).toBeVisible();
  await page.keyboard.press('Control+p');
  await expect(page.getByText('Sent to the printer')).toBeVisible();
});

test('a playbook leaves as CACAO 2.0 and comes back as a version of one\'s own; a file with a branch is refused by its place', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await goTo(page, 'p', 'Playbook');
  const library = page.getByRole('grid', { name: 'Playbooks' });
  await library.getByRole('row').filter({ hasText: title }).dblclick();
  await page.getByRole('dialog', { name: title }).getByRole('button', { name: 'Save as CACAO 2.0' }).press('Enter');
  await expect(page.getByText('Playbook saved: 17 steps')).toBeVisible();
  await page.getByRole('dialog', { name: title }).getByRole('button', { name: 'Close' }).press('Enter');
  const text = await page.evaluate(() => new TextDecoder().decode(self.fake?.saved.at(-1)?.bytes));
  expect(JSON.parse(text)).toMatchObject({ type: 'playbook', spec_version: 'cacao-2.0', id: 'playbook--1f359692-0253-4d36-8635-ae72c81a8000', name: title });

  const offer = (content: string) => page.evaluate((file) => { self.fake?.files.push({ name: 'ours.json', bytes: new TextEncoder().encode(file) }); }, content);
  await offer(text.replace('"type": "action"', '"type": "parallel"'));
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'Import a playbook' });
  await dialog.getByRole('textbox', { name: 'Why this version' }).fill('our backup stands elsewhere');
  await dialog.getByRole('button', { name: 'Choose file' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText(/branches.*\(parallel\)/);

  await offer(text.replace('"version": "2026.11"', '"version": "ours-2"'));
  await dialog.getByRole('button', { name: 'Choose file' }).press('Enter');
  await expect(dialog).toHaveCount(0, keyTime);
  await expect(library.getByRole('row').filter({ hasText: title })).toContainText('ours-2');
  await expect(library.getByRole('row').filter({ hasText: title })).toContainText('own');
  await page.keyboard.press('Control+z');
  await expect(library.getByRole('row').filter({ hasText: title })).toContainText('2026.11', keyTime);
});
