import type { Page } from '@playwright/test';
import { createAuthority } from '../../../src/shared/timestamp/testing/authority.ts';
import { axeFindings } from '../../support/axeFindings.ts';
import { goTo } from '../../support/goTo.ts';
import { recordLine } from '../../support/vaultSteps.ts';
import { expect, keyTime, passphrase, runFromPalette, startDemo, startIncident, test, type ConsoleWindow } from './window.ts';

const main = (page: Page) => page.getByRole('main', { name: 'Integrity' });
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();

test('the overview says per writer what is sealed, who has seen it and who has not, and a check says what holds', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'v', 'Integrity');
  const writers = page.getByRole('table', { name: 'Writers' });
  await expect(writers.getByRole('rowheader')).toContainText(/Kari Moen.*this device.*Device \w\w.*([0-9a-f]{4} ?){5}/);
  await expect(writers).toContainText(/\d+ entries.*up to entry \d+/);
  await expect(writers).toContainText('Nothing yet');
  await expect(writers).toContainText('give somebody a slip');
  // The story skips hours on both clocks alike.
  await expect(page.getByText(/clock jumped/)).toHaveCount(0);
  await expect(page.getByText('Not checked since the vault was opened.', { exact: false })).toBeVisible();
  await page.keyboard.press('Shift+V');
  await expect(page.getByText('Everything that was checked holds')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: /^.?Not proven/ }).first()).toBeVisible();
  // The result stays while other screens are looked at; it can be copied and printed.
  await goTo(page, 'j', 'Journal');
  await goTo(page, 'v', 'Integrity');
  await expect(page.getByText('Everything that was checked holds')).toBeVisible();
  await page.getByRole('button', { name: 'Copy the result' }).click();
  await page.getByRole('button', { name: 'Print the result' }).click();
  const sent = async (name: string) => JSON.stringify(await page.evaluate((wanted) => window.fake?.calls.findLast((call) => call.name === wanted)?.input, name));
  await expect.poll(() => sent('clipboard.writeText')).toContain('Everything that was checked holds');
  await expect.poll(() => sent('document.print')).toContain('Not proven by any of this');
});

test('the chain of one entry is laid open', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'v', 'Integrity');
  await runFromPalette(page, 'integrity chain');
  await page.getByRole('textbox', { name: 'Entry number' }).fill('12');
  await expect(page.getByText(/frame \d+ of the log, place \d+ in it; covered to frame \d+/)).toBeVisible();
  await expect(page.getByText('Holds', { exact: true })).toHaveCount(2);
  await page.getByRole('textbox', { name: 'Entry number' }).fill('9999');
  await expect(page.getByText(/Entries go from 1 to \d+/)).toBeVisible();
});

test('a slip is given, taken down by keys alone, checked word by word, and compared', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'v', 'Integrity');
  await tab(page, 'Witnesses');
  const slip = page.getByRole('article', { name: /^Slip of Kari Moen/ });
  await expect(slip.getByRole('img', { name: 'The slip as a QR code' })).toBeVisible();
  const [logCode = '', feedCode = '', size = ''] = await slip.getByRole('definition').allInnerTexts();
  const words = await slip.getByRole('listitem').allInnerTexts();
  expect(logCode).toMatch(/^[0-9a-f]{4}-[0-9a-f]{4}$/);
  expect(words).toHaveLength(8);
  await page.getByRole('button', { name: /^Print the slips/ }).click();
  await expect.poll(async () => JSON.stringify(await page.evaluate(() => window.fake?.calls.findLast((call) => call.name === 'document.print')?.input))).toContain(words.join(' '));

  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Take down a slip' });
  await expect(dialog.getByRole('textbox', { name: 'Given by' })).toBeFocused();
  const tabTo = async (name: string) => {
    await page.keyboard.press('Tab');
    await expect(dialog.getByRole('textbox', { name })).toBeFocused();
  };
  await page.keyboard.type('Per Lie, night shift');
  await tabTo('Log code');
  await page.keyboard.type(logCode.toUpperCase());
  await tabTo('Feed code');
  await page.keyboard.type('12');
  await tabTo('Frames');
  await expect(dialog.getByText('A code has eight digits')).toBeVisible();
  await page.keyboard.type(size);
  await tabTo('Eight words');
  await page.keyboard.type('nonsense ');
  await expect(dialog.getByText('Not a word of the list: nonsense')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Record the slip' })).toBeDisabled();
  await page.keyboard.press('Control+a');
  // A word of our own: how many words begin like one of the slip differs from vault to vault.
  await page.keyboard.type('aba');
  await expect(dialog.getByRole('list', { name: 'Completions' }).getByRole('button', { name: 'abandon', exact: true })).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(words.map((word) => word.slice(0, 4)).join(' '));
  await expect(dialog.getByText('8 of 8 words are known')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Feed code' }).fill(feedCode);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const taken = page.getByRole('table', { name: 'Slips you were given' });
  await expect(taken).toContainText(/Per Lie, night shift.*by voice/);
  await expect(taken).toContainText('Agrees');
  await tab(page, 'Overview');
  await expect(page.getByRole('table', { name: 'Writers' })).toContainText('Per Lie, night shift gave a slip that agrees');

  // Another history of the same length.
  await tab(page, 'Witnesses');
  await page.keyboard.press('n');
  await dialog.getByRole('textbox', { name: 'Given by' }).fill('Somebody else');
  await dialog.getByRole('textbox', { name: 'Log code' }).fill(logCode);
  await dialog.getByRole('textbox', { name: 'Feed code' }).fill(feedCode);
  await dialog.getByRole('textbox', { name: 'Frames' }).fill(size);
  await dialog.getByRole('textbox', { name: 'Eight words' }).fill('abandon ability able about above absent absorb abstract');
  await dialog.getByRole('button', { name: 'Record the slip' }).click();
  await expect(taken).toContainText('Differs');
});

test('a slip comes in as the text of its picture; what is no slip is said', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'v', 'Integrity');
  await tab(page, 'Witnesses');
  await page.getByRole('button', { name: /^Take down a slip/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Take down a slip' });
  await dialog.getByRole('radio', { name: 'QR text' }).click();
  await dialog.getByRole('textbox', { name: 'Given by' }).fill('Per Lie');
  await dialog.getByRole('textbox', { name: 'Text of the QR code' }).fill('HFS1:nonsense');
  await expect(dialog.getByText('This is not the text of a head slip')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Text of the QR code' }).fill(`HFS1:${'AB'.repeat(16)}:${'CD'.repeat(32)}:7:${'EF'.repeat(32)}`);
  await dialog.getByRole('button', { name: 'Record the slip' }).click();
  await expect(page.getByRole('table', { name: 'Slips you were given' })).toContainText('Another journal');
});

test('a request for a time stamp is saved, and what is no certificate and no reply is refused with its reason', async ({ console: app }) => {
  const { page } = app;
  await startDemo(app);
  await goTo(page, 'v', 'Integrity');
  await tab(page, 'Witnesses');
  await expect(page.getByRole('button', { name: 'Bring in a reply' })).toBeDisabled();
  await page.getByRole('button', { name: 'Save a request' }).click();
  await expect(page.getByText('No reply yet to the request of')).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.fake?.saved.length)).toBe(2);
  await page.evaluate(() => window.fake?.files.push({ name: 'authority.cer', bytes: new Uint8Array([48, 3, 2, 1, 1]) }));
  await page.getByRole('button', { name: 'Trust an authority' }).click();
  const dialog = page.getByRole('dialog', { name: 'Trust an authority' });
  await dialog.getByRole('button', { name: 'Trust it' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('This is not a certificate that can be read.');
});

/** An incident of six lines of which these frames are gone, in a vault that is locked, with a copy of all of it at hand. */
async function loseFrames(app: ConsoleWindow, from: number, count: number): Promise<void> {
  const { page } = app;
  await startIncident(app, 'Phish at the front desk');
  for (const line of ['first line', 'second line', 'third line', 'fourth line', 'fifth line', 'sixth line']) await recordLine(page, line);
  await page.evaluate(() => window.fake?.keepCopy());
  await page.evaluate((frames) => window.fake?.loseFrames(frames.from, frames.count), { from, count });
  await lockAndUnlock(page);
}

/** Locks and unlocks; without the working copy only the disk speaks. */
async function lockAndUnlock(page: Page, between: () => Promise<void> = async () => {}): Promise<void> {
  await page.keyboard.press('Control+l');
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) if (name !== undefined && name !== 'fake-disk') indexedDB.deleteDatabase(name);
  });
  await between();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
  const found = page.getByRole('button', { name: 'Continue' });
  await expect(found.or(page.getByRole('main', { name: 'Incidents' }))).toBeVisible({ timeout: 60_000 });
  if (await found.isVisible()) await found.click();
}

test('an incident whose beginning is gone stays in the list, and comes back from a copy', async ({ console: app }) => {
  const { page } = app;
  await loseFrames(app, 0, 2);
  const card = page.getByRole('row', { name: /^Beginning cannot be read/ });
  await expect(card).toContainText('6 whole frames are in the folder, no entry can be read');
  expect(await axeFindings(page.getByRole('main', { name: 'Incidents' }))).toEqual([]);
  await card.dblclick();
  const broken = page.getByRole('main', { name: 'The beginning of this incident cannot be read' });
  await expect(broken).toContainText('The first frames of this journal are damaged or missing');
  await expect(broken.getByRole('region', { name: 'What is not in order' })).toBeVisible();
  expect(await axeFindings(broken)).toEqual([]);
  // Back to the list and in again, by keys.
  await page.keyboard.press('Control+o');
  await expect(card).toBeVisible();
  await card.dblclick();
  await broken.getByRole('button', { name: 'Repair from a copy' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Repair from a copy' });
  await dialog.getByRole('button', { name: 'Choose a vault folder' }).click();
  // The journal is whole at once: its own heading takes the place of the page.
  await expect(page.getByRole('heading', { name: 'Phish at the front desk', level: 1 })).toBeVisible();
  await goTo(page, 'j', 'Journal');
  for (const line of ['first line', 'sixth line']) await expect(page.getByRole('row').filter({ hasText: line })).toHaveCount(1);
});

test('frames that are gone are said, and come back from a copy', async ({ console: app }) => {
  test.setTimeout(180_000);
  const { page } = app;
  await loseFrames(app, 4, 2);
  await page.getByRole('row', { name: 'Phish at the front desk' }).dblclick();
  await goTo(page, 'v', 'Integrity');
  const order = page.getByRole('list', { name: 'What is not in order' });
  await expect(order).toContainText(/Frames 4 to 5 of .* are missing/);
  await order.getByRole('button', { name: 'Repair from a copy' }).click();
  const dialog = page.getByRole('dialog', { name: 'Repair from a copy' });
  await dialog.getByRole('button', { name: 'Choose a vault folder' }).click();
  await expect(dialog.getByRole('status')).toContainText('2 frames were brought back');
  await expect(dialog.getByRole('status')).toContainText('Nothing is missing any more.');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(order).toContainText('Nothing is missing, damaged or signed twice');
  await goTo(page, 'j', 'Journal');
  for (const line of ['first line', 'third line', 'fourth line', 'sixth line']) await expect(page.getByRole('row').filter({ hasText: line })).toHaveCount(1);
  // A second time there is nothing to do.
  await goTo(page, 'v', 'Integrity');
  await page.getByRole('button', { name: 'Repair from a copy' }).first().click();
  await dialog.getByRole('button', { name: 'Choose a package' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Everything it holds is here already');
});

test('two histories of one log are said after a repair, and the proof is saved', async ({ console: app }) => {
  test.setTimeout(180_000);
  const { page } = app;
  const title = 'Phish at the front desk';
  const reopen = async () => {
    await page.getByRole('row', { name: title }).dblclick();
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  };
  await startIncident(app, title);
  await recordLine(page, 'before the clone');
  // A clone of folder and machine writes one line; then the original, from the same moment, another.
  await lockAndUnlock(page, () => page.evaluate(() => window.fake?.keepMoment()));
  await reopen();
  await recordLine(page, 'line of the clone');
  await page.evaluate(() => window.fake?.keepCopy());
  await lockAndUnlock(page, () => page.evaluate(() => window.fake?.goBack()));
  await reopen();
  await recordLine(page, 'line of the original');
  await goTo(page, 'v', 'Integrity');
  await page.getByRole('button', { name: 'Repair from a copy' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Repair from a copy' });
  await dialog.getByRole('button', { name: 'Choose a vault folder' }).click();
  await expect(dialog.getByRole('status')).toContainText('The copy holds a second history of a log');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  const order = page.getByRole('list', { name: 'What is not in order' });
  await expect(order).toContainText(/Kari Moen signed two different frames as frame \d+/);
  await order.getByRole('button', { name: 'Save the proof' }).click();
  await expect.poll(() => page.evaluate(() => window.fake?.saved.at(-1)?.name)).toMatch(/^fork-[0-9a-f]{12}-\d+\.hfk$/);
  await goTo(page, 'j', 'Journal');
  for (const line of ['before the clone', 'line of the clone', 'line of the original']) await expect(page.getByRole('row').filter({ hasText: line })).toHaveCount(1);
  await goTo(page, 'v', 'Integrity');
  await expect(order).toBeVisible();
  await page.keyboard.press('Shift+V');
  await expect(page.getByText('At 1 place a device signed two different frames. Both are kept.')).toBeVisible(keyTime);
});

test('an authority that is trusted stamps the journal: request out, reply in, and what it proves is said', async ({ console: app }) => {
  const { page } = app;
  const authority = createAuthority({ key: 'p256' });
  try {
    await startDemo(app);
    await goTo(page, 'v', 'Integrity');
    await tab(page, 'Witnesses');
    const hand = (name: string, bytes: Uint8Array) => page.evaluate((file) => void window.fake?.files.push({ name: file.name, bytes: new Uint8Array(file.bytes) }), { name, bytes: [...bytes] });
    await hand('county.pem', authority.rootPem);
    await page.getByRole('button', { name: 'Trust an authority' }).click();
    const trust = page.getByRole('dialog', { name: 'Trust an authority' });
    await trust.getByRole('textbox', { name: 'What you call it' }).fill('County stamp');
    await trust.getByRole('button', { name: 'Trust it' }).click();
    await expect(page.getByRole('table', { name: 'Authorities' })).toContainText('County stamp');
    await page.getByRole('button', { name: 'Save a request' }).click();
    await expect.poll(() => page.evaluate(() => window.fake?.saved.length)).toBe(2);
    const request = await page.evaluate(() => Array.from(window.fake?.saved[0]?.bytes ?? []));
    // A reply to another request first: refused, and nothing of it stays.
    await hand('other.tsr', authority.reply(Uint8Array.from(request), {}).slice(0, 40));
    await page.getByRole('button', { name: 'Bring in a reply' }).click();
    const reply = page.getByRole('dialog', { name: 'Bring in a reply' });
    await reply.getByRole('button', { name: 'Check and record' }).click();
    await expect(reply.getByRole('alert')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(reply).toBeHidden();
    await hand('county.tsr', authority.reply(Uint8Array.from(request)));
    await page.getByRole('button', { name: 'Bring in a reply' }).click();
    await reply.getByRole('button', { name: 'Check and record' }).click();
    await expect(reply).toBeHidden();
    await expect(page.getByRole('listitem').filter({ hasText: /\d+ entries existed, says County stamp, before/ })).toBeVisible();
    await tab(page, 'Overview');
    await expect(page.getByRole('table', { name: 'Writers' })).toContainText('County stamp');
  } finally {
    authority.remove();
  }
});

for (const [theme, width, height] of [['dark', 1440, 900], ['light', 1024, 700]] as const) {
  test(`axe finds nothing in any part of the screen, and nothing is cut off, ${theme} at ${width} by ${height}`, async ({ console: app }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await startDemo(app, { preferences: { theme } });
    await goTo(page, 'v', 'Integrity');
    // The screen takes keys once it is drawn.
    await expect(page.getByRole('table', { name: 'Writers' })).toBeVisible();
    await page.keyboard.press('Shift+V');
    await expect(page.getByText('Everything that was checked holds')).toBeVisible(keyTime);
    for (const name of ['Overview', 'Witnesses', 'Disclosure', 'Entry chain']) {
      await tab(page, name);
      await page.waitForTimeout(400);
      expect(await axeFindings(main(page)), name).toEqual([]);
      const panel = page.getByRole('tabpanel', { name });
      expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth), name).toBeLessThanOrEqual(0);
    }
    await tab(page, 'Witnesses');
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Eight words' }).fill('abandon nonsense abo');
    expect(await axeFindings(page.getByRole('dialog')), 'slip').toEqual([]);
  });
}
