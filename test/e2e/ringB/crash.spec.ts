// Power cuts: main is killed while somebody types, right after a seal, and in the middle of a large evidence file.
import { spawnSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { test } from '@playwright/test';
import { prepareProfile } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, launchHoldfast, replaceDialog, type Holdfast } from '../../support/runtime.ts';
import { captureText, expect, expectInJournal, filesBelow, knownFolders, reopenIncident, openScreen, recordLine, unlockAndRead } from '../../support/vaultSteps.ts';

// Room for machines that are busy with other things; what is measured has bounds of its own.
test.describe.configure({ timeout: 400_000 });

const incident = 'Finance share unreadable';
const mebibyte = 1024 * 1024;
const partBytes = 256 * mebibyte;
const sourceBytes = 400 * mebibyte;

let holdfast: Holdfast;
test.afterEach(async () => {
  await holdfast.kill();
});
const page = () => holdfast.window;

/** An app with a vault and an incident. */
async function begin(): Promise<void> {
  holdfast = await launchHoldfast(await prepareProfile({ incident }));
  await unlockAndRead(page());
  await reopenIncident(page(), incident);
}

/** Kills main and starts the app again on the same profile. */
async function cutPower(): Promise<void> {
  await holdfast.kill();
  holdfast = await launchHoldfast({ profileDir: holdfast.profileDir, home: holdfast.home });
}

/** Unlocks without anything to be told, and goes on to the incident. */
async function comeBack(): Promise<void> {
  expect(await unlockAndRead(page())).toBe('');
  await reopenIncident(page(), incident);
}

const longText = Array.from({ length: 12 }, (_, index) => `${String(index + 1)}: called Ødegård at the bank about transfer ${String(7_000_000 + index * 977)}, "hold it", they said <b>no</b> & asked for a letter;`).join(' ');

test('half a second after the last key nothing that was typed is lost, and what was sealed is there', async () => {
  await begin();
  const lines = ['Lights out in the server room', 'Backup job stopped by hand', 'Board informed by telephone'];
  for (const line of lines) await recordLine(page(), line);
  // Most of it at once and the rest key by key, while drafts are saved all the time.
  await captureText(page()).fill(longText.slice(0, -200));
  await captureText(page()).pressSequentially(longText.slice(-200));
  await expect(captureText(page())).toHaveValue(longText);
  // The promise is about time: at most half a second of typing is lost.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await cutPower();
  await comeBack();
  await expect(captureText(page())).toHaveValue(longText);
  await expectInJournal(page(), lines);
  expect(holdfast.problems).toEqual([]);
});

test('an entry that is shown as sealed outlives a power cut at the very next moment', async () => {
  await begin();
  const numbers: number[] = [];
  for (const line of ['First line', 'Second line']) {
    numbers.push(await recordLine(page(), line));
    await cutPower();
    await comeBack();
    await expect(captureText(page())).toHaveValue('');
    await expectInJournal(page(), [line]);
  }
  await expectInJournal(page(), ['First line', 'Second line']);
  expect(numbers[1]).toBeGreaterThan(numbers[0] ?? 0);
  expect(holdfast.problems).toEqual([]);
});

test.describe('a power cut while a large file is sealed', () => {
  let source = '';
  test.beforeAll(() => {
    source = path.join(freshFolder('source'), 'FS02 disk.img');
    writePseudoRandom(source, sourceBytes);
    giveToApp(source);
  });

  /** Starts to seal the source and cuts the power as soon as `isTime` says so. Answers the folder of the item. */
  async function cutWhileSealing(isTime: (item: string) => boolean, look = async (): Promise<void> => {}): Promise<string> {
    await openScreen(page(), 'Evidence');
    await replaceDialog(holdfast.app, 'showOpenDialog', { canceled: false, filePaths: [source] });
    await page().getByRole('button', { name: 'Add evidence' }).first().click();
    await page().getByRole('dialog', { name: 'Add evidence' }).getByRole('button', { name: 'Seal 1 file' }).click();
    await look();
    const evidence = path.join(knownFolders(holdfast.profileDir)[0] ?? '', 'evidence');
    const itemFolder = (): string => {
      const [name] = existsSync(evidence) ? readdirSync(evidence) : [];
      return name === undefined ? '' : path.join(evidence, name);
    };
    await expect.poll(() => itemFolder() !== '' && isTime(itemFolder()), { intervals: [10] }).toBe(true);
    await cutPower();
    return itemFolder();
  }

  test('is said, and sealing goes on from the last complete part to the right hash', async () => {
    await begin();
    const item = await cutWhileSealing((folder) => existsSync(path.join(folder, '00001.age')), async () => {
      await expect(page().getByText(/FS02 disk\.img · part [12] of 2 · hashing and sealing/)).toBeVisible();
    });
    const partsBefore = readdirSync(item).filter((name) => /^\d+\.age$/.test(name)).sort();
    expect(partsBefore.length).toBeLessThan(Math.ceil(sourceBytes / partBytes));
    const before = partsBefore.map((name) => fingerprint(path.join(item, name)));

    const said = await unlockAndRead(page());
    expect(said).toContain('Sealing of an evidence item was interrupted');
    expect(said).toContain('1 part with 268 MB');
    expect(said).not.toContain('working copy');
    await reopenIncident(page(), incident);
    await openScreen(page(), 'Evidence');
    await expect(page().getByRole('main', { name: 'Evidence' }).getByText(/^A seal begun at .* was interrupted: 1 part/)).toBeVisible();
    await replaceDialog(holdfast.app, 'showOpenDialog', { canceled: false, filePaths: [source] });
    await page().getByRole('button', { name: 'Continue with the same file' }).click();
    await page().getByRole('dialog', { name: 'Continue an interrupted seal' }).getByRole('button', { name: 'Seal 1 file' }).click();
    await expect(page().getByText('FS02 disk.img is sealed')).toBeVisible({ timeout: 120_000 });
    await expect(page().getByRole('row').filter({ hasText: 'FS02 disk.img' })).toContainText('In custody');
    await expect(page().getByText(/was interrupted/)).toBeHidden();

    expect(filesBelow(item).map((file) => path.basename(file))).toEqual(['00001.age', '00002.age', 'progress.json']);
    expect(partsBefore.map((name) => fingerprint(path.join(item, name)))).toEqual(before);
    await page().getByRole('row').filter({ hasText: 'FS02 disk.img' }).click();
    const [sha256 = ''] = spawnSync('openssl', ['dgst', '-sha256', '-r', source], { encoding: 'utf8' }).stdout.split(' ');
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    await expect(page().getByRole('complementary', { name: 'Inspector' }).getByText((sha256.match(/.{8}/g) ?? []).join(' '))).toBeVisible();

    // What is sealed is never offered again as unfinished: not after another screen, not after a lock.
    await openScreen(page(), 'Journal');
    await openScreen(page(), 'Evidence');
    await expect(page().getByRole('row').filter({ hasText: 'FS02 disk.img' })).toHaveCount(1);
    await expect(page().getByRole('button', { name: 'Continue with the same file' })).toHaveCount(0);
    await cutPower();
    expect(await unlockAndRead(page())).toBe('');
    expect(holdfast.problems).toEqual([]);
  });

  test('leaves parts that can be set aside, and no item in the journal', async () => {
    await begin();
    const item = await cutWhileSealing((folder) => existsSync(path.join(folder, '00001.age.part')));
    const said = await unlockAndRead(page());
    expect(said).toContain('Sealing of an evidence item was interrupted');
    await reopenIncident(page(), incident);
    await openScreen(page(), 'Evidence');
    await page().getByRole('button', { name: 'Set aside' }).click();
    await expect(page().getByRole('button', { name: 'Set aside' })).toHaveCount(0);
    expect(existsSync(item)).toBe(false);
    const vault = path.dirname(path.dirname(item));
    expect(readdirSync(path.join(vault, 'quarantine')).filter((name) => name.startsWith(path.basename(item)))).toHaveLength(1);
    await openScreen(page(), 'Journal');
    await openScreen(page(), 'Evidence');
    await expect(page().getByText('No evidence yet')).toBeVisible();
    await expect(page().getByRole('button', { name: 'Set aside' })).toHaveCount(0);
    await cutPower();
    expect(await unlockAndRead(page())).toBe('');
    expect(holdfast.problems).toEqual([]);
  });
});

/** Bytes that no compression and no hole can make smaller, the same at each run. */
function writePseudoRandom(file: string, size: number): void {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16));
  const zeros = Buffer.alloc(8 * mebibyte);
  const target = openSync(file, 'w');
  for (let written = 0; written < size; written += zeros.length) writeSync(target, cipher.update(zeros.subarray(0, Math.min(zeros.length, size - written))));
  closeSync(target);
}

/** Changes when a part is written again: every attempt has keys of its own. */
function fingerprint(part: string): { readonly inode: number; readonly modified: number; readonly head: string } {
  const { ino, mtimeMs } = statSync(part);
  return { inode: ino, modified: mtimeMs, head: readFileSync(part).subarray(0, 200).toString('hex') };
}
