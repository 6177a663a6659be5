import { encodeCbor, fail, ok, type CborValue, type Failure, type Result } from '#base';
import { redactableFields, type Entry } from '#domain';
import { MAX_ENTRY_BYTES } from '../frame/types.ts';
import { parseEntry } from './parse.ts';
import { compareKeys, encodePart } from './parts.ts';

/**
 * Leaves of an entry whose first leaf will stand at `index` of its frame: the entry with references, then one part for each redactable text that
 * it has (docs/spec/entries.md section 1.1). Checked against its kind first; the message names the field, never its content.
 */
export function cutEntry(entry: Entry, index: number): Result<readonly Uint8Array[], Failure<'invalid-entry' | 'entry-too-large'>> {
  const parsed = parseEntry(entry);
  if (!parsed.ok) return parsed;
  const parts: Uint8Array[] = [];
  const cut = (text: string): CborValue => {
    parts.push(encodePart(text));
    return { part: index + parts.length };
  };
  const value = parsed.value as unknown as Readonly<Record<string, CborValue>>;
  const body: Record<string, CborValue> = { ...(value['body'] as Readonly<Record<string, CborValue>>) };
  const fields: readonly string[] = redactableFields[parsed.value.kind] ?? [];
  // In the order of the bytes: body, author, witness, onBehalfOf.
  for (const key of fields.toSorted(compareKeys)) {
    const text = body[key];
    if (typeof text === 'string' && text !== '') body[key] = cut(text);
  }
  const { author, witness, onBehalfOf } = parsed.value;
  const whole: Record<string, CborValue> = { ...value, body, author: { ...author, name: cut(author.name) } as unknown as CborValue };
  if (witness !== undefined) whole['witness'] = cut(witness);
  if (onBehalfOf !== undefined) whole['onBehalfOf'] = cut(onBehalfOf);
  const leaves = [encodeCbor(whole), ...parts];
  const largest = Math.max(...leaves.map((leaf) => leaf.length));
  if (largest > MAX_ENTRY_BYTES) return fail('entry-too-large', `an entry may have ${MAX_ENTRY_BYTES} bytes, this one has ${largest}`);
  return ok(leaves);
}
