import { bytesToHex, err, exhaustive, ok, type Result } from '#base';
import type { SyncError, VerbAnswer } from '#sync';
import { BLOB_SHARE } from '../../settings.ts';
import type { BlobState, PutFailure } from '../../store/types.ts';
import type { AnswerVerb } from '../answer.ts';
import { bookOfMember, diskFull, takeUsage, unavailable } from './logs.ts';

const GET_BYTES = 4 * 2 ** 20;
const BUSY_MS = 2_000;

export const answerBlobHave: AnswerVerb<'blob.have'> = async (service, device, { log, blobs }) => {
  const book = await bookOfMember(service, device, log);
  if (!book.ok) return book;
  const bytes: (number | null)[] = [];
  for (const blob of blobs) {
    const state = await service.blobs.blob(book.value.log, bytesToHex(blob));
    // Nothing is said rather than that nothing is here: a console would send all of it again.
    if (!state.ok) return err(unavailable);
    bytes.push(state.value.whole ? null : state.value.bytes);
  }
  return ok({ bytes });
};

/** A piece where the blob ends is taken; a piece for another place is answered with what is there. */
export const answerBlobPut: AnswerVerb<'blob.put'> = async (service, device, { log, blob, size, from, bytes }) => {
  const { blobs, quotasOf, openBlobs } = service;
  const book = await bookOfMember(service, device, log);
  if (!book.ok) return book;
  if (from + bytes.length > size) return err({ error: 'bad-request', message: 'the piece is longer than the blob' });
  const [id, name, owner] = [book.value.log, bytesToHex(blob), bytesToHex(device)];
  const found = await blobs.blob(id, name);
  if (!found.ok) return err(unavailable);
  const before = found.value;
  if (before.whole) return ok({ bytes: before.bytes });
  // Another length than what was begun: the one who began it was wrong, or this one is.
  const end = before.bytes > size ? 0 : before.bytes;
  // All bytes are here and it is not whole: what is left to do is tried again.
  if (before.bytes === size && size > 0) return settle(await blobs.putBlob({ log: id, blob: name, size, from: size, bytes: new Uint8Array(0) }));
  if (from !== 0 && from !== end) return ok({ bytes: before.bytes });
  if (from === 0 && before.bytes > 0 && before.bytes <= size) return ok({ bytes: before.bytes });
  const quotas = quotasOf(id);
  if ((await blobs.bytes(id)) + bytes.length > quotas.logBytes * BLOB_SHARE) return err({ error: 'quota', message: 'the log has as many bytes of blobs as it may', what: 'log-bytes' });
  const open = openBlobs.get(owner) ?? new Set<string>();
  if (!open.has(`${id}/${name}`) && open.size >= quotas.openBlobs) return err({ error: 'quota', message: 'the device has begun too many blobs', what: 'open-blobs' });
  const usage = await takeUsage(service, device, bytes.length, blobs);
  if (usage !== null) return err(usage);
  open.add(`${id}/${name}`);
  openBlobs.set(owner, open);
  const put = await blobs.putBlob({ log: id, blob: name, size, from, bytes });
  if (!put.ok || put.value.whole) {
    open.delete(`${id}/${name}`);
    if (open.size === 0) openBlobs.delete(owner);
  }
  return settle(put);
};

function settle(put: Result<BlobState, PutFailure>): Result<VerbAnswer<'blob.put'>, SyncError> {
  if (put.ok) return ok({ bytes: put.value.bytes });
  switch (put.error.kind) {
    case 'busy': return err({ error: 'slow-down', message: 'the blob is on its way to where it is kept', retryAfterMs: BUSY_MS });
    case 'wrong-hash': return err({ error: 'refused', message: put.error.message, class: 'blob-hash-mismatch' });
    case 'disk-full': return err(diskFull);
    case 'io': return err(unavailable);
    default: return exhaustive(put.error.kind);
  }
}

export const answerBlobGet: AnswerVerb<'blob.get'> = async (service, device, { log, blob, from, maxBytes }) => {
  const book = await bookOfMember(service, device, log);
  if (!book.ok) return book;
  const got = await service.blobs.getBlob(book.value.log, bytesToHex(blob), from, Math.min(maxBytes, GET_BYTES));
  if (!got.ok) return err(unavailable);
  // What is not whole here is answered as if nothing of it were here.
  return ok(got.value ?? { bytes: new Uint8Array(0), size: 0 });
};
