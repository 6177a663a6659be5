import { hostZone } from '#base';
import type { BodyOf, EntryDraft, Occurred } from '#domain';
import type { FieldSpec } from '../../inspector/fields/field.ts';
import { intakeFields } from '../../inspector/fields/intakeFields.ts';
import { filledValues, isTimeDraft, type FieldValues } from '../../inspector/fields/values.ts';

const LONGEST_TITLE = 120;

/** The fields of the form: what was said first, then who and when, in the order in which a caller tells it. */
export const reportFields: readonly FieldSpec[] = [
  ...intakeFields.intake.slice(0, 4),
  { name: 'occurred', type: 'time', label: 'intake.field.receivedAt', hint: 'inspector.hint.now' },
  ...intakeFields.intake.slice(4),
];
/** Asked only when an incident is opened from the report. */
export const openingFields: readonly FieldSpec[] = [
  { name: 'title', type: 'line', label: 'intake.field.title', hint: 'intake.hint.title' },
  { name: 'observeOnly', type: 'switch', label: 'intake.field.observeOnly', hint: 'intake.hint.observeOnly' },
];

/** The entry of a report. Nothing but what was said must be there. */
export function reportDraft(values: FieldValues): EntryDraft & { readonly kind: 'intake' } {
  // The form asks for exactly the fields of the kind; the engine checks the whole body before sealing.
  const filled = Object.entries(filledValues(intakeFields.intake, values)).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return { kind: 'intake', body: { ref: '', ...Object.fromEntries(filled) } as Readonly<Record<string, unknown>> as BodyOf<'intake'>, occurred: receivedAt(values) };
}

/** When the report came in; null: now. */
export function receivedAt(values: FieldValues): Occurred | null {
  const value = values['occurred'] ?? null;
  return isTimeDraft(value) ? value.occurred : null;
}

/** The incident that is opened from a report: titled by its first words when nobody gave a title. Low when it is only observed, else high until somebody assessed it. */
export function incidentOf(values: FieldValues, ref: string, zone: string): BodyOf<'incident'> {
  const given = textOf(values['title']);
  const said = textOf(values['text']).split('\n')[0] ?? '';
  const title = given !== '' ? given : said.length <= LONGEST_TITLE ? said : `${said.slice(0, LONGEST_TITLE - 1).toWellFormed()}…`;
  return { ref, title, severity: values['observeOnly'] === true ? 'low' : 'high', types: [], verdict: 'suspected', major: false, tlp: 'AMBER', exercise: false, zone: zone === '' ? hostZone() : zone };
}

function textOf(value: FieldValues[string] | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
