import type { BodyOf, Envelope } from '#domain';
import type { SourceGrant } from '#ipc';
import type { FieldSpec } from '../../inspector/fields/field.ts';
import { filledValues, isTimeDraft, type FieldValues } from '../../inspector/fields/values.ts';
import { guessKind } from './guessKind.ts';

/** Where the bytes come from; `physical` has none. */
export type AddSource =
  | { readonly type: 'files'; readonly grants: readonly SourceGrant[]; readonly origin: 'file' | 'pasted' }
  | { readonly type: 'physical' };

export type EvidenceDraftBody = Omit<BodyOf<'evidence'>, 'sealed' | 'ref'>;
export interface AddedItem { readonly grant: SourceGrant | null; readonly name: string; readonly body: EvidenceDraftBody }

export const custodianField: FieldSpec = { name: 'custodian', type: 'line', label: 'evidence.custodian', required: true };
export const tagsField: FieldSpec = { name: 'tags', type: 'lines', label: 'inspector.tags' };
export const acquiredField: FieldSpec = { name: 'occurred', type: 'time', label: 'evidence.acquired', hint: 'inspector.hint.now' };

/** What the form begins with: the operator collects and keeps, the name suggests the kind. */
export function beginAdd(source: AddSource, operator: string): FieldValues {
  const first = source.type === 'files' ? source.grants[0] : undefined;
  const kind = source.type === 'physical' ? 'physical-device' : source.origin === 'pasted' ? 'screenshot' : guessKind(first?.name ?? '');
  return { name: first?.name ?? '', evidenceKind: kind, collectedBy: operator, custodian: operator, personalData: false, tags: [], occurred: null };
}

/** One body per file. With several files each keeps its own name, and its kind follows the name when the form was not changed. */
export function itemsToAdd(source: AddSource, fields: readonly FieldSpec[], values: FieldValues): readonly AddedItem[] {
  const filled = filledValues(fields, values);
  if (source.type === 'physical') return [{ grant: null, name: String(filled['name'] ?? ''), body: { ...filled, origin: 'physical' } as EvidenceDraftBody }];
  const isOne = source.grants.length === 1;
  return source.grants.map((grant) => {
    const name = isOne ? String(filled['name'] ?? grant.name) : grant.name;
    const body = { ...filled, name, origin: source.origin, sourceName: grant.name, ...(grant.modified === null ? {} : { sourceModified: grant.modified }) } as EvidenceDraftBody;
    return { grant, name, body };
  });
}

/** The parts of the envelope that the form asks for. */
export function envelopeOf(values: FieldValues): { readonly occurred: Envelope['occurred'] | null; readonly tags: readonly string[] } {
  const occurred = values['occurred'] ?? null;
  const tags = filledValues([tagsField], values)['tags'] as readonly string[];
  return { occurred: isTimeDraft(occurred) ? occurred.occurred : null, tags: tags.map((tag) => tag.replace(/^#/, '')) };
}
