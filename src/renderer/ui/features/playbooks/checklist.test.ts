import { builtInPlaybooks, type Entity, type RunStep } from '#domain';
import { expect, test } from 'vitest';
import { checklistHtml } from './checklist.ts';
import { presetOf, usualWork } from './presets.ts';

const body = builtInPlaybooks()[0];
const run = { body: { ...body, title: 'Ours <b>' } } as unknown as Entity<'playbook-run'>;

test('a box per step, headings of phases, and lines to write on where nothing is settled', () => {
  const steps = (body?.steps ?? []).map((step, index): RunStep => ({ step: index === 2 ? { ...step, text: '<script>' } : step, number: index + 1, outcome: index === 0 ? 'done' : index === 1 ? 'skipped' : null, settlements: [] }));
  const html = checklistHtml(run, steps, { phase: ({ step }) => step.phase, kind: () => 'kind', marks: ({ step }) => (step.twoApprovers === true ? 'two approvers' : ''), outcome: ({ outcome }) => outcome ?? '', head: 'head', who: 'Who ____' });
  expect(html.match(/☐/g)).toHaveLength(steps.length - 2);
  expect(html.match(/☑|☒/g)).toEqual(['☑', '☒']);
  expect(html.match(/class="phase"/g)).toHaveLength(new Set(steps.map(({ step }) => step.phase)).size);
  expect(html.match(/Who ____/g)).toHaveLength(steps.length - 2);
  expect(html.match(/<b>two approvers<\/b>/g)).toHaveLength(2);
  expect(html).toContain('Ours &lt;b&gt;');
  expect(html).not.toContain('<script>');
});

test('the dialog begins with what the step says, and asks for approval where two approvers are', () => {
  const isolate = body?.steps.find(({ actionKind }) => actionKind === 'isolate-segment');
  if (isolate === undefined) throw new Error('the playbook has no such step');
  expect(usualWork(isolate)).toBe('action');
  expect(presetOf('action', isolate)).toEqual({ title: isolate.text, phase: 'contain', actionKind: 'isolate-segment', authority: { basis: 'approval', approver: '' } });
  expect(usualWork({ ...isolate, kind: 'evidence' })).toBe('note');
  expect(presetOf('note', isolate)).toEqual({ text: isolate.text });
});
