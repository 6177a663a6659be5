import type { EntityId, UnixMs } from '#base';
import { foldName } from '../authority/names.ts';
import { standingOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import type { Occurred } from '../entries/time.ts';
import { severities } from '../entries/vocabulary.ts';
import { occurredInterval } from '../occurred/interval.ts';
import type { Entity, IncidentState } from '../view.ts';
import { assessmentSeries } from './assessments.ts';

type Severity = BodyOf<'assessment'>['severity'];
export type DeclarationRule = Entity<'declaration-rule'>;

/** What is declared where nobody wrote a rule: our own default, labelled so. */
export const localDeclaration = { minimumSeverity: 'high' } as const satisfies { readonly minimumSeverity: Severity };

/** Why something says: declare. `rule` null: the default of this console. */
export interface DeclarationAdvice {
  readonly rule: { readonly id: EntityId; readonly customer: string | null; readonly reason: string; readonly minimumSeverity: Severity | null; readonly types: readonly string[] } | null;
  readonly assessment: { readonly id: EntityId; readonly severity: Severity };
  /** What of the rule fits. */
  readonly because: 'severity' | 'type';
}

const over: readonly string[] = ['not-an-incident', 'closed'];

/**
 * The rule that the current assessment meets while nobody has declared the incident (docs/spec/intake.md section 8): one of the customer, else one for all, else the
 * default. Null when none is met, nothing was assessed, the incident is declared, or it is none.
 */
export function declarationAdvice(state: IncidentState, now: UnixMs): DeclarationAdvice | null {
  const { incident } = state;
  if (incident === null || over.includes(incident.state ?? '') || incident.body.verdict === 'false-positive' || standingOf(state, 'milestone').some(({ body }) => body.milestone === 'declared')) return null;
  const assessment = assessmentSeries(standingOf(state, 'assessment')).find(({ isCurrent }) => isCurrent)?.assessment;
  if (assessment === undefined) return null;
  const { severity } = assessment.body;
  const said = { assessment: { id: assessment.id, severity } };
  const rules = rulesFor(standingOf(state, 'declaration-rule'), incident.body.customer ?? '', now);
  if (rules.length === 0) return isAtLeast(severity, localDeclaration.minimumSeverity) ? { ...said, rule: null, because: 'severity' } : null;
  for (const rule of rules) {
    const { customer, reason, minimumSeverity, types } = rule.body;
    const because = minimumSeverity !== undefined && isAtLeast(severity, minimumSeverity) ? 'severity' : types.some((type) => incident.body.types.includes(type)) ? 'type' : null;
    if (because !== null) return { ...said, because, rule: { id: rule.id, customer: customer?.trim() || null, reason, minimumSeverity: minimumSeverity ?? null, types } };
  }
  return null;
}

/** Rules in force for a customer: theirs, or else those for everybody; a rule whose validity has a time that nobody knows is not in force. */
export function rulesFor(rules: readonly DeclarationRule[], customer: string, now: UnixMs): readonly DeclarationRule[] {
  const valid = rules.filter((rule) => rule.retracted === null && isRuleInForce(rule, now));
  const wanted = foldName(customer);
  const own = valid.filter(({ body }) => wanted !== '' && foldName(body.customer ?? '') === wanted);
  return own.length > 0 ? own : valid.filter(({ body }) => foldName(body.customer ?? '') === '');
}

/** True from the beginning of `validFrom` to the end of the interval that `validUntil` can mean. */
export function isRuleInForce({ body }: DeclarationRule, now: UnixMs): boolean {
  return (body.validFrom === undefined || lowOf(body.validFrom) <= now) && (body.validUntil === undefined || highOf(body.validUntil) > now);
}

/** True when a severity is as bad as another one or worse. */
export function isAtLeast(severity: Severity, minimum: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(minimum);
}

function lowOf(time: Occurred): number {
  return occurredInterval(time)?.low ?? Infinity;
}

// A date counts to the end of its day, a minute to its beginning: as with standing approvals.
function highOf(time: Occurred): number {
  const interval = occurredInterval(time);
  if (interval === null) return -Infinity;
  return time.precision === 'date' || time.until !== undefined ? interval.high : interval.low;
}
