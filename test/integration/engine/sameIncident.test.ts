// Two responders each opened the incident at home; one of them was taken in by the other and holds both journals.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogId } from '#base';
import { planSameAnswer, type EntryDraft } from '#domain';
import { scanFrames } from '#log';
import { runCommandLine } from '../../../src/cli/run.ts';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { ask, createInPlace, createPlace, INCIDENT, must, unlockInPlace, type Place, type Running } from '../../support/engineHarness.ts';

let [kari, marit]: { readonly place: Place & { readonly remove: () => Promise<void> }; readonly path: string; readonly recoveryKey: string; running: Running }[] = [];
let [logOfKari, logOfMarit]: LogId[] = [];

beforeAll(async () => {
  const begin = async (name: string) => {
    const place = await createPlace();
    const { path: vault, recoveryKey, ...running } = await createInPlace(place, { operator: { name, initials: 'XX' } });
    const { log } = must(await running.engine.handlers['incident.create']({ body: { ...INCIDENT, title: `what ${name} saw` }, occurred: null }));
    return { place, path: vault, recoveryKey, running, log };
  };
  const [one, other] = [await begin('Kari Moen'), await begin('Marit Lie')];
  [kari, marit, logOfKari, logOfMarit] = [one, other, one.log, other.log];
  const { qrText } = must(await one.running.engine.handlers['member.invite']({ log: one.log, role: 'writer', history: 'all', expires: null, forWhom: 'Marit' }));
  const request = must(await other.running.engine.handlers['member.joinRequest']({ invitation: qrText }));
  must(await one.running.engine.handlers['member.admit']({ log: one.log, bytes: request.bytes, without: null, check: null }));
  const { bytes } = must(await one.running.vault.handlers['log.read']({ log: one.log, from: 0, maxBytes: 16 * 2 ** 20 }));
  must(await other.running.vault.handlers['log.append']({ log: one.log, expectedBytes: 0, frames: scanFrames(bytes).frames.map((range) => bytes.subarray(range.from, range.to).slice()) }));
  await reopen();
});
afterAll(async () => {
  for (const one of [kari, marit]) {
    await one?.running.end();
    await one?.place.remove();
  }
});

async function reopen(): Promise<void> {
  if (marit === undefined) throw new Error('nobody founded anything');
  await marit.running.end();
  marit.running = await unlockInPlace(marit.place, marit.path);
}
function holder(): NonNullable<typeof marit> & { readonly founded: LogId; readonly taken: LogId } {
  if (marit === undefined || logOfKari === undefined || logOfMarit === undefined) throw new Error('nobody founded anything');
  return Object.assign(marit, { founded: logOfMarit, taken: logOfKari });
}
async function shell(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const { place, path: vault, recoveryKey } = holder();
  writeFileSync(path.join(place.folder, 'recovery'), recoveryKey);
  let [out, err] = ['', ''];
  const code = await runCommandLine([...args.slice(0, 2), vault, ...args.slice(2), '--recovery-file', path.join(place.folder, 'recovery')], { ...createTerminal(), environment: {}, hostStateDir: place.hostStateDir, out: (text) => { out += text; }, err: (text) => { err += text; } });
  return { code, out, err };
}
const notices = async (log: LogId): Promise<number | undefined> => (await ask(holder().running, 'incident', { log }))?.counts['notices'];

test('two journals of one number are said to be perhaps one incident, until a decision in one of them says what they are', async () => {
  const { founded, taken } = holder();
  const [pair] = await ask(holder().running, 'sameIncidents', {});
  expect(pair).toMatchObject({ sides: [{ log: taken, title: 'what Kari Moen saw' }, { log: founded, title: 'what Marit Lie saw' }], signs: ['reference'], standing: 'open' });
  expect([await notices(taken), await notices(founded)]).toEqual([1, 1]);
  if (pair === undefined) throw new Error('no pair');
  const [own, other] = [pair.sides[1], pair.sides[0]];
  const [part] = planSameAnswer({ own, other, goesOn: null, reason: 'another site', decidedBy: 'Marit Lie', words: { question: () => 'the same?', different: 'no', goesOnHere: () => '', goesOnThere: () => '', system: '' } });
  const drafts: readonly EntryDraft[] = part?.drafts ?? [];
  must(await holder().running.engine.handlers['entry.recordAll']({ log: founded, drafts }));
  expect(await ask(holder().running, 'sameIncidents', {})).toMatchObject([{ standing: 'different', answers: [{ log: founded, reason: 'another site' }] }]);
  expect([await notices(taken), await notices(founded)]).toEqual([0, 0]);
  // What the working copy keeps of an incident that nobody has opened says the same.
  await reopen();
  expect(await ask(holder().running, 'sameIncidents', {})).toMatchObject([{ standing: 'different' }]);
  const [decision] = await ask(holder().running, 'entities', { log: founded, kind: 'decision', filter: {} });
  if (decision === undefined) throw new Error('no decision');
  must(await holder().running.engine.handlers['entry.record']({ log: founded, draft: { kind: 'retract', occurred: null, body: { target: decision.id, reason: 'not so sure' } } }));
  expect(await ask(holder().running, 'sameIncidents', {})).toMatchObject([{ standing: 'open' }]);
});

test('the command line says it in its list, and takes an answer by the tag', async () => {
  const { founded, taken } = holder();
  const [pair] = await ask(holder().running, 'sameIncidents', {});
  await holder().running.end();
  expect((await shell('incident', 'list')).out).toContain(`may be one incident\t${taken}\t${founded}\tsame reference\n`);
  expect(await shell('add', 'decision', founded, '--question', 'the same?', '--choice', 'different', '--decidedBy', 'Marit Lie', '--tag', `incident-other:${pair?.sides[0].marks.entry ?? ''}`)).toMatchObject({ code: 0, err: '' });
  expect((await shell('incident', 'list')).out).not.toContain('may be one incident');
  holder().running = await unlockInPlace(holder().place, holder().path);
});
