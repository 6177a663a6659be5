import type { EntityId } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import type { dispositions } from '../entries/vocabulary.ts';
import type { Occurred } from '../entries/time.ts';
import type { EntryDraft } from '../views.ts';

export type Verdict = BodyOf<'incident'>['verdict'];
export type Disposition = (typeof dispositions)[number];

const incidentDispositions: readonly Disposition[] = ['confirmed', 'deferred', 'unidentified', 'transferred', 'discarded', 'duplicate'];
const noIncidentDispositions: readonly Disposition[] = ['insufficient-data', 'faulty-indicator', 'misconfiguration', 'scan-probe', 'failed', 'refuted', 'duplicate'];

/** Dispositions that go with a verdict, the usual one first. */
export function dispositionsFor(verdict: Verdict): readonly Disposition[] {
  switch (verdict) {
    case 'confirmed': return incidentDispositions;
    case 'suspected': return ['duplicate'];
    case 'near-miss': return ['failed', 'scan-probe', 'misconfiguration', 'insufficient-data', 'duplicate'];
    case 'false-positive': return noIncidentDispositions;
  }
}

/** The state that usually follows a verdict, or null when it stays (docs/spec/intake.md section 4). */
export function stateAfterVerdict(verdict: Verdict, disposition: Disposition | null): string | null {
  if (disposition === 'duplicate') return 'not-an-incident';
  switch (verdict) {
    case 'confirmed': return 'confirmed';
    case 'suspected': return null;
    case 'near-miss': return 'observed';
    case 'false-positive': return 'not-an-incident';
  }
}

export interface VerdictInput {
  readonly incident: { readonly id: EntityId; readonly verdict: Verdict; readonly disposition: Disposition | null; readonly duplicateOf: string | null; readonly state: string };
  readonly verdict: Verdict;
  readonly disposition: Disposition | null;
  readonly duplicateOf: string | null;
  /** Where the incident goes; null: it stays. */
  readonly state: string | null;
  readonly reason: string;
  readonly decidedBy: string;
  readonly occurred: Occurred | null;
  /** Words of the decision, in the language of the operator. */
  readonly words: { readonly question: string; readonly choice: string };
}

/**
 * The entries that record a verdict, in their order: the decision, the amendments that it asks for, and the milestone or transition. What reads
 * already as wanted is left out. A confirmed incident gets the milestone, which is its gate; other states come by a transition.
 */
export function planVerdict(input: VerdictInput): readonly EntryDraft[] {
  const { incident, reason, occurred } = input;
  const amend = (field: string, from: string | null, value: string | null): readonly EntryDraft[] => (from === value ? [] : [{
    kind: 'amend', occurred: null,
    body: { target: incident.id, field, reason, ...(from === null ? {} : { from: JSON.stringify(from) }), ...(value === null ? {} : { value: JSON.stringify(value) }) },
  }]);
  const duplicateOf = input.disposition === 'duplicate' ? input.duplicateOf : null;
  return [
    { kind: 'decision', occurred, body: { ref: '', question: input.words.question, options: [], choice: input.words.choice, reason, decidedBy: input.decidedBy, consulted: [], state: 'decided' } },
    ...amend('verdict', incident.verdict, input.verdict), ...amend('disposition', incident.disposition, input.disposition), ...amend('duplicateOf', incident.duplicateOf, duplicateOf),
    ...stateStep(input),
  ];
}

function stateStep({ incident, state, reason, occurred }: VerdictInput): readonly EntryDraft[] {
  if (state === null || state === incident.state) return [];
  if (state === 'confirmed') return [{ kind: 'milestone', occurred, body: { milestone: 'confirmed', basis: reason } }];
  return [{ kind: 'transition', occurred, body: { target: incident.id, state, reason } }];
}
