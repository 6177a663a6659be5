import type { BodyOf } from '../entries/bodies.ts';
import type { urgencies } from '../entries/vocabulary.ts';

export type Severity = BodyOf<'assessment'>['severity'];
export type Urgency = (typeof urgencies)[number];
export type Priority = NonNullable<BodyOf<'assessment'>['priority']>;

/** By what severity and priority are chosen (docs/spec/intake.md section 2). `local`: a default of ours, said wherever it is shown. */
export interface Criteria {
  readonly version: string;
  readonly standing: 'local' | 'contract';
  readonly title: string;
  readonly levels: readonly { readonly severity: Severity; readonly when: string; readonly examples: readonly string[] }[];
  readonly urgencies: readonly { readonly urgency: Urgency; readonly when: string }[];
  readonly matrix: Readonly<Record<Severity, Readonly<Record<Urgency, Priority>>>>;
}

/** The priority that the matrix gives. */
export function priorityOf(criteria: Criteria, severity: Severity, urgency: Urgency): Priority {
  return criteria.matrix[severity][urgency];
}
