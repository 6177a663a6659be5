import { bytesToHex, equalBytes, fail, ok, type Failure, type LogId, type Result, type UnixMs } from '#base';
import type { Member, MembershipState } from '#log';
import type { BlobStore, Store } from '../store/types.ts';
import { createBackoff, type Backoff } from './backoff.ts';
import { openLogBook, type LogBook } from './logBook.ts';
import type { BookFailure, Signed, Signing } from './readLog.ts';

const REOPEN_MS = { firstMs: 1_000, mostMs: 600_000 };

/** All logs of a server. */
export interface Ledger {
  readonly find: (log: LogId) => LogBook | null;
  /** The book of a log with all that other nodes of the same store have added; null when there is none that can be served. `unreachable`: it is not known now. */
  readonly obtain: (log: LogId) => Promise<Result<LogBook | null, Failure<'unreachable'>>>;
  /** Begins a log of which nothing is stored yet; null when it cannot be served. */
  readonly begin: (log: LogId) => Promise<LogBook | null>;
  readonly all: () => readonly LogBook[];
  /** Looks for what another node of the same store has begun and added. False when the store does not answer. */
  readonly refresh: () => Promise<boolean>;
  /** Serves a log no more, since something was found to be wrong with it; it is opened again when it stands. */
  readonly breakOff: (log: LogId, message: string) => void;
  /** Opens a log that is not served, or all of them, without waiting for its turn. */
  readonly retry: (log?: LogId) => Promise<void>;
  /** Logs that are stored and cannot be served, with the reason and the members as far as they could be read. */
  readonly broken: () => ReadonlyMap<LogId, BookFailure>;
}
interface Options { readonly onNotice?: (text: string) => void; readonly store: Store; readonly blobs: Pick<BlobStore, 'bytes'>; readonly signing: () => Signing; readonly now: () => UnixMs }

/** Opens every log of the store, checking all of it (docs/spec/server.md section 3). Fails when the store does not answer. */
export async function openLedger(options: Options): Promise<Result<Ledger, Failure<'unreachable'>>> {
  const books = new Map<LogId, LogBook>();
  const broken = new Map<LogId, BookFailure>();
  const opening = new Map<LogId, Promise<LogBook | null>>();
  const turns = new Map<LogId, Backoff>();
  // What was signed of logs that are not served any more: they are served again when that is there again.
  const signed = new Map<LogId, Signed>();
  const unreachable = () => fail('unreachable', 'the records of this server cannot be reached');

  function note(log: LogId, failure: BookFailure): void {
    broken.set(log, failure);
    const turn = turns.get(log) ?? createBackoff(REOPEN_MS);
    turn.failed();
    turns.set(log, turn);
  }

  function breakOff(log: LogId, message: string): void {
    const book = books.get(log);
    if (book === undefined) return;
    books.delete(log);
    const newest = book.signed();
    if (newest !== null) signed.set(log, newest);
    note(log, { kind: 'broken', message, members: book.membership() });
    options.onNotice?.(`log ${log} is not served any more: ${message}`);
  }

  /** Looks again at a log that is not served: what was wrong may have passed, or a copy was put back. */
  async function again(log: LogId): Promise<LogBook | null> {
    await options.store.reopen?.(log);
    const opened = await openLogBook({ ...options, log }, signed.get(log) ?? null);
    if (!opened.ok) {
      if (opened.error.kind !== 'unreachable') note(log, opened.error);
      return null;
    }
    broken.delete(log);
    turns.delete(log);
    signed.delete(log);
    books.set(log, opened.value);
    options.onNotice?.(`log ${log} is served again`);
    return opened.value;
  }

  function inTurn(log: LogId, work: (log: LogId) => Promise<LogBook | null>): Promise<LogBook | null> {
    const turn = opening.get(log) ?? work(log).finally(() => opening.delete(log));
    opening.set(log, turn);
    return turn;
  }

  const retried = (log: LogId) => inTurn(log, (one) => again(one).catch(() => null));
  const once = (log: LogId) => inTurn(log, open);

  async function open(log: LogId): Promise<LogBook | null> {
    const known = books.get(log);
    if (known !== undefined || broken.has(log)) return known ?? null;
    const opened = await openLogBook({ ...options, log });
    if (opened.ok) books.set(log, opened.value);
    // A store that does not answer now says nothing about a log.
    else if (opened.error.kind !== 'unreachable') note(log, opened.error);
    return opened.ok ? opened.value : null;
  }

  async function refresh(): Promise<boolean> {
    const stored = await options.store.logs();
    if (!stored.ok) return false;
    for (const { log, size } of stored.value) {
      if (broken.has(log)) continue;
      const book = books.get(log) ?? (await once(log));
      if (book !== null && book.size() !== size) await current(book);
    }
    return stored.value.every(({ log }) => books.has(log) || broken.has(log));
  }

  async function look(log: LogId): Promise<Result<LogBook | null, Failure<'unreachable'>>> {
    // The answer is not held up: the next request finds the log open.
    if (broken.has(log) && turns.get(log)?.mayTry() === true) void retried(log);
    if (broken.has(log)) return ok(null);
    const stored = await options.store.find(log);
    if (!stored.ok) return unreachable();
    const book = stored.value === null ? null : await once(log);
    return stored.value === null || book !== null || broken.has(log) ? ok(book) : unreachable();
  }

  async function current(book: LogBook): Promise<Result<LogBook | null, Failure<'unreachable'>>> {
    if (await book.refresh()) return ok(book);
    const problem = book.problem();
    if (problem === null) return unreachable();
    breakOff(book.log, problem);
    return ok(null);
  }

  if (!(await refresh())) return unreachable();
  return ok({
    find: (log) => books.get(log) ?? null,
    obtain: (log) => {
      const known = books.get(log);
      return known === undefined ? look(log) : current(known);
    },
    begin: once,
    all: () => [...books.values()],
    refresh,
    breakOff,
    retry: async (log) => {
      for (const each of log === undefined ? [...broken.keys()] : [log]) if (broken.has(each)) await retried(each);
    },
    broken: () => broken,
  });
}

/** The member that a device is in the newest state of a log, or null. */
export function memberOf(state: MembershipState | null, device: Uint8Array): Member | null {
  return state?.members.find((member) => equalBytes(member.device, device)) ?? null;
}

/** The log id of 16 bytes. */
export function toLogId(bytes: Uint8Array): LogId {
  return bytesToHex(bytes) as LogId;
}
