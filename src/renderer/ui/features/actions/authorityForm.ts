import type { UnixMs } from '#base';
import { actionKinds, authorityInstant, captureListOf, checkAuthority, needsTwoApprovers, samePerson, type ActionKind, type Authority, type AuthorityBase, type AuthorityVerdict, type BodyOf } from '#domain';
import { isAuthority, isLines, isTimeDraft, type FieldValues } from '../../inspector/fields/values.ts';

/** What the form of an action is judged against: what was signed, whom the incident lists, and the present. */
export interface FormGround { readonly base: AuthorityBase; readonly now: UnixMs; readonly newest: UnixMs; readonly operator: string }
/** Why an action may not be recorded as the form stands. */
export type FormFault = 'never' | 'not-covered' | 'alternative' | 'two' | 'self' | 'capture-note';
/** A line of the list of what to capture first, as the form holds it. */
export interface CaptureLine { readonly what: string; readonly outcome: 'done' | 'skipped' | null; readonly note: string }

export function kindOf(values: FieldValues): ActionKind {
  return actionKinds.find((kind) => kind === values['actionKind']) ?? 'other';
}

/** What may be done by what the form says now. */
export function verdictOf(values: FieldValues, { base, now, newest }: FormGround): AuthorityVerdict {
  const targets = values['targets'] ?? null;
  const occurred = values['occurred'] ?? null;
  const at = authorityInstant(isTimeDraft(occurred) ? occurred.occurred : null, now, newest);
  return checkAuthority({ kind: kindOf(values), targets: isLines(targets) ? targets : [], at }, base);
}

/** The form with the authority that follows from kind and targets: filled in when it may be done, taken out when it may not any more. What a person wrote stays. */
export function withAuthority(values: FieldValues, ground: FormGround): FieldValues {
  const authority = authorityOf(values);
  const isOurs = authority.basis === 'not-stated' || (authority.basis === 'standing' && (authority.reference.trim() === '' || isSigned(authority.reference, ground.base)));
  if (!isOurs) return values;
  const verdict = verdictOf(values, ground);
  if (verdict.verdict === 'act') return { ...values, authority: { basis: 'standing', reference: verdict.reference } };
  return authority.basis === 'standing' && authority.reference !== '' ? { ...values, authority: { basis: 'not-stated' } } : values;
}

/** What stands in the way of recording the form, or null. */
export function faultOf(values: FieldValues, ground: FormGround): FormFault | null {
  const authority = authorityOf(values);
  const verdict = verdictOf(values, ground);
  if (authority.basis === 'override' && (authority.alternative ?? '').trim() === '') return 'alternative';
  if (verdict.verdict === 'never' && authority.basis !== 'override') return 'never';
  // Without anything signed in the incident a reference is that of a paper, and is taken as it stands.
  if (authority.basis === 'standing' && verdict.verdict !== 'act' && (ground.base.approvals.length > 0 || isSigned(authority.reference, ground.base))) return 'not-covered';
  if (authority.basis === 'approval' && (needsTwoApprovers(kindOf(values)) || (verdict.verdict === 'ask' && verdict.people === 2)) && (authority.secondApprover ?? '').trim() === '') return 'two';
  if (authority.basis === 'approval' && [authority.approver, authority.secondApprover ?? ''].some((name) => samePerson(name, ground.operator))) return 'self';
  return linesOf(values).some((line) => line.outcome === 'skipped' && line.note.trim() === '') ? 'capture-note' : null;
}

/** Everything to be captured first for the kind, with what the form says of each. */
export function linesOf(values: FieldValues): readonly CaptureLine[] {
  const kept = readLines(values);
  return captureListOf(kindOf(values)).map((what) => kept.find((line) => line.what === what) ?? { what, outcome: null, note: '' });
}

/** The form with one of these lines changed. */
export function withLine(values: FieldValues, changed: CaptureLine): FieldValues {
  return { ...values, captureLines: [...readLines(values).filter((line) => line.what !== changed.what), changed].map((line) => JSON.stringify(line)) };
}

/** What the record keeps: lines that are done or skipped. */
export function captureBody(lines: readonly CaptureLine[]): Pick<BodyOf<'action'>, 'captureFirst'> {
  const settled = lines.flatMap((line) => (line.outcome === null ? [] : [{ what: line.what, outcome: line.outcome, ...(line.note.trim() === '' ? {} : { note: line.note.trim() }) }]));
  return settled.length === 0 ? {} : { captureFirst: settled };
}

function authorityOf(values: FieldValues): Authority {
  const authority = values['authority'] ?? null;
  return isAuthority(authority) ? authority : { basis: 'not-stated' };
}

function isSigned(reference: string, base: AuthorityBase): boolean {
  return base.approvals.some((approval) => approval.body.ref === reference.trim());
}

// Lines are kept in the draft as texts, like every other list of a form.
function readLines(values: FieldValues): readonly CaptureLine[] {
  const kept = values['captureLines'] ?? null;
  return isLines(kept) ? kept.flatMap((text) => {
    try {
      return [JSON.parse(text) as CaptureLine];
    } catch {
      return [];
    }
  }) : [];
}
