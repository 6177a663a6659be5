import { localCriteria, priorityOf, severities, urgencies, type BodyOf, type Criteria, type EntryDraft } from '#domain';
import type { FieldSpec } from '../../inspector/fields/field.ts';
import { intakeFields } from '../../inspector/fields/intakeFields.ts';
import { filledValues, initialValues, isTimeDraft, type FieldValues } from '../../inspector/fields/values.ts';

const chosenByCriteria: readonly string[] = ['severity', 'urgency', 'priority', 'reason', 'criteriaVersion'];

/** The fields below severity, urgency, priority and reason: all may stay empty. */
export const furtherFields: readonly FieldSpec[] = intakeFields.assessment.filter((field) => !chosenByCriteria.includes(field.name));
export const whenField: FieldSpec = { name: 'occurred', type: 'time', label: 'assessments.field.when', hint: 'inspector.hint.now' };

/** What the form begins with: the assessment in force, because a new one replaces it whole; the reason is written anew. */
export function beginWith(current: BodyOf<'assessment'> | null): FieldValues {
  const fields: readonly FieldSpec[] = [...intakeFields.assessment, whenField];
  const values = initialValues(fields, current);
  // A priority that is the one of the matrix follows it further.
  return { ...values, severity: values['severity'] ?? 'high', reason: '', priority: current === null || isUsual(current) ? null : (current.priority ?? null), criteriaVersion: localCriteria.version };
}

/** The priority that the criteria give for what is chosen, or null while something is missing. */
export function suggestedPriority(criteria: Criteria, values: FieldValues): NonNullable<BodyOf<'assessment'>['priority']> | null {
  const severity = severities.find((value) => value === values['severity']);
  const urgency = urgencies.find((value) => value === values['urgency']);
  return severity === undefined || urgency === undefined ? null : priorityOf(criteria, severity, urgency);
}

/** The entry to seal; the priority of the criteria when none was chosen by hand. */
export function assessmentDraft(values: FieldValues): EntryDraft & { readonly kind: 'assessment' } {
  const priority = values['priority'] ?? suggestedPriority(localCriteria, values);
  const filled = filledValues(intakeFields.assessment, { ...values, priority, criteriaVersion: localCriteria.version });
  const { verisAttributes, ...rest } = filled;
  const occurred = values['occurred'] ?? null;
  // The form asks for exactly the fields of the kind; the engine checks the whole body before sealing.
  return {
    kind: 'assessment', occurred: isTimeDraft(occurred) ? occurred.occurred : null,
    body: { ...rest, ...(Array.isArray(verisAttributes) && verisAttributes.length > 0 ? { verisAttributes } : {}) } as unknown as BodyOf<'assessment'>,
  };
}

function isUsual({ severity, urgency, priority }: BodyOf<'assessment'>): boolean {
  return priority === undefined || (urgency !== undefined && priorityOf(localCriteria, severity, urgency) === priority);
}
