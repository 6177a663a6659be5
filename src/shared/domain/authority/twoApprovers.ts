import type { EntityId, EntryId, UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import type { Occurred } from '../entries/time.ts';
import type { Entity, IncidentState } from '../view.ts';
import { needsTwoApprovers } from './actionKinds.data.ts';
import { faultOf, samePerson, type Approval } from './approvals.ts';
import { asksForTwo, authorityBase, authorityInstant, type AuthorityBase } from './check.ts';

type Action = Entity<'action'>;
/** Who gave an approval that counts, and when. `entry`: the approval, or the action whose authority names the person. */
export interface Given { readonly by: string; readonly occurred: Occurred; readonly entry: EntryId }

/** How an action stands that two people have to approve (docs/spec/authority.md section 7). */
export interface TwoApproval {
  /** What asks for two people: its kind, a request, or the reference of what was signed beforehand. */
  readonly because: 'kind' | 'request' | 'standing';
  readonly reference: string | null;
  /** Approvals that count, one per person, in their order. */
  readonly given: readonly Given[];
  readonly isApproved: boolean;
  /** It was started before two people had approved it. */
  readonly startedEarly: boolean;
}

/** Null when nothing asks for two people, and for what was done by override: that is ratified. `approvals` are the standing ones of the journal. */
export function twoApprovalOf(action: Action, approvals: readonly Approval[], base: AuthorityBase): TwoApproval | null {
  const { authority, actionKind, targets } = action.body;
  if (authority.basis === 'override') return null;
  const own = approvals.filter((approval) => approval.retracted === null && approval.body.action === action.id);
  const started = startOf(action);
  const at = authorityInstant(started ?? action.stamp.occurred, action.stamp.recorded.at, 0 as UnixMs);
  const because = needsTwoApprovers(actionKind) ? 'kind' : own.some(({ body }) => body.seat !== 'single') ? 'request' : null;
  const reference = because === null ? asksForTwo({ kind: actionKind, targets, at }, base) : null;
  if (because === null && reference === null) return null;
  const refused = isRefused(own);
  const given = refused ? [] : givenOf(action, own);
  const startedAt = started?.at ?? null;
  const before = startedAt === null ? given : given.filter(({ occurred }) => occurred.at !== null && occurred.at <= startedAt);
  return { because: because ?? 'standing', reference, given, isApproved: given.length >= 2, startedEarly: started !== null && before.length < 2 };
}

/** Actions of an incident that were started before two people had approved them, as findings. */
export function authorityFindings(state: IncidentState): readonly { readonly entryId: EntryId; readonly number: number; readonly finding: string }[] {
  const started = standingOf(state, 'action').filter((action) => startOf(action) !== null);
  if (started.length === 0) return [];
  const base = authorityBase(state);
  const byAction = new Map<EntityId, Approval[]>();
  for (const approval of standingOf(state, 'approval')) byAction.set(approval.body.action, [...(byAction.get(approval.body.action) ?? []), approval]);
  return started.flatMap((action) => {
    const two = twoApprovalOf(action, byAction.get(action.id) ?? [], base);
    return two?.startedEarly === true ? [{ entryId: action.id, number: action.stamp.number, finding: 'started without the second approval' }] : [];
  });
}

function startOf(action: Action): Occurred | null {
  const { startedAt, doneAt } = action.body;
  if (startedAt !== undefined) return startedAt;
  const change = action.changes.find((candidate) => candidate.type === 'transition' && !candidate.reverted && running.includes(candidate.to));
  if (change !== undefined) return change.stamp.occurred;
  return running.includes(action.original.state) ? (doneAt ?? action.stamp.occurred) : (doneAt ?? null);
}

const running: readonly string[] = ['in-progress', 'done', 'verified', 'ineffective', 'rolled-back'];

function isRefused(own: readonly Approval[]): boolean {
  return own.some(({ body }) => body.verdict === 'refused');
}

// The people whom the authority names count like approvals of their own. Who does it approves nothing.
function givenOf(action: Action, own: readonly Approval[]): readonly Given[] {
  const { authority, executor, approvedAt } = action.body;
  const requests = new Map(own.map((approval) => [approval.id, approval]));
  const answers = own.filter(({ body }) => body.verdict === 'approved' || body.verdict === 'conditional').flatMap((answer): readonly Given[] => {
    const request = answer.body.request === undefined ? answer : (requests.get(answer.body.request) ?? answer);
    const started = startOf(action)?.at ?? null;
    const isOver = started !== null && answer.body.expiresAt?.at !== undefined && answer.body.expiresAt.at !== null && answer.body.expiresAt.at <= started;
    return faultOf(request, answer) !== null || isOver ? [] : [{ by: answer.body.approver, occurred: answer.stamp.occurred, entry: answer.id }];
  });
  const at = approvedAt ?? action.stamp.occurred;
  const named = authority.basis !== 'approval' ? [] : [authority.approver, ...(authority.secondApprover === undefined ? [] : [authority.secondApprover])].map((by): Given => ({ by, occurred: at, entry: action.id }));
  const all = [...answers, ...named].filter(({ by }) => executor === undefined || !samePerson(by, executor)).toSorted((left, right) => (left.occurred.at ?? Infinity) - (right.occurred.at ?? Infinity));
  return all.filter(({ by }, index) => all.findIndex((other) => samePerson(other.by, by)) === index);
}
