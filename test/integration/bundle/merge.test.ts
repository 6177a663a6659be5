// Two vaults that wrote apart: what contradicts is the same on both, a decision settles it on both, and an entry that somebody changed on the stick is left out, told, and in no document.
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EntryId, LogId, UnixMs } from '#base';
import { openVaultFolder } from '#disk';
import { builtInPlaybooks, otherVersionOf, planAttest, planSettlement, type EntryDraft, type MergeConflict } from '#domain';
import { packFingerprint, signPack } from '../../../src/engine/packs/signature.ts';
import { tamperNewestFrame } from '../../support/tamperFrame.ts';
import { ask, createTeam, exportTo, framesOnDisk, importFrom, must, notesOf, stick, write, writeParts, type Running, type Team } from './kit.ts';

let team: Team;
beforeAll(async () => { team = await createTeam(3); });
afterAll(() => team.end());

const record = async (running: Running, log: LogId, draft: EntryDraft): Promise<EntryId> => must(await running.engine.handlers['entry.record']({ log, draft })).entryId;
const at = (instant: number) => ({ at: instant as UnixMs, precision: 'second', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'device' }) as const;

async function exchange(log: LogId): Promise<void> {
  const [first, second] = team.members;
  const [one, other] = team.running;
  for (const [from, to, by, recipient] of [[one, other, first, second], [other, one, second, first]] as const) {
    const folder = stick(by);
    await exportTo(from, log, folder, [recipient], { carry: 'all' });
    await importFrom(to, folder);
  }
}

function settle(conflict: MergeConflict | undefined, chosen: EntryId | null): readonly EntryDraft[] {
  if (conflict === undefined) throw new Error('nothing contradicts');
  return planSettlement({ conflict, chosen, question: 'Which holds?', options: conflict.sides.map(({ stamp }) => stamp.author.name), choice: 'the firewall', reason: 'the firewall log has it', decidedBy: 'Kari Moen', entities: new Map() });
}

test('what two consoles wrote apart contradicts in the same way on both, and one decision settles it on both', async () => {
  const log = team.nextLog();
  const [one, other] = team.running;
  const contact = await record(one, log, { kind: 'contact', occurred: null, body: { name: 'Duty desk', contactKinds: [], numbers: ['+47 1'], emails: [] } });
  await exchange(log);
  const now = Date.now();
  const early = await record(one, log, { kind: 'milestone', occurred: at(now - 120_000), body: { milestone: 'contained', basis: 'the firewall' } });
  await record(other, log, { kind: 'milestone', occurred: at(now - 60_000), body: { milestone: 'contained', basis: 'the switch' } });
  for (const [running, number] of [[one, '+47 22'], [other, '+47 33']] as const) await record(running, log, { kind: 'amend', occurred: null, body: { target: contact, field: 'numbers', value: JSON.stringify([number]), reason: 'they moved' } });
  expect((await ask(one, 'conflicts', { log })).open).toEqual([]);
  await exchange(log);
  const [here, there] = [await ask(one, 'conflicts', { log }), await ask(other, 'conflicts', { log })];
  expect(here).toEqual(there);
  expect(here.open.map(({ kind, level, sides }) => [kind, level, sides.length])).toEqual([['milestone', 'conflict', 2], ['contact', 'notice', 2]]);
  expect(here.open[0]?.sides.find(({ counts }) => counts)?.stamp.entryId).toBe(early);
  expect((await ask(other, 'incident', { log }))?.counts).toMatchObject({ conflicts: 1, notices: 1 });
  must(await other.engine.handlers['entry.recordAll']({ log, drafts: settle(there.open[0], early) }));
  const [, notice] = there.open;
  if (notice === undefined) throw new Error('there is no notice');
  await record(other, log, planAttest(notice, 'called both'));
  expect((await ask(other, 'conflicts', { log })).open).toEqual([]);
  expect((await ask(one, 'conflicts', { log })).open).toHaveLength(2);
  await exchange(log);
  const after = await ask(one, 'conflicts', { log });
  expect(after).toEqual(await ask(other, 'conflicts', { log }));
  expect(after.open).toEqual([]);
  expect(after.settled.map(({ kind, settled }) => [kind, settled?.decision?.choice ?? null])).toEqual([['milestone', 'the firewall'], ['contact', null]]);
  const { html } = must(await one.engine.handlers['document.build']({ log, type: 'post-incident', items: [], filter: {} }));
  expect(html).toContain('Appendix: written apart');
  expect(html).toContain('the firewall log has it');
});

test('an entry that was changed on a copied stick is left out and named once in the integrity box; the rest is taken', async () => {
  const log = team.nextLog();
  const [first, second] = team.members;
  const [one, other] = team.running;
  await exchange(log);
  await write(other, log, 'said by the second', 'changed on the way');
  // A copy of the vault of the second, in which one byte of the signature of the newest frame is another.
  const copy = path.join(stick(second), 'copy');
  cpSync(second.path, copy, { recursive: true });
  const frames = await framesOnDisk(other, log);
  rmSync(path.join(copy, 'lock'), { force: true });
  tamperNewestFrame(copy, log);
  const hostile = must(await openVaultFolder({ path: copy, hostStateDir: path.join(stick(second), 'host'), ballastBytes: 0 }));
  const folder = stick(second);
  const paths = await writeParts({ ...other, vault: hostile }, second, log, folder, [first], [frames]);
  await hostile.close();
  const imported = await importFrom(one, ...paths);
  expect(imported.logs).toMatchObject([{ framesAdded: 2, framesRefused: 1, forks: 0 }]);
  expect(await notesOf(one, log)).toEqual(['said by the second']);
  expect((await importFrom(one, ...paths)).logs).toMatchObject([{ framesAdded: 0, framesRefused: 1 }]);
  const found = await ask(one, 'entities', { log, kind: 'recovery', filter: {} });
  expect(found.flatMap(({ body }) => ('detail' in body && 'what' in body && body.what === 'damage' ? [body.detail] : []))).toEqual([expect.stringMatching(/^1 frame of bundle [0-9a-f]{8} did not verify/)]);
  expect(found.flatMap(({ body }) => ('refused' in body ? [body.refused] : []))).toEqual([{ frames: 1, bundles: [expect.stringMatching(/^[0-9a-f]{8}$/)], reasons: [{ reason: 'bad-signature', frames: 1 }] }]);
  const { html } = must(await one.engine.handlers['document.build']({ log, type: 'post-incident', items: [], filter: {} }));
  expect(html).toMatch(/Integrity findings[\s\S]*1 frame of bundle [0-9a-f]{8} did not verify and was left out/);
  expect(html).not.toContain('changed on the way');
  // The true copy of it is taken when it comes.
  await exchange(log);
  expect(await notesOf(one, log)).toEqual(['said by the second', 'changed on the way']);
});

const DAY_MS = 86_400_000;
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
/** Days after an instant on which nobody works. */
const daysOff = (from: number, count: number): readonly string[] => Array.from({ length: count }, (_, index) => dayOf(from + (index + 1) * DAY_MS));
/** The file of a pack with one clock of five days of work and a calendar without weekends. */
function rules(version: string, now: number, holidays: readonly string[]): { readonly bytes: Uint8Array; readonly fingerprint: string } {
  const text = signPack({
    id: 'own', version, title: 'Own rules', asOf: dayOf(now), expires: dayOf(now + 100 * DAY_MS), regimes: [],
    clocks: [{ id: 'X.1', title: 'Tell them', source: 'agreed', standing: 'local', trigger: { take: 'first', of: [{ fact: 'milestone.contained' }] }, limit: { count: 'business-days', amount: 5 }, stop: [['submitted.X.1']], zone: 'UTC', calendar: 'site' }],
    calendars: [{ id: 'site', title: 'Site', zone: 'UTC', weekend: [], holidays, validThrough: dayOf(now + 300 * DAY_MS) }],
  }, new Uint8Array(32).fill(7));
  return { bytes: new TextEncoder().encode(text), fingerprint: packFingerprint((JSON.parse(text) as { readonly key: string }).key) };
}

test('a newer playbook and a newer pack from another console change nothing that runs until a decision, which recounts on both; a calendar of one\'s own counts at once and says so', async () => {
  const log = team.nextLog();
  const [one, other] = team.running;
  await exchange(log);
  const [library] = builtInPlaybooks();
  if (library === undefined) throw new Error('the library is empty');
  const now = Date.now();
  const playbook = { ...library, version: '1.3' };
  await record(one, log, { kind: 'playbook', occurred: null, body: { ...playbook, reason: 'ours' } });
  await record(one, log, { kind: 'playbook-run', occurred: null, body: playbook });
  const take = async (running: Running, version: string, holidays: readonly string[]) => {
    const { bytes, fingerprint } = rules(version, now, holidays);
    return must(await running.engine.handlers['pack.take']({ log, source: { from: 'file', bytes }, fingerprint, reason: 'agreed' }));
  };
  expect(await take(one, '1.0', [])).toMatchObject({ outcome: 'taken' });
  await record(one, log, { kind: 'milestone', occurred: at(now), body: { milestone: 'contained', basis: 'the firewall' } });
  await record(other, log, { kind: 'playbook', occurred: null, body: { ...playbook, version: '1.4', steps: playbook.steps.slice(1), reason: 'a lesson' } });
  const brought = await take(other, '1.1', daysOff(now, 3));
  // What both consoles say of it is the same.
  const seen = async () => {
    const [here, there] = await Promise.all([one, other].map(async (running) => {
      const { choices, runs } = await ask(running, 'playbooks', { log });
      const clock = (await ask(running, 'clocks', { log })).find(({ id }) => id === 'X.1');
      return {
        runs: runs.map((view) => ({ version: view.run.body.version, steps: view.steps.map(({ step }) => step).toSorted((left, right) => left.id.localeCompare(right.id, 'en')), other: otherVersionOf(view, choices) })),
        packs: (await ask(running, 'regulation', { log })).packs.filter(({ id }) => id === 'own').map(({ version, offered, offeredBy }) => ({ version, offered, offeredBy })),
        due: ((clock?.due ?? 0) - now) / DAY_MS, before: clock?.recounted.map(({ due, kind }) => [(due - now) / DAY_MS, kind]),
      };
    }));
    expect(there).toEqual(here);
    return here;
  };
  await exchange(log);
  const runs = [{ version: '1.3', steps: playbook.steps.toSorted((left, right) => left.id.localeCompare(right.id, 'en')), other: '1.4' }];
  const offeredBy = brought.outcome === 'taken' ? brought.entry.entryId : null;
  expect(await seen()).toEqual({ runs, packs: [{ version: '1.0', offered: '1.1', offeredBy }], due: 5, before: [] });

  const source = { from: 'journal', entry: offeredBy } as Extract<Parameters<typeof one.engine.handlers['pack.take']>[0]['source'], { readonly from: 'journal' }>;
  expect(must(await one.engine.handlers['pack.take']({ log, source, reason: 'newer' }))).toMatchObject({ outcome: 'newer', inForce: '1.0' });
  const decision = await record(one, log, { kind: 'decision', occurred: null, body: { ref: '', question: 'By the newer one?', options: [], choice: 'yes', reason: 'holidays', decidedBy: 'Kari Moen', consulted: [], state: 'decided' } });
  expect(must(await one.engine.handlers['pack.take']({ log, source, reason: 'newer', decision }))).toMatchObject({ outcome: 'taken', version: '1.1' });
  await exchange(log);
  expect(await seen()).toEqual({ runs, packs: [{ version: '1.1', offered: null, offeredBy: null }], due: 8, before: [[5, 'clock-pack']] });

  await record(other, log, { kind: 'calendar', occurred: null, body: { calendar: 'site', title: 'Site', zone: 'UTC', weekend: [], holidays: daysOff(now, 4), validThrough: dayOf(now + 300 * DAY_MS) } });
  await exchange(log);
  expect(await seen()).toMatchObject({ runs, due: 9, before: [[5, 'clock-pack'], [8, 'calendar']] });
});
