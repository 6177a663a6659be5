import * as v from 'valibot';
import { bytesToHex, type FeedId, type Sha256Hex } from '#base';

/** A byte string of exactly this length. */
export function bytesOf(length: number): v.GenericSchema<unknown, Uint8Array> {
  return v.pipe(v.instance(Uint8Array), v.check((value) => value.length === length));
}

export const bytesSchema: v.GenericSchema<unknown, Uint8Array> = v.instance(Uint8Array);
export const uintSchema: v.GenericSchema<unknown, number> = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A frame named by feed, seq and header hash; in CBOR the hashes are byte strings. */
export interface FrameReference { readonly feed: FeedId; readonly seq: number; readonly headerSha256: Sha256Hex }

export const frameReferenceSchema: v.GenericSchema<unknown, FrameReference> = v.pipe(
  v.strictObject({ feed: bytesOf(32), seq: uintSchema, header: bytesOf(32) }),
  v.transform(({ feed, seq, header }) => ({ feed: bytesToHex(feed) as FeedId, seq, headerSha256: bytesToHex(header) as Sha256Hex })),
);
