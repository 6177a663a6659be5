import type { EntityId, UnixMs } from '#base';
import { standingOf } from '../entities/select.ts';
import type { Occurred } from '../entries/time.ts';
import { occurredInterval } from '../occurred/interval.ts';
import type { Entity, IncidentState } from '../view.ts';
import { needsTwoApprovers, type ActionKind } from './actionKinds.data.ts';
import { formsOf, meet, namesOf, ownNamesOf } from './names.ts';
import { isWithin } from './windows.ts';

export type StandingApproval = Entity<'standing-approval'>;
type Target = Entity<'system'> | Entity<'account'>;

/** Why somebody has to be asked, or why not even that; each is one sentence on the screen. */
export type AuthorityReason =
  | { readonly type: 'excluded' | 'not-covered'; readonly target: string; readonly reference: string }
  | { readonly type: 'unlisted'; readonly target: string; readonly reference: string }
  | { readonly type: 'expired' | 'not-yet'; readonly reference: string; readonly at: Occurred }
  | { readonly type: 'outside'; readonly reference: string; readonly windows: readonly string[] }
  | { readonly type: 'ask-first' | 'never'; readonly reference: string; readonly target: string }
  | { readonly type: 'two-asked'; readonly reference: string; readonly target: string }
  | { readonly type: 'two-people' | 'no-target' | 'nothing-prepared' };

/** What may be done (docs/spec/authority.md section 2). `people`: how many have to approve. */
export type AuthorityVerdict =
  | { readonly verdict: 'act'; readonly reference: string; readonly approval: EntityId; readonly until: Occurred }
  | { readonly verdict: 'ask'; readonly people: 1 | 2; readonly reasons: readonly AuthorityReason[] }
  | { readonly verdict: 'never'; readonly reasons: readonly AuthorityReason[] };

export interface AuthorityQuestion { readonly kind: ActionKind; readonly targets: readonly string[]; readonly at: UnixMs }
/** What an incident knows: standing approvals, systems and accounts that are not retracted. */
export interface AuthorityBase { readonly approvals: readonly StandingApproval[]; readonly listed: readonly Target[] }

interface Known { readonly written: string; readonly forms: ReadonlySet<string>; readonly entities: readonly Target[] }
type Force = 'in-force' | 'expired' | 'not-yet' | 'outside';
type Reach = 'covered' | 'excluded' | 'unlisted' | 'other-kind';

/** Everything the check looks at, from the state of an incident. */
export function authorityBase(state: IncidentState): AuthorityBase {
  return { approvals: standingOf(state, 'standing-approval'), listed: [...standingOf(state, 'system'), ...standingOf(state, 'account')] };
}

/** May this be done, at this instant, on what stands in the journal? Pure: the same journal gives the same answer everywhere. */
export function checkAuthority(question: AuthorityQuestion, base: AuthorityBase): AuthorityVerdict {
  const targets = question.targets.filter((target) => target.trim() !== '').map((target) => toKnown(target, base.listed));
  const ofKind = base.approvals.filter((approval) => approval.retracted === null && approval.body.actionKinds.includes(question.kind));
  const inForce = ofKind.filter((approval) => forceOf(approval, question.at) === 'in-force');
  const level = (wanted: StandingApproval['body']['level']) => inForce.filter((approval) => approval.body.level === wanted);
  const forbidden = level('never').flatMap((approval) => (targets.length === 0 && isForAll(approval) ? [{ type: 'never', reference: refOf(approval), target: '' } as const] : covering('never', approval, targets)));
  if (forbidden.length > 0) return { verdict: 'never', reasons: forbidden };
  const reasons: AuthorityReason[] = [];
  if (needsTwoApprovers(question.kind)) reasons.push({ type: 'two-people' });
  const asked = inForce.flatMap((approval) => askingTwo(approval, targets));
  reasons.push(...asked);
  if (targets.length === 0) reasons.push({ type: 'no-target' });
  reasons.push(...level('never').flatMap((approval) => unlistedIn(approval, targets)));
  reasons.push(...level('ask-first').flatMap((approval) => covering('ask-first', approval, targets)));
  reasons.push(...level('act').flatMap((approval) => targets.flatMap((target): readonly AuthorityReason[] => (reachOf(approval, target) === 'excluded' ? [{ type: 'excluded', reference: refOf(approval), target: target.written }] : []))));
  for (const target of targets) if (!level('act').some((approval) => ['covered', 'excluded'].includes(reachOf(approval, target)))) reasons.push(...whyUncovered(target, level('act'), ofKind, question.at));
  if (reasons.length > 0) return { verdict: 'ask', people: needsTwoApprovers(question.kind) || asked.length > 0 ? 2 : 1, reasons: unique(reasons) };
  // One reference is enough for the record; the one that holds longest says most.
  const used = level('act').filter((approval) => targets.some((target) => reachOf(approval, target) === 'covered')).toSorted((left, right) => endOf(right) - endOf(left));
  const [approval] = used;
  if (approval === undefined) return { verdict: 'ask', people: 1, reasons: [{ type: 'nothing-prepared' }] };
  return { verdict: 'act', reference: refOf(approval), approval: approval.id, until: approval.body.validUntil };
}

/** The instant for which authority is asked: that of the action, else the later of this device's clock and the newest entry. */
export function authorityInstant(occurred: Occurred | null, now: UnixMs, newestRecorded: UnixMs): UnixMs {
  return occurred?.at ?? (Math.max(now, newestRecorded) as UnixMs);
}

/** The reference of what was signed beforehand, is in force and asks for two people to approve this; null when nothing does. */
export function asksForTwo(question: AuthorityQuestion, base: AuthorityBase): string | null {
  const ofKind = base.approvals.filter((approval) => approval.retracted === null && approval.body.twoApprovers === true && approval.body.actionKinds.includes(question.kind) && forceOf(approval, question.at) === 'in-force');
  if (ofKind.length === 0) return null;
  const targets = question.targets.filter((target) => target.trim() !== '').map((target) => toKnown(target, base.listed));
  return ofKind.flatMap((approval) => askingTwo(approval, targets))[0]?.reference ?? null;
}

/** Whether a standing approval holds at an instant: its end is not included, a date counts to the end of its day, an unknown time never; `outside` is outside of its windows. */
export function forceOf(approval: StandingApproval, at: UnixMs): Force {
  const from = occurredInterval(approval.body.signedAt)?.low;
  if (at >= endOf(approval)) return 'expired';
  if (from === undefined || at < from) return 'not-yet';
  // A window that does not read allows nothing, and lifts no prohibition.
  return isWithin(approval.body.windows ?? [], at, approval.body.level !== 'act') ? 'in-force' : 'outside';
}

function endOf({ body: { validUntil } }: StandingApproval): number {
  if (validUntil.at === null) return 0;
  return validUntil.precision === 'date' ? (occurredInterval(validUntil)?.high ?? 0) : (occurredInterval(validUntil)?.low ?? 0);
}

function toKnown(written: string, listed: readonly Target[]): Known {
  const typed = formsOf(written);
  const entities = listed.filter((entity) => entity.retracted === null && meet(typed, allForms(ownNamesOf(entity))));
  return { written, entities, forms: new Set([...typed, ...entities.flatMap((entity) => [...allForms(namesOf(entity))])]) };
}

function allForms(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => [...formsOf(name)]));
}

function reachOf(approval: StandingApproval, target: Known): Reach {
  if (meet(allForms(exclusionsOf(approval)), target.forms)) return 'excluded';
  if (isForAll(approval)) return 'covered';
  if (target.entities.length === 0) return 'unlisted';
  // A name that means several things is covered when all of them are.
  return target.entities.every((entity) => isOfKind(approval, entity)) ? 'covered' : 'other-kind';
}

function isOfKind({ body }: StandingApproval, entity: Target): boolean {
  return 'systemKind' in entity.body ? body.systemKinds.includes(entity.body.systemKind) : body.accountKinds.includes(entity.body.accountKind);
}

function isForAll({ body }: StandingApproval): boolean {
  return body.systemKinds.length === 0 && body.accountKinds.length === 0;
}

// While people have changed the list without knowing of each other, whatever any of them excluded is excluded.
function exclusionsOf({ body, conflicts }: StandingApproval): readonly string[] {
  const competing = conflicts.filter((conflict) => conflict.field === 'exclusions').flatMap((conflict) => conflict.values.flatMap(({ value }) => readNames(value)));
  return [...body.exclusions, ...competing];
}

function readNames(json: string | null): readonly string[] {
  try {
    const value: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

// Who asks for two people says so for what it covers, and for what it would cover if it were not excluded.
function askingTwo(approval: StandingApproval, targets: readonly Known[]): readonly Extract<AuthorityReason, { readonly type: 'two-asked' }>[] {
  if (approval.body.twoApprovers !== true || approval.body.level === 'never') return [];
  if (targets.length === 0 && isForAll(approval)) return [{ type: 'two-asked', reference: refOf(approval), target: '' }];
  return targets.filter((target) => ['covered', 'excluded'].includes(reachOf(approval, target))).map((target) => ({ type: 'two-asked', reference: refOf(approval), target: target.written }));
}

function covering(type: 'never' | 'ask-first', approval: StandingApproval, targets: readonly Known[]): readonly AuthorityReason[] {
  return targets.filter((target) => reachOf(approval, target) === 'covered').map((target) => ({ type, reference: refOf(approval), target: target.written }));
}

// What is not listed may be of a kind that is forbidden: somebody has to look.
function unlistedIn(approval: StandingApproval, targets: readonly Known[]): readonly AuthorityReason[] {
  return targets.filter((target) => reachOf(approval, target) === 'unlisted').map((target) => ({ type: 'unlisted', reference: refOf(approval), target: target.written }));
}

function whyUncovered(target: Known, inForce: readonly StandingApproval[], ofKind: readonly StandingApproval[], at: UnixMs): readonly AuthorityReason[] {
  const lapsed = ofKind.filter((approval) => approval.body.level === 'act' && forceOf(approval, at) !== 'in-force' && reachOf(approval, target) === 'covered');
  if (lapsed.length > 0) {
    return lapsed.map((approval): AuthorityReason => {
      const force = forceOf(approval, at);
      if (force === 'outside') return { type: 'outside', reference: refOf(approval), windows: approval.body.windows ?? [] };
      return force === 'expired' ? { type: 'expired', reference: refOf(approval), at: approval.body.validUntil } : { type: 'not-yet', reference: refOf(approval), at: approval.body.signedAt };
    });
  }
  const near = inForce.map((approval): AuthorityReason => ({ type: reachOf(approval, target) === 'unlisted' ? 'unlisted' : 'not-covered', reference: refOf(approval), target: target.written }));
  return near.length > 0 ? near : [{ type: 'nothing-prepared' }];
}

function refOf(approval: StandingApproval): string {
  return approval.ref ?? approval.body.ref;
}

function unique(reasons: readonly AuthorityReason[]): readonly AuthorityReason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}
