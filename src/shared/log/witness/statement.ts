import * as v from 'valibot';
import { bytesToHex, compareBytes, concatBytes, decodeCbor, encodeCbor, fail, hexToBytes, ok, textToBytes, type Failure, type FeedId, type LogId, type Result, type Sha256Hex } from '#base';
import { logIdToBytes, sha256 } from '#crypto';
import { bytesOf, uintSchema } from '../bytesSchema.ts';

/** One feed in a statement: `header` is the header hash of seq size-1, `root` the feed root over the header hashes below size. */
export interface StatedHead { readonly feed: FeedId; readonly size: number; readonly root: Sha256Hex; readonly header: Sha256Hex }
/** What is stamped: how far every feed of a log reaches (docs/spec/witness.md section 3). */
export interface LogStatement { readonly log: LogId; readonly heads: readonly StatedHead[] }

const checkpointTag = /* @__PURE__ */ textToBytes('holdfast/checkpoint/1');
const schema = v.strictObject({
  format: v.literal('holdfast-log-statement'), version: v.literal(1), log: bytesOf(16),
  heads: v.pipe(v.array(v.strictObject({ feed: bytesOf(32), size: v.pipe(uintSchema, v.minValue(1)), root: bytesOf(32), header: bytesOf(32) })), v.minLength(1)),
});

/** Statement bytes: deterministic CBOR, feeds ascending. */
export function encodeStatement({ log, heads }: LogStatement): Uint8Array {
  const stated = heads.map(({ feed, size, root, header }) => ({ feed: fromHex(feed), size, root: fromHex(root), header: fromHex(header) }));
  return encodeCbor({ format: 'holdfast-log-statement', version: 1, log: logIdToBytes(log), heads: stated.sort((left, right) => compareBytes(left.feed, right.feed)) });
}

/** Reads statement bytes. `malformed-statement`: not deterministic CBOR, another shape, no feed, or feeds that are not ascending. */
export function decodeStatement(bytes: Uint8Array): Result<LogStatement, Failure<'malformed-statement'>> {
  const decoded = decodeCbor(bytes);
  const parsed = decoded.ok ? v.safeParse(schema, decoded.value) : null;
  if (parsed?.success !== true) return fail('malformed-statement', 'this is not a log statement of version 1');
  const { log, heads } = parsed.output;
  const ascending = heads.every((head, index) => { const before = heads[index - 1]; return before === undefined || compareBytes(before.feed, head.feed) < 0; });
  if (!ascending) return fail('malformed-statement', 'the feeds of the statement are not in order');
  return ok({
    log: bytesToHex(log) as LogId,
    heads: heads.map(({ feed, size, root, header }) => ({ feed: bytesToHex(feed) as FeedId, size, root: bytesToHex(root) as Sha256Hex, header: bytesToHex(header) as Sha256Hex })),
  });
}

/** Checkpoint hash of a statement: the value of header member 13 (docs/spec/frames.md section 4). */
export function checkpointHash(statement: Uint8Array): Uint8Array {
  return sha256(concatBytes(checkpointTag, statement));
}

function fromHex(text: string): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes === null) throw new Error('a head is not hexadecimal');
  return bytes;
}
