// The window of ring A: the built renderer in the system's Chromium, the real engine worker, and a fake in the place of the preload.
// A violation of the content policy, an uncaught error or a console error fails the test that caused it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import type { FakeSettings } from '../../support/fakeDesktop.ts';
import { prepareVaults, type PreparedVaults } from '../../support/preparedVault.ts';
import { bundleFakeDesktop, serveWindow, type ServedWindow } from '../../support/serveWindow.ts';

export const passphrase = 'harbor lantern quiet seven copper meadow';

/** Deriving a key takes seconds by design, and more on a machine that is busy. */
export const keyTime = { timeout: 60_000 };

export interface ConsoleWindow {
  readonly page: Page;
  /** Opens the window with these settings of the fake. */
  readonly start: (settings?: FakeSettings) => Promise<void>;
  /** Vaults made before the page is opened, one set for all tests of a worker. */
  readonly prepared: PreparedVaults;
  /** Opens another window over the same disk: what a crash and a restart see. */
  readonly restart: () => Promise<Page>;
}
interface WorkerFixtures { readonly served: ServedWindow; readonly fake: string; readonly prepared: PreparedVaults }

export const test = base.extend<{ readonly console: ConsoleWindow }, WorkerFixtures>({
  fake: [async ({ browserName }, use) => {
    expect(browserName).toBe('chromium');
    await use(await bundleFakeDesktop());
  }, { scope: 'worker' }],
  prepared: [async ({ browserName }, use) => {
    expect(browserName).toBe('chromium');
    await use(await prepareVaults(passphrase));
  }, { scope: 'worker' }],
  served: [async ({ browserName }, use) => {
    expect(browserName).toBe('chromium');
    const served = await serveWindow();
    await use(served);
    await served.close();
  }, { scope: 'worker' }],
  console: async ({ context, page, served, fake, prepared }, use) => {
    const complaints: string[] = [];
    const watch = (watched: Page): void => {
      watched.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
      watched.on('console', (message) => {
        if (message.type() === 'error' || /content security policy/i.test(message.text())) complaints.push(`console: ${message.text()}`);
      });
    };
    watch(page);
    await use({
      page, prepared,
      start: async (settings = {}) => {
        await context.addInitScript({ content: `window.fakeSettings = ${JSON.stringify(settings)};\n${fake}` });
        await page.goto(served.url);
      },
      restart: async () => {
        const next = await context.newPage();
        watch(next);
        await next.goto(served.url);
        return next;
      },
    });
    expect(complaints).toEqual([]);
  },
});
export { expect };

/** Makes a vault from the empty first page and comes out at the list of incidents. */
export async function createVault(page: Page, name = 'Field vault', secret = passphrase): Promise<string> {
  await page.getByRole('button', { name: 'New vault' }).click();
  await page.getByRole('textbox', { name: 'Name of the vault' }).fill(name);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(secret);
  await page.getByLabel('Passphrase again').fill(secret);
  await page.getByRole('button', { name: 'Create vault' }).click();
  await expect(page.getByText(/^AGE- ?SECR/)).toBeVisible(keyTime);
  const key = (await page.getByText(/^AGE- ?SECR/).innerText()).replace(/\s/g, '');
  await page.getByRole('checkbox', { name: 'I have the key on paper or in a safe' }).press('Space');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Recovery key' }).fill(key);
  await page.getByRole('button', { name: 'Open the vault' }).click();
  await expect(page.getByRole('main', { name: 'Incidents' })).toBeVisible(keyTime);
  return key;
}

/** Opens a new incident and comes out at its overview. */
export async function openIncident(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'New incident' }).first().click();
  await page.getByRole('textbox', { name: 'Title' }).fill(title);
  await page.getByRole('button', { name: 'Open incident' }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
}

const demoFolder = fileURLToPath(new URL('../../../resources/demo/', import.meta.url));
const demoTitle = 'Ransomware on file servers, Trondheim site';

/** Opens the window as `npm run demo` does, waits while the demonstration is made, and comes out at the overview of its incident. */
export async function makeDemo(window: ConsoleWindow, settings: FakeSettings = {}): Promise<void> {
  const sources = readdirSync(demoFolder).map((name) => ({ name, base64: readFileSync(demoFolder + name).toString('base64') }));
  await window.start({ ...settings, info: { ...settings.info, demo: true }, sources });
  await expect(window.page.getByRole('heading', { name: demoTitle, level: 1 })).toBeVisible(keyTime);
}

/** Opens a window over a vault with the demonstration incident and comes out at its overview. */
export async function startDemo(window: ConsoleWindow, settings: FakeSettings = {}): Promise<void> {
  await window.start({ ...settings, vaults: [window.prepared.demo.folder] });
  await unlockPrepared(window.page, window.prepared.demo.recoveryKey);
  await window.page.getByRole('row', { name: demoTitle }).dblclick();
  await expect(window.page.getByRole('heading', { name: demoTitle, level: 1 })).toBeVisible();
}

/** Opens a window over an empty vault, unlocks it and opens a new incident. */
export async function startIncident(window: ConsoleWindow, title: string, settings: FakeSettings = {}): Promise<void> {
  await window.start({ ...settings, vaults: [window.prepared.empty.folder] });
  await unlockPrepared(window.page, window.prepared.empty.recoveryKey);
  await openIncident(window.page, title);
}

/**
 * Opens a prepared vault by its recovery key, which costs nothing: deriving a key from a passphrase in each test cost more than all the rest of
 * the way to its page. A prepared vault comes without a working copy; that is said in passing, and taken off the screen here.
 */
export async function unlockPrepared(page: Page, recoveryKey: string): Promise<void> {
  await page.getByRole('button', { name: 'Use recovery key' }).click();
  await page.getByRole('textbox', { name: 'Recovery key' }).fill(recoveryKey);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Incidents' })).toBeVisible(keyTime);
  const passing = page.getByRole('region', { name: 'Notifications' }).getByRole('alertdialog');
  await expect(passing).toContainText('The working copy was missing');
  await passing.getByRole('button', { name: 'Dismiss' }).click();
  await expect(passing).toHaveCount(0);
}

/** Types the passphrase on the first page and comes out at the list of incidents. */
export async function unlock(page: Page, secret = passphrase): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(secret);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Incidents' })).toBeVisible(keyTime);
}

/** Opens the palette and runs what these words find first. */
export async function runFromPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find and run' }).getByRole('textbox')).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}
