import { expect, startDemo, test } from './window.ts';

test.describe.configure({ timeout: 150_000 });

test('the palette finds commands, things and incidents, and gives the focus back', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find and run' });
  await expect(palette.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('timel');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Timeline' })).toBeVisible();
  await expect(palette).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('ransom note');
  await expect(palette.getByRole('menuitem', { name: /Ransom note/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Evidence' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Ransom note');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('zzzz');
  await expect(palette.getByText('Nothing matches')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
});

test('the key sheet lists what acts now, and no key is claimed twice on a screen', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  for (const name of ['Overview', 'Journal', 'Timeline', 'Evidence', 'Actions', 'Decisions', 'Systems', 'Accounts', 'Indicators', 'Milestones', 'Tasks', 'Reports', 'Integrity']) {
    await page.getByRole('navigation').getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await expect(page.getByRole('main', { name })).toBeVisible();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await expect(sheet).toContainText('Ctrl K');
    const keys = await sheet.locator('kbd').allInnerTexts();
    expect(keys.filter((key, index) => keys.indexOf(key) !== index), `keys claimed twice on ${name}`).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
  }
});

test('commands stay quiet while one is writing and under a dialog', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await page.getByRole('textbox', { name: 'What happened' }).fill('');
  await page.keyboard.type('g t ? z n');
  await expect(page.getByRole('textbox', { name: 'What happened' })).toHaveValue('g t ? z n');
  await expect(page.getByRole('main', { name: 'Overview' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('main', { name: 'Overview' })).toBeVisible();
});
