import { expect, type Page } from '@playwright/test';

/** Goes to a screen of the open incident by its key sequence, from wherever the focus is. */
export async function goTo(page: Page, key: string, name: string): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  // The two presses of a sequence belong together: on a machine that is busy a second can pass between one answer and the next question.
  await Promise.all([page.keyboard.press('g'), page.keyboard.press(key)]);
  await expect(page.getByRole('main', { name, exact: true })).toBeVisible();
}
