// Steps that stories of ring B share: choosing from a list, sealing a form, reading the clocks.
import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from './goTo.ts';

/** Chooses from the list of a field that is a button. */
export async function choose(page: Page, dialog: Locator, field: string | RegExp, option: string): Promise<void> {
  await dialog.getByRole('button', { name: field }).first().click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Seals the form and waits until it is gone. */
export async function seal(dialog: Locator, button = 'Seal entry'): Promise<void> {
  await dialog.getByRole('button', { name: button, exact: true }).press('Enter');
  await expect(dialog).toHaveCount(0);
}

/** The rows of a grid that hold a text. */
export function rowsOf(page: Page, grid: string, text: string | RegExp): Locator {
  return page.getByRole('grid', { name: grid, exact: true }).getByRole('row').filter({ hasText: text });
}

/** A clock by its title on the Clocks screen, which is shown. */
export async function clockRow(page: Page, title: string | RegExp): Promise<Locator> {
  if (!(await page.getByRole('main', { name: 'Clocks', exact: true }).isVisible())) await goTo(page, 'l', 'Clocks');
  return rowsOf(page, 'Clocks', title);
}

/** Opens a form of the screen by its key. */
export async function openForm(page: Page, key: string, title: string | RegExp): Promise<Locator> {
  await page.keyboard.press(key);
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Writes a line into the bar and waits until this line is sealed, not the one before. */
export async function writeLine(page: Page, text: string): Promise<void> {
  const bar = page.getByRole('region', { name: 'Capture bar' });
  const field = bar.getByRole('textbox', { name: 'What happened' });
  await expect(field).toBeEditable();
  await field.fill(text);
  await expect(bar.getByRole('status')).not.toBeEmpty();
  await expect(bar.getByRole('status')).not.toContainText('sealed as entry');
  await field.press('Enter');
  await expect(bar.getByRole('status')).toContainText(/sealed as entry \d+/);
}
