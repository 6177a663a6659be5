import type { EntityId, UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { approvalVerdicts } from '../entries/vocabulary.ts';
import { compareOccurred } from '../occurred/interval.ts';
import type { Entity } from '../view.ts';
import { foldName } from './names.ts';

export type Approval = Entity<'approval'>;
export type ApprovalVerdict = NonNullable<Approval['body']['verdict']>;
export type ApprovalState = 'pending' | 'expired' | ApprovalVerdict;
/** Why an approval counts for nothing. */
export type ApprovalFault = 'same-person' | 'same-approver' | 'failed-identity';

/** A request and what was answered, or an approval that was given without one (docs/spec/authority.md section 3). */
export interface ApprovalView {
  /** The request, or the answer when nothing was asked for here: what the list selects. */
  readonly approval: Approval;
  /** The answer that counts, and all that were given. */
  readonly answer: Approval | null;
  readonly answers: readonly Approval[];
  readonly state: ApprovalState;
  readonly fault: ApprovalFault | null;
  /** Given by word of mouth and not refused: what confirms it in writing; null when it needs no confirmation. */
  readonly confirmation: { readonly by: EntityId | null } | null;
}

/** Links that stand: from an entry to what it confirms. */
export interface ConfirmingLink { readonly from: EntityId; readonly to: EntityId; readonly relation: string }

/** Requests and approvals in the order of the journal, each as it stands at an instant. */
export function approvalViews(approvals: readonly Approval[], links: readonly ConfirmingLink[], now: UnixMs): readonly ApprovalView[] {
  const standing = approvals.filter((approval) => approval.retracted === null);
  const requests = new Set(standing.filter((approval) => approval.body.verdict === undefined).map((approval) => approval.id));
  const heads = standing.filter(({ id, body }) => requests.has(id) || body.request === undefined || !requests.has(body.request));
  const views = heads.map((head) => viewOf(head, standing.filter((approval) => approval.body.verdict !== undefined && (approval.id === head.id || (requests.has(head.id) && approval.body.request === head.id))), links, now));
  return views.map((view) => (view.fault === null && hasOther(view, views) ? { ...view, fault: 'same-approver' } : view));
}

/** What an action may count on: approvals in force at an instant, at most one per person. */
export function approvalsInForce(views: readonly ApprovalView[], action: EntityId): readonly ApprovalView[] {
  return views.filter(({ approval, state, fault }) => approval.body.action === action && fault === null && (state === 'approved' || state === 'conditional'));
}

/** Why this approval may not be written, in one sentence, or null. `others` are the standing approvals of the journal. */
export function approvalFault(body: BodyOf<'approval'>, others: readonly Approval[]): string | null {
  if (samePerson(body.approver, body.requestedBy)) return 'the field "approver" is who asked: somebody else has to approve';
  const { verdict, request } = body;
  if (request !== undefined) {
    const asked = others.find((other) => other.id === request);
    if (asked === undefined || asked.retracted !== null || asked.body.verdict !== undefined) return 'the field "request" names no request that stands';
    if (asked.body.action !== body.action) return 'the field "request" names a request for another action';
    if (samePerson(body.approver, asked.body.requestedBy)) return 'the field "approver" is who asked: somebody else has to approve';
  }
  if (verdict === undefined || verdict === 'refused') return null;
  const twice = others.some((other) => other.retracted === null && other.body.action === body.action && other.body.verdict !== undefined && other.body.verdict !== 'refused' && other.body.seat !== body.seat && other.body.seat !== 'single' && body.seat !== 'single' && samePerson(other.body.approver, body.approver));
  return twice ? 'the field "approver" gave the other approval: two approvals are two people' : null;
}

function viewOf(approval: Approval, answers: readonly Approval[], links: readonly ConfirmingLink[], now: UnixMs): ApprovalView {
  const answer = answers.toSorted((left, right) => rank(left) - rank(right) || left.stamp.number - right.stamp.number)[0] ?? null;
  const expires = (answer ?? approval).body.expiresAt?.at ?? null;
  const isOver = expires !== null && now >= expires;
  const verdict = answer?.body.verdict;
  const state: ApprovalState = verdict === 'refused' ? 'refused' : isOver ? 'expired' : (verdict ?? 'pending');
  const needsPaper = answer !== null && answer.body.verbal === true && verdict !== 'refused';
  const by = links.find((link) => (link.to === answer?.id || link.to === approval.id) && confirming.includes(link.relation) && link.from !== answer?.id)?.from ?? null;
  return { approval, answer, answers, state, fault: answer === null ? null : faultOf(approval, answer), confirmation: needsPaper ? { by } : null };
}

/** Relations in which what confirms an approval stands to it. */
export const confirming: readonly string[] = ['evidence-of', 'supports', 'answers'];

/** Why an answer to a request counts for nothing, or null. */
export function faultOf(request: Approval, answer: Approval): ApprovalFault | null {
  if (answer.body.verdict === 'refused') return null;
  if (samePerson(answer.body.approver, request.body.requestedBy) || samePerson(answer.body.approver, answer.body.requestedBy)) return 'same-person';
  return answer.body.identity?.result === 'failed' ? 'failed-identity' : null;
}

// The later of two approvals of one action by one person counts for nothing, when two people are asked for.
function hasOther({ approval, answer }: ApprovalView, views: readonly ApprovalView[]): boolean {
  if (answer === null || answer.body.verdict === 'refused' || approval.body.seat === 'single') return false;
  return views.some(({ approval: other, answer: given }) =>
    given !== null && other.id !== approval.id && other.body.action === approval.body.action && other.body.seat !== 'single' && other.body.seat !== approval.body.seat && given.body.verdict !== 'refused'
    && given.stamp.number < answer.stamp.number && samePerson(given.body.approver, answer.body.approver));
}

/** True for two spellings of one person's name. */
export function samePerson(left: string, right: string): boolean {
  return foldName(left) === foldName(right);
}

function rank(answer: Approval): number {
  const { verdict } = answer.body;
  return verdict === undefined ? approvalVerdicts.length : approvalVerdicts.indexOf(verdict);
}

/** Order by when each expires, those that do not last. */
export function compareExpiry(left: ApprovalView, right: ApprovalView): number {
  const [first, second] = [(left.answer ?? left.approval).body.expiresAt, (right.answer ?? right.approval).body.expiresAt];
  if (first === undefined || second === undefined) return first === second ? 0 : first === undefined ? 1 : -1;
  return compareOccurred(first, second);
}
