import { formatUtc, type UnixMs } from '#base';
import type { Playbook, PlaybookStep } from '#domain';
import { AGENT_ID, CREATOR_ID, EXTENSION_ID, SPEC_VERSION } from './constants.ts';

/** What an export does not carry, as literal kinds that the screen puts into words. */
export const cacaoLosses = ['author-and-reason', 'extension-only'] as const;

/** A playbook as CACAO Security Playbook 2.0 JSON (docs/spec/playbooks.md section 4). `at` is the time of the version; the same playbook and time give the same text. */
export function writeCacao(playbook: Playbook, at: UnixMs): string {
  const { playbook: id, code, version, title, useWhen, types, minimumSeverity, attack, d3fend, steps } = playbook;
  const when = formatUtc(at);
  const start = `start--${id}`;
  const end = `end--${id}`;
  const names = steps.map((step) => `action--${step.id}`);
  const workflow: Record<string, unknown> = { [start]: { type: 'start', on_completion: names[0] ?? end } };
  for (const [index, step] of steps.entries()) workflow[names[index] ?? ''] = writeStep(step, index + 1, names[index + 1] ?? end);
  workflow[end] = { type: 'end' };
  const references = [
    ...(attack?.ids ?? []).map((technique) => ({ name: `MITRE ATT&CK ${attack?.version ?? ''}`, external_id: technique })),
    ...(d3fend?.ids ?? []).map((technique) => ({ name: `MITRE D3FEND ${d3fend?.version ?? ''}`, external_id: technique })),
  ];
  return `${JSON.stringify({
    type: 'playbook', spec_version: SPEC_VERSION, id: `playbook--${id}`, name: title, ...(useWhen === undefined || useWhen === '' ? {} : { description: useWhen }),
    playbook_types: ['investigation', 'mitigation', 'remediation'], created_by: CREATOR_ID, created: when, modified: when,
    ...(types.length === 0 ? {} : { labels: [...types] }), ...(references.length === 0 ? {} : { external_references: references }),
    workflow_start: start, workflow,
    playbook_extensions: { [EXTENSION_ID]: { ...(code === undefined ? {} : { code }), version, types, ...(minimumSeverity === undefined ? {} : { minimumSeverity }), ...(attack === undefined ? {} : { attack }), ...(d3fend === undefined ? {} : { d3fend }) } },
    agent_definitions: { [AGENT_ID]: { type: 'individual', name: 'Incident responder' } },
    extension_definitions: {
      [EXTENSION_ID]: { type: 'extension-definition', name: 'Holdfast playbook', description: 'Phase, kind and marks of a step; version, incident types and techniques of a playbook', created_by: CREATOR_ID, schema: 'docs/spec/playbooks.md', version: '1' },
    },
  }, null, 2)}\n`;
}

function writeStep(step: PlaybookStep, number: number, next: string): unknown {
  const { id: _id, text, ...marks } = step;
  return {
    type: 'action', name: `Step ${number}`, on_completion: next, commands: [{ type: 'manual', command: text }], agent: AGENT_ID,
    step_extensions: { [EXTENSION_ID]: marks },
  };
}
