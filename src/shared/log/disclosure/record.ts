import * as v from 'valibot';
import { concatBytes, decodeCbor, encodeCbor, fail, ok, readUint32, uint32ToBytes, type CborValue, type Failure, type Result } from '#base';
import { bytesOf, bytesSchema, uintSchema } from '../bytesSchema.ts';
import { MAX_BODY_BYTES, MAX_ENTRIES, MAX_ENTRY_BYTES, MAX_HEADER_BYTES } from '../frame/types.ts';

/** A leaf that is shown, with what proves it (docs/spec/disclosure.md section 2). */
export interface ShownLeaf { readonly index: number; readonly salt: Uint8Array; readonly path: readonly Uint8Array[]; readonly leaf: Uint8Array }
interface Signed { readonly header: Uint8Array; readonly signature: Uint8Array }
/** One frame of the log as a package shows it. */
export type DisclosureRecord =
  | (Signed & { readonly sort: 'membership'; readonly body: Uint8Array })
  | (Signed & { readonly sort: 'sealed' })
  | (Signed & { readonly sort: 'leaves'; readonly leaves: readonly ShownLeaf[] })
  | (Signed & { readonly sort: 'opened'; readonly key: Uint8Array; readonly body: Uint8Array });

export const MAX_RECORD_BYTES = 1_200_000;

/** A record with its length before it. */
export function encodeRecord(record: DisclosureRecord): Uint8Array {
  const bytes = encodeCbor(record as unknown as CborValue);
  return concatBytes(uint32ToBytes(bytes.length), bytes);
}

/** Where the records lie, from their lengths; null when these do not lead exactly to the end. */
export function walkRecords(bytes: Uint8Array): readonly { readonly from: number; readonly to: number }[] | null {
  const ranges: { readonly from: number; readonly to: number }[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return null;
    const length = readUint32(bytes, at);
    const to = at + 4 + length;
    if (length < 1 || length > MAX_RECORD_BYTES || to > bytes.length) return null;
    ranges.push({ from: at + 4, to });
    at = to;
  }
  return ranges;
}

/** Reads a record strictly: step 5 of docs/spec/disclosure.md section 5. */
export function decodeRecord(bytes: Uint8Array): Result<DisclosureRecord, Failure<'malformed-record'>> {
  const decoded = decodeCbor(bytes);
  const parsed = decoded.ok ? v.safeParse(recordSchema, decoded.value) : null;
  return parsed?.success === true ? ok(parsed.output) : fail('malformed-record', 'the record is not in the form of version 1');
}

function bytesUpTo(most: number): v.GenericSchema<unknown, Uint8Array> {
  return v.pipe(bytesSchema, v.check((value) => value.length >= 1 && value.length <= most));
}
const signed = { header: bytesUpTo(MAX_HEADER_BYTES), signature: bytesOf(64) };
const shownLeaf = v.strictObject({ index: uintSchema, salt: bytesOf(16), path: v.pipe(v.array(bytesOf(32)), v.maxLength(8)), leaf: bytesUpTo(MAX_ENTRY_BYTES) });
const recordSchema = v.variant('sort', [
  v.strictObject({ sort: v.literal('membership'), ...signed, body: bytesUpTo(MAX_BODY_BYTES) }),
  v.strictObject({ sort: v.literal('sealed'), ...signed }),
  v.strictObject({
    sort: v.literal('leaves'), ...signed,
    leaves: v.pipe(v.array(shownLeaf), v.minLength(1), v.maxLength(MAX_ENTRIES), v.check((leaves) => leaves.every((item, order) => order === 0 || (leaves[order - 1]?.index ?? 0) < item.index))),
  }),
  v.strictObject({ sort: v.literal('opened'), ...signed, key: bytesOf(88), body: bytesUpTo(MAX_BODY_BYTES) }),
]);
