// A real small disk under a real vault, filled up while somebody writes: what was sealed stays, the line stays on the screen, and with room again it is sealed.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from '@playwright/test';
import { prepareProfile, type PreparedProfile } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, launchHoldfast, type Holdfast } from '../../support/runtime.ts';
import { captureText, expect, expectInJournal, recordLine, reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';

test.describe.configure({ timeout: 300_000 });

const incident = 'Finance share unreadable';
const kibibyte = 1024;
/** Room that is left for entries, and what is given back later. */
const leftBytes = 48 * kibibyte;
const longLine = (number: number): string => `Line ${number}: ${'the shift lead reads the numbers from the paper once more, slowly. '.repeat(12)}`;

let holdfast: Holdfast | null = null;
let mounted: string | null = null;
test.afterEach(async () => {
  await holdfast?.kill();
  if (mounted !== null) spawnSync('umount', ['-l', mounted]);
  holdfast = null;
  mounted = null;
});

/** Puts the vault of a profile onto a disk of its own; false where nobody may mount one. */
function moveToSmallDisk({ vault }: PreparedProfile): boolean {
  const aside = freshFolder('aside');
  cpSync(vault, aside, { recursive: true });
  if (process.getuid?.() !== 0 || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=700', 'tmpfs', vault], { stdio: 'ignore' }).status !== 0) return false;
  mounted = vault;
  cpSync(aside, vault, { recursive: true });
  giveToApp(vault);
  return true;
}

test('a disk that fills up while somebody writes takes nothing away, and goes on with room again', async () => {
  const profile = await prepareProfile({ incident });
  if (!moveToSmallDisk(profile)) {
    process.stdout.write('\nNOT TRIED ON A REAL SMALL DISK WITH THE REAL APP: mounting needs root.\n\n');
    test.skip();
    return;
  }
  holdfast = await launchHoldfast({ profileDir: profile.profileDir, home: profile.home });
  const page = holdfast.window;
  await unlockAndRead(page);
  await reopenIncident(page, incident);
  await expect(page.getByRole('alert').filter({ hasText: 'of disk left' })).toBeVisible();

  const filler = path.join(profile.vault, 'somebody-elses-file');
  const { bavail, bsize } = statfsSync(profile.vault);
  writeFileSync(filler, new Uint8Array(bavail * bsize - leftBytes));
  const sealed: string[] = [];
  const readOnly = page.getByText('The vault can only be read: the disk refuses to write');
  const confirmation = page.getByRole('region', { name: 'Capture bar' }).getByText(/sealed as entry \d+/);
  let refused = '';
  for (let number = 1; number <= 60 && refused === ''; number += 1) {
    const line = longLine(number);
    const before = (await confirmation.isVisible()) ? await confirmation.innerText() : '';
    await captureText(page).fill(line);
    await captureText(page).press('Enter');
    await expect(async () => {
      const now = (await confirmation.isVisible()) ? await confirmation.innerText() : '';
      expect((now !== '' && now !== before) || (await readOnly.isVisible())).toBe(true);
    }).toPass();
    if (await readOnly.isVisible()) refused = line;
    else sealed.push(line);
  }
  expect(sealed.length).toBeGreaterThan(3);
  expect(refused).not.toBe('');
  await expect(captureText(page)).toHaveValue(refused);
  await expectInJournal(page, sealed.map((line) => line.slice(0, 40)));

  // Room again: after the next unlocking the line is still there and is sealed.
  rmSync(filler);
  await page.keyboard.press('Control+l');
  await unlockAndRead(page);
  await reopenIncident(page, incident);
  await expect(captureText(page)).toHaveValue(refused);
  await recordLine(page, refused);
  await expectInJournal(page, [...sealed, refused].map((line) => line.slice(0, 40)));
  expect(holdfast.problems).toEqual([]);
});
