import * as v from 'valibot';
import { MAX_FRAME_BYTES, MAX_JOIN_REQUEST_BYTES } from '#log';
import { MAX_CHECKPOINT_BYTES } from '../checkpoint.ts';
import {
  MAX_ANSWER_BYTES, MAX_BLOB_BYTES, MAX_BLOB_IDS, MAX_BLOB_PIECE_BYTES, MAX_HAVE_FEEDS, MAX_LOGS, MAX_PULL_ITEMS, MAX_PUSH_BYTES, MAX_PUSH_FRAMES, MAX_REQUESTS_OF_LOG,
} from '../limits.ts';
import { bytesBetween, bytesOf, uint, uintUpTo, type Immutable } from '../schemas.ts';
import { MAX_ROTATION_BYTES } from '../server/rotation.ts';
import { MAX_VOUCHER_BYTES } from '../voucher/voucher.ts';

const log = bytesOf(16);
const key = bytesOf(32);
const nothing = v.strictObject({});
const frame = bytesBetween(1, MAX_FRAME_BYTES);
const sumOf = (list: readonly Uint8Array[]) => list.reduce((total, bytes) => total + bytes.length, 0);
// One frame alone may be longer than what several may have together.
const frames = v.pipe(v.array(frame), v.minLength(1), v.maxLength(MAX_PUSH_FRAMES), v.check((list) => list.length === 1 || sumOf(list) <= MAX_PUSH_BYTES));
const checkpoint = bytesBetween(1, MAX_CHECKPOINT_BYTES);
const pushed = v.strictObject({ stored: uint, known: uint, checkpoint });
const feedSize = v.strictObject({ feed: key, size: uint });
const grants = v.strictObject({ requestBytes: uint, answerBytes: uint, requestsPerSecond: uint });

/** Every verb with the form of its request and of its answer (docs/spec/sync.md sections 2 and 3). */
export const verbSchemas = {
  hello: {
    request: v.strictObject({ versions: v.pipe(v.array(uint), v.minLength(1), v.maxLength(16)), nonce: key }),
    answer: v.strictObject({ version: v.literal(1), nonce: key, identity: key, signature: bytesOf(64), rotation: v.nullable(bytesBetween(1, MAX_ROTATION_BYTES)) }),
  },
  login: { request: v.strictObject({ device: key, signature: bytesOf(64) }), answer: v.strictObject({ now: uint, limits: grants }) },
  logs: { request: nothing, answer: v.strictObject({ logs: v.pipe(v.array(v.strictObject({ log, scope: v.picklist(['workspace', 'incident']), size: uint })), v.maxLength(MAX_LOGS)) }) },
  found: { request: v.strictObject({ voucher: bytesBetween(1, MAX_VOUCHER_BYTES), genesis: frame }), answer: pushed },
  push: { request: v.strictObject({ log, frames }), answer: pushed },
  pull: {
    request: v.strictObject({ log, from: uint, have: v.pipe(v.array(feedSize), v.maxLength(MAX_HAVE_FEEDS)), maxBytes: uintUpTo(MAX_ANSWER_BYTES) }),
    answer: v.strictObject({ from: uint, items: v.pipe(v.array(bytesBetween(32, MAX_FRAME_BYTES)), v.maxLength(MAX_PULL_ITEMS)), checkpoint }),
  },
  join: { request: v.strictObject({ log, request: bytesBetween(1, MAX_JOIN_REQUEST_BYTES) }), answer: nothing },
  requests: { request: v.strictObject({ log }), answer: v.strictObject({ requests: v.pipe(v.array(bytesBetween(1, MAX_JOIN_REQUEST_BYTES)), v.maxLength(MAX_REQUESTS_OF_LOG)) }) },
  settle: { request: v.strictObject({ log, invitation: bytesOf(16) }), answer: nothing },
  'blob.have': {
    request: v.strictObject({ log, blobs: v.pipe(v.array(key), v.minLength(1), v.maxLength(MAX_BLOB_IDS)) }),
    answer: v.strictObject({ bytes: v.pipe(v.array(v.nullable(uint)), v.maxLength(MAX_BLOB_IDS)) }),
  },
  'blob.put': {
    request: v.strictObject({ log, blob: key, size: v.pipe(uintUpTo(MAX_BLOB_BYTES), v.minValue(1)), from: uint, bytes: bytesBetween(0, MAX_BLOB_PIECE_BYTES) }),
    answer: v.strictObject({ bytes: uint }),
  },
  'blob.get': {
    request: v.strictObject({ log, blob: key, from: uint, maxBytes: uintUpTo(MAX_ANSWER_BYTES) }),
    answer: v.strictObject({ bytes: bytesBetween(0, MAX_ANSWER_BYTES), size: uintUpTo(MAX_BLOB_BYTES) }),
  },
} as const;

export type Verb = keyof typeof verbSchemas;
export type VerbRequest<V extends Verb> = Immutable<v.InferOutput<(typeof verbSchemas)[V]['request']>>;
export type VerbAnswer<V extends Verb> = Immutable<v.InferOutput<(typeof verbSchemas)[V]['answer']>>;
export const verbs: readonly Verb[] = Object.keys(verbSchemas) as readonly Verb[];

/** The verb of this name, or null. */
export function parseVerb(name: string): Verb | null {
  return Object.hasOwn(verbSchemas, name) ? (name as Verb) : null;
}
