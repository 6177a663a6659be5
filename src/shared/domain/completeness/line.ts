import type { EntryId } from '#base';
import { titleOf } from '../entities/title.ts';
import type { CreatingKind } from '../entries/bodies.ts';
import type { Entity } from '../view.ts';

/** Parts of the list, in the order in which it is read. */
export const completenessTopics = ['journal', 'milestones', 'clocks', 'evidence', 'actions', 'decisions', 'messages', 'scope', 'closure'] as const;
export type CompletenessTopic = (typeof completenessTopics)[number];

/** What can be open or missing in an incident (docs/spec/closure.md section 4). */
export const openProblems = [
  'fork', 'gap', 'damage', 'unreadable', 'finding', 'disputed', 'conflict', 'notice', 'late', 'unwitnessed',
  'milestone-missing', 'milestone-untimed',
  'clock-overdue', 'clock-late', 'clock-running',
  'in-transit', 'release-overdue', 'custody-gap', 'mismatch', 'concern', 'checklist-open', 'checklist-reason',
  'no-authority', 'no-second', 'override-open', 'approval-waiting', 'approval-void', 'approval-unwritten', 'action-open', 'no-result',
  'no-reason', 'decision-open', 'decision-review',
  'message-waiting', 'message-unapproved', 'message-undelivered', 'must-be-told', 'submission-unproven',
  'contradiction', 'finding-unfounded', 'handover-open', 'task-open',
  'gate', 'report-section', 'corrective-overdue',
] as const;
export type OpenProblem = (typeof openProblems)[number];

/** One thing that is open or missing. */
export interface OpenLine {
  readonly topic: CompletenessTopic;
  readonly problem: OpenProblem;
  /** The entity that it is about, to go to; null for what belongs to no entry. */
  readonly subject: { readonly id: EntryId; readonly kind: CreatingKind; readonly ref: string | null; readonly title: string; readonly number: number } | null;
  /** What exactly, in words of the journal: the text of a finding, the name of a condition. */
  readonly detail: string;
}

/** A line about an entity. */
export function about(topic: CompletenessTopic, problem: OpenProblem, entity: Entity, detail = ''): OpenLine {
  return { topic, problem, subject: { id: entity.id, kind: entity.kind, ref: entity.ref, title: titleOf(entity), number: entity.stamp.number }, detail };
}

/** A line about no entry in particular. */
export function general(topic: CompletenessTopic, problem: OpenProblem, detail: string): OpenLine {
  return { topic, problem, subject: null, detail };
}
