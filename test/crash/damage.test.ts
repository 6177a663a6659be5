// Damage that no crash leaves: a file lost, a beginning overwritten. What is whole stays readable, and the rest is said.
import { beforeAll, expect, test } from 'vitest';
import type { EntryId, LogId } from '#base';
import { ask, must, note } from '../support/engineHarness.ts';
import { createMemoryDisk, type MemoryDisk } from './disk/memoryDisk.ts';
import { cutPower } from './disk/powerCut.ts';
import { openOn, VAULT } from './vault/process.ts';
import { createWorld, type World } from './vault/scenarios.ts';

let world: World;
let rolled: MemoryDisk['base'];
const entries: EntryId[] = [];
const file = (number: number, log: LogId = world.log): string => `${VAULT}/log/${log}/00000${number}.frames`;

beforeAll(async () => {
  world = await createWorld();
  const disk = createMemoryDisk({ base: world.base });
  const running = must(await openOn(disk, world.recoveryKey, { environment: { rollBytes: 5_000 } }));
  for (let number = 0; number < 14; number += 1) entries.push(must(await running.engine.handlers['entry.record']({ log: world.log, draft: note(`note ${number} `.repeat(40)) })).entryId);
  await running.end();
  rolled = cutPower(world.base, disk.events, 'everything', () => 0);
});

async function look(harm: (disk: MemoryDisk) => void | Promise<void>) {
  const disk = createMemoryDisk({ base: rolled });
  await harm(disk);
  const running = must(await openOn(disk, world.recoveryKey));
  const page = await ask(running, 'journal', { log: world.log, filter: {}, order: 'number', descending: false, offset: 0, limit: 1_000 });
  const shown = new Set(page.rows.map((row) => row.stamp.entryId));
  const after = await running.engine.handlers['entry.record']({ log: world.log, draft: note('after') });
  const [condition] = must(await running.vault.handlers['logs.list']({})).logs.filter((each) => each.log === world.log);
  const check = must(await running.engine.handlers['integrity.check']({ log: world.log, evidence: false }));
  await running.end();
  return { disk, shown, after, condition, notices: running.report.notices, verdict: check.verdict };
}

test('each file after the first begins with the first frame of the log, and nothing is counted twice', async () => {
  const { disk, shown, verdict, condition } = await look(() => undefined);
  const first = disk.peek(file(1)) ?? new Uint8Array(0);
  const length = (disk.peek(file(2)) ?? new Uint8Array(0)).findIndex((byte, index) => byte !== first[index]);
  expect(length).toBeGreaterThan(200);
  expect(disk.peek(file(3))?.subarray(0, 200)).toEqual(first.subarray(0, 200));
  expect(entries.filter((id) => !shown.has(id))).toEqual([]);
  expect(verdict).toBe('ok');
  expect(condition?.damaged).toEqual([]);
});

test('with the beginning of file 1 overwritten every entry outside it is still read, and writing goes on', async () => {
  const { shown, notices, after, verdict } = await look((disk) => disk.poke(file(1), (bytes) => bytes.map((byte, index) => (index < 100 ? byte ^ 0xff : byte))));
  expect(entries.filter((id) => !shown.has(id))).toEqual([]);
  expect(notices.map((notice) => notice.kind)).toContain('damage');
  expect(after).toMatchObject({ ok: true });
  // The first frame itself is there again, from file 2: nothing is missing.
  expect(verdict).toBe('ok');
});

test('with file 1 gone everything in the later files is still read', async () => {
  const { shown, notices, after, verdict } = await look((disk) => disk.files.unlink(file(1)));
  expect(entries.filter((id) => shown.has(id)).length).toBeGreaterThan(5);
  expect(notices.map((notice) => notice.kind)).toContain('damage');
  expect(after).toMatchObject({ ok: true });
  expect(verdict).not.toBe('ok');
});

test('a flipped byte in the middle stays where it is, is said, and hides one entry at most', async () => {
  const { disk, shown, notices, condition } = await look((other) => other.poke(file(2), (bytes) => bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte))));
  expect(entries.filter((id) => !shown.has(id)).length).toBeLessThanOrEqual(1);
  expect(notices.map((notice) => notice.kind)).toContain('damage');
  expect(condition).toMatchObject({ quarantined: [], damaged: [{}] });
  expect(await disk.files.readdir(`${VAULT}/quarantine`)).toEqual([]);
});

test('what lies behind the last whole frame goes to quarantine, byte for byte, and is said once', async () => {
  const torn = new Uint8Array(77).fill(0x48);
  const newest = (await createMemoryDisk({ base: rolled }).files.readdir(`${VAULT}/log/${world.log}`)).length;
  const { disk, shown, notices } = await look((other) => other.poke(file(newest), (bytes) => Uint8Array.from([...bytes, ...torn])));
  expect(entries.filter((id) => !shown.has(id))).toEqual([]);
  expect(notices.filter((notice) => notice.kind === 'torn-tail').map((notice) => notice.detail)).toEqual(['77 bytes of an unfinished frame were put into quarantine']);
  const [name] = await disk.files.readdir(`${VAULT}/quarantine`);
  expect(disk.peek(`${VAULT}/quarantine/${name}`)).toEqual(torn);
  const again = must(await openOn(disk, world.recoveryKey));
  expect(again.report.notices).toEqual([]);
  await again.end();
});
