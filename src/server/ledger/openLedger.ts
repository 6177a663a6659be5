import { bytesToHex, equalBytes, type LogId, type UnixMs } from '#base';
import type { Member, MembershipState } from '#log';
import type { BlobStore, Store } from '../store/types.ts';
import { createBackoff, type Backoff } from './backoff.ts';
import { openLogBook, type BookFailure, type LogBook, type Signing } from './logBook.ts';

const REOPEN_MS = { firstMs: 1_000, mostMs: 600_000 };

/** All logs of a server. */
export interface Ledger {
  readonly find: (log: LogId) => LogBook | null;
  /** Begins a log of which nothing is stored yet; null when it cannot be served. */
  readonly begin: (log: LogId) => Promise<LogBook | null>;
  readonly all: () => readonly LogBook[];
  /** Looks for logs that another process of the same store has begun. */
  readonly refresh: () => Promise<void>;
  /** Serves a log no more, since something was found to be wrong with it; it is opened again when it stands. */
  readonly breakOff: (log: LogId, message: string) => void;
  /** Opens a log that is not served, or all of them, without waiting for its turn. */
  readonly retry: (log?: LogId) => Promise<void>;
  /** Logs that are stored and cannot be served, with the reason and the members as far as they could be read. */
  readonly broken: () => ReadonlyMap<LogId, BookFailure>;
}
interface Options { readonly onNotice?: (text: string) => void; readonly store: Store; readonly blobs: Pick<BlobStore, 'bytes'>; readonly signing: () => Signing; readonly now: () => UnixMs }

/** Opens every log of the store, checking all of it (docs/spec/server.md section 3). */
export async function openLedger(options: Options): Promise<Ledger> {
  const books = new Map<LogId, LogBook>();
  const broken = new Map<LogId, BookFailure>();
  const opening = new Map<LogId, Promise<LogBook | null>>();

  const turns = new Map<LogId, Backoff>();

  function note(log: LogId, failure: BookFailure): void {
    broken.set(log, failure);
    const turn = turns.get(log) ?? createBackoff(REOPEN_MS);
    turn.failed();
    turns.set(log, turn);
  }

  /** Looks again at a log that is not served: what was wrong may have passed, or a copy was put back. */
  async function again(log: LogId): Promise<LogBook | null> {
    await options.store.reopen?.(log);
    const opened = await openLogBook({ ...options, log });
    if (!opened.ok) {
      note(log, opened.error);
      return null;
    }
    broken.delete(log);
    turns.delete(log);
    books.set(log, opened.value);
    options.onNotice?.(`log ${log} is served again`);
    return opened.value;
  }

  function retried(log: LogId): Promise<LogBook | null> {
    const turn = opening.get(log) ?? again(log).catch(() => null).finally(() => opening.delete(log));
    opening.set(log, turn);
    return turn;
  }

  async function open(log: LogId): Promise<LogBook | null> {
    const known = books.get(log);
    if (known !== undefined || broken.has(log)) return known ?? null;
    const opened = await openLogBook({ ...options, log });
    if (opened.ok) books.set(log, opened.value);
    else note(log, opened.error);
    return opened.ok ? opened.value : null;
  }

  function once(log: LogId): Promise<LogBook | null> {
    const turn = opening.get(log) ?? open(log).finally(() => opening.delete(log));
    opening.set(log, turn);
    return turn;
  }

  async function refresh(): Promise<void> {
    for (const { log } of await options.store.logs()) if (!books.has(log) && !broken.has(log)) await once(log);
  }

  await refresh();
  return {
    find: (log) => {
      // The answer is not held up: the next request finds the log open.
      if (broken.has(log) && turns.get(log)?.mayTry() === true) void retried(log);
      return books.get(log) ?? null;
    },
    breakOff: (log, message) => {
      const members = books.get(log)?.membership() ?? null;
      if (!books.delete(log)) return;
      note(log, { kind: 'broken', message, members });
      options.onNotice?.(`log ${log} is not served any more: ${message}`);
    },
    retry: async (log) => {
      for (const each of log === undefined ? [...broken.keys()] : [log]) if (broken.has(each)) await retried(each);
    },
    begin: once,
    all: () => [...books.values()],
    refresh,
    broken: () => broken,
  };
}

/** The member that a device is in the newest state of a log, or null. */
export function memberOf(state: MembershipState | null, device: Uint8Array): Member | null {
  return state?.members.find((member) => equalBytes(member.device, device)) ?? null;
}

/** The log id of 16 bytes. */
export function toLogId(bytes: Uint8Array): LogId {
  return bytesToHex(bytes) as LogId;
}
