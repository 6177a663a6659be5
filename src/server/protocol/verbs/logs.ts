import { bytesToHex, err, ok, type Result } from '#base';
import { logIdToBytes } from '#crypto';
import { createLogReader, decodeFrame } from '#log';
import { verifyVoucher, type SyncError } from '#sync';
import type { LogBook } from '../../ledger/logBook.ts';
import { memberOf, toLogId } from '../../ledger/openLedger.ts';
import type { AnswerVerb, Service } from '../answer.ts';

export const notAllowed: SyncError = { error: 'not-allowed', message: 'this device may not do this here' };
export const unavailable: SyncError = { error: 'unavailable', message: 'this cannot be served now' };
export const diskFull: SyncError = { error: 'quota', message: 'the server has no room left', what: 'disk' };
const DAY_MS = 86_400_000;
const PULL_BYTES = 4 * 2 ** 20;

/** The log of a present member; the answer to anybody else does not say whether there is such a log. */
export async function bookOfMember({ ledger }: Service, device: Uint8Array, log: Uint8Array, admin = false): Promise<Result<LogBook, SyncError>> {
  const id = toLogId(log);
  const book = await ledger.obtain(id);
  if (!book.ok) return err(unavailable);
  const member = memberOf(book.value?.membership() ?? null, device);
  if (book.value !== null && member !== null && (!admin || member.role === 'admin')) return ok(book.value);
  return err(memberOf(ledger.broken().get(id)?.members ?? null, device) === null ? notAllowed : unavailable);
}

/** Counts what a device sends, and refuses when there is no room for it. */
export async function takeUsage({ store, settings, quotasOf, now }: Service, device: Uint8Array, bytes: number, place: { readonly freeBytes: () => Promise<number> } = store): Promise<SyncError | null> {
  if ((await place.freeBytes()) < settings.reserveBytes + bytes) return diskFull;
  const day = Math.floor(now() / DAY_MS);
  const name = bytesToHex(device);
  const before = await store.addUsage(name, day, 0);
  if (!before.ok) return unavailable;
  if (before.value + bytes > quotasOf(null).deviceDayBytes) return { error: 'quota', message: 'the device has sent as much today as it may', what: 'device-day' };
  return (await store.addUsage(name, day, bytes)).ok ? null : unavailable;
}

const lengthOf = (frames: readonly Uint8Array[]) => frames.reduce((total, { length }) => total + length, 0);

export const answerLogs: AnswerVerb<'logs'> = async ({ ledger }, device) => {
  if (!(await ledger.refresh())) return err(unavailable);
  const mine = ledger.all().filter((book) => memberOf(book.membership(), device) !== null);
  return ok({ logs: mine.map((book) => ({ log: logIdToBytes(book.log), scope: book.scope() ?? 'incident', size: book.size() })) });
};

/** A voucher is spent before the genesis is stored: the same genesis may come again after a crash, and counts once. */
export const answerFound: AnswerVerb<'found'> = async (service, device, { voucher, genesis }) => {
  const { identity, store, ledger, now, metrics, quotasOf } = service;
  const frame = decodeFrame(genesis);
  if (!frame.ok) return err({ error: 'refused', message: 'the genesis does not hold', class: frame.error.kind, stored: 0, known: 0 });
  const log = toLogId(frame.value.header.logId);
  const reader = createLogReader({ log, keys: null });
  const placed = reader.ingest(genesis);
  if (!placed.ok) return err({ error: 'refused', message: 'the genesis does not hold', class: placed.error.kind, stored: 0, known: 0 });
  if (placed.value.status !== 'membership') return err({ error: 'bad-request', message: 'a log is founded with its genesis' });
  if (memberOf(reader.membership(), device) === null) return err(notAllowed);
  const obtained = await ledger.obtain(log);
  if (!obtained.ok) return err(unavailable);
  const known = obtained.value;
  if (known === null) {
    const valid = verifyVoucher(voucher, identity.signer.identity, now());
    if (!valid.ok) return err({ error: 'bad-voucher', message: valid.error.message });
    const usage = await takeUsage(service, device, genesis.length);
    if (usage !== null) return err(usage);
    const spent = await store.spendVoucher(bytesToHex(valid.value.id), log, valid.value.logs);
    if (!spent.ok) return err(spent.error.kind === 'disk-full' ? diskFull : unavailable);
    if (!spent.value) return err({ error: 'bad-voucher', message: 'the voucher has been used' });
  } else if (memberOf(known.membership(), device) === null) return err(notAllowed);
  const book = known ?? (await ledger.begin(log));
  if (book === null) return err(unavailable);
  const pushed = await book.push([genesis], quotasOf(log));
  if (pushed.ok) metrics.count('frames_total', 'stored', pushed.value.stored);
  return pushed;
};

export const answerPush: AnswerVerb<'push'> = async (service, device, { log, frames }) => {
  const book = await bookOfMember(service, device, log);
  if (!book.ok) return book;
  const usage = await takeUsage(service, device, lengthOf(frames));
  if (usage !== null) return err({ ...usage, stored: 0, known: 0 });
  const pushed = await book.value.push(frames, service.quotasOf(book.value.log));
  const { stored, known } = pushed.ok ? pushed.value : pushed.error;
  service.metrics.count('frames_total', 'stored', stored ?? 0);
  service.metrics.count('frames_total', 'known', known ?? 0);
  if (!pushed.ok) service.metrics.count('frames_total', pushed.error.error);
  return pushed;
};

export const answerPull: AnswerVerb<'pull'> = async (service, device, { log, from, have, maxBytes }) => {
  const book = await bookOfMember(service, device, log);
  if (!book.ok) return book;
  return book.value.pull(from, new Map(have.map(({ feed, size }) => [bytesToHex(feed), size])), Math.min(maxBytes, PULL_BYTES));
};
