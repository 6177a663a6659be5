import { decodeCbor, parseEntryId, type CborValue, type EntryId } from '#base';
import type { Entry } from '#domain';
import { parseEntry } from './parse.ts';
import { fitsGroup, putTexts, referencesOf, type LeafGroup } from './parts.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export interface DecodedEntry { readonly id: EntryId; readonly entry: Entry | null }

/**
 * Reads the bytes of an entry of one leaf. Bytes that this build cannot read (newer kind or version, or not CBOR) give `entry: null` and are kept: their id
 * is the one written in them, or one made of the leaf hash where there is none.
 */
export function decodeEntry(bytes: Uint8Array, leaf: Uint8Array): DecodedEntry {
  return decodeGroup([bytes], { index: 0, count: 1, texts: [] }, leaf);
}

/** Reads an entry from its leaves in a frame: texts are put in place of the references. A broken reference makes the entry unreadable, never an error. */
export function decodeGroup(leaves: readonly Uint8Array[], group: LeafGroup, leaf: Uint8Array): DecodedEntry {
  const decoded = decodeCbor(leaves[group.index] ?? new Uint8Array(0));
  if (!decoded.ok) return { id: idFromLeaf(leaf), entry: null };
  const references = referencesOf(decoded.value);
  if (!fitsGroup(references, group)) return { id: idWritten(decoded.value) ?? idFromLeaf(leaf), entry: null };
  const texts = new Map(references.found.map(({ field, part }) => [field, group.texts[part - group.index - 1] ?? '']));
  return readValue(putTexts(decoded.value, texts), leaf);
}

/** Reads a decoded entry whose texts are in place. */
export function readValue(value: CborValue, leaf: Uint8Array): DecodedEntry {
  const parsed = parseEntry(value);
  if (parsed.ok) return { id: parsed.value.id, entry: parsed.value };
  return { id: idWritten(value) ?? idFromLeaf(leaf), entry: null };
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
