import type { EntityId, UnixMs } from '#base';
import { approvalsInForce, captureListOf, type identityMethods, type identityResults, occurredNow, samePerson, type ApprovalVerdict, type ApprovalView, type BodyOf, type Entity, type Occurred } from '#domain';
import type { EntryDraft } from '#ipc';

export const APPROVAL_LASTS_MS = 4 * 3_600_000;
type Action = Entity<'action'>;
type Seat = BodyOf<'approval'>['seat'];

/** What the form of an answer holds. */
export interface AnswerForm {
  readonly verdict: ApprovalVerdict;
  readonly approver: string;
  readonly conditions: string;
  readonly channel: string;
  readonly verbal: boolean;
  readonly readBack: boolean;
  readonly method: (typeof identityMethods)[number] | null;
  readonly lineNumber: string;
  readonly result: (typeof identityResults)[number];
  readonly occurred: Occurred | null;
  readonly expiresAt: Occurred | null;
}
export const emptyAnswer: AnswerForm = { verdict: 'approved', approver: '', conditions: '', channel: '', verbal: false, readBack: false, method: null, lineNumber: '', result: 'not-checked', occurred: null, expiresAt: null };

/** Requests for approval of an action: one, or one to each of two people. */
export function toRequests(action: Action, form: { readonly requestedBy: string; readonly approvers: readonly string[]; readonly expiresAt: Occurred | null; readonly channel: string; readonly note: string }): readonly EntryDraft[] {
  const seats: readonly Seat[] = form.approvers.length === 2 ? ['first-of-two', 'second-of-two'] : ['single'];
  return form.approvers.map((approver, index): EntryDraft => ({
    kind: 'approval', occurred: null,
    body: {
      ref: '', action: action.id, targets: action.body.targets, seat: seats[index] ?? 'single', requestedBy: form.requestedBy.trim(), approver: approver.trim(),
      ...(form.expiresAt === null ? {} : { expiresAt: form.expiresAt }), ...filled('channel', form.channel), ...filled('note', form.note),
    },
  }));
}

/**
 * An answer and what follows from it, as one step: a refusal refuses the action; the last approval that is needed becomes the action's authority and
 * authorises it. `others`: the approvals of the journal as they stand.
 */
export function toAnswer(request: Entity<'approval'>, action: Action | null, form: AnswerForm, others: readonly ApprovalView[], now: UnixMs): readonly EntryDraft[] {
  const { verdict } = form;
  const answer: EntryDraft = {
    kind: 'approval', occurred: form.occurred, links: [{ relation: 'answers', to: request.id }],
    body: { ref: '', action: request.body.action, targets: request.body.targets, seat: request.body.seat, requestedBy: request.body.requestedBy, request: request.id, ...answerBody(form) },
  };
  if (action === null) return [answer];
  const state = (to: string): readonly EntryDraft[] => (action.state === 'proposed' || action.state === 'expired' ? [{ kind: 'transition', occurred: form.occurred, body: { target: action.id, state: to, reason: `${request.ref ?? ''} ${form.approver}`.trim() } }] : []);
  if (verdict === 'refused') return [answer, ...state('refused')];
  if (form.result === 'failed') return [answer];
  const given = approvalsInForce(others, action.id).filter(({ approval }) => approval.body.seat !== request.body.seat && approval.body.seat !== 'single').map(({ answer: one }) => one?.body.approver ?? '').filter((name) => name !== '' && !samePerson(name, form.approver));
  const [first] = given;
  if (request.body.seat !== 'single' && first === undefined) return [answer];
  return [answer, ...stateAuthority(action, first === undefined ? [form.approver] : [first, form.approver], form, now), ...state('authorised')];
}

/** Ratifies what was done by override, or does not; the engine opens the task to roll it back. */
export function toRatification(action: Action, form: AnswerForm): readonly EntryDraft[] {
  const state = form.verdict === 'refused' ? 'not-ratified' : 'ratified';
  return [
    { kind: 'approval', occurred: form.occurred, body: { ref: '', action: action.id, targets: action.body.targets, seat: 'single', requestedBy: action.body.executor ?? action.stamp.author.name, ...answerBody(form) } },
    { kind: 'transition', occurred: form.occurred, body: { target: action.id, state, reason: [form.approver.trim(), form.conditions.trim()].filter(Boolean).join(': ') } },
  ];
}

/** What stands in the way of an answer, as a message id's last part, or null. */
export function answerFault(form: AnswerForm, requestedBy: string): 'approver' | 'same-person' | 'conditions' | null {
  if (form.approver.trim() === '') return 'approver';
  if (samePerson(form.approver, requestedBy)) return 'same-person';
  return form.verdict === 'conditional' && form.conditions.trim() === '' ? 'conditions' : null;
}

/** What an action of this kind may destroy and nobody has captured or skipped yet. */
export function openCaptures(action: Action): readonly string[] {
  const settled = (action.body.captureFirst ?? []).map((line) => line.what);
  return captureListOf(action.body.actionKind).filter((what) => !settled.includes(what));
}

/** The time at which an approval given now runs out. */
export function usualExpiry(now: UnixMs, zone: string): Occurred {
  return occurredNow((now + APPROVAL_LASTS_MS) as UnixMs, zone);
}

function answerBody(form: AnswerForm): Pick<BodyOf<'approval'>, 'approver' | 'verdict' | 'conditions' | 'channel' | 'verbal' | 'readBack' | 'identity' | 'expiresAt'> {
  return {
    approver: form.approver.trim(), verdict: form.verdict, ...filled('conditions', form.conditions), ...filled('channel', form.channel), verbal: form.verbal, ...(form.verbal ? { readBack: form.readBack } : {}),
    ...(form.method === null ? {} : { identity: { method: form.method, ...filled('lineNumber', form.lineNumber), result: form.result } }), ...(form.expiresAt === null ? {} : { expiresAt: form.expiresAt }),
  };
}

function stateAuthority(action: Action, approvers: readonly string[], form: AnswerForm, now: UnixMs): readonly EntryDraft[] {
  const { authority } = action.body;
  if (authority.basis !== 'not-stated' || action.body.startedAt !== undefined || ['in-progress', 'done', 'verified'].includes(action.state ?? '')) return [];
  const [approver = '', second] = approvers;
  const value: BodyOf<'action'>['authority'] = { basis: 'approval', approver, ...filled('channel', form.channel), at: form.occurred ?? occurredNow(now, 'UTC'), ...(second === undefined ? {} : { secondApprover: second }) };
  return [{ kind: 'amend', occurred: null, body: { target: action.id, field: 'authority', from: JSON.stringify(authority), value: JSON.stringify(value), reason: approvers.join(', ') } }];
}

function filled<Name extends string>(name: Name, value: string): { readonly [Key in Name]?: string } {
  return (value.trim() === '' ? {} : { [name]: value.trim() }) as { readonly [Key in Name]?: string };
}

/** The action of an approval among those that were read. */
export function actionOf(actions: readonly Entity[], id: EntityId): Action | null {
  const found = actions.find((action) => action.id === id);
  return found?.kind === 'action' ? (found as Action) : null;
}
