// Sealed parts of evidence that are damaged or gone come back from a copy, byte for byte, and what cannot is said.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { EntryId, LogId } from '#base';
import { ask, createInPlace, createPlace, INCIDENT, must, unlockInPlace, type Place, type Running } from '../../support/engineHarness.ts';

const places: { readonly remove: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const place of places.splice(0)) await place.remove();
});

interface Begun { readonly place: Place; readonly vault: string; readonly log: LogId; readonly copy: string; readonly items: readonly EntryId[] }
/** A closed vault with four sealed items, and a copy of its folder. */
async function begin(): Promise<Begun> {
  const place = await createPlace();
  places.push(place);
  const running = await createInPlace(place);
  const { log } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  const items: EntryId[] = [];
  for (const number of [1, 2, 3, 4]) {
    const { grant } = running.vault.grants.addBytes(`image ${number}`, new Uint8Array(70_000 * number).fill(number));
    const body = { name: `Image ${number}`, evidenceKind: 'document', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' } as const;
    items.push(must(await running.engine.handlers['evidence.seal']({ log, grant, resume: null, legacyHashes: [], body, occurred: null, tags: [], links: [] })).entryId);
  }
  await running.end();
  const copy = path.join(place.folder, 'copy');
  cpSync(running.path, copy, { recursive: true });
  return { place, vault: running.path, log, copy, items };
}
const partOf = (vault: string, item: EntryId | undefined): string => path.join(vault, 'evidence', item ?? '', '00001.age');
function flip(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
async function repair(running: Running, copy: string) {
  return running.engine.handlers['repair.fromCopy']({ log: null, grant: must(await running.vault.addCopy(copy)).grant });
}
const isWhole = async (running: Running, log: LogId, item: EntryId | undefined): Promise<boolean> => {
  const verified = await running.engine.handlers['evidence.verify']({ log, item: item as never });
  return verified.ok && verified.value.result === 'match';
};

test('a damaged part, a missing one and a missing folder come back; the damaged bytes are kept in quarantine', async () => {
  const { place, vault, log, copy, items } = await begin();
  const [damaged, missing, gone, fine] = items;
  flip(partOf(vault, damaged));
  const spoilt = readFileSync(partOf(vault, damaged));
  rmSync(partOf(vault, missing));
  rmSync(path.join(vault, 'evidence', gone ?? ''), { recursive: true });
  const running = await unlockInPlace(place, vault);
  expect(await isWhole(running, log, damaged)).toBe(false);
  expect(must(await repair(running, copy))).toEqual({ framesAdded: 0, contentRepaired: 0, forks: 0, stillMissing: 0, partsRepaired: 3, partsMissing: 0 });
  for (const item of [damaged, missing, gone, fine]) {
    expect(readFileSync(partOf(vault, item)).equals(readFileSync(partOf(copy, item)))).toBe(true);
    expect(await isWhole(running, log, item)).toBe(true);
  }
  const [kept = '', ...others] = readdirSync(path.join(vault, 'quarantine'));
  expect(others).toEqual([]);
  expect(kept).toMatch(new RegExp(`^${damaged ?? ''}-00001\\.age-[0-9a-f]{8}\\.damaged$`));
  expect(readFileSync(path.join(vault, 'quarantine', kept)).equals(spoilt)).toBe(true);
  // Nothing half is left, it is in the journal, and the second time there is nothing to do.
  expect(readdirSync(path.join(vault, 'evidence', damaged ?? '')).filter((name) => name.includes('.new-'))).toEqual([]);
  const recoveries = await ask(running, 'entities', { log, kind: 'recovery', filter: {} });
  expect(JSON.stringify(recoveries)).toContain('3 sealed parts of evidence came back from another copy');
  expect(await repair(running, copy)).toMatchObject({ ok: false, error: { kind: 'nothing-to-repair' } });
  const progress = running.pushes.filter((push) => push.name === 'integrity.progress').map((push) => push.payload as { readonly done: number; readonly total: number });
  expect(progress.length).toBeGreaterThan(4);
  expect(progress.every(({ done, total }) => done <= total && total > 700_000)).toBe(true);
  await running.end();
});

test('what the copy has damaged too, or another of the same length, stays as it is and is counted', async () => {
  const { place, vault, log, copy, items } = await begin();
  const [first, second] = items;
  flip(partOf(vault, first));
  flip(partOf(copy, first));
  const before = readFileSync(partOf(vault, first));
  rmSync(partOf(vault, second));
  cpSync(partOf(copy, items[2]), partOf(copy, second));
  const running = await unlockInPlace(place, vault);
  expect(must(await repair(running, copy))).toMatchObject({ partsRepaired: 0, partsMissing: 2 });
  expect(readFileSync(partOf(vault, first)).equals(before)).toBe(true);
  expect(existsSync(partOf(vault, second))).toBe(false);
  expect(readdirSync(path.join(vault, 'quarantine'))).toEqual([]);
  expect(await ask(running, 'entities', { log, kind: 'recovery', filter: {} })).toEqual([]);
  await running.end();
});

test('a repair that is stopped says so and keeps what it took; the next one does the rest', async () => {
  const { place, vault, copy, items } = await begin();
  for (const item of items) flip(partOf(vault, item));
  const running = await unlockInPlace(place, vault);
  let parts = 0;
  const dispose = running.engine.onPush((push) => {
    if (push.name !== 'integrity.progress') return;
    const { done, total } = push.payload as { readonly done: number; readonly total: number };
    // Somewhere among the parts: the frames are the smaller share.
    if (done > total * 0.2 && (parts += 1) === 1) void running.engine.handlers['repair.cancel']({});
  });
  expect(await repair(running, copy)).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  dispose();
  const mended = () => items.filter((item) => readFileSync(partOf(vault, item)).equals(readFileSync(partOf(copy, item)))).length;
  expect(mended()).toBeGreaterThan(0);
  expect(mended()).toBeLessThan(items.length);
  const left = items.length - mended();
  expect(must(await repair(running, copy))).toMatchObject({ partsRepaired: left, partsMissing: 0 });
  expect(mended()).toBe(items.length);
  await running.end();
});
