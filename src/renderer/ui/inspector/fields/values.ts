import type { Authority, BodyOf, CreatingKind, Occurred } from '#domain';
import { formatInstant } from '../../i18n/format.ts';
import type { FieldSpec } from './field.ts';
import { fieldsByKind } from './fieldsByKind.ts';

export interface Technique { readonly id: string; readonly name?: string; readonly attackVersion?: string }
/** A time while it is written: the text, and its reading once there is one. */
export interface TimeDraft { readonly written: string; readonly occurred: Occurred | null }
/** What a field holds while it is written. Null: nothing yet. */
export type FieldValue = string | number | boolean | readonly string[] | TimeDraft | Technique | Authority | null;
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** What a form starts with: what the body says, or the initial choices of a new entry. */
export function initialValues(fields: readonly FieldSpec[], body: Readonly<Record<string, unknown>> | null): FieldValues {
  return Object.fromEntries(fields.map((field) => [field.name, body === null ? blank(field) : fromBody(field, body[field.name])]));
}

/** The fields of a body that hold something; optional ones that are empty are left out, as the record wants it. */
export function filledValues(fields: readonly FieldSpec[], values: FieldValues): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.flatMap((field): readonly (readonly [string, unknown])[] => {
    const value = tidy(values[field.name] ?? null);
    if (isTimeDraft(value)) return value.occurred === null ? [] : [[field.name, value.occurred]];
    if (value !== null) return [[field.name, value]];
    if (field.type === 'lines' || field.type === 'choices') return [[field.name, []]];
    return [];
  }));
}

/** Fields that must hold something and do not, and times that cannot be read yet, by name. */
export function missingFields(fields: readonly FieldSpec[], values: FieldValues): readonly string[] {
  return fields.filter((field) => {
    const value = tidy(values[field.name] ?? null);
    return (field.required === true && value === null) || (field.type === 'integer' && typeof value === 'string') || (isTimeDraft(value) && value.occurred === null) || (isTechnique(value) && !/^T\d{4}(\.\d{3})?$/.test(value.id));
  }).map((field) => field.name);
}

/** Fields of the dialog that creates an entity of a kind. */
export function createFields(kind: CreatingKind): readonly FieldSpec[] {
  return fieldsByKind[kind].filter((field) => field.inCreate !== false);
}

/** Fields that may be amended. */
export function amendFields(kind: CreatingKind): readonly FieldSpec[] {
  return fieldsByKind[kind].filter((field) => field.amendable !== false);
}

/** The parts of a body that no form asks for, with which a new entry of the kind begins. The engine numbers the reference. */
export function fixedParts(kind: CreatingKind): Readonly<Record<string, unknown>> {
  const parts: Partial<Record<CreatingKind, Readonly<Record<string, unknown>>>> = {
    action: { ref: '', state: 'proposed' } satisfies Partial<BodyOf<'action'>>,
    'standing-approval': { ref: '' } satisfies Partial<BodyOf<'standing-approval'>>,
    decision: { ref: '', state: 'decided' } satisfies Partial<BodyOf<'decision'>>,
    task: { ref: '', state: 'open' } satisfies Partial<BodyOf<'task'>>,
    system: { ref: '', state: 'suspected' } satisfies Partial<BodyOf<'system'>>,
    account: { ref: '', state: 'suspected' } satisfies Partial<BodyOf<'account'>>,
    indicator: { ref: '', state: 'observed' } satisfies Partial<BodyOf<'indicator'>>,
    assignment: { state: 'offered' } satisfies Partial<BodyOf<'assignment'>>,
    finding: { ref: '', state: 'open' } satisfies Partial<BodyOf<'finding'>>,
    'data-set': { ref: '' } satisfies Partial<BodyOf<'data-set'>>,
    review: { state: 'scheduled' } satisfies Partial<BodyOf<'review'>>,
    lesson: { ref: '' } satisfies Partial<BodyOf<'lesson'>>,
    'corrective-action': { ref: '', state: 'proposed' } satisfies Partial<BodyOf<'corrective-action'>>,
    'legal-hold': { ref: '', items: [], state: 'in-force' } satisfies Partial<BodyOf<'legal-hold'>>,
    alert: { ref: '' } satisfies Partial<BodyOf<'alert'>>,
    intake: { ref: '' } satisfies Partial<BodyOf<'intake'>>,
    communication: { direction: 'out' } satisfies Partial<BodyOf<'communication'>>,
    channel: { ref: '', state: 'unstated' } satisfies Partial<BodyOf<'channel'>>,
    subscription: { ref: '', state: 'active' } satisfies Partial<BodyOf<'subscription'>>,
    bridge: { ref: '', state: 'open' } satisfies Partial<BodyOf<'bridge'>>,
  };
  return parts[kind] ?? {};
}

function fromBody(field: FieldSpec, value: unknown): FieldValue {
  if (value === undefined) return blank(field, true);
  if (field.type !== 'time') return value as FieldValue;
  // Words such as "yesterday" would be read anew: an existing time starts from its absolute form.
  const occurred = value as Occurred;
  return { written: occurred.at === null ? occurred.written : formatInstant(occurred.at, 'UTC'), occurred };
}

function blank(field: FieldSpec, existing = false): FieldValue {
  if (field.type === 'lines' || field.type === 'choices') return [];
  if (field.type === 'switch') return false;
  if (existing) return null;
  if (field.type === 'choice') return field.initial ?? null;
  if (field.type === 'authority') return { basis: 'not-stated' };
  return null;
}

/** Empty texts and lists become null; lines lose their blanks. */
export function tidy(value: FieldValue): FieldValue {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (Array.isArray(value)) {
    const lines = (value as readonly string[]).map((line) => line.trim()).filter((line) => line !== '');
    return lines.length === 0 ? null : lines;
  }
  if (isTimeDraft(value)) return value.written.trim() === '' ? null : value;
  if (isTechnique(value)) return value.id.trim() === '' ? null : { id: value.id.trim().toUpperCase(), ...(value.name === undefined || value.name.trim() === '' ? {} : { name: value.name.trim() }), ...(value.attackVersion === undefined ? {} : { attackVersion: value.attackVersion }) };
  return value;
}

export function isTechnique(value: FieldValue): value is Technique {
  return typeof value === 'object' && value !== null && 'id' in value;
}

export function isAuthority(value: FieldValue): value is Authority {
  return typeof value === 'object' && value !== null && 'basis' in value;
}

export function isTimeDraft(value: FieldValue): value is TimeDraft {
  return typeof value === 'object' && value !== null && 'written' in value;
}

export function isLines(value: FieldValue): value is readonly string[] {
  return Array.isArray(value);
}
