import { ok, type Result } from '#base';
import type { Credentials, GiveCredentials } from './credentials.ts';
import { createWire, type Incoming, type Outgoing, type Wire } from './exchange.ts';
import { failureOf, isPassing, s3Failure, type S3Failure } from './failures.ts';
import type { S3Place } from './place.ts';
import { EMPTY_HASH, signRequest, type Unsigned } from './sign.ts';

/** The few things that are asked of an S3-compatible store; names are without the prefix. Methods answer after bounded retries. */
export interface S3Client {
  /** Sends a whole file in one request; the store compares its SHA-256 (hexadecimal). */
  readonly put: (name: string, file: { readonly path: string; readonly size: number; readonly hash: string }) => Promise<Result<null, S3Failure>>;
  /** Bytes of an object; null when there is none. */
  readonly size: (name: string) => Promise<Result<number | null, S3Failure>>;
  /** A range of an object with the size of the whole; null when there is none. */
  readonly get: (name: string, from: number, maxBytes: number) => Promise<Result<{ readonly bytes: Uint8Array; readonly size: number } | null, S3Failure>>;
  /** Objects whose names begin with `folder` and come behind `after`, in order; at most `most`. `next`: ask again behind this one; null at the end. */
  readonly list: (folder: string, after: string, most?: number) => Promise<Result<Listing, S3Failure>>;
  readonly copy: (from: string, to: string) => Promise<Result<null, S3Failure>>;
  readonly remove: (name: string) => Promise<Result<null, S3Failure>>;
  /** Ends what runs. */
  readonly close: () => void;
}
export interface Listing { readonly objects: readonly { readonly name: string; readonly size: number }[]; readonly next: string | null }
export interface S3Options {
  readonly credentials: GiveCredentials;
  readonly now?: () => number;
  readonly attempts?: number;
  /** The first wait before another attempt; it doubles, and is shortened at random. */
  readonly backoffMs?: number;
  readonly idleMs?: number;
  readonly totalMs?: number;
  /** Told about each failed attempt: its kind only. */
  readonly onFailure?: (kind: S3Failure['kind']) => void;
}
interface Asked { readonly method: Unsigned['method']; readonly path: string; readonly query?: Readonly<Record<string, string>>; readonly headers?: Readonly<Record<string, string>>; readonly hash?: string; readonly file?: Outgoing['file']; readonly maxBytes?: number }

const LIST_OBJECTS = 1_000;
const TEXT_BYTES = 2 * 2 ** 20;
const LONGEST_WAIT_MS = 10_000;

/** A client of one bucket (docs/spec/server.md section 11), with path-style addresses. */
export function createS3Client(place: S3Place, options: S3Options): S3Client {
  const { attempts = 4, backoffMs = 250, now = Date.now, onFailure = () => undefined } = options;
  const wire = createWire({ idleMs: options.idleMs ?? 30_000, totalMs: options.totalMs ?? 60_000 });
  const end = new AbortController();

  async function ask(asked: Asked): Promise<Result<Incoming, S3Failure>> {
    let refusedOnce = false;
    for (let attempt = 1; ; attempt += 1) {
      const credentials = await options.credentials(refusedOnce);
      if (!credentials.ok) return { ok: false, error: { kind: 'refused', message: credentials.error.message } };
      const answer = await askOnce(wire, place, asked, credentials.value, now());
      if (answer.ok) return answer;
      onFailure(answer.error.kind);
      // Credentials of a file may have been changed a moment ago.
      const again = isPassing(answer.error.kind) || (answer.error.kind === 'refused' && !refusedOnce && attempt === 1);
      refusedOnce ||= answer.error.kind === 'refused';
      if (!again || attempt >= attempts || end.signal.aborted) return answer;
      await pause(Math.min(LONGEST_WAIT_MS, backoffMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2), end.signal);
    }
  }

  return {
    put: async (name, { path, size, hash }) => done(await ask({ method: 'PUT', path: place.prefix + name, hash, file: { path, size }, headers: { 'content-type': 'application/octet-stream' } })),
    size: async (name) => {
      const head = await ask({ method: 'HEAD', path: place.prefix + name });
      if (!head.ok) return head.error.kind === 'not-found' ? ok(null) : head;
      const size = readNumber(head.value.headers['content-length']);
      return size === null ? s3Failure('bad-answer') : ok(size);
    },
    get: async (name, from, maxBytes) => {
      const got = await ask({ method: 'GET', path: place.prefix + name, headers: { range: `bytes=${from}-${from + maxBytes - 1}` }, maxBytes });
      if (!got.ok) return got.error.kind === 'not-found' ? ok(null) : got;
      return readRange(got.value, from, maxBytes);
    },
    list: async (folder, after, most = LIST_OBJECTS) => {
      const query = { 'list-type': '2', 'max-keys': String(most), prefix: place.prefix + folder, ...(after === '' ? {} : { 'start-after': place.prefix + folder + after }) };
      const listed = await ask({ method: 'GET', path: '', query, maxBytes: TEXT_BYTES });
      return listed.ok ? readList(listed.value, place.prefix, folder) : listed;
    },
    copy: async (from, to) => {
      const copied = await ask({ method: 'PUT', path: place.prefix + to, headers: { 'x-amz-copy-source': `/${place.bucket}/${place.prefix}${from}` } });
      // A copy may fail behind a status of 200.
      return copied.ok && Buffer.from(copied.value.body).includes('<Error>') ? failureOf(503, Buffer.from(copied.value.body).toString('latin1')) : done(copied);
    },
    remove: async (name) => {
      const removed = await ask({ method: 'DELETE', path: place.prefix + name });
      return removed.ok || removed.error.kind === 'not-found' ? ok(null) : removed;
    },
    close: () => {
      end.abort();
      wire.close();
    },
  };
}

async function askOnce(wire: Wire, { endpoint, bucket, region }: S3Place, asked: Asked, credentials: Credentials, at: number): Promise<Result<Incoming, S3Failure>> {
  const url = new URL(`/${bucket}${asked.path === '' ? '' : `/${asked.path}`}`, endpoint);
  for (const [name, value] of Object.entries(asked.query ?? {})) url.searchParams.set(name, value);
  const headers = await signRequest({ method: asked.method, url, headers: asked.headers ?? {}, contentHash: asked.hash ?? EMPTY_HASH }, credentials, region, at);
  const answer = await wire.send({ method: asked.method, url, headers, file: asked.file ?? null, maxBytes: Math.max(asked.maxBytes ?? 0, 64 * 1024) });
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  // Behind the end of an object: the range says how long it is.
  if (status === 416 || (status >= 200 && status < 300)) return answer;
  // A HEAD has no text: its 404 is a missing object, and its 400 or 403 says no more than that.
  return failureOf(status, Buffer.from(body.subarray(0, 4_096)).toString('latin1'));
}

function done(answer: Result<Incoming, S3Failure>): Result<null, S3Failure> {
  return answer.ok ? ok(null) : answer;
}

function readRange({ status, headers, body }: Incoming, from: number, maxBytes: number): Result<{ readonly bytes: Uint8Array; readonly size: number }, S3Failure> {
  const [, first, last, whole] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  const size = readNumber(whole);
  if (status === 416) return ok({ bytes: new Uint8Array(0), size: size ?? from });
  if (status !== 206 || size === null || readNumber(first) !== from || readNumber(last) !== from + body.length - 1 || body.length > maxBytes) return s3Failure('bad-answer');
  return ok({ bytes: body, size });
}

/** Names and sizes of a listing. Only names of the plain characters that are used here are taken; what else lies in the bucket is none of ours. */
function readList({ body }: Incoming, prefix: string, folder: string): Result<Listing, S3Failure> {
  const text = Buffer.from(body).toString('utf8');
  if (!text.includes('<ListBucketResult')) return s3Failure('bad-answer');
  const objects: { readonly name: string; readonly size: number }[] = [];
  let last = '';
  for (const [, content = ''] of text.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
    const key = /<Key>([A-Za-z0-9/._-]+)<\/Key>/.exec(content)?.[1];
    const size = readNumber(/<Size>(\d{1,15})<\/Size>/.exec(content)?.[1]);
    if (key?.startsWith(prefix + folder) !== true || size === null) continue;
    last = key.slice(prefix.length + folder.length);
    objects.push({ name: key.slice(prefix.length), size });
  }
  return ok({ objects, next: /<IsTruncated>true</.test(text) && last !== '' ? last : null });
}

function readNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    signal.addEventListener('abort', stop);
  });
}
