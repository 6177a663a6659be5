import type { EntityId } from '#base';
import { standingOf } from '../entities/select.ts';
import { titleOf } from '../entities/title.ts';
import type { BodyOf, CreatingKind } from '../entries/bodies.ts';
import type { Entity, IncidentState, Stamp } from '../view.ts';
import type { PlaybookStep } from './define.ts';
import { groupBy } from './groupBy.ts';

export type PlaybookOutcome = BodyOf<'playbook-step'>['outcome'];

/** What did a step: an entry that the settling entry is derived from. */
export interface StepWork { readonly id: EntityId; readonly kind: CreatingKind; readonly ref: string | null; readonly title: string }
/** One entry that settles a step. */
export interface Settlement { readonly id: EntityId; readonly outcome: PlaybookOutcome; readonly remark: string | null; readonly stamp: Stamp; readonly by: readonly StepWork[] }

/** A step of a run as it stands. `number` counts from 1 in the order of the playbook. */
export interface RunStep {
  readonly step: PlaybookStep; readonly number: number;
  readonly outcome: PlaybookOutcome | null;
  /** All that settle it, the one that counts first. */
  readonly settlements: readonly Settlement[];
}
/** Where a run left the playbook (docs/spec/playbooks.md section 3). */
export interface Deviation { readonly type: 'skipped' | 'before-capture'; readonly number: number; readonly text: string; readonly reason: string | null; readonly entry: EntityId }

export interface PlaybookRunView {
  readonly run: Entity<'playbook-run'>;
  /** Grouped by phase: phases in the order in which the playbook first names them. */
  readonly steps: readonly RunStep[];
  readonly settled: number;
  readonly deviations: readonly Deviation[];
}

const weight: Readonly<Record<PlaybookOutcome, number>> = { 'done': 0, 'skipped': 1, 'not-applicable': 2 };

/** Every run that stands, the newest first, with what became of its steps. */
export function playbookRuns(state: IncidentState): readonly PlaybookRunView[] {
  const settling = standingOf(state, 'playbook-step');
  return standingOf(state, 'playbook-run').toReversed().map((run) => runView(state, run, settling.filter((entity) => entity.body.run === run.id)));
}

/** How many steps of all runs there are, and how many are settled: the figure of the navigation. */
export function playbookProgress(state: IncidentState): { readonly settled: number; readonly steps: number } {
  let steps = 0;
  const open = new Set<string>();
  for (const run of standingOf(state, 'playbook-run')) {
    steps += run.body.steps.length;
    for (const step of run.body.steps) open.add(`${run.id} ${step.id}`);
  }
  const before = open.size;
  for (const { body } of standingOf(state, 'playbook-step')) open.delete(`${body.run} ${body.step}`);
  return { settled: before - open.size, steps };
}

/** Steps marked to be captured first that are still open though containment, in this step, may destroy what they would keep. Empty for other steps. */
export function missingCaptures(steps: readonly RunStep[], containing: RunStep): readonly RunStep[] {
  return captureStepsOf(steps, containing).filter((step) => step.outcome === null);
}

function runView(state: IncidentState, run: Entity<'playbook-run'>, settling: readonly Entity<'playbook-step'>[]): PlaybookRunView {
  const byStep = groupBy(settling, (entity) => entity.body.step);
  const steps = groupByPhase(run.body.steps.map((step, index): RunStep => {
    const settlements = (byStep.get(step.id) ?? []).map((entity) => toSettlement(state, entity))
      .toSorted((left, right) => weight[left.outcome] - weight[right.outcome] || left.stamp.number - right.stamp.number);
    return { step, number: index + 1, outcome: settlements[0]?.outcome ?? null, settlements };
  }));
  return { run, steps, settled: steps.filter((step) => step.outcome !== null).length, deviations: steps.flatMap((step) => deviationsOf(steps, step)) };
}

function toSettlement(state: IncidentState, { id, body, stamp, envelope }: Entity<'playbook-step'>): Settlement {
  const by = envelope.links.flatMap((link): readonly StepWork[] => {
    const entity = link.relation === 'derived-from' ? state.entities.get(link.to) : undefined;
    return entity === undefined ? [] : [{ id: entity.id, kind: entity.kind, ref: entity.ref, title: titleOf(entity) }];
  });
  return { id, outcome: body.outcome, remark: body.remark || null, stamp, by };
}

function groupByPhase(steps: readonly RunStep[]): readonly RunStep[] {
  return [...groupBy(steps, ({ step }) => step.phase).values()].flat();
}

function deviationsOf(steps: readonly RunStep[], step: RunStep): readonly Deviation[] {
  const [settlement] = step.settlements;
  if (settlement === undefined) return [];
  const { number, step: { text } } = step;
  const base = { number, text, reason: settlement.remark, entry: settlement.id };
  if (settlement.outcome === 'skipped') return [{ type: 'skipped', ...base }];
  if (settlement.outcome !== 'done') return [];
  const wasLate = captureStepsOf(steps, step).some((capture) => !capture.settlements.some((other) => other.stamp.number < settlement.stamp.number));
  return wasLate ? [{ type: 'before-capture', ...base }] : [];
}

// The steps stand grouped by phase, so those of the same or an earlier phase end with the last of the phase of this one.
function captureStepsOf(steps: readonly RunStep[], { step }: RunStep): readonly RunStep[] {
  if (step.phase !== 'contain' || step.kind !== 'action') return [];
  const end = steps.findLastIndex((other) => other.step.phase === step.phase);
  return steps.slice(0, end + 1).filter((other) => other.step.captureFirst === true);
}
