import * as v from 'valibot';
import { decodeCbor, encodeCbor, exhaustive, fail, ok, type CborValue, type Failure, type Result } from '#base';
import { MAX_REQUEST_BYTES } from '../limits.ts';
import { bytesOf, FIRST_ISSUE, uint, type Immutable } from '../schemas.ts';

/** The closed list of what a server answers instead of an answer (docs/spec/sync.md section 3). */
export const syncErrorCodes = [
  'bad-request', 'no-session', 'bad-signature', 'not-allowed', 'unknown-version', 'not-next', 'refused', 'bad-voucher', 'too-large', 'quota', 'slow-down', 'unavailable',
] as const;
export type SyncErrorCode = (typeof syncErrorCodes)[number];

/** What a quota was reached of. */
export const quotaNames = ['log-bytes', 'log-frames', 'device-day', 'feeds', 'open-blobs', 'disk'] as const;
export type QuotaName = (typeof quotaNames)[number];

const shortText = v.pipe(v.string(), v.maxLength(200));
const schema = v.strictObject({
  error: v.picklist(syncErrorCodes), message: shortText, retryAfterMs: v.optional(uint),
  head: v.optional(v.strictObject({ feed: bytesOf(32), size: uint, header: v.nullable(bytesOf(32)) })),
  class: v.optional(v.pipe(v.string(), v.maxLength(64))), what: v.optional(v.picklist(quotaNames)), stored: v.optional(uint), known: v.optional(uint),
});
/**
 * An error as it is sent. `head`: where the feed of a `not-next` frame stands, `header` null for a feed without frames. `class`: the class of frames.md
 * section 8 for `refused`. `stored`, `known`: what a `push` took before the frame that ended it.
 */
export type SyncError = Immutable<v.InferOutput<typeof schema>>;

/** HTTP status of a code. */
export function statusOf(code: SyncErrorCode): number {
  switch (code) {
    case 'bad-request': return 400;
    case 'no-session': case 'bad-signature': return 401;
    case 'not-allowed': case 'bad-voucher': return 403;
    case 'unknown-version': case 'not-next': return 409;
    case 'too-large': return 413;
    case 'refused': return 422;
    case 'slow-down': return 429;
    case 'unavailable': return 503;
    case 'quota': return 507;
    default: return exhaustive(code);
  }
}

/** The body of an answer that is an error. */
export function encodeSyncError(error: SyncError): Uint8Array {
  // Optional members that are undefined are left out: CBOR here has no such value.
  return encodeCbor(Object.fromEntries(Object.entries(error).filter(([, value]) => value !== undefined)) as CborValue);
}

/** Reads the body of an error. `bad-answer`: it is none of this version. */
export function decodeSyncError(bytes: Uint8Array): Result<SyncError, Failure<'bad-answer'>> {
  const decoded = bytes.length <= MAX_REQUEST_BYTES ? decodeCbor(bytes) : null;
  const parsed = decoded?.ok === true ? v.safeParse(schema, decoded.value, FIRST_ISSUE) : null;
  return parsed?.success === true ? ok(parsed.output as SyncError) : fail('bad-answer', 'the server did not answer in the form of version 1');
}
