// What the journeys of ring B share: the steps of a person from the first page to an entry, and where things lie on disk afterwards.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect as base, type Locator, type Page } from '@playwright/test';
import { passphrase } from '../e2e/ringA/window.ts';

/** Waits longer than the default: key derivation and a busy machine take their time, and nothing here measures it. */
export const expect = base.configure({ timeout: 40_000 });

/** The recovery key that is shown, without the spaces between its groups. */
export async function readRecoveryKey(page: Page): Promise<string> {
  const shown = page.getByText(/^AGE- ?SECR/);
  await expect(shown).toBeVisible();
  return (await shown.innerText()).replace(/\s/g, '');
}

/** The page that lists the incidents of the open vault. */
export function incidentList(page: Page): Locator {
  return page.getByRole('main', { name: 'Incidents' });
}

/** Chooses a vault on the first page, when there are several. */
export async function chooseVault(page: Page, name: string): Promise<void> {
  await page.getByRole('option', { name }).click();
}

/** Types the passphrase of the chosen vault and presses Enter; what follows is for the caller to expect. */
export async function typePassphrase(page: Page, secret = passphrase): Promise<void> {
  const field = page.getByLabel('Passphrase', { exact: true });
  await expect(field).toBeEnabled();
  await field.fill(secret);
  await field.press('Enter');
}

/** Unlocks and answers what the person is told: on a page to be read before going on, or in passing; empty when there is nothing. */
export async function unlockAndRead(page: Page, secret = passphrase): Promise<string> {
  await typePassphrase(page, secret);
  const notices = page.getByRole('region', { name: 'What was found' });
  await expect(notices.or(incidentList(page))).toBeVisible();
  const before = (await notices.isVisible()) ? await notices.innerText() : '';
  if (before !== '') await notices.getByRole('button', { name: 'Continue' }).click();
  await expect(incidentList(page)).toBeVisible();
  const passing = page.getByRole('region', { name: 'Notifications' }).getByRole('alertdialog');
  return [before, ...(await passing.allInnerTexts())].join('\n').trim();
}

/** Opens an incident from the list. */
export async function reopenIncident(page: Page, title: string): Promise<void> {
  await page.getByRole('row', { name: title }).dblclick();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
}

/** Goes to a screen of the open incident by its entry in the navigation. */
export async function openScreen(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByRole('main', { name })).toBeVisible();
}

/** The line in which a person writes. */
export function captureText(page: Page): Locator {
  return page.getByRole('textbox', { name: 'What happened' });
}

/** Writes a line, presses Enter and waits until the bar says that it is sealed. Answers the number of the entry. */
export async function recordLine(page: Page, text: string): Promise<number> {
  await expect(captureText(page)).toBeEditable();
  await captureText(page).fill(text);
  await captureText(page).press('Enter');
  const sealed = page.getByRole('region', { name: 'Capture bar' }).getByText(/sealed as entry \d+/);
  await expect(sealed).toBeVisible();
  return Number(/entry (\d+)/.exec(await sealed.innerText())?.[1]);
}

/** Expects these lines, each of them once, on the Journal screen. */
export async function expectInJournal(page: Page, lines: readonly string[]): Promise<void> {
  await openScreen(page, 'Journal');
  for (const line of lines) await expect(page.getByRole('main', { name: 'Journal' }).getByRole('row').filter({ hasText: line })).toHaveCount(1);
}

/** The folders of the vaults that a profile knows, the one opened last first. */
export function knownFolders(profileDir: string): readonly string[] {
  return (JSON.parse(readFileSync(path.join(profileDir, 'vaults.json'), 'utf8')) as readonly { readonly path: string }[]).map((known) => known.path);
}

/** All files below a folder of a vault, as paths. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

/** Everything the page holds that could be read: markup, texts, values of fields, title. */
export async function everythingIn(page: Page): Promise<string> {
  return page.evaluate(() => [
    document.documentElement.outerHTML, document.title, ...[...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
    JSON.stringify(history.state), location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage),
  ].join('\n'));
}
