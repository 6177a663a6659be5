// An incident whose beginning is gone stays in the list, says what is there of it, and comes back from a copy.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { LogId } from '#base';
import { scanFrames } from '#log';
import { ask, createInPlace, createPlace, INCIDENT, must, note, unlockInPlace, type Place } from '../../support/engineHarness.ts';

const places: { readonly remove: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const place of places.splice(0)) await place.remove();
});

async function begin(): Promise<{ readonly place: Place; readonly vault: string; readonly log: LogId; readonly copy: string }> {
  const place = await createPlace();
  places.push(place);
  const running = await createInPlace(place);
  const { log } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  for (const text of ['one', 'two', 'three', 'four']) must(await running.engine.handlers['entry.record']({ log, draft: note(text) }));
  await running.end();
  const copy = path.join(place.folder, 'copy');
  cpSync(running.path, copy, { recursive: true });
  return { place, vault: running.path, log, copy };
}
function damage(vault: string, log: LogId, frames: readonly number[]): void {
  const file = path.join(vault, 'log', log, '000001.frames');
  const bytes = readFileSync(file);
  for (const [index, range] of scanFrames(bytes).frames.entries()) if (frames.includes(index)) bytes.fill(0, range.from + 20, range.to - 8);
  writeFileSync(file, bytes);
}

test.each([
  ['the genesis', [0], { frames: 5, entries: 0, remembered: 6 }],
  // Unlocking records the damage: one entry more.
  ['the incident entry', [1], { frames: 6, entries: 5, remembered: 7 }],
  // Nothing whole follows: all of it went to quarantine.
  ['every frame', [0, 1, 2, 3, 4, 5], { frames: 0, entries: 0, remembered: 6 }],
] as const)('with %s damaged the incident is still named, can be checked, and is repaired', async (_what, frames, found) => {
  const { place, vault, log, copy } = await begin();
  damage(vault, log, frames);
  const running = await unlockInPlace({ ...place, store: new Map() }, vault);
  expect(await ask(running, 'incidents', {})).toEqual([]);
  expect(await ask(running, 'unreadable', {})).toEqual([{ log, ...found, isHere: true }]);
  expect(await ask(running, 'incident', { log })).toBeNull();
  // What the screen over it asks for has answers.
  expect((await ask(running, 'witness', { log })).damaged).toHaveLength(found.frames > 0 ? 1 : 0);
  expect(await ask(running, 'entities', { log, kind: 'recovery', filter: {} })).toHaveLength(found.entries > 0 ? 1 : 0);
  expect(must(await running.engine.handlers['integrity.check']({ log, evidence: true })).verdict).not.toBe('ok');
  const granted = must(await running.vault.addCopy(copy));
  expect(must(await running.engine.handlers['repair.fromCopy']({ log: null, grant: granted.grant }))).toMatchObject({ stillMissing: 0 });
  expect(await ask(running, 'unreadable', {})).toEqual([]);
  expect((await ask(running, 'incidents', {})).map((card) => card.title)).toEqual([INCIDENT.title]);
  await running.end();
});

test('a journal that the folder has lost and this machine remembers is named too', async () => {
  const { place, vault, log, copy } = await begin();
  rmSync(path.join(vault, 'log', log), { recursive: true });
  const running = await unlockInPlace({ ...place, store: new Map() }, vault);
  expect(await ask(running, 'unreadable', {})).toEqual([{ log, frames: 0, entries: 0, remembered: 6, isHere: false }]);
  const granted = must(await running.vault.addCopy(copy));
  must(await running.engine.handlers['repair.fromCopy']({ log: null, grant: granted.grant }));
  expect(await ask(running, 'unreadable', {})).toEqual([]);
  await running.end();
});

test('a vault in order has nothing of the kind, with its working copy and without', async () => {
  const { place, vault } = await begin();
  for (const store of [place.store, new Map()]) {
    const running = await unlockInPlace({ ...place, store }, vault);
    expect(await ask(running, 'unreadable', {})).toEqual([]);
    await running.end();
  }
});
