import * as v from 'valibot';
import { fail, ok, type Failure, type Result } from '#base';
import { creatingBodies, type BodyOf, type CreatingKind } from '../entries/bodies.ts';
import { envelopeSchema, type Envelope } from '../entries/entry.ts';
import { issuePath } from '../entries/parse.ts';

/** What an entity reads as: its body and the two fields of the envelope that people may correct. */
export interface Reading { readonly body: BodyOf<CreatingKind>; readonly occurred: Envelope['occurred']; readonly tags: readonly string[] }

const everywhere = ['ref', 'state', 'sealed', 'origin'];
const byKind: Partial<Record<CreatingKind, readonly string[]>> = { indicator: ['indicatorType', 'value'], account: ['principal', 'realm'], event: ['raw'], intake: ['text', 'channel'], evidence: ['custodian', 'collectedBy'], deployment: ['indicator'], distribution: ['report'], acquisition: ['item'], examination: ['item'], 'time-authority': ['certificate'], attendance: ['bridge', 'check'], 'code-sheet': ['lines'], message: ['template'], 'playbook-step': ['run', 'step', 'text', 'outcome'], 'standing-approval': ['level', 'actionKinds', 'systemKinds', 'accountKinds', 'signatory', 'signedAt', 'twoApprovers', 'windows'], assignment: ['role', 'person'],
  plan: ['version', 'situation', 'objectives', 'strategy', 'workstreams', 'constraints', 'triggers', 'resources', 'communicationsPlan', 'recoveryCriteria'] };
const wholly: readonly CreatingKind[] = ['fingerprint-check', 'invitation', 'sync-server', 'known-network', 'report', 'export', 'recovery', 'witness', 'alert', 'declaration-rule', 'playbook', 'playbook-run', 'clock-pack', 'calendar', 'reportability', 'handover', 'handover-item', 'sitrep', 'approval', 'readiness-check', 'sign-off'];
const envelopeFields = { occurred: envelopeSchema.entries.occurred, tags: envelopeSchema.entries.tags } as const;

/** True for a field that no amendment changes (docs/spec/entries.md section 5): a wrong one is retracted and written anew. */
export function isFixedField(kind: CreatingKind, field: string): boolean {
  return wholly.includes(kind) || everywhere.includes(field) || (byKind[kind]?.includes(field) ?? false);
}

/**
 * The reading after one amendment, validated as a whole. Failures: `fixed-field`, `not-json`, `invalid` (with the field that
 * does not fit). The reading handed in is left alone.
 */
export function applyAmendment(kind: CreatingKind, reading: Reading, amend: Pick<BodyOf<'amend'>, 'field' | 'value'>): Result<Reading, Failure<'fixed-field' | 'not-json' | 'invalid'>> {
  const { field } = amend;
  if (isFixedField(kind, field)) return fail('fixed-field', `the field "${field}" cannot be amended`);
  const parsed = parseJson(amend.value);
  if (!parsed.ok) return parsed;
  if (field === 'occurred' || field === 'tags') {
    const checked = v.safeParse(envelopeFields[field], parsed.value);
    if (!checked.success) return fail('invalid', `the amendment of "${field}" leaves it invalid`);
    return ok({ ...reading, [field]: checked.output });
  }
  // The fields of a body do not constrain each other, so the result is valid as a whole when the new field is.
  const whole = creatingBodies[kind];
  const fields: Readonly<Record<string, v.GenericSchema>> = 'entries' in whole ? whole.entries : {};
  const schema = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (schema === undefined) return fail('invalid', `there is no field "${field}" to amend`);
  const { [field]: _before, ...rest } = reading.body as Readonly<Record<string, unknown>>;
  if (parsed.value === undefined) {
    return schema.type === 'exact_optional' ? ok({ ...reading, body: rest as Reading['body'] }) : fail('invalid', `the field "${field}" cannot be left empty`);
  }
  const checked = v.safeParse(schema, parsed.value);
  if (!checked.success) return fail('invalid', `the amendment of "${field}" leaves "${[field, issuePath(checked.issues[0])].filter(Boolean).join('.')}" invalid`);
  return ok({ ...reading, body: { ...rest, [field]: checked.output } as Reading['body'] });
}

/** The value of a field as it reads, as JSON text with sorted keys; null when it is absent. */
export function fieldText(reading: Reading, field: string): string | null {
  const source: Readonly<Record<string, unknown>> = field === 'occurred' || field === 'tags' ? { [field]: reading[field] } : { ...reading.body };
  const value = Object.hasOwn(source, field) ? source[field] : undefined;
  return value === undefined ? null : sortedJson(value);
}

/** JSON text with sorted keys, so that two writers of the same value agree. */
export function sortedJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1)))
      : item);
}

/** True when two JSON texts hold the same value, whatever their key order and spacing. */
export function sameJson(left: string | null, right: string | null): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  const [first, second] = [parseJson(left), parseJson(right)];
  return first.ok && second.ok && sortedJson(first.value) === sortedJson(second.value);
}

function parseJson(text: string | undefined): Result<unknown, Failure<'not-json'>> {
  if (text === undefined) return ok(undefined);
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail('not-json', 'the new value is not JSON');
  }
}
