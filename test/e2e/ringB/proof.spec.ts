// A journal that has to stand up: a slip is given and held by another copy, the disk is damaged, a copy mends it, and a package is checked by somebody without a key.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test, type Page } from '@playwright/test';
import { scanFrames } from '#log';
import { prepareProfile } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, launchHoldfast, replaceDialog, type Holdfast } from '../../support/runtime.ts';
import { expect, expectInJournal, openScreen, reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';
import { runFromPalette } from '../ringA/window.ts';

test.describe.configure({ timeout: 400_000 });

const incident = 'Mail server sends spam';
const lines = ['Queue stopped at the relay', 'Password of the service account changed', 'Provider answered', 'Relay open again', 'Customers told', 'Watch for a day'];
const holdfastCli = fileURLToPath(new URL('../../../out/cli/holdfast.js', import.meta.url));

let holdfast: Holdfast | null = null;
test.afterEach(async () => {
  await holdfast?.close();
  holdfast = null;
});

async function open(place: { readonly profileDir: string; readonly home: string }): Promise<{ readonly page: Page; readonly said: string }> {
  holdfast = await launchHoldfast(place);
  const said = await unlockAndRead(holdfast.window);
  await reopenIncident(holdfast.window, incident);
  return { page: holdfast.window, said };
}
async function close(): Promise<void> {
  expect(holdfast?.problems).toEqual([]);
  await holdfast?.close();
  holdfast = null;
}

/** The largest frame file of the vault: that of the incident. */
function journalFile(vault: string): string {
  const logs = path.join(vault, 'log');
  const files = readdirSync(logs).map((log) => path.join(logs, log, '000001.frames'));
  return files.toSorted((left, right) => statSync(right).size - statSync(left).size)[0] ?? '';
}

test('a slip is held by a copy, damage is explained and mended from it, and a package with a withheld text is checked without a key', async () => {
  const profile = await prepareProfile({ incident, lines });
  const elsewhere = { profileDir: freshFolder('profile'), home: freshFolder('home') };
  const copy = path.join(elsewhere.home, 'Holdfast', 'Field vault');
  mkdirSync(path.dirname(copy), { mode: 0o700 });
  cpSync(profile.vault, copy, { recursive: true });
  writeFileSync(path.join(elsewhere.profileDir, 'vaults.json'), JSON.stringify([{ vault: '0'.repeat(32), path: copy, lastOpened: Date.now() }]));
  for (const place of [elsewhere.profileDir, elsewhere.home]) giveToApp(place);

  // The slip is read out …
  const first = await open(profile);
  await openScreen(first.page, 'Integrity');
  await first.page.getByRole('tab', { name: 'Witnesses' }).click();
  const slip = first.page.getByRole('article', { name: /^Slip of / });
  await expect(slip.getByRole('listitem')).toHaveCount(8);
  const [logCode = '', feedCode = '', size = ''] = await slip.getByRole('definition').allInnerTexts();
  const words = await slip.getByRole('listitem').allInnerTexts();
  expect(words).toHaveLength(8);
  await close();

  // … and taken down in another copy of the vault, which says on opening that it goes on in a log of its own.
  const second = await open(elsewhere);
  expect(second.said).toContain('this vault was not opened on this machine before; entries go into a new feed');
  await openScreen(second.page, 'Integrity');
  await second.page.getByRole('tab', { name: 'Witnesses' }).click();
  await second.page.getByRole('button', { name: /^Take down a slip/ }).click();
  const dialog = second.page.getByRole('dialog', { name: 'Take down a slip' });
  for (const [label, text] of [['Given by', 'Night shift'], ['Log code', logCode], ['Feed code', feedCode], ['Frames', size], ['Eight words', words.join(' ')]] as const) await dialog.getByRole('textbox', { name: label }).fill(text);
  await dialog.getByRole('button', { name: 'Record the slip' }).click();
  await expect(second.page.getByRole('table', { name: 'Slips you were given' })).toContainText('Agrees');
  await close();

  // Bad sectors in the middle of the journal, and the working copy is gone too.
  const file = journalFile(profile.vault);
  const bytes = readFileSync(file);
  for (const range of scanFrames(bytes).frames.slice(3, 5)) bytes.fill(0, range.from + 16, range.to - 16);
  writeFileSync(file, bytes);
  giveToApp(file);
  rmSync(path.join(profile.profileDir, 'IndexedDB'), { recursive: true });
  const third = await open(profile);
  expect(third.said).toMatch(/bytes of a journal cannot be read/);
  await openScreen(third.page, 'Integrity');
  const order = third.page.getByRole('list', { name: 'What is not in order' });
  await expect(order).toContainText('cannot be read');
  await expect(order).toContainText(/Frames 3 to 4 of .* are missing/);
  if (holdfast === null) throw new Error('no app');
  await replaceDialog(holdfast.app, 'showOpenDialog', { canceled: false, filePaths: [copy] });
  await order.getByRole('button', { name: 'Repair from a copy' }).first().click();
  const mending = third.page.getByRole('dialog', { name: 'Repair from a copy' });
  await mending.getByRole('button', { name: 'Choose a vault folder' }).click();
  await expect(mending.getByRole('status')).toContainText('Nothing is missing any more.');
  await mending.getByRole('button', { name: 'Close' }).last().click();
  await expect(order).toContainText('every frame that stood there is back from another copy');
  // What the copy's own writer recorded came with it: the slip it holds stands as a witness.
  await expect(third.page.getByRole('table', { name: 'Writers' })).toContainText('Night shift gave a slip that agrees');
  await expectInJournal(third.page, lines);

  // A package for somebody without a key: one text withheld.
  await runFromPalette(third.page, 'disclose entries');
  const panel = third.page.getByRole('tabpanel', { name: 'Disclosure' });
  const row = panel.getByRole('listitem').filter({ hasText: lines[1] ?? '' });
  await row.getByRole('button', { name: /^Fields of entry/ }).click();
  await row.getByRole('checkbox', { name: 'Text' }).press('Space');
  await panel.getByRole('textbox', { name: 'For whom and for what' }).fill('For the insurer');
  await expect(third.page.getByRole('list', { name: 'What the package holds' })).toContainText(/1\s*field withheld/);
  const target = path.join(profile.home, 'disclosure.zip');
  await replaceDialog(holdfast.app, 'showSaveDialog', { canceled: false, filePath: target });
  await panel.getByRole('button', { name: /^Save the package/ }).click();
  await expect(panel.getByText(`Saved as ${target}`)).toBeVisible();
  await close();

  const checked = spawnSync(process.execPath, [holdfastCli, 'verify', target, '--json'], { encoding: 'utf8' });
  expect(JSON.parse(checked.stdout)).toMatchObject({ verdict: 'ok', redacted: 1, gaps: 0, forks: 0 });
  expect(checked.status).toBe(0);
  const shown = readFileSync(target).toString('latin1');
  expect(shown).toContain(lines[0] ?? '');
  expect(shown).not.toContain(lines[1] ?? '');
});
