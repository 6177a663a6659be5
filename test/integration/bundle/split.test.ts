// Parts of bundles as a courier may bring them: in every order, some only, cut, flipped, killed in the middle. Every vault ends with the same journal.
import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogId } from '#base';
import { openDeviceAge } from '#crypto';
import { bundle } from '../../support/bundle.ts';
import { ask, createMember, createTeam, exportTo, foundShared, framesOnDisk, importFrom, must, notesOf, open, stick, write, writeParts, type MemberVault, type Running, type Team } from './kit.ts';

const SEALED_CHUNK = 65_536 + 16;
const slow = process.env['SLOW'] === '1';
let team: Team;
let members: Team['members'];
let running: Team['running'];
let child: string;
beforeAll(async () => {
  child = fileURLToPath(await bundle('test/integration/bundle/child.ts'));
  team = await createTeam(slow ? 80 : 10);
  ({ members, running } = team);
});
afterAll(() => team.end());
const headsOf = async (of: Running, log: LogId) => (await ask(of, 'witness', { log })).feeds.map(({ feed, frames }) => `${feed} ${frames}`).toSorted();
const long20 = (name: string): string => `${name} ${'x'.repeat(20_000)}`;

test('three parts in every order, each of them twice: what waits is said, and the journal is whole in the end', async () => {
  const [first, second] = running;
  const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
  const log = team.nextLog();
  await write(first, log, 'one', 'two', 'three', 'four');
  const frames = await framesOnDisk(first, log);
  const cut = Math.floor(frames.length / 3);
  // An import reads parts by their numbers: here the last frames stand in the first part, so that they have to wait.
  const paths = (await writeParts(first, members[0], log, stick(members[0]), [members[1], members[2]], [frames.slice(2 * cut), frames.slice(cut, 2 * cut).toReversed(), frames.slice(0, cut)])).toReversed();
  // All at once in every order; the first time the journal is new, later everything is known.
  for (const [round, order] of orders.entries()) {
    const imported = await importFrom(second, ...order.flatMap((part) => [paths[part] ?? '', paths[part] ?? '']));
    expect(imported.logs, order.join()).toMatchObject([{ framesAdded: round === 0 ? frames.length : 0, framesRefused: 0, framesWaiting: 0, missing: [], isNew: round === 0 }]);
  }
  // One after the other, the last first: nothing is kept that nothing leads to.
  const third = running[2];
  const alone = await importFrom(third, paths[2] ?? '');
  expect(alone).toMatchObject({ bundles: [{ parts: 3, partsMissing: [2, 3] }], logs: [{ isNew: true, isMember: false, framesAdded: 0 }] });
  expect((await ask(third, 'incidents', {})).map((card) => card.log)).not.toContain(log);
  expect((await importFrom(third, paths[0] ?? '')).logs).toMatchObject([{ isNew: true, isMember: true, framesAdded: cut }]);
  const hole = await importFrom(third, paths[2] ?? '');
  expect(hole.logs[0]?.framesAdded).toBe(0);
  expect([hole.logs[0]?.framesWaiting, hole.logs[0]?.missing.length]).toEqual([frames.length - 2 * cut, 1]);
  expect((await importFrom(third, paths[1] ?? '', paths[2] ?? '')).logs).toMatchObject([{ framesAdded: frames.length - cut, framesWaiting: 0, missing: [] }]);
  expect(await headsOf(third, log)).toEqual(await headsOf(first, log));
  expect(await notesOf(third, log)).toEqual(['one', 'two', 'three', 'four']);
});

test('a part that was cut at any border of its chunks, or flipped, is set aside where it breaks; another copy brings the rest', async () => {
  const [first, second, third] = running;
  const log = team.nextLog();
  await write(first, log, ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(long20));
  const there = stick(members[0]);
  const { files: [file], frames } = await exportTo(first, log, there, [members[1], members[2]], { carry: 'all' });
  const whole = readFileSync(path.join(there, file?.name ?? ''));
  const start = openDeviceAge(new Uint8Array(whole), members[1].device);
  if (typeof start === 'string') throw new Error(start);
  const spoilt = path.join(stick(members[0]), 'spoilt.age');
  let added = 0;
  for (let at = start.payloadStart + SEALED_CHUNK; at < whole.length; at += SEALED_CHUNK) {
    writeFileSync(spoilt, whole.subarray(0, at));
    const imported = await importFrom(second, spoilt);
    expect(imported.setAside, `cut at ${at}`).toMatchObject([{ name: 'spoilt.age', reason: 'damaged', at }]);
    expect(imported.bundles).toMatchObject([{ partsMissing: [1] }]);
    added += imported.logs[0]?.framesAdded ?? 0;
    expect(imported.logs[0]?.framesRefused).toBe(0);
  }
  expect(added).toBeGreaterThan(3);
  expect(added).toBeLessThan(frames);
  // Flipped in its second chunk: what the first holds is taken, the place is named.
  const flipped = Buffer.from(whole);
  const at = start.payloadStart + SEALED_CHUNK + 100;
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  writeFileSync(spoilt, flipped);
  const imported = await importFrom(third, spoilt);
  expect(imported.setAside).toEqual([{ name: 'spoilt.age', reason: 'damaged', at: start.payloadStart + SEALED_CHUNK }]);
  expect(imported.logs[0]?.framesAdded).toBeGreaterThan(0);
  expect(imported.logs[0]?.headsNotHere.length).toBeGreaterThan(0);
  // Cut inside the manifest or the header, there is nothing to take.
  writeFileSync(spoilt, whole.subarray(0, start.payloadStart + 40));
  copyFileSync(path.join(there, file?.name ?? ''), path.join(path.dirname(spoilt), 'whole.age'));
  const both = await importFrom(third, path.dirname(spoilt));
  expect(both.setAside.map(({ reason }) => reason)).toEqual(['damaged']);
  await importFrom(second, there);
  for (const of of [second, third]) expect(await notesOf(of, log)).toHaveLength(8);
  expect(await headsOf(third, log)).toEqual(await headsOf(second, log));
});

test('a bundle of a log that this device is no member of leaves nothing behind', async () => {
  const [first] = running;
  const log = team.nextLog();
  const frames = await framesOnDisk(first, log);
  // Frames of a shared log without its genesis, sealed to somebody: nothing of it makes the device a member.
  const [only] = await writeParts(first, members[0], log, stick(members[0]), [members[1]], [frames.slice(1)]);
  expect((await importFrom(running[1], only ?? '')).logs).toMatchObject([{ isMember: false, isNew: true, framesAdded: 0 }]);
  expect((await ask(running[1], 'unreadable', {})).map((one) => one.log)).not.toContain(log);
});

test('killed in the middle of an import: what was acknowledged is there, and the next import completes it', async () => {
  const other = await createTeamOfTwo();
  const { log, first, second, there, frames } = other;
  for (let round = 0; round < (slow ? 2 : 1); round += 1) {
    const importer = spawn(process.execPath, [child, second.path, second.place.hostStateDir, there, second.recoveryKey], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines: string[] = [];
    createInterface({ input: importer.stdout }).on('line', (line) => {
      lines.push(line);
      if (line === 'appended' && lines.filter((one) => one === 'appended').length > round) importer.kill('SIGKILL');
    });
    await new Promise((resolve) => importer.on('close', resolve));
    expect(lines).not.toContain('done');
  }
  const again = await open(second);
  const before = await framesOnDisk(again, log);
  expect(before.length).toBeGreaterThan(255);
  expect(before.length).toBeLessThan(frames);
  expect(again.report).toMatchObject({ incidents: 1 });
  expect((await importFrom(again, there)).logs).toMatchObject([{ framesAdded: frames - before.length, framesRefused: 0, missing: [], headsNotHere: [] }]);
  expect((await ask(again, 'witness', { log })).gaps).toEqual([]);
  expect(await notesOf(again, log)).toHaveLength(frames - 2);
  await again.end();
  for (const one of [first, second]) await one.place.remove();
});

/** A long journal in one vault, exported for another that is closed. */
async function createTeamOfTwo() {
  const [first, second] = [await createMember(), await createMember()];
  const [log] = await foundShared([first, second], [], slow ? 1300 : 600);
  if (log === undefined) throw new Error('no log');
  const holder = await open(first);
  // A recorded note makes the device go on in a feed of its own.
  await write(holder, log, 'the last');
  const there = stick(first);
  const { frames } = await exportTo(holder, log, there, [second], { carry: 'all' });
  await holder.end();
  return { log, first, second, there, frames };
}

test('a frame that is damaged here hides nothing that comes later, and comes back with a bundle that holds it', async () => {
  const [first, second] = [await createMember(), await createMember()];
  const [log] = await foundShared([first, second], [], 20);
  if (log === undefined) throw new Error('no log');
  const holder = await open(first);
  const all = stick(first);
  await exportTo(holder, log, all, [second], { carry: 'all' });
  const before = await open(second);
  await importFrom(before, all);
  const lost = (await framesOnDisk(before, log))[10];
  await before.end();
  const file = path.join(second.path, 'log', log, '000001.frames');
  const bytes = readFileSync(file);
  bytes.fill(0, (lost?.from ?? 0) + 30, (lost?.from ?? 0) + (lost?.bytes ?? 0) - 8);
  writeFileSync(file, bytes);

  // Without its working copy, which would still know the frame.
  const again = await open({ ...second, place: { ...second.place, store: new Map() } });
  expect((await ask(again, 'witness', { log })).gaps).toHaveLength(1);
  const known = (await framesOnDisk(holder, log)).length;
  await write(holder, log, 'later');
  const [late = ''] = await writeParts(holder, first, log, stick(first), [second], [(await framesOnDisk(holder, log)).slice(known - 1)]);
  expect((await importFrom(again, late)).logs).toMatchObject([{ framesRefused: 0, framesWaiting: 0, missing: [] }]);
  expect(await notesOf(again, log)).toContain('later');
  expect((await ask(again, 'witness', { log })).gaps).toHaveLength(1);
  // The newest frames alone would leave a hole that was not here before: those wait.
  await write(holder, log, 'left out', 'behind a hole');
  const frames = await framesOnDisk(holder, log);
  const [hole = ''] = await writeParts(holder, first, log, stick(first), [second], [frames.slice(-1)]);
  expect((await importFrom(again, hole)).logs).toMatchObject([{ framesAdded: 0, framesWaiting: 1, missing: [{}] }]);
  const [whole = ''] = await writeParts(holder, first, log, stick(first), [second], [frames]);
  expect((await importFrom(again, whole)).logs).toMatchObject([{ framesRefused: 0, framesWaiting: 0, missing: [], forks: 0 }]);
  expect((await ask(again, 'witness', { log })).gaps).toEqual([]);
  expect(await notesOf(again, log)).toHaveLength(23);
  expect(must(await again.engine.handlers['integrity.check']({ log, evidence: false })).verdict).toBe('ok');
  for (const one of [holder, again]) await one.end();
  for (const { place } of [first, second]) await place.remove();
});

test('random splits of a history over bundles in random order between three vaults converge', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ from: fc.integer({ min: 0, max: 2 }), to: fc.integer({ min: 0, max: 2 }), cut: fc.integer({ min: 1, max: 4 }), keep: fc.integer({ min: 1, max: 15 }), late: fc.boolean() }), { minLength: 4, maxLength: 7 }), async (steps) => {
    const log = team.nextLog();
    const has = new Set([0]);
    const later: { readonly to: number; readonly file: string }[] = [];
    for (const [index, { from, to, cut, keep, late }] of steps.entries()) {
      if (!has.has(from) || from === to) continue;
      await write(vaultOf(from), log, `step ${index}`);
      const frames = await framesOnDisk(vaultOf(from), log);
      const size = Math.max(1, Math.ceil(frames.length / cut));
      const inOrder = Array.from({ length: Math.ceil(frames.length / size) }, (_, part) => frames.slice(part * size, (part + 1) * size));
      const parts = keep % 3 === 0 ? inOrder.map((some) => some.toReversed()).toReversed() : inOrder;
      const files = await writeParts(vaultOf(from), memberOf(from), log, stick(memberOf(from)), [memberOf(to)], parts);
      const chosen = files.filter((_, part) => (keep & (1 << part)) !== 0);
      const rest = files.filter((file) => !chosen.includes(file));
      for (const file of rest) later.unshift({ to, file });
      if (late || chosen.length === 0) for (const file of chosen) later.unshift({ to, file });
      else if ((await importFrom(vaultOf(to), ...chosen.toReversed())).logs[0]?.isMember === true) has.add(to);
    }
    for (const { to, file } of later) await importFrom(vaultOf(to), file);
    // In the end everybody brings everything to everybody, twice round.
    for (const [from, to] of [[0, 1], [1, 2], [2, 0], [0, 1], [1, 2]] as const) {
      const [file = ''] = await writeParts(vaultOf(from), memberOf(from), log, stick(memberOf(from)), [memberOf(to)], [(await framesOnDisk(vaultOf(from), log)).toReversed()]);
      expect((await importFrom(vaultOf(to), file)).logs).toMatchObject([{ framesRefused: 0, framesWaiting: 0, forks: 0, missing: [] }]);
    }
    const heads = await headsOf(vaultOf(0), log);
    const notes = await notesOf(vaultOf(0), log);
    for (const other of [1, 2]) expect([await headsOf(vaultOf(other), log), await notesOf(vaultOf(other), log)]).toEqual([heads, notes]);
  }), { numRuns: slow ? 70 : 5, endOnFailure: true });
});
const vaultOf = (index: number): Running => running[index as 0];
const memberOf = (index: number): MemberVault => members[index as 0];
