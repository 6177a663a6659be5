// Steps of stories about evidence: one item on the Evidence screen, its custody events, what others say of them, and its form in print.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from './goTo.ts';
import { replaceDialog } from './runtime.ts';
import type { Scenario } from './scenarioClock.ts';
import { choose, rowsOf, seal } from './scenarioSteps.ts';

const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });

/** Selects an item by its name on the Evidence screen. */
export async function openItem(page: Page, name: string): Promise<void> {
  await goTo(page, 'e', 'Evidence');
  await rowsOf(page, 'Evidence', name).click();
  await expect(inspector(page).getByRole('heading', { name, exact: true })).toBeVisible();
}

/** Begins the form of a custody event of the selected item, with these fields filled in. An open release is received and refused by commands of their own. */
export async function beginCustody(page: Page, event: string, fields: Readonly<Record<string, string>>): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: /: EV-/ });
  if (event === 'Receive') await page.keyboard.press('r');
  else if (event === 'Refuse') {
    await inspector(page).getByRole('button', { name: 'Copies and custody' }).click();
    await page.getByRole('menuitem', { name: 'Refuse the item' }).click();
  } else await page.keyboard.press('o');
  await expect(dialog).toBeVisible();
  if (event !== 'Receive' && event !== 'Refuse') await choose(page, dialog, /What happened/, event);
  for (const [label, text] of Object.entries(fields)) await dialog.getByRole('textbox', { name: label, exact: true }).fill(text);
  return dialog;
}

/** Records a custody event of the selected item. */
export async function recordCustody(page: Page, event: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await seal(await beginCustody(page, event, fields));
}

/** Confirms or disputes the entry of one custody event of the selected item. */
export async function saySomethingOf(page: Page, verdict: 'Confirm' | 'Dispute', event: RegExp, words: string): Promise<void> {
  const line = inspector(page).getByRole('list', { name: 'Custody' }).getByRole('listitem').filter({ hasText: event });
  await line.getByRole('button', { name: new RegExp(`^${verdict} entry`) }).click();
  const dialog = page.getByRole('dialog', { name: new RegExp(`^${verdict}`) });
  await dialog.getByRole('textbox').fill(words);
  await seal(dialog, verdict);
  await expect(line).toContainText(words);
}

/** Saves the custody form of the selected item as PDF and answers its text. */
export async function custodyFormOf(scenario: Scenario, folder: string): Promise<string> {
  const file = path.join(folder, 'form.pdf');
  rmSync(file, { force: true });
  await replaceDialog(scenario.app, 'showSaveDialog', { canceled: false, filePath: file });
  await inspector(scenario.window).getByRole('button', { name: 'Copies and custody' }).click();
  await scenario.window.getByRole('menuitem', { name: /^Save the custody form/ }).click();
  await expect.poll(() => existsSync(file)).toBe(true);
  return spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout;
}
