import type { Fact } from '../clocks/definition.ts';
import { standingOf } from '../entities/select.ts';
import type { Entity, IncidentState, Stamp } from '../view.ts';
import { acknowledgementsOf } from './reports.ts';

/** Every standing assessment is a fact: triage ends with one (docs/spec/clocks.md section 1). */
export function assessmentFacts(state: IncidentState): readonly Fact[] {
  return standingOf(state, 'assessment').flatMap(({ stamp }): readonly Fact[] => (stamp.occurred.at === null ? [] : [{ kind: 'assessment.recorded', at: stamp.occurred.at, recordedAt: stamp.recorded.at, entry: stamp.entryId }]));
}

/**
 * Facts about reports (docs/spec/intake.md section 1): each that came in, and each that was acknowledged. Where no report stands, the earliest milestone `reported`
 * is the one that came in; the milestone `acknowledged` speaks for the first.
 */
export function intakeFacts(state: IncidentState): readonly Fact[] {
  const reports = standingOf(state, 'intake');
  const milestones = standingOf(state, 'milestone');
  const received: readonly Entity[] = reports.length > 0 ? reports : milestones.filter(({ body }) => body.milestone === 'reported');
  const first = earliest(received);
  if (first === undefined) return [];
  const answers = acknowledgementsOf(state);
  return [
    ...(reports.length > 0 ? reports : [first]).flatMap((report) => factOf('report.received', report.stamp, report.id)),
    ...reports.flatMap((report) => {
      const message = answers.get(report.id);
      return message === undefined ? [] : factOf('report.acknowledged', message.stamp, report.id);
    }),
    ...milestones.flatMap(({ body, stamp }) => (body.milestone === 'acknowledged' ? factOf('report.acknowledged', stamp, first.id) : [])),
  ];
}

function earliest(entities: readonly Entity[]): Entity | undefined {
  return entities.filter(({ stamp }) => stamp.occurred.at !== null).toSorted((left, right) => (left.stamp.occurred.at ?? 0) - (right.stamp.occurred.at ?? 0) || left.stamp.number - right.stamp.number)[0];
}

function factOf(kind: Fact['kind'], stamp: Stamp, subject: string): readonly Fact[] {
  const { at } = stamp.occurred;
  return at === null ? [] : [{ kind, at, recordedAt: stamp.recorded.at, entry: stamp.entryId, subject }];
}
