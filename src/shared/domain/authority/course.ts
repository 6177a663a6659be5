import type { EntryId } from '#base';
import type { Occurred } from '../entries/time.ts';
import type { Entity, IncidentState } from '../view.ts';
import { isEntityOf, standingOf } from '../entities/select.ts';
import { persistenceChecks } from '../entries/vocabulary.ts';
import type { Approval } from './approvals.ts';
import type { TwoApproval } from './twoApprovers.ts';

/** Steps in the course of an action, in their order. */
export const courseSteps = ['requested', 'approved', 'started', 'done', 'verified', 'rolled-back'] as const;
export type CourseStepName = (typeof courseSteps)[number];
/** When a step was, and what says so: a field of the action, a change of state, an approval. Null: not yet, or not known. */
export interface CourseStep { readonly step: CourseStepName; readonly occurred: Occurred | null; readonly from: 'field' | 'state' | 'approval' | null; readonly entry: EntryId | null; readonly isBefore: CourseStepName | null }

type Action = Entity<'action'>;
type TimeField = 'requestedAt' | 'approvedAt' | 'startedAt' | 'doneAt' | 'verifiedAt' | 'rolledBackAt';
/** The field that holds the time of a step when it was set on its own. */
export const courseFields: Readonly<Record<CourseStepName, TimeField>> = { requested: 'requestedAt', approved: 'approvedAt', started: 'startedAt', done: 'doneAt', verified: 'verifiedAt', 'rolled-back': 'rolledBackAt' };
/** States that say that a step was reached; the first is the usual one. */
export const courseStates: Readonly<Record<CourseStepName, readonly string[]>> = { requested: [], approved: ['authorised'], started: ['in-progress'], done: ['done'], verified: ['verified', 'ineffective'], 'rolled-back': ['rolled-back'] };

/** The course of an action (docs/spec/authority.md section 4). `approvals`: all standing ones of the journal. `two`: how it stands when two people have to approve it; it is approved when the second of them did. */
export function courseOf(action: Action, approvals: readonly Approval[], two: TwoApproval | null = null): readonly CourseStep[] {
  const own = approvals.filter((approval) => approval.retracted === null && approval.body.action === action.id);
  let latest: { readonly step: CourseStepName; readonly at: number } | null = null;
  return courseSteps.map((step): CourseStep => {
    const found = step === 'approved' && two !== null ? secondOf(two, action) : timeOf(action, own, step);
    const at = found?.occurred.at ?? null;
    const isBefore = at !== null && latest !== null && at < latest.at ? latest.step : null;
    if (at !== null && (latest === null || at >= latest.at)) latest = { step, at };
    return { step, occurred: found?.occurred ?? null, from: found?.from ?? null, entry: found?.entry ?? null, isBefore };
  });
}

// A field or a state that says `approved` does not stand in for a person.
function secondOf({ given, isApproved }: TwoApproval, action: Action): Found | null {
  const second = isApproved ? given[1] : undefined;
  if (second === undefined) return null;
  return { occurred: second.occurred, from: second.entry === action.id ? 'field' : 'approval', entry: second.entry };
}

interface Found { readonly occurred: Occurred; readonly from: 'field' | 'state' | 'approval'; readonly entry: EntryId }

function timeOf(action: Action, approvals: readonly Approval[], step: CourseStepName): Found | null {
  const field = action.body[courseFields[step]];
  if (field !== undefined) return { occurred: field, from: 'field', entry: action.id };
  const change = action.changes.find((candidate) => candidate.type === 'transition' && !candidate.reverted && courseStates[step].includes(candidate.to));
  if (change !== undefined) return { occurred: change.stamp.occurred, from: 'state', entry: change.stamp.entryId };
  if (courseStates[step].includes(action.original.state)) return { occurred: action.stamp.occurred, from: 'state', entry: action.id };
  if (step === 'requested') {
    const [asked] = approvals;
    return asked === undefined ? null : { occurred: asked.body.requestedAt ?? asked.stamp.occurred, from: 'approval', entry: asked.id };
  }
  if (step !== 'approved') return null;
  const given = approvals.findLast((approval) => approval.body.verdict === 'approved' || approval.body.verdict === 'conditional');
  return given === undefined ? null : { occurred: given.stamp.occurred, from: 'approval', entry: given.id };
}

/** What an account still has to be looked at for before it is given back; null when nothing is open (docs/spec/authority.md section 4). */
export function openPersistenceChecks(account: Entity<'account'>): readonly string[] | null {
  const states = [account.original.state, ...account.changes.flatMap((change) => (change.type === 'transition' && !change.reverted ? [change.to] : []))];
  return openChecksAfter(states, account.body.persistenceChecked);
}

/** The same from the states that an account went through, in order, and the checks that are done. */
export function openChecksAfter(states: readonly string[], checked: readonly string[] | undefined): readonly string[] | null {
  const compromised = states.lastIndexOf('compromised');
  if (states.lastIndexOf('cleared') > compromised) return null;
  const open = persistenceChecks.filter((check) => checked?.includes(check) !== true);
  const isOpen = checked === undefined ? compromised > states.lastIndexOf('persistence-checked') : open.length > 0;
  return isOpen ? open : null;
}

/** Why an account may not become `re-enabled` now, in one sentence, or null. */
export function reEnableFault(state: IncidentState, target: EntryId): string | null {
  const account = state.entities.get(target);
  if (!isEntityOf(account, 'account')) return null;
  const open = openPersistenceChecks(account);
  if (open === null) return null;
  return `the account was compromised and checks for persistence are open: ${open.join(', ').replaceAll('-', ' ')}`;
}

/** Actions done by override that nobody has ratified or refused to ratify. */
export function unsettledOverrides(state: IncidentState): readonly Action[] {
  return standingOf(state, 'action').filter((action) => action.body.authority.basis === 'override' && !action.changes.some((change) => change.type === 'transition' && !change.reverted && ['ratified', 'not-ratified'].includes(change.to)) && action.state !== 'cancelled');
}
