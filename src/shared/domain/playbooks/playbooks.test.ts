import fc from 'fast-check';
import type { EntryId, UnixMs } from '#base';
import { describe, expect, test } from 'vitest';
import type { BodyOf } from '../entries/bodies.ts';
import { projectIncident } from '../projection/project.ts';
import { composeEntry } from '../rules/compose.ts';
import { planUndo } from '../rules/undo.ts';
import { actionBody, createJournal, incidentBody, START } from '../testing/journal.ts';
import type { EntryDraft } from '../views.ts';
import type { Playbook } from './define.ts';
import { builtInPlaybooks } from './library.ts';
import { parsePlaybook } from './parse.ts';
import { missingCaptures, playbookProgress, playbookRuns } from './run.ts';
import { playbookChoices } from './select.ts';

const numRuns = process.env['SLOW'] === '1' ? 1000 : 40;
const ransomware = builtInPlaybooks()[0] as Playbook;
const NOWHERE = '01ARZ3NDEKTSV4RRFFQ69G5FAV' as EntryId;

function started() {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const run = journal.add('playbook-run', ransomware);
  const settle = (index: number, outcome: BodyOf<'playbook-step'>['outcome'], remark = 'because', by?: EntryId) => {
    const step = ransomware.steps[index] as Playbook['steps'][number];
    return journal.add('playbook-step', { run, step: step.id, text: step.text, outcome, remark }, { links: [{ relation: 'answers', to: run }, ...(by === undefined ? [] : [{ relation: 'derived-from' as const, to: by }])] });
  };
  return { journal, run, settle };
}
const indexOf = (start: string) => ransomware.steps.findIndex(({ text }) => text.startsWith(start));
const isolate = indexOf('Isolate the hit segments');
const memory = indexOf('Take memory');
const photograph = indexOf('Photograph');

describe('library', () => {
  test('twelve playbooks that the journal takes, each with its own ids', () => {
    const all = builtInPlaybooks();
    expect(all.map(({ code }) => code)).toEqual(Array.from({ length: 12 }, (_, index) => `PB-${String(index + 1).padStart(2, '0')}`));
    for (const playbook of all) expect(parsePlaybook(playbook)).toEqual({ ok: true, value: playbook });
    const ids = all.flatMap(({ playbook, steps }) => [playbook, ...steps.map(({ id }) => id)]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(all.every(({ steps }) => steps.length === 17)).toBe(true);
  });

  test('those of the types of the incident are proposed first', () => {
    const { journal } = started();
    const choices = playbookChoices(projectIncident(journal.entries));
    expect(choices.filter(({ isProposed }) => isProposed).map(({ playbook }) => playbook.code)).toEqual(['PB-01', 'PB-11']);
    expect(choices.slice(0, 2).every(({ isProposed }) => isProposed)).toBe(true);
    expect(choices).toHaveLength(12);
  });

  test('one for a severity is proposed from that severity on, and said to be below it otherwise', () => {
    const { journal } = started();
    const own = journal.add('playbook', { ...ransomware, playbook: '11111111-1111-4111-8111-111111111000', minimumSeverity: 'critical', reason: 'ours', steps: [...ransomware.steps] });
    const find = () => playbookChoices(projectIncident(journal.entries)).find((choice) => choice.own === own);
    expect(find()).toMatchObject({ isProposed: false, isBelow: true });
    const worse = journal.add('assessment', { severity: 'critical', reason: 'it spreads' });
    expect(find()).toMatchObject({ isProposed: true, isBelow: false });
    journal.add('retract', { target: worse, reason: 'wrong incident' });
    expect(find()).toMatchObject({ isProposed: false, isBelow: true });
    journal.add('amend', { target: projectIncident(journal.entries).incident?.id ?? own, field: 'types', value: '["availability:dos"]', reason: 'it is that' });
    expect(find()).toMatchObject({ isProposed: false, isBelow: false });
  });

  test('one of its own takes the place of the same id, the newest version counts, and a retracted one does not', () => {
    const { journal } = started();
    journal.add('playbook', { ...ransomware, version: '2', reason: 'our backup is elsewhere' });
    const third = journal.add('playbook', { ...ransomware, version: '3', reason: 'and the names' });
    const find = () => playbookChoices(projectIncident(journal.entries)).find(({ playbook }) => playbook.code === 'PB-01');
    expect(find()).toMatchObject({ own: third, versions: [{ version: '3' }, { version: '2' }], playbook: { version: '3' } });
    expect(find()?.playbook).not.toHaveProperty('reason');
    journal.add('retract', { target: third, reason: 'undone' });
    expect(find()?.playbook.version).toBe('2');
  });
});

describe('run', () => {
  test('progress and outcome follow from entries, and an undo opens the step again', () => {
    const { journal, settle } = started();
    const action = journal.add('action', actionBody);
    const skipped = settle(0, 'skipped', 'no time');
    settle(1, 'done', '', action);
    const view = () => playbookRuns(projectIncident(journal.entries))[0];
    expect(view()).toMatchObject({ settled: 2, deviations: [{ type: 'skipped', number: 1, reason: 'no time' }] });
    expect(view()?.steps.find(({ number }) => number === 2)).toMatchObject({ outcome: 'done', settlements: [{ by: [{ id: action, ref: 'A-K7-001' }] }] });
    expect(playbookProgress(projectIncident(journal.entries))).toEqual({ settled: 2, steps: 17 });
    const entry = journal.entries.find(({ id }) => id === skipped)?.entry;
    const plan = entry === undefined || entry === null ? null : planUndo(entry);
    expect(plan?.ok === true ? plan.value.draft : null).toMatchObject({ kind: 'retract', body: { target: skipped } });
    const undo = journal.add('retract', { target: skipped, reason: 'undone' });
    expect(view()).toMatchObject({ settled: 1, deviations: [] });
    journal.add('revert', { target: undo });
    expect(view()).toMatchObject({ settled: 2 });
  });

  test('containment before the capture warns, and stays a deviation', () => {
    const { journal, settle } = started();
    const view = () => playbookRuns(projectIncident(journal.entries))[0];
    const at = (index: number) => view()?.steps.find(({ number }) => number === index + 1);
    const missing = () => missingCaptures(view()?.steps ?? [], at(isolate) as NonNullable<ReturnType<typeof at>>).map(({ number }) => number);
    expect(missing()).toEqual([photograph + 1, memory + 1]);
    settle(photograph, 'done');
    expect(missing()).toEqual([memory + 1]);
    settle(isolate, 'done');
    expect(view()?.deviations).toMatchObject([{ type: 'before-capture', number: isolate + 1 }]);
    settle(memory, 'done');
    expect(missing()).toEqual([]);
    expect(view()?.deviations).toHaveLength(1);
    settle(isolate + 1, 'done');
    expect(view()?.deviations).toHaveLength(1);
  });

  test('done counts before skipped and skipped before not applicable, in whatever order devices met', () => {
    const outcomes = fc.array(fc.constantFrom('done' as const, 'skipped' as const, 'not-applicable' as const), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(outcomes, fc.boolean(), (list, reversed) => {
      const { journal, settle } = started();
      for (const outcome of list) settle(3, outcome);
      const entries = reversed ? journal.entries.toReversed() : journal.entries;
      const step = playbookRuns(projectIncident(entries))[0]?.steps.find(({ number }) => number === 4);
      expect(step?.outcome).toBe(['done', 'skipped', 'not-applicable'].find((outcome) => (list as readonly string[]).includes(outcome)));
      expect(step?.settlements).toHaveLength(list.length);
    }), { numRuns });
  });

  test('what settles a step that is not there, or of a run that is over, counts nowhere', () => {
    const { journal, run, settle } = started();
    journal.add('playbook-step', { run: NOWHERE, step: ransomware.playbook, text: 'x', outcome: 'done' });
    journal.add('playbook-step', { run, step: ransomware.playbook, text: 'x', outcome: 'done' });
    settle(2, 'done');
    expect(playbookProgress(projectIncident(journal.entries))).toEqual({ settled: 1, steps: 17 });
    journal.add('retract', { target: run, reason: 'wrong playbook' });
    expect(playbookProgress(projectIncident(journal.entries))).toEqual({ settled: 0, steps: 0 });
    expect(playbookRuns(projectIncident(journal.entries))).toEqual([]);
  });
});

test('a settlement is refused without a run, a step, or a word of what did it', () => {
  const { journal, run } = started();
  const [step] = ransomware.steps as [Playbook['steps'][number]];
  const state = projectIncident(journal.entries);
  const compose = (body: Partial<BodyOf<'playbook-step'>>, links: EntryDraft['links'] = []) => {
    const draft = { kind: 'playbook-step' as const, occurred: null, links, body: { run, step: step.id, text: step.text, outcome: 'done' as const, ...body } };
    const composed = composeEntry(draft, { author: { name: 'K. Moen', prefix: 'K7' }, now: START + 60_000 as UnixMs, zone: 'UTC', id: NOWHERE, state });
    return composed.ok ? 'ok' : composed.error.message;
  };
  expect(compose({ run: NOWHERE, remark: 'x' })).toContain('"run"');
  expect(compose({ step: ransomware.playbook, remark: 'x' })).toContain('"step"');
  expect(compose({ outcome: 'skipped', remark: ' ' })).toContain('"remark"');
  expect(compose({})).toContain('done by something');
  expect(compose({ remark: 'called' })).toBe('ok');
  expect(compose({}, [{ relation: 'derived-from', to: run }])).toBe('ok');
  expect(compose({ outcome: 'not-applicable', remark: 'no hypervisors here' })).toBe('ok');
});
