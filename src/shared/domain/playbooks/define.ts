import type { BodyOf } from '../entries/bodies.ts';

/** A playbook as it stands in the library, in an entry and in a run (docs/spec/playbooks.md section 1). */
export type Playbook = BodyOf<'playbook-run'>;
export type PlaybookStep = Playbook['steps'][number];

/** A step as the data files write it: phase, kind, text, and what else is said about it. */
export type StepLine = readonly [phase: PlaybookStep['phase'], kind: PlaybookStep['kind'], text: string, marks?: Pick<PlaybookStep, 'actionKind' | 'twoApprovers' | 'captureFirst'>];

export interface PlaybookSource extends Omit<Playbook, 'steps' | 'attack' | 'd3fend' | 'version'> {
  readonly attack: readonly string[];
  readonly d3fend: readonly string[];
  readonly steps: readonly StepLine[];
}

/** Version of the playbooks that come with the console, and of the techniques they name. */
export const LIBRARY_VERSION = '2026.11';
const ATTACK_VERSION = '18.1';
const D3FEND_VERSION = '1.2';

// Every response begins with readiness and ends with learning, whatever happened.
const first: readonly StepLine[] = [
  ['prepare', 'decision', 'Go through the readiness list: contacts called, approvals signed, channels tried from a device outside the network, evidence kit counted. Write down what is missing.'],
];
const last: readonly StepLine[] = [
  ['learn', 'communication', 'Hold the review after the incident with everybody who took part, and record what went well, what went badly and where there was luck.'],
  ['learn', 'decision', 'Give each corrective action an owner, a date and a way to verify it.'],
  ['learn', 'communication', 'Hand the indicators over, and record where and when they were put to use.'],
  ['learn', 'decision', 'Change this playbook where it did not fit, as a new version with its reason.'],
];

/** A playbook of the library: the steps it shares with all others around its own, and ids that follow from its own id and the position. */
export function definePlaybook({ attack, d3fend, steps, ...rest }: PlaybookSource): Playbook {
  return {
    ...rest, version: LIBRARY_VERSION, attack: { version: ATTACK_VERSION, ids: [...attack] }, d3fend: { version: D3FEND_VERSION, ids: [...d3fend] },
    steps: [...first, ...steps, ...last].map(([phase, kind, text, marks], index) => ({ id: stepId(rest.playbook, index + 1), phase, kind, text, ...marks })),
  };
}

// The ids of library playbooks end in 000: the last three digits count their steps.
function stepId(playbook: string, position: number): string {
  return playbook.slice(0, -3) + position.toString(16).padStart(3, '0');
}
