import { createVault, expect, keyTime, openIncident, passphrase, runFromPalette, startIncident, test, unlock } from './window.ts';

test.describe.configure({ timeout: 150_000 });

test('a vault is made with a recovery key typed back, locked, and opened again by either secret', async ({ console: window }) => {
  const { page } = window;
  await window.start();
  await expect(page.getByText('Self-test passed')).toBeVisible();
  const key = await createVault(page);
  await openIncident(page, 'Finance share unreadable');

  await page.keyboard.press('Control+l');
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
  expect(await page.locator('body').innerText()).not.toContain('Finance share');

  await page.getByLabel('Passphrase', { exact: true }).fill('not the passphrase');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This does not open the vault.')).toBeVisible(keyTime);
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
  await unlock(page);
  await expect(page.getByRole('row', { name: /Finance share unreadable/ })).toBeVisible();

  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('button', { name: 'Use recovery key' }).click();
  await page.getByRole('textbox', { name: 'Recovery key' }).fill(key.toLowerCase());
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('row', { name: /Finance share unreadable/ })).toBeVisible(keyTime);
});

test('a weak passphrase, a different second one and a wrong recovery key are refused in words', async ({ console: window }) => {
  const { page } = window;
  await window.start();
  await page.getByRole('button', { name: 'New vault' }).click();
  await page.getByRole('textbox', { name: 'Name of the vault' }).fill('Field vault');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('summer2026');
  await expect(page.getByText(/Too weak: guessing it takes/)).toBeVisible();
  await page.getByLabel('Passphrase again').fill('summer2026');
  await expect(page.getByRole('button', { name: 'Create vault' })).toBeDisabled();

  await page.getByRole('button', { name: 'Offer six words' }).click();
  await expect(page.getByLabel('Passphrase', { exact: true })).toHaveValue(/^(\S+ ){5}\S+$/);
  const words = await page.getByLabel('Passphrase', { exact: true }).inputValue();
  await expect(page.getByText(/Good: guessing it takes/)).toBeVisible();
  await page.getByLabel('Passphrase again').fill(`${words}x`);
  await expect(page.getByText('This is not the same')).toBeVisible();
  await page.getByLabel('Passphrase again').fill(words);
  await page.getByRole('button', { name: 'Create vault' }).click();
  await expect(page.getByText(/^AGE- ?SECR/)).toBeVisible(keyTime);
  await page.getByRole('checkbox', { name: 'I have the key on paper or in a safe' }).press('Space');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Recovery key' }).fill('AGE-SECRET-KEY-1QQQQ');
  await page.getByRole('button', { name: 'Open the vault' }).click();
  await expect(page.getByText('This is not the recovery key of this vault.')).toBeVisible(keyTime);
});

test('a vault that somebody else holds names the holder', async ({ console: window }) => {
  const { page } = window;
  await window.start({ vaults: [window.prepared.empty.folder] });
  await page.evaluate(() => { if (self.fakeSettings !== undefined) Object.assign(self.fakeSettings, { holder: 'J. Aune on TRD-LT11, process 4711' }); });
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/open elsewhere: J. Aune on TRD-LT11/)).toBeVisible();
});

test('the main process locks the window, and nothing of the case is left in the page', async ({ console: window }) => {
  const { page } = window;
  await startIncident(window, 'Quietly visible incident');
  await page.evaluate(() => self.fake?.push('session.lockRequested', { cause: 'screen-lock' }));
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
  expect(await page.content()).not.toContain('Quietly visible');
});

test('the ways to open a vault are changed from inside', async ({ console: window }) => {
  const { page } = window;
  await window.start();
  await createVault(page);
  await runFromPalette(page, 'ways to open');
  await expect(page.getByRole('row', { name: /Passphrase/ })).toBeVisible();
  await page.getByRole('button', { name: 'Change passphrase' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change passphrase' });
  await dialog.getByLabel('Present passphrase').fill(passphrase);
  await dialog.getByLabel('Passphrase', { exact: true }).fill('anchor violet granite pepper window thirteen');
  await dialog.getByLabel('Passphrase again').fill('anchor violet granite pepper window thirteen');
  await dialog.getByRole('button', { name: 'Change passphrase' }).click();
  await expect(page.getByText('The passphrase is changed')).toBeVisible(keyTime);
  await page.keyboard.press('Control+l');
  await unlock(page, 'anchor violet granite pepper window thirteen');
});
