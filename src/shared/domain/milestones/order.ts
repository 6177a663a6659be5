import type { EntryId } from '#base';
import { occurredInterval } from '../occurred/interval.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Entity } from '../view.ts';

export type MilestoneKind = BodyOf<'milestone'>['milestone'];

/** The first must not be later than the second. Others have no order: a report may come before anybody detected, a response before it was declared. */
const mustPrecede: readonly (readonly [MilestoneKind, MilestoneKind])[] = [
  ['compromised', 'detected'], ['compromised', 'discovered'], ['compromised', 'firstExfil'], ['compromised', 'contained'],
  ['detected', 'triageStarted'], ['detected', 'triageCompleted'], ['detected', 'declared'], ['detected', 'confirmed'], ['detected', 'contained'],
  ['reported', 'acknowledged'], ['triageStarted', 'triageCompleted'], ['declared', 'resolved'], ['discovered', 'contained'],
  ['confirmed', 'resolved'], ['contained', 'eradicated'], ['contained', 'recovered'], ['contained', 'resolved'], ['eradicated', 'recovered'], ['eradicated', 'resolved'],
  ['restored', 'recovered'], ['recovered', 'resolved'], ['resolved', 'reportDelivered'], ['resolved', 'closed'], ['reviewScheduled', 'reviewHeld'], ['reviewHeld', 'closed'],
  ['recovered', 'closed'], ['aware', 'classifiedMajor'], ['ndbSuspected', 'ndbBelief'], ['pdpaCredible', 'pdpaNotifiable'],
];

/** Two milestones that cannot both be right. `at` is the later written of the two. */
export interface OrderConflict { readonly entryId: EntryId; readonly number: number; readonly before: MilestoneKind; readonly after: MilestoneKind; readonly ids: readonly [EntryId, EntryId] }

/**
 * Milestones whose times contradict the order of things (docs/spec/intake.md section 5): both are kept and both are named. Of several of a kind the
 * earliest counts. Times that overlap, because one is only known to the hour or the day, contradict nothing.
 */
export function orderConflicts(milestones: readonly Entity<'milestone'>[]): readonly OrderConflict[] {
  const earliest = earliestByKind(milestones);
  return mustPrecede.flatMap(([before, after]): readonly OrderConflict[] => {
    const [first, second] = [earliest.get(before), earliest.get(after)];
    if (first === undefined || second === undefined) return [];
    const [from, to] = [occurredInterval(first.stamp.occurred), occurredInterval(second.stamp.occurred)];
    if (from === null || to === null || to.high > from.low || (to.high === from.low && to.low === from.low)) return [];
    const later = first.stamp.number > second.stamp.number ? first : second;
    return [{ entryId: later.stamp.entryId, number: later.stamp.number, before, after, ids: [first.id, second.id] }];
  });
}

function earliestByKind(milestones: readonly Entity<'milestone'>[]): ReadonlyMap<MilestoneKind, Entity<'milestone'>> {
  const earliest = new Map<MilestoneKind, Entity<'milestone'>>();
  for (const milestone of milestones) {
    const { at } = milestone.stamp.occurred;
    if (milestone.retracted !== null || at === null) continue;
    const known = earliest.get(milestone.body.milestone);
    if (known === undefined || at < (known.stamp.occurred.at ?? Infinity)) earliest.set(milestone.body.milestone, milestone);
  }
  return earliest;
}
