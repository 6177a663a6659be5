import { expect, makeDemo, runFromPalette, startDemo, test } from './window.ts';

test.describe.configure({ timeout: 150_000 });

const screens = [
  'Overview', 'Intake', 'Alerts', 'Assessment', 'Journal', 'Timeline', 'Evidence', 'Actions', 'Approvals', 'Decisions', 'Communications', 'Messages', 'Updates', 'Call sheet', 'Channels', 'Bridge', 'Systems', 'Accounts', 'Data', 'Indicators',
  'Findings', 'Root cause', 'Recovery', 'Attack graph', 'Swimlane', 'Roles and shifts', 'Members', 'Response plan', 'Clocks', 'Playbook', 'Tasks', 'Milestones', 'Situation reports', 'Shift hand-over', 'Regulators', 'Closing and learning', 'Reports', 'Integrity', 'Conflicts', 'Sync & trust',
];

test('the header says what and how bad, that nothing is connected, and where the work is', async ({ console: window }) => {
  const { page } = window;
  await makeDemo(window);
  const header = page.getByRole('banner').first();
  await expect(header.getByText('INC-2026-0042')).toBeVisible();
  await expect(header.getByText('SEV 1')).toBeVisible();
  await expect(header.getByText('TLP:AMBER+STRICT')).toBeVisible();
  await expect(header.getByRole('status')).toContainText('Offline');
  await expect(page.getByRole('list', { name: 'Phases' }).getByRole('listitem').filter({ hasText: 'Eradicate' })).toHaveAttribute('aria-current', 'step');
  await expect(page.getByText('Demonstration vault: removed when Holdfast closes')).toBeVisible();
  await page.evaluate(() => self.fake?.push('gate.changed', { state: 'ARMED', openSockets: 0, address: '192.0.2.7:8443', until: 0, left: null }));
  await expect(header.getByRole('status')).toContainText('Armed');
  await page.evaluate(() => self.fake?.push('hub.changed', { state: 'off', running: null, ended: 'crashed' }));
  await expect(header.getByRole('status').filter({ hasText: 'Hub ended by itself' })).toBeVisible();
});

test('every screen is reached by its key sequence, and every entry of the navigation leads somewhere', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  // Headings fold their group; what is no heading leads to a screen.
  const entries = page.getByRole('navigation').locator('button:not([aria-expanded])');
  await expect(entries).toHaveCount(screens.length);
  for (const [index, name] of screens.entries()) {
    await entries.nth(index).click();
    await expect(page.getByRole('main', { name, exact: true })).toBeVisible();
    await expect(page.getByText('This view could not be drawn')).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Communication', exact: true }).click();
  await expect(entries.filter({ hasText: 'Channels' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Communication', exact: true }).click();
  await expect(entries.filter({ hasText: 'Channels' })).toHaveCount(1);
  await page.keyboard.press('g');
  await page.keyboard.press('j');
  await expect(page.getByRole('main', { name: 'Journal' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('main', { name: 'Actions' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the state of the incident is changed by a sealed entry', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await page.getByRole('button', { name: 'State: Contained' }).click();
  await page.getByRole('menuitem', { name: 'Eradicated' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the state of the incident' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('no foreign sessions for six hours');
  await dialog.getByRole('button', { name: 'Record' }).click();
  await expect(page.getByText(/Eradicated: sealed as entry/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Phases' }).getByRole('listitem').filter({ hasText: 'Recover' })).toHaveAttribute('aria-current', 'step');
});

test('the inspector opens with a row, is resized and hidden by keys, and lies over the page on a small window', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await page.getByRole('navigation').getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('row').nth(2).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toBeVisible();
  const edge = page.getByRole('separator', { name: 'Width of the inspector' });
  const before = Number(await edge.getAttribute('aria-valuenow'));
  await edge.press('ArrowLeft');
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 20));
  await page.setViewportSize({ width: 1024, height: 700 });
  const main = await page.getByRole('main').boundingBox();
  const side = await inspector.boundingBox();
  expect((side?.x ?? 0) + (side?.width ?? 0)).toBeLessThanOrEqual((main?.x ?? 0) + (main?.width ?? 0) + 1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
  await page.keyboard.press(']');
  await expect(inspector).toHaveCount(0);
  await page.keyboard.press(']');
  await expect(inspector).toBeVisible();
});

test('times are shown in UTC, in the zone and as written, and the theme changes', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  const status = page.getByRole('contentinfo', { name: 'Status' });
  await status.getByRole('button', { name: 'Times in UTC' }).click();
  await expect(status.getByRole('button', { name: 'Times in Europe/Oslo' })).toBeVisible();
  await page.keyboard.press('z');
  await expect(status.getByRole('button', { name: 'Times as written' })).toBeVisible();
  await runFromPalette(page, 'dark and light');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('a disk that runs full or refuses to write is said on every screen', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await page.evaluate(() => { if (self.fake !== undefined) self.fake.faults.nextAppend = 'io'; });
  await page.getByRole('textbox', { name: 'What happened' }).fill('a line that the disk refuses');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Capture bar' }).getByRole('alert')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'What happened' })).toHaveValue('a line that the disk refuses');
});
