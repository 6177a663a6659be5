// The working copy is lost, damaged or somebody else's, and the journal has a torn end: the journal comes back whole, and the screen says why it had to.
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type Page } from '@playwright/test';
import { prepareProfile, type PreparedProfile } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp, launchHoldfast, type Holdfast } from '../../support/runtime.ts';
import { chooseVault, expect, expectInJournal, filesBelow, incidentList, reopenIncident, recordLine, unlockAndRead } from '../../support/vaultSteps.ts';
import { createVault, openIncident } from '../ringA/window.ts';

// Room for machines that are busy with other things; what is measured has bounds of its own.
test.describe.configure({ timeout: 400_000 });

const incident = 'Mail server sends spam';
const lines = ['Queue stopped at the relay', 'Password of the service account changed', 'Provider answered, ticket 4711'];

let holdfast: Holdfast;
let profile: PreparedProfile;
let pristine = '';
test.beforeAll(async () => {
  profile = await prepareProfile({ incident, lines });
  // Opened once, so that there is a working copy to lose, and opened again: it is whole and up to date now.
  await restart();
  await unlockAndRead(page());
  await quietWorkingCopy();
  await holdfast.close();
  await restart();
  expect(await unlockAndRead(page())).toBe('');
  await quietWorkingCopy();
  await holdfast.close();
  pristine = freshFolder('pristine');
  for (const place of ['profileDir', 'home'] as const) cpSync(profile[place], path.join(pristine, place), { recursive: true });
});
test.beforeEach(() => {
  for (const place of ['profileDir', 'home'] as const) {
    rmSync(profile[place], { recursive: true });
    cpSync(path.join(pristine, place), profile[place], { recursive: true });
    giveToApp(profile[place]);
  }
});
test.afterEach(async () => {
  await holdfast.close();
});
const page = (): Page => holdfast.window;
const restart = async (): Promise<void> => {
  holdfast = await launchHoldfast(profile);
};
const database = (): string => path.join(profile.profileDir, 'IndexedDB');

/** The engine brings its copy up to date after two seconds of quiet; only then is there something to lose. */
async function quietWorkingCopy(of: { readonly profileDir: string } = profile): Promise<void> {
  const size = (): number => filesBelow(path.join(of.profileDir, 'IndexedDB')).reduce((sum, file) => sum + statSync(file).size, 0);
  let before = -1;
  await expect.poll(() => {
    const grown = size() !== before;
    before = size();
    return grown;
  }, { intervals: [3_000] }).toBe(false);
}

async function expectWholeAgain(said: string, reason: RegExp): Promise<void> {
  expect(said).toMatch(reason);
  expect(said).toContain('It is made from the sealed journal, which is complete.');
  await reopenIncident(page(), incident);
  await expectInJournal(page(), lines);
  // The copy that was made is a good one: the next time there is nothing to tell.
  await quietWorkingCopy();
  await holdfast.close();
  await restart();
  expect(await unlockAndRead(page())).toBe('');
  await reopenIncident(page(), incident);
  await expectInJournal(page(), lines);
  expect(holdfast.problems).toEqual([]);
}

test('a working copy that was deleted is built anew', async () => {
  expect(filesBelow(database()).length).toBeGreaterThan(2);
  rmSync(database(), { recursive: true });
  await restart();
  await expectWholeAgain(await unlockAndRead(page()), /The working copy was missing and was built anew/);
});

test('a working copy whose files were damaged is built anew', async () => {
  let flipped = 0;
  for (const file of filesBelow(database())) {
    const bytes = readFileSync(file);
    // Beginnings stay, so that the database is opened and not simply begun again.
    for (let at = 64; at < bytes.length; at += 97) {
      bytes[at] = (bytes[at] ?? 0) ^ 0x40;
      flipped += 1;
    }
    writeFileSync(file, bytes);
  }
  expect(flipped).toBeGreaterThan(100);
  await restart();
  await expectWholeAgain(await unlockAndRead(page()), /The working copy was (damaged|missing) and was built anew/);
});

test('a working copy whose sealed rows were changed is built anew', async () => {
  await restart();
  await changeRows(page(), 'flip');
  await expectWholeAgain(await unlockAndRead(page()), /The working copy was damaged and was built anew/);
});

test('the working copies of another profile do not get in the way', async () => {
  const other = await launchHoldfast(await prepareProfile({ name: 'Foreign vault', incident: 'Foreign incident', lines: ['Foreign line'] }));
  await unlockAndRead(other.window);
  await quietWorkingCopy(other);
  await other.close();
  rmSync(database(), { recursive: true });
  cpSync(path.join(other.profileDir, 'IndexedDB'), database(), { recursive: true });
  giveToApp(database());
  await restart();
  const said = await unlockAndRead(page());
  await expect(page().getByText('Foreign incident')).toHaveCount(0);
  await expectWholeAgain(said, /The working copy was missing and was built anew/);
});

test('a working copy that is exchanged for that of another vault is built anew, and nothing of the other one is shown', async () => {
  await restart();
  const own = await databaseNames(page());
  await createVault(page(), 'Foreign vault');
  await openIncident(page(), 'Foreign incident');
  await recordLine(page(), 'Foreign line');
  await quietWorkingCopy();
  await holdfast.close();
  await restart();
  const foreign = (await databaseNames(page())).filter((name) => !own.includes(name));
  expect([own.length, foreign.length]).toEqual([1, 1]);
  await changeRows(page(), 'replace', own[0], foreign[0]);
  await chooseVault(page(), 'Field vault');
  const said = await unlockAndRead(page());
  await expect(page().getByText('Foreign incident')).toHaveCount(0);
  expect(said).toMatch(/The working copy belonged to another vault and was built anew/);
  await reopenIncident(page(), incident);
  await expectInJournal(page(), lines);
  expect(holdfast.problems).toEqual([]);
});

test('a torn end of the journal goes to quarantine, is said, and the journal is whole', async () => {
  const { vault } = profile;
  const frames = filesBelow(path.join(vault, 'log')).filter((file) => file.endsWith('.frames'));
  const newest = frames.toSorted((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs)[0] ?? '';
  const whole = readFileSync(newest);
  // The beginning of a real frame, as a write leaves it that the power cut.
  const torn = whole.subarray(0, 300);
  appendFileSync(newest, torn);
  expect(existsSync(path.join(vault, 'quarantine')) ? readdirSync(path.join(vault, 'quarantine')) : []).toEqual([]);
  await restart();
  const said = await unlockAndRead(page());
  expect(said).toContain('The last write before a crash was cut off');
  expect(said).toContain('300 bytes');
  expect(said).not.toContain('working copy');
  const kept = readdirSync(path.join(vault, 'quarantine'));
  expect(kept).toHaveLength(1);
  expect(readFileSync(path.join(vault, 'quarantine', kept[0] ?? ''))).toEqual(torn);
  expect(readFileSync(newest).subarray(0, whole.length)).toEqual(whole);
  await reopenIncident(page(), incident);
  await expectInJournal(page(), lines);
  await recordLine(page(), 'Written after the repair');
  await holdfast.close();
  await restart();
  expect(await unlockAndRead(page())).toBe('');
  await reopenIncident(page(), incident);
  await expectInJournal(page(), [...lines, 'Written after the repair']);
  expect(holdfast.problems).toEqual([]);
});

async function databaseNames(window: Page): Promise<readonly string[]> {
  await expect(window.getByText('Self-test passed')).toBeVisible();
  return window.evaluate(async () => (await indexedDB.databases()).flatMap(({ name }) => (name === undefined ? [] : [name])));
}

/** Changes the rows of working copies before a vault is unlocked: flips a bit in each sealed value, or puts the rows of `from` in the place of those of `to`. */
async function changeRows(window: Page, how: 'flip' | 'replace', to?: string, from?: string): Promise<void> {
  const names = await databaseNames(window);
  const changed = await window.evaluate(async ([target, source, isFlip]) => {
    const settle = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no answer'));
    });
    const [into, out] = [await settle(indexedDB.open(target)), await settle(indexedDB.open(source))];
    let rows = 0;
    for (const table of into.objectStoreNames) {
      if (isFlip && table === 'about') continue;
      const taken = (await settle(out.transaction(table).objectStore(table).getAll())) as { key: string; bytes: Uint8Array }[];
      const store = into.transaction(table, 'readwrite').objectStore(table);
      if (!isFlip) await settle(store.clear());
      for (const row of taken) {
        if (isFlip) row.bytes[row.bytes.length - 1] = (row.bytes.at(-1) ?? 0) ^ 1;
        await settle(store.put(row));
        rows += 1;
      }
    }
    into.close();
    out.close();
    return rows;
  }, [to ?? names[0] ?? '', from ?? names[0] ?? '', how === 'flip'] as const);
  expect(changed).toBeGreaterThan(2);
  await expect(incidentList(window)).toHaveCount(0);
}
