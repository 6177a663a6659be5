// The main job in the real app: from an empty machine to a printed report of an incident with real files, and back after
// a lock and after a crash.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { prepareProfile } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, launchHoldfast, replaceDialog, type Holdfast } from '../../support/runtime.ts';
import { createVault, openIncident, unlock } from '../ringA/window.ts';

test.describe.configure({ timeout: 300_000 });

const field = (page: Page) => page.getByRole('textbox', { name: 'What happened' });
const reading = (page: Page) => page.getByRole('region', { name: 'Capture bar' }).getByRole('status');

async function record(page: Page, line: string): Promise<void> {
  await field(page).fill(line);
  await expect(reading(page)).not.toBeEmpty();
  await field(page).press('Enter');
  await expect(reading(page)).toContainText('sealed as entry');
}

/** Answers the next save dialogs with a file in the folder. */
async function saveInto(holdfast: Holdfast, folder: string, name: string): Promise<string> {
  const file = path.join(folder, name);
  await replaceDialog(holdfast.app, 'showSaveDialog', { canceled: false, filePath: file });
  return file;
}

/** The incident of the list, after the vault was opened again. */
async function reopen(page: Page, title: string): Promise<void> {
  await page.getByRole('row', { name: new RegExp(title) }).dblclick();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
}

async function writeSection(page: Page, title: string, text: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: new RegExp(`^${title}`) }).click();
  await page.getByRole('textbox', { name: title }).fill(text);
  await page.getByRole('textbox', { name: title }).press('Control+Enter');
  await expect(page.getByRole('button', { name: new RegExp(`^${title} filled`) })).toBeVisible();
}

test('from an empty machine to a report with real files, locked and found again', async () => {
  const folder = freshFolder('journey');
  const evidence = path.join(folder, 'Security.evtx');
  writeFileSync(evidence, Buffer.alloc(3_000_000, 'ElfFile'));
  giveToApp(folder);
  const holdfast = await launchHoldfast();
  const page = holdfast.window;
  await createVault(page);
  await openIncident(page, 'Ransomware at the field office');
  await record(page, '/system TRD-FS01');
  await record(page, '/note shift lead calls: finance share unreadable on @TRD-FS01 #detection');
  await record(page, '/action isolated @TRD-FS01 at switch port 12, approved by Lund');

  await replaceDialog(holdfast.app, 'showOpenDialog', { canceled: false, filePaths: [evidence] });
  await goTo(page, 'e', 'Evidence');
  await page.keyboard.press('e');
  const add = page.getByRole('dialog', { name: 'Add evidence' });
  await add.getByRole('textbox', { name: 'From system' }).fill('TRD-FS01');
  await add.getByRole('button', { name: 'Seal 1 file' }).press('Enter');
  const item = page.getByRole('row').filter({ hasText: 'Security.evtx' });
  await expect(item).toContainText('In custody', { timeout: 60_000 });
  await item.click();
  await expect(page.getByRole('complementary', { name: 'Inspector' }).getByRole('button', { name: 'Legal hold', exact: true })).toBeEnabled();
  const copy = await saveInto(holdfast, folder, 'copy.evtx');
  await page.keyboard.press('x');
  await expect(page.getByText(/extracted, .* all hashes match/)).toBeVisible({ timeout: 30_000 });
  expect(createHash('sha256').update(readFileSync(copy)).digest('hex')).toBe(createHash('sha256').update(readFileSync(evidence)).digest('hex'));

  await goTo(page, 't', 'Timeline');
  await page.keyboard.press('n');
  const event = page.getByRole('dialog', { name: 'New timeline event' });
  await event.getByRole('textbox', { name: /What happened/ }).fill('Service installed on TRD-FS01');
  await event.getByRole('textbox', { name: 'Host' }).fill('TRD-FS01');
  await event.getByRole('textbox', { name: /^Occurred/ }).fill('2026-01-20 22:14:07Z');
  await event.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(event).toBeHidden();
  const csv = await saveInto(holdfast, folder, 'timeline.csv');
  await page.keyboard.press('e');
  await page.getByRole('menuitem', { name: 'CSV', exact: true }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Timeline exported' })).toBeVisible();
  expect(readFileSync(csv, 'utf8')).toContain('Service installed on TRD-FS01');
  await page.keyboard.press('Escape');

  await goTo(page, 'r', 'Reports');
  await expect(page.getByRole('button', { name: /^Issue no\. 1/ })).toBeDisabled();
  await writeSection(page, 'Root cause', 'The backup account could write everywhere.');
  await writeSection(page, 'Learnings', 'Nobody looked at the nightly report.');
  await writeSection(page, 'Steps to prevent recurrence', 'One account per server by December.');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: /^Issue no\. 1/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Issue and seal' }).click();
  const issued = page.getByRole('listitem').filter({ hasText: 'Post-incident report, issue 1' });
  await expect(issued).toBeVisible({ timeout: 60_000 });
  const pdf = await saveInto(holdfast, folder, 'report.pdf');
  await issued.getByRole('button', { name: 'Save a copy' }).click();
  await expect.poll(() => existsSync(pdf)).toBe(true);
  const text = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).stdout;
  expect(text).toContain('The backup account could write everywhere.');
  expect(text).toMatch(/issue 1/i);
  expect(text).not.toContain('DRAFT');

  await goTo(page, 'v', 'Integrity');
  await expect(page.getByRole('button', { name: /^Check everything now/ })).toBeEnabled();
  await page.keyboard.press('Shift+V');
  await expect(page.getByText('Everything that was checked holds')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Control+l');
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
  expect(await page.locator('body').innerText()).not.toContain('Ransomware at the field office');
  await unlock(page);
  await reopen(page, 'Ransomware at the field office');
  await goTo(page, 'e', 'Evidence');
  await expect(page.getByRole('row').filter({ hasText: 'Security.evtx' })).toBeVisible();
  expect(holdfast.problems).toEqual([]);
  await holdfast.close();
});

test('what was typed half a second before a power cut is there again', async () => {
  const first = await launchHoldfast(await prepareProfile({ incident: 'Power cut' }));
  await unlock(first.window);
  await reopen(first.window, 'Power cut');
  await goTo(first.window, 't', 'Timeline');
  await first.window.keyboard.press('n');
  await first.window.getByRole('dialog').getByRole('textbox', { name: /What happened/ }).pressSequentially('Beacon seen on the proxy');
  await first.window.waitForTimeout(500);
  await first.kill();
  const second = await launchHoldfast({ home: first.home, profileDir: first.profileDir });
  await unlock(second.window);
  await reopen(second.window, 'Power cut');
  await goTo(second.window, 't', 'Timeline');
  await second.window.keyboard.press('n');
  const dialog = second.window.getByRole('dialog', { name: 'New timeline event' });
  await expect(dialog.getByText('This was typed earlier and not sealed.')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: /What happened/ })).toHaveValue('Beacon seen on the proxy');
  await second.close();
});
