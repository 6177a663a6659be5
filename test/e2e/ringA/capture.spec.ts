import type { Page } from '@playwright/test';
import { expect, startIncident, test, unlock } from './window.ts';

test.describe.configure({ timeout: 150_000 });

const field = (page: Page) => page.getByRole('textbox', { name: 'What happened' });
const reading = (page: Page) => page.getByRole('region', { name: 'Capture bar' }).getByRole('status');

/** Writes a line into the bar and seals it. */
async function record(page: Page, line: string): Promise<void> {
  await field(page).fill(line);
  await expect(reading(page)).not.toBeEmpty();
  await page.keyboard.press('Enter');
  await expect(reading(page)).toContainText('sealed as entry');
}

test.beforeEach(async ({ console: window }) => {
  await startIncident(window, 'Finance share unreadable', { preferences: { zone: 'Europe/Oslo' } });
});

test('a line is read aloud, sealed by Enter, and shown with its number only after that', async ({ console: window }) => {
  const { page } = window;
  await record(page, '/system TRD-FS01');
  await page.keyboard.press('Control+j');
  await page.keyboard.type('/action isolated @TRD-FS01 at switch port 12, approved by Lund #containment');
  await expect(reading(page)).toContainText('links TRD-FS01');
  await expect(reading(page)).toContainText('approval: Lund');
  await expect(reading(page)).toContainText('#containment');
  await expect(reading(page)).not.toContainText('sealed');
  await expect(page.getByRole('button', { name: 'Kind: Action' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(reading(page)).toContainText(/sealed as entry \d+, A-/);
  await expect(field(page)).toHaveValue('');
});

test('a time is shown in the zone and in UTC before it is sealed', async ({ console: window }) => {
  const { page } = window;
  await field(page).fill('2026-01-10 14:05 shift lead calls');
  await expect(reading(page)).toContainText(/2026-01-10 14:05 .*Europe\/Oslo → 2026-01-10 13:05Z/);
});

test('an ambiguous time is asked with numbers, and nothing is guessed', async ({ console: window }) => {
  const { page } = window;
  await field(page).fill('2025-10-26 02:30 the server restarted');
  await page.keyboard.press('Enter');
  const choices = page.getByRole('toolbar', { name: /which one/i });
  await expect(choices.getByRole('button')).toHaveCount(2);
  await expect(choices.getByRole('button').first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(choices.getByRole('button').nth(1)).toBeFocused();
  await page.keyboard.press('2');
  await expect(page.getByRole('textbox', { name: 'Why it is written late' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(reading(page)).toContainText('sealed as entry');
});

test('a late entry may say why, and Escape goes back to the line', async ({ console: window }) => {
  const { page } = window;
  await field(page).fill('2026-01-10 14:05 found the note');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Why it is written late' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('2026-01-10 14:05 found the note');
  await page.keyboard.press('Enter');
  await page.keyboard.type('no hand free');
  await page.keyboard.press('Enter');
  await expect(reading(page)).toContainText('sealed as entry');
});

test('a full disk keeps the words and says so; the next try seals them', async ({ console: window }) => {
  const { page } = window;
  await page.evaluate(() => { if (self.fake !== undefined) self.fake.faults.nextAppend = 'disk-full'; });
  await field(page).fill('switch log shows 192.0.2.31');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'disk is full' })).toBeVisible();
  await expect(field(page)).toHaveValue('switch log shows 192.0.2.31');
  await page.keyboard.press('Enter');
  await expect(reading(page)).toContainText('sealed as entry');
});

test('what is typed comes back after a crash', async ({ console: window }) => {
  const { page } = window;
  await field(page).fill('half a thought about the backup account');
  await page.waitForTimeout(600);
  await page.close({ runBeforeUnload: false });
  const next = await window.restart();
  await unlock(next);
  await next.getByRole('row', { name: /Finance share/ }).press('Enter');
  await expect(field(next)).toHaveValue('half a thought about the backup account');
});

test('what is typed comes back after a lock in the same breath', async ({ console: window }) => {
  const { page } = window;
  await field(page).fill('typed just before the lock');
  await page.keyboard.press('Control+l');
  await unlock(page);
  await page.getByRole('row', { name: /Finance share/ }).press('Enter');
  await expect(field(page)).toHaveValue('typed just before the lock');
});

test('names complete with Tab, lines break with Shift Enter, keys set the kind', async ({ console: window }) => {
  const { page } = window;
  await record(page, '/system TRD-FS01');
  await page.keyboard.press('Control+j');
  await page.keyboard.type('seen on @trd');
  await expect(page.getByRole('option', { name: /TRD-FS01/ })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(field(page)).toHaveValue('seen on @TRD-FS01 ');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('second line');
  await expect(field(page)).toHaveValue('seen on @TRD-FS01 \nsecond line');
  await page.keyboard.press('Alt+d');
  await expect(page.getByRole('button', { name: 'Kind: Decision' })).toBeVisible();
});

test('undo is a forward entry with a name, and redo brings it back', async ({ console: window }) => {
  const { page } = window;
  await record(page, 'wrong line');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(page.getByText(/^Taken back:/)).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByText(/^Brought back:/)).toBeVisible();
});
