import { encodeCbor, fail, ok, type CborValue, type Failure, type Result } from '#base';
import type { Entry } from '#domain';
import { MAX_ENTRY_BYTES } from '../frame/types.ts';
import { parseEntry } from './parse.ts';

/**
 * Deterministic CBOR of an entry (docs/spec/entries.md): checked against its kind first, so nothing that cannot be read back
 * is ever sealed. The message names the field, never its content.
 */
export function encodeEntry(entry: Entry): Result<Uint8Array, Failure<'invalid-entry' | 'entry-too-large'>> {
  const parsed = parseEntry(entry);
  if (!parsed.ok) return parsed;
  const bytes = encodeCbor(parsed.value as unknown as CborValue);
  if (bytes.length > MAX_ENTRY_BYTES) return fail('entry-too-large', `an entry may have ${MAX_ENTRY_BYTES} bytes, this one has ${bytes.length}`);
  return ok(bytes);
}
