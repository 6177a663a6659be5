import type { UnixMs } from '#base';
import { approvalViews } from '../authority/approvals.ts';
import { authorityBase } from '../authority/check.ts';
import { confirmingLinks } from '../authority/confirmations.ts';
import { unsettledOverrides } from '../authority/course.ts';
import { twoApprovalOf } from '../authority/twoApprovers.ts';
import { standingOf } from '../entities/select.ts';
import type { MilestoneKind } from '../milestones/order.ts';
import { openActionsOf } from '../queries/incident.ts';
import type { Entity, IncidentState } from '../view.ts';
import { about, general, type OpenLine } from './line.ts';

/** The way of every incident that runs its course; any of a group will do. */
const course: readonly (readonly MilestoneKind[])[] = [['detected', 'discovered', 'reported'], ['triageCompleted'], ['declared'], ['contained'], ['eradicated'], ['recovered'], ['resolved'], ['reviewHeld'], ['closed']];

/** Milestones that were passed over, and those whose time nobody knows. What contradicts another is a finding. */
export function milestoneLines(state: IncidentState): readonly OpenLine[] {
  const standing = standingOf(state, 'milestone');
  const reached = new Set(standing.map(({ body }) => body.milestone));
  const isReached = (group: readonly MilestoneKind[]): boolean => group.some((kind) => reached.has(kind));
  const furthest = course.findLastIndex(isReached);
  return [
    ...course.slice(0, Math.max(furthest, 0)).filter((group) => !isReached(group)).map(([kind = '']) => general('milestones', 'milestone-missing', kind)),
    ...standing.filter(({ stamp }) => stamp.occurred.at === null).map((milestone) => about('milestones', 'milestone-untimed', milestone)),
  ];
}

/** Actions without authority, without the second approval or without a result, and approvals that wait or count for nothing. */
export function actionLines(state: IncidentState, now: UnixMs): readonly OpenLine[] {
  const actions = standingOf(state, 'action').filter(({ state: at }) => at !== 'cancelled' && at !== 'refused' && at !== 'expired');
  const approvals = standingOf(state, 'approval');
  const base = authorityBase(state);
  const byAction = new Map<string, Entity<'approval'>[]>();
  for (const approval of approvals) byAction.set(approval.body.action, [...(byAction.get(approval.body.action) ?? []), approval]);
  return [
    ...actions.filter(({ body }) => body.authority.basis === 'not-stated').map((action) => about('actions', 'no-authority', action)),
    ...actions.filter((action) => twoApprovalOf(action, byAction.get(action.id) ?? [], base)?.isApproved === false).map((action) => about('actions', 'no-second', action)),
    ...unsettledOverrides(state).map((action) => about('actions', 'override-open', action)),
    ...openActionsOf(state).map((action) => about('actions', 'action-open', action, action.state ?? '')),
    ...actions.filter(({ state: at, body }) => at === 'done' && body.verification === undefined).map((action) => about('actions', 'no-result', action)),
    ...approvalViews(approvals, confirmingLinks(state), now).flatMap(({ approval, state: at, fault, confirmation }) => [
      ...(at === 'pending' ? [about('actions', 'approval-waiting', approval)] : []),
      ...(fault === null ? [] : [about('actions', 'approval-void', approval, fault)]),
      ...(confirmation !== null && confirmation.by === null ? [about('actions', 'approval-unwritten', approval)] : []),
    ]),
  ];
}

/** Decisions that are not taken, say no reason, or had to be looked at again by now. */
export function decisionLines(state: IncidentState, now: UnixMs): readonly OpenLine[] {
  const over: readonly string[] = ['superseded', 'overturned', 'expired'];
  return standingOf(state, 'decision').filter(({ state: at }) => !over.includes(at ?? '')).flatMap((decision) => [
    ...((decision.body.reason ?? '').trim() === '' ? [about('decisions', 'no-reason', decision)] : []),
    ...(decision.state === 'proposed' ? [about('decisions', 'decision-open', decision)] : []),
    ...((decision.body.reviewBy?.at ?? Infinity) < now ? [about('decisions', 'decision-review', decision)] : []),
  ]);
}
