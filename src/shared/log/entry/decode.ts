import { decodeCbor, parseEntryId, type EntryId } from '#base';
import type { Entry } from '#domain';
import { parseEntry } from './parse.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Reads entry bytes. Bytes that this build cannot read (newer kind or version, or not CBOR) give `entry: null` and are kept: their id
 * is the one written in them, or one made of the leaf hash where there is none.
 */
export function decodeEntry(bytes: Uint8Array, leaf: Uint8Array): { readonly id: EntryId; readonly entry: Entry | null } {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return { id: idFromLeaf(leaf), entry: null };
  const parsed = parseEntry(decoded.value);
  if (parsed.ok) return { id: parsed.value.id, entry: parsed.value };
  return { id: idWritten(decoded.value) ?? idFromLeaf(leaf), entry: null };
}

function idWritten(value: unknown): EntryId | null {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string') return null;
  return parseEntryId(value.id);
}

// A stand-in: 26 characters from the leaf hash, the first at most 7 as in every ULID.
function idFromLeaf(leaf: Uint8Array): EntryId {
  let text = CROCKFORD.charAt((leaf[0] ?? 0) & 7);
  for (let index = 1; index < 26; index += 1) text += CROCKFORD.charAt((leaf[index] ?? 0) & 31);
  return text as EntryId;
}
