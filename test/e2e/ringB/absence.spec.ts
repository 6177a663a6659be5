// A console that nobody touches. A file of its own that comes first of its ring: it waits more than a minute, beside tests that work.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from '@playwright/test';
import { prepareProfile } from '../../support/preparedProfile.ts';
import { giveToApp, launchHoldfast, type Holdfast } from '../../support/runtime.ts';
import { captureText, everythingIn, expect, reopenIncident, unlockAndRead } from '../../support/vaultSteps.ts';

// Room for machines that are busy with other things; what is measured has bounds of its own.
test.describe.configure({ timeout: 400_000 });

let holdfast: Holdfast | undefined;
test.afterEach(async () => holdfast?.close());

test('a console that nobody touches locks itself after the minutes of the preferences, and not before', async () => {
  const profile = await prepareProfile({ incident: 'Quiet incident' });
  const preferences = { theme: 'dark', zone: 'UTC', timeDisplay: 'utc', idleLockMinutes: 1, navigationWidth: 188, inspectorOpen: true };
  writeFileSync(path.join(profile.profileDir, 'preferences.json'), JSON.stringify(preferences));
  giveToApp(profile.profileDir);
  holdfast = await launchHoldfast(profile);
  const { window } = holdfast;
  await unlockAndRead(window);
  await reopenIncident(window, 'Quiet incident');
  // The least time between two signs of a person that the window passes on.
  await new Promise((resolve) => setTimeout(resolve, 5_500));
  await captureText(window).pressSequentially('x');
  const touchedAt = Date.now();
  await expect(window.getByLabel('Passphrase', { exact: true })).toBeVisible({ timeout: 90_000 });
  const waited = Date.now() - touchedAt;
  expect(waited).toBeGreaterThan(58_000);
  expect(waited).toBeLessThan(80_000);
  expect(await everythingIn(window)).not.toContain('Quiet incident');
  expect(await unlockAndRead(window)).toBe('');
  expect(holdfast.problems).toEqual([]);
});
