import { expect, type Page } from '@playwright/test';

/** Goes to a screen of the open incident by its key sequence, from wherever the focus is. */
export async function goTo(page: Page, key: string, name: string): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await expect(page.getByRole('main', { name, exact: true })).toBeVisible();
}
