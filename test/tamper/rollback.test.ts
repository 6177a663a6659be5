// Old state put back, in every combination of vault.json, journal and working copy, through the real engine over real folders; and a vault that was cloned or restored.
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LogId } from '#base';
import { checkForkProof, createLogReader, decodeFrame, encodeForkProof, scanFrames } from '#log';
import { ask, createInPlace, createPlace, INCIDENT, must, note, unlockInPlace, type Place, type Running } from '../support/engineHarness.ts';

type Removable = Place & { readonly remove: () => Promise<void> };
let place: Removable;
beforeEach(async () => { place = await createPlace(); });
afterEach(() => place.remove());

const copyOf = (store: Place['store']): Place['store'] => new Map([...store].map(([table, rows]) => [table, new Map(rows)]));
async function notesOf(running: Pick<Running, 'engine'>, log: LogId): Promise<readonly string[]> {
  return (await ask(running, 'journal', { log, filter: { kinds: ['note'] }, order: 'number', descending: false, offset: 0, limit: 100 })).rows.map((row) => row.text);
}
async function record(running: Pick<Running, 'engine'>, log: LogId, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) must(await running.engine.handlers['entry.record']({ log, draft: note(text) }));
}
/** All frames of a log of a vault folder, as they lie there. */
async function framesOf(vault: string, log: LogId): Promise<readonly Uint8Array[]> {
  const folder = path.join(vault, 'log', log);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.frames')).toSorted();
  const all = await Promise.all(files.map(async (name) => new Uint8Array(await readFile(path.join(folder, name)))));
  return all.flatMap((bytes) => scanFrames(bytes).frames.map(({ from, to }) => bytes.slice(from, to)));
}

interface Old { readonly header: boolean; readonly log: boolean; readonly copy: boolean }
const combinations: readonly (Old & { readonly name: string })[] = [1, 2, 3, 4, 5, 6, 7].map((bits) => {
  const old = { header: (bits & 1) !== 0, log: (bits & 2) !== 0, copy: (bits & 4) !== 0 };
  return { ...old, name: Object.entries(old).filter(([, is]) => is).map(([part]) => part).join(' and ') };
});

describe('old state put back', () => {
  test.each(combinations)('old $name: noticed or rebuilt, nothing that is on disk is lost, nothing is signed twice', async ({ header, log: oldLog, copy }) => {
    const first = await createInPlace(place);
    const { log } = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
    await record(first, log, 'one', 'two');
    await first.end();
    const saved = path.join(place.folder, 'saved');
    await cp(first.path, saved, { recursive: true });
    const savedCopy = copyOf(place.store);

    const second = await unlockInPlace(place, first.path);
    expect(second.report.notices).toEqual([]);
    must(await second.engine.handlers['vault.addSlot']({ type: 'recovery', label: 'Second safe' }));
    await record(second, log, 'three', 'four');
    await second.end();
    const newest = path.join(place.folder, 'newest');
    await cp(first.path, newest, { recursive: true });

    if (header) {
      for (const part of ['vault.json', 'vault.second.json', 'slots']) {
        await rm(path.join(first.path, part), { recursive: true, force: true });
        await cp(path.join(saved, part), path.join(first.path, part), { recursive: true }).catch(() => undefined);
      }
    }
    if (oldLog) {
      await rm(path.join(first.path, 'log'), { recursive: true });
      await cp(path.join(saved, 'log'), path.join(first.path, 'log'), { recursive: true });
    }
    if (copy) {
      place.store.clear();
      for (const [table, rows] of savedCopy) place.store.set(table, rows);
    }

    const third = await unlockInPlace(place, first.path);
    const notices = third.report.notices.map(({ kind, detail }) => `${kind}: ${detail}`);
    expect(notices.some((text) => text.includes('an older vault.json was put back'))).toBe(header);
    expect(notices.some((text) => text.startsWith('new-feed: the folder holds less than this machine remembers'))).toBe(oldLog);
    // Exactly what lies on disk is shown: nothing that only an old or new working copy knows.
    expect(await notesOf(third, log)).toEqual(oldLog ? ['one', 'two'] : ['one', 'two', 'three', 'four']);
    if (oldLog && !copy) expect(third.report.workingCopy).toBe('rebuilt-older');
    if (copy && !oldLog) expect(['caught-up', 'rebuilt-older']).toContain(third.report.workingCopy);
    await record(third, log, 'five');
    const check = must(await third.engine.handlers['integrity.check']({ log, evidence: false }));
    // What was remembered and is gone is said at each check.
    expect(check.verdict).toBe(oldLog ? 'incomplete' : 'ok');
    await third.end();

    // The newer journal comes back from elsewhere: both fit together and nothing was signed for the same place.
    const reader = createLogReader({ log, keys: null });
    for (const frame of [...(await framesOf(newest, log)), ...(await framesOf(first.path, log))]) reader.ingest(frame);
    reader.settle();
    expect({ forks: reader.forks(), gaps: reader.gaps(), problems: reader.problems() }).toEqual({ forks: [], gaps: [], problems: [] });
    expect(reader.heads()).toHaveLength(oldLog ? 2 : 1);
  });
});

describe('a vault that is somewhere else', () => {
  test('a copy opened on another machine starts a new feed and says so', async () => {
    const first = await createInPlace(place);
    const { log } = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
    await record(first, log, 'here');
    await first.end();
    const elsewhere = path.join(place.folder, 'elsewhere');
    await cp(first.path, elsewhere, { recursive: true });
    const other: Place = { folder: place.folder, hostStateDir: path.join(place.folder, 'other-host'), store: new Map() };
    const opened = await unlockInPlace(other, elsewhere);
    expect(opened.report.notices).toEqual([{ kind: 'new-feed', detail: 'this vault was not opened on this machine before; entries go into a new feed' }]);
    await record(opened, log, 'there');
    await opened.end();
    const again = await unlockInPlace(place, first.path);
    await record(again, log, 'here again');
    await again.end();
    const reader = createLogReader({ log, keys: null });
    for (const frame of [...(await framesOf(first.path, log)), ...(await framesOf(elsewhere, log))]) reader.ingest(frame);
    reader.settle();
    expect(reader.forks()).toEqual([]);
    expect(reader.heads().length).toBe(2);
  });

  test('a machine cloned with all it remembers signs one place twice, and the two headers prove it to anybody', async () => {
    const first = await createInPlace(place);
    const { log } = must(await first.engine.handlers['incident.create']({ body: INCIDENT, occurred: null }));
    await record(first, log, 'before the clone');
    await first.end();
    const clone: Removable = await createPlace();
    const cloned = path.join(clone.folder, 'vault');
    await cp(first.path, cloned, { recursive: true });
    await cp(place.hostStateDir, clone.hostStateDir, { recursive: true });
    const [left, right] = [await unlockInPlace(place, first.path), await unlockInPlace(clone, cloned)];
    await record(left, log, 'said by the one');
    await record(right, log, 'said by the other');
    await left.end();
    await right.end();
    const [ours, theirs] = [await framesOf(first.path, log), await framesOf(cloned, log)];
    await clone.remove();
    const reader = createLogReader({ log, keys: null });
    for (const frame of [...ours, ...theirs]) reader.ingest(frame);
    const [fork] = reader.forks();
    expect(reader.forks()).toHaveLength(1);
    expect(reader.counts().frames).toBe(ours.length + 1);
    const at = (frames: readonly Uint8Array[]) => {
      const found = frames.map((bytes) => decodeFrame(bytes)).find((frame) => frame.ok && frame.value.header.seq === fork?.seq);
      if (found?.ok !== true) throw new Error('the forked frame is not there');
      return found.value;
    };
    const proof = encodeForkProof(at(ours), at(theirs));
    expect(checkForkProof(proof)).toMatchObject({ ok: true, value: { holds: true } });
    // Any changed byte of it: no proof.
    for (let index = 0; index < proof.length; index += 1) {
      const changed = proof.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      const checked = checkForkProof(changed);
      if (checked.ok && checked.value.holds) expect.fail(`byte ${index}`);
    }
  });
});
