// Two copies of vault.json: one damaged file never makes a vault unopenable, and an older one put back is noticed.
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openVaultFolder } from '#disk';
import { createInPlace, createPlace, must, runEngine, type Place } from '../../support/engineHarness.ts';

let place: Place & { readonly remove: () => Promise<void> };
let vaultPath: string;
let recoveryKey: string;
const first = () => path.join(vaultPath, 'vault.json');
const second = () => path.join(vaultPath, 'vault.second.json');

beforeEach(async () => {
  place = await createPlace();
  const running = await createInPlace(place);
  ({ path: vaultPath, recoveryKey } = running);
  await running.end();
});
afterEach(() => place.remove());

/** Opens with the recovery key, which costs no derivation; does something; answers what the opening said. */
async function open(work: (running: ReturnType<typeof runEngine>) => Promise<unknown> = () => Promise.resolve(), key = recoveryKey) {
  const folder = await openVaultFolder({ path: vaultPath, hostStateDir: place.hostStateDir, ballastBytes: 0 });
  if (!folder.ok) return folder;
  const running = runEngine(place, folder.value);
  const report = await running.engine.handlers['vault.unlock']({ recoveryKey: key });
  if (report.ok) await work(running);
  await running.end();
  return report;
}
const addWay = (running: ReturnType<typeof runEngine>) => running.engine.handlers['vault.addSlot']({ type: 'recovery', label: 'Safe' });

test('either copy may be missing, cut, flipped or foreign: the other opens the vault, and both are whole afterwards', async () => {
  const good = await readFile(first(), 'utf8');
  expect(await readFile(second(), 'utf8')).toBe(good);
  const harms: readonly (readonly [string, (file: string) => Promise<void>])[] = [
    ['missing', (file) => rm(file)],
    ['empty', (file) => writeFile(file, '')],
    ['cut', (file) => writeFile(file, good.slice(0, 300))],
    ['no JSON', (file) => writeFile(file, good.replace('{', '['))],
    ['another name', (file) => writeFile(file, good.replace('"Site"', '"Sita"'))],
    ['a higher generation that nobody signed', (file) => writeFile(file, good.replace(/"generation": \d+/, '"generation": 999'))],
    ['another mac', (file) => writeFile(file, good.replace(/"mac": "[0-9a-f]{4}/, '"mac": "0123'))],
  ];
  for (const [what, harm] of harms) {
    for (const file of [first(), second()]) {
      await harm(file);
      const report = must(await open());
      expect(report.notices.map((notice) => notice.kind), `${what} ${file}`).toEqual(what === 'missing' && file === second() ? [] : ['damage']);
      expect([await readFile(first(), 'utf8'), await readFile(second(), 'utf8')], what).toEqual([good, good]);
    }
  }
  expect(must(await open()).notices).toEqual([]);
});

test('both copies damaged is damage, and says so; no copy is no vault', async () => {
  const good = await readFile(first(), 'utf8');
  for (const file of [first(), second()]) await writeFile(file, good.replace('"Site"', '"Sita"'));
  expect(await open()).toMatchObject({ ok: false, error: { kind: 'damaged' } });
  for (const file of [first(), second()]) await rm(file);
  expect(await open()).toMatchObject({ ok: false, error: { kind: 'not-a-vault' } });
});

test('an older vault.json that was put back is said; the newer copy is used, and its ways still open', async () => {
  const old = await readFile(first(), 'utf8');
  let added = '';
  must(await open(async (running) => { added = must(await addWay(running)).recoveryKey ?? ''; }));
  const newest = await readFile(first(), 'utf8');
  await writeFile(first(), old);
  const report = must(await open(undefined, added));
  expect(report.notices.map((notice) => notice.detail)).toEqual(['an older vault.json was put back; the newer second copy was used']);
  expect(await readFile(first(), 'utf8')).toBe(newest);
  for (const file of [first(), second()]) await writeFile(file, old);
  const both = must(await open());
  expect(both.notices.map((notice) => notice.detail)).toEqual(['an older vault.json was put back']);
});

test('the newest head is kept when a way opens only the older one', async () => {
  const old = await readFile(second(), 'utf8');
  let removed = '';
  must(await open(async (running) => {
    const way = must(await addWay(running));
    removed = way.recoveryKey ?? '';
  }));
  const withWay = await readFile(first(), 'utf8');
  const slot = (JSON.parse(withWay) as { slots: { name: string; label: string }[] }).slots.find((each) => each.label === 'Safe')?.name ?? '';
  const bytes = await readFile(path.join(vaultPath, 'slots', `${slot}.age`));
  must(await open(async (running) => must(await running.engine.handlers['vault.removeSlot']({ name: slot }))));
  const newest = await readFile(first(), 'utf8');
  await writeFile(first(), withWay);
  await writeFile(path.join(vaultPath, 'slots', `${slot}.age`), bytes);
  const report = must(await open(undefined, removed));
  expect(report.notices.map((notice) => notice.detail)).toContain('a newer copy of vault.json lies in the folder that this way does not open');
  expect(await readFile(second(), 'utf8')).toBe(newest);
  expect(old).not.toBe(newest);
});
