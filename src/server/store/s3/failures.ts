import { fail, type Failure } from '#base';

/**
 * Why a store of blobs did not do what it was asked. `busy`: later, perhaps. `clock`: this machine's and the store's differ too much. `refused`: these credentials may not, or the
 * bucket or the region is another. `wrong-hash`: what came was not what was signed.
 */
export type S3FailureKind = 'unreachable' | 'busy' | 'clock' | 'refused' | 'no-bucket' | 'not-found' | 'full' | 'wrong-hash' | 'bad-answer';
export type S3Failure = Failure<S3FailureKind>;

/** A failure in words of our own: of what a store writes only its code, when that has the form of one, is repeated. */
export function s3Failure(kind: S3FailureKind, code = ''): { readonly ok: false; readonly error: S3Failure } {
  return fail(kind, code === '' ? words[kind] : `${words[kind]} (${code})`);
}

/** The failure that an answer tells of; `body` is the beginning of its text. */
export function failureOf(status: number, body: string): { readonly ok: false; readonly error: S3Failure } {
  const code = /<Code>([A-Za-z0-9]{2,60})<\/Code>/.exec(body)?.[1] ?? `HTTP ${status}`;
  const known = codes.get(code);
  if (known !== undefined) return s3Failure(known, code);
  if (status === 404) return s3Failure('not-found', code);
  if (status === 507) return s3Failure('full', code);
  if (status === 429 || status >= 500 || status === 408) return s3Failure('busy', code);
  return s3Failure(status === 401 || status === 403 || (status >= 300 && status < 400) ? 'refused' : 'bad-answer', code);
}

/** True when the same request may succeed a moment later. */
export function isPassing(kind: S3FailureKind): boolean {
  return kind === 'unreachable' || kind === 'busy' || kind === 'wrong-hash';
}

const words: Readonly<Record<S3FailureKind, string>> = {
  unreachable: 'the store of blobs does not answer',
  busy: 'the store of blobs is busy',
  clock: 'the clock of this machine and that of the store of blobs differ too much; set the clock',
  refused: 'the store of blobs does not let this server in: look at the credentials, the bucket and the region',
  'no-bucket': 'the store of blobs has no such bucket',
  'not-found': 'the store of blobs has no such object',
  full: 'the store of blobs has no room left',
  'wrong-hash': 'the store of blobs received other bytes than were sent',
  'bad-answer': 'the store of blobs did not answer in the form of S3',
};

const codes: ReadonlyMap<string, S3FailureKind> = new Map([
  ['RequestTimeTooSkewed', 'clock'], ['RequestExpired', 'clock'], ['NoSuchBucket', 'no-bucket'], ['NoSuchKey', 'not-found'], ['SlowDown', 'busy'], ['RequestTimeout', 'busy'], ['ServiceUnavailable', 'busy'],
  ['XAmzContentSHA256Mismatch', 'wrong-hash'], ['BadDigest', 'wrong-hash'], ['QuotaExceeded', 'full'], ['XMinioStorageFull', 'full'], ['XMinioAdminBucketQuotaExceeded', 'full'], ['InsufficientStorage', 'full'],
  ['InsufficientCapacity', 'busy'], ['PermanentRedirect', 'refused'], ['AuthorizationHeaderMalformed', 'refused'], ['InvalidRegion', 'refused'],
]);
