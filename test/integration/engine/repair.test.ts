// What another copy of the vault gives back after damage, what a hostile one cannot bring in, and what two writers of one place leave behind.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { LogId } from '#base';
import { checkForkProof, crc32, scanFrames } from '#log';
import { ask, createInPlace, createPlace, INCIDENT, must, note, unlockInPlace, type Place, type Running } from '../../support/engineHarness.ts';

const places: { readonly remove: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const place of places.splice(0)) await place.remove();
});

interface Begun { readonly place: Place; readonly vault: string; readonly log: LogId; readonly copy: string }
const texts = Array.from({ length: 12 }, (_, index) => `observation ${index}`);

/** A vault with an incident of twelve notes, closed, and a copy of its folder. */
async function begin(): Promise<Begun> {
  const place = await createPlace();
  places.push(place);
  const running = await createInPlace(place);
  const { log } = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
  for (const text of texts) must(await running.engine.handlers['entry.record']({ log, draft: note(text) }));
  await running.end();
  const copy = path.join(place.folder, 'copy');
  cpSync(running.path, copy, { recursive: true });
  return { place, vault: running.path, log, copy };
}

const frameFile = (vault: string, log: LogId) => path.join(vault, 'log', log, '000001.frames');

/** Overwrites the middle of some frames with zeros, as a bad sector does. */
function damage(vault: string, log: LogId, frames: readonly number[]): void {
  const bytes = readFileSync(frameFile(vault, log));
  const ranges = scanFrames(bytes).frames;
  for (const index of frames) {
    const range = ranges[index];
    if (range === undefined) throw new Error('no such frame');
    bytes.fill(0, range.from + 20, range.to - 8);
  }
  writeFileSync(frameFile(vault, log), bytes);
}

/** Changes one byte of the sealed body of a frame and makes its checksum right again. */
function forge(vault: string, log: LogId, index: number, at: (range: { readonly from: number; readonly to: number }) => number): void {
  const bytes = readFileSync(frameFile(vault, log));
  const range = scanFrames(bytes).frames[index];
  if (range === undefined) throw new Error('no such frame');
  bytes[at(range)] = (bytes[at(range)] ?? 0) ^ 1;
  bytes.writeUInt32BE(crc32(bytes.subarray(range.from, range.to - 4)), range.to - 4);
  writeFileSync(frameFile(vault, log), bytes);
}

async function repair(running: Running, copy: string, log: LogId | null = null) {
  const granted = must(await running.vault.addCopy(copy));
  return running.engine.handlers['repair.fromCopy']({ log, grant: granted.grant });
}
async function notesIn(running: Running, log: LogId): Promise<readonly string[]> {
  const page = await ask(running, 'journal', { log, filter: { kinds: ['note'] }, order: 'number', descending: false, offset: 0, limit: 1000 });
  return page.rows.map((row) => row.text);
}
async function recoveriesIn(running: Running, log: LogId): Promise<readonly string[]> {
  const page = await ask(running, 'journal', { log, filter: { kinds: ['recovery'] }, order: 'number', descending: false, offset: 0, limit: 1000 });
  return page.rows.map((row) => row.text);
}
function snapshotOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => `${entry.name} ${readFileSync(path.join(entry.parentPath, entry.name)).toString('base64')}`).toSorted();
}

test('damage in the middle of a log is shown, the rest is readable, and a copy gives everything back', async () => {
  const { place, vault, log, copy } = await begin();
  damage(vault, log, [4, 5, 6, 9]);
  const running = await unlockInPlace({ ...place, store: new Map() }, vault);
  expect(running.report.notices.map((notice) => notice.kind)).toContain('damage');
  expect(await notesIn(running, log)).toHaveLength(texts.length - 4);
  const before = snapshotOf(copy);
  expect(must(await repair(running, copy))).toEqual({ framesAdded: 4, contentRepaired: 0, forks: 0, stillMissing: 0, partsRepaired: 0, partsMissing: 0 });
  expect(snapshotOf(copy)).toEqual(before);
  expect((await notesIn(running, log)).toSorted()).toEqual(texts.toSorted());
  expect((await recoveriesIn(running, log)).some((text) => text.includes('4 frames were taken from another copy'))).toBe(true);
  // The journal goes on, and a second repair has nothing to do.
  must(await running.engine.handlers['entry.record']({ log, draft: note('after the repair') }));
  expect(await repair(running, copy)).toMatchObject({ ok: false, error: { kind: 'nothing-to-repair' } });
  expect(must(await running.engine.handlers['integrity.check']({ log, evidence: false })).verdict).toBe('ok');
  await running.end();
  const again = await unlockInPlace(place, vault);
  expect((await notesIn(again, log)).toSorted()).toEqual([...texts, 'after the repair'].toSorted());
  expect(must(await again.engine.handlers['integrity.check']({ log: null, evidence: false })).verdict).toBe('ok');
  await again.end();
});

test('entries recorded while a repair runs are all there afterwards', async () => {
  const { place, vault, log, copy } = await begin();
  damage(vault, log, [3, 4, 8]);
  const running = await unlockInPlace(place, vault);
  const added = Array.from({ length: 8 }, (_, index) => `meanwhile ${index}`);
  const [repaired, ...recorded] = await Promise.all([repair(running, copy), ...added.map((text) => running.engine.handlers['entry.record']({ log, draft: note(text) }))]);
  expect(must(repaired).framesAdded).toBe(3);
  expect(recorded.every((answer) => answer.ok)).toBe(true);
  expect((await notesIn(running, log)).toSorted()).toEqual([...texts, ...added].toSorted());
  await running.end();
});

test('content that was changed here comes back from the copy, without its header being stored twice', async () => {
  const { place, vault, log, copy } = await begin();
  forge(vault, log, 5, (range) => range.to - 40);
  const running = await unlockInPlace({ ...place, store: new Map() }, vault);
  expect(await notesIn(running, log)).toHaveLength(texts.length - 1);
  expect(must(await repair(running, copy, log))).toMatchObject({ framesAdded: 0, contentRepaired: 1, stillMissing: 0 });
  expect((await notesIn(running, log)).toSorted()).toEqual(texts.toSorted());
  await running.end();
});

test('a journal package mends too, and one that lacks the same frames says what is still missing', async () => {
  const { place, vault, log } = await begin();
  const before = await unlockInPlace(place, vault);
  const whole = must(await before.engine.handlers['export.package']({ log })).bytes;
  await before.end();
  damage(vault, log, [4, 5, 9]);
  const running = await unlockInPlace(place, vault);
  const file = path.join(place.folder, 'journal.hfp');
  const part = whole.slice();
  const [, , , , , fifth] = scanFrames(part).frames;
  if (fifth === undefined) throw new Error('no frame');
  part.fill(0, fifth.from + 20, fifth.to);
  writeFileSync(file, part);
  expect(must(await repair(running, file))).toEqual({ framesAdded: 2, contentRepaired: 0, forks: 0, stillMissing: 1, partsRepaired: 0, partsMissing: 0 });
  writeFileSync(file, whole);
  expect(must(await repair(running, file))).toEqual({ framesAdded: 1, contentRepaired: 0, forks: 0, stillMissing: 0, partsRepaired: 0, partsMissing: 0 });
  expect((await notesIn(running, log)).toSorted()).toEqual(texts.toSorted());
  await running.end();
});

test('a hostile copy adds nothing: other vaults, changed frames, frames of another log, things that are no copy', async () => {
  const { place, vault, log, copy } = await begin();
  const other = await begin();
  damage(vault, log, [4]);
  for (let frame = 0; frame < 13; frame += 1) forge(copy, log, frame, (range) => range.from + 60 + frame);
  const running = await unlockInPlace(place, vault);
  const before = readFileSync(frameFile(vault, log));
  expect(await repair(running, other.vault)).toMatchObject({ ok: false, error: { kind: 'not-a-copy' } });
  expect(await repair(running, copy)).toMatchObject({ ok: false, error: { kind: 'nothing-to-repair' } });
  // Frames of another vault under the name of our log.
  cpSync(frameFile(other.vault, other.log), frameFile(copy, log));
  expect(await repair(running, copy)).toMatchObject({ ok: false, error: { kind: 'nothing-to-repair' } });
  expect(await running.vault.addCopy(place.folder)).toMatchObject({ ok: false, error: { kind: 'not-a-copy' } });
  writeFileSync(path.join(place.folder, 'noise.hfp'), 'HFP1 and then nothing');
  expect(await repair(running, path.join(place.folder, 'noise.hfp'))).toMatchObject({ ok: false, error: { kind: 'not-a-copy' } });
  expect(readFileSync(frameFile(vault, log)).equals(before)).toBe(true);
  await running.end();
});

test('a journal whose folder is gone comes back, because this machine remembers it', async () => {
  const { place, vault, log, copy } = await begin();
  rmSync(path.join(vault, 'log', log), { recursive: true });
  const running = await unlockInPlace(place, vault);
  expect(running.report.incidents).toBe(0);
  expect(must(await repair(running, copy))).toMatchObject({ stillMissing: 0 });
  expect((await notesIn(running, log)).toSorted()).toEqual(texts.toSorted());
  await running.end();
});

test('a copied folder opened on another machine goes on in a new feed and says so', async () => {
  const { place, log, copy } = await begin();
  const elsewhere = await unlockInPlace({ ...place, hostStateDir: path.join(place.folder, 'host-2'), store: new Map() }, copy);
  expect(elsewhere.report.notices).toContainEqual({ kind: 'new-feed', detail: 'this vault was not opened on this machine before; entries go into a new feed' });
  must(await elsewhere.engine.handlers['entry.record']({ log, draft: note('from the copy') }));
  expect((await recoveriesIn(elsewhere, log)).some((text) => text.includes('goes on in a new feed'))).toBe(true);
  expect(must(await elsewhere.engine.handlers['integrity.check']({ log, evidence: false })).feeds).toHaveLength(2);
  await elsewhere.end();
});

test('a vault and its clone that signed one place twice: both kept, proved, recorded once', async () => {
  const { place, vault, log, copy } = await begin();
  // A cloned machine: the folder and what the machine remembers are copied together.
  const cloneHost = path.join(place.folder, 'host-2');
  cpSync(place.hostStateDir, cloneHost, { recursive: true });
  const clone = await unlockInPlace({ ...place, hostStateDir: cloneHost, store: new Map() }, copy);
  expect(clone.report.notices.map((notice) => notice.kind)).not.toContain('new-feed');
  for (const text of ['clone one', 'clone two']) must(await clone.engine.handlers['entry.record']({ log, draft: note(text) }));
  await clone.end();
  const running = await unlockInPlace(place, vault);
  must(await running.engine.handlers['entry.record']({ log, draft: note('original') }));
  expect(must(await repair(running, copy))).toMatchObject({ framesAdded: 2, forks: 1, stillMissing: 0 });
  expect((await notesIn(running, log)).toSorted()).toEqual([...texts, 'clone one', 'clone two', 'original'].toSorted());
  const forks = async (from: Running) => (await recoveriesIn(from, log)).filter((text) => text.includes('Two frames were signed'));
  expect(await forks(running)).toHaveLength(1);
  expect(must(await running.engine.handlers['integrity.check']({ log, evidence: false })).verdict).toBe('failed');
  const [said] = await forks(running);
  const [, seq, feed] = /frame (\d+) of feed ([0-9a-f]{16})/.exec(said ?? '') ?? [];
  const whole = must(await running.engine.handlers['integrity.check']({ log, evidence: false })).feeds.find((candidate) => candidate.feed.startsWith(feed ?? 'none'))?.feed;
  const proof = must(await running.engine.handlers['fork.proof']({ log, feed: whole ?? '', seq: Number(seq) }));
  expect(must(checkForkProof(proof.bytes)).holds).toBe(true);
  expect(await running.engine.handlers['fork.proof']({ log, feed: whole ?? '', seq: 1 })).toMatchObject({ ok: false, error: { kind: 'unknown-target' } });
  expect(await repair(running, copy)).toMatchObject({ ok: false, error: { kind: 'nothing-to-repair' } });
  await running.end();
  const again = await unlockInPlace(place, vault);
  expect(again.report.notices.map((notice) => notice.kind)).toContain('fork');
  expect(await forks(again)).toHaveLength(1);
  await again.end();
});
