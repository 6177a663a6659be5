import type { Failure, LogId, Result } from '#base';
import type { ServerKeys } from '#sync';

/** `unreachable`: the store does not answer now; what was asked may be asked again later. */
export type StoreFailure = Failure<'disk-full' | 'io' | 'unreachable'>;
/** `moved`: another writer of the same store was quicker. */
export type AppendFailure = Failure<'moved'> | StoreFailure;
export type PutFailure = Failure<'wrong-hash' | 'busy' | 'disk-full' | 'io'>;

/** What is stored of a blob. `whole`: all of it is here and has the hash of its name. */
export interface BlobState { readonly bytes: number; readonly whole: boolean }
/** A piece of a blob on its way in. */
export interface BlobPiece { readonly log: LogId; readonly blob: string; readonly size: number; readonly from: number; readonly bytes: Uint8Array }
/** A request to join, with its names: `invitation` and `device` are hexadecimal. */
export interface StoredRequest { readonly invitation: string; readonly device: string; readonly at: number; readonly bytes: Uint8Array }
export interface StoredLog { readonly log: LogId; readonly size: number; readonly frameBytes: number; readonly damaged: boolean }

/** The one server that all nodes of a shared store are. */
export interface StoreOwner {
  /** The keys that it has, and had before; none while the store is new. */
  readonly known: () => Promise<Result<readonly ServerKeys[], StoreFailure>>;
  /** Notes the keys of a node, where the store is new or knows keys that it had before. `other-identity`: it belongs to another server. */
  readonly claim: (own: ServerKeys, earlier: readonly ServerKeys[]) => Promise<Result<null, StoreFailure | Failure<'other-identity'>>>;
}

/**
 * Where a server keeps records: frames, checkpoints, vouchers, requests. Everything that a method has answered for is durable. It knows bytes, order and names, and checks nothing:
 * what may be stored is decided before (docs/spec/sync.md section 3.1). Methods throw only for bugs.
 */
export interface Store {
  readonly logs: () => Promise<Result<readonly StoredLog[], StoreFailure>>;
  /** What is stored of a log; null when nothing is. */
  readonly find: (log: LogId) => Promise<Result<StoredLog | null, StoreFailure>>;
  /** Whole frames in leaf order from a leaf on: at most `maxBytes` together, but one when there is one. */
  readonly frames: (log: LogId, from: number, maxBytes: number) => Promise<Result<readonly Uint8Array[], StoreFailure>>;
  /** Adds frames behind the first `size` leaves; all or none. */
  readonly append: (log: LogId, size: number, frames: readonly Uint8Array[]) => Promise<Result<null, AppendFailure>>;
  /** The newest checkpoint that was kept, or null. */
  readonly checkpoint: (log: LogId) => Promise<Result<Uint8Array | null, StoreFailure>>;
  /** Keeps a checkpoint over the first `size` leaves. `moved`: there is one of more leaves, or of another root, or there are not so many leaves. */
  readonly keepCheckpoint: (log: LogId, over: { readonly size: number; readonly root: Uint8Array }, checkpoint: Uint8Array) => Promise<Result<null, AppendFailure>>;
  /** Notes that a voucher (hexadecimal id) founds a log; false when it has founded `most` others. The same log again is no second use. */
  readonly spendVoucher: (voucher: string, log: LogId, most: number) => Promise<Result<boolean, StoreFailure>>;
  readonly requests: (log: LogId) => Promise<Result<readonly StoredRequest[], StoreFailure>>;
  readonly putRequest: (log: LogId, request: StoredRequest) => Promise<Result<null, StoreFailure>>;
  /** Takes away all requests with an invitation. */
  readonly dropRequests: (log: LogId, invitation: string) => Promise<Result<null, StoreFailure>>;
  /** Bytes that a device (hexadecimal) sent on a day (days since 1970), after adding some. */
  readonly addUsage: (device: string, day: number, bytes: number) => Promise<Result<number, StoreFailure>>;
  /** Throws away requests that are older than this many milliseconds. */
  readonly tidy: (now: number, ageMs: number) => Promise<void>;
  /** Looks anew at what is stored of a log that is not served: a copy of its files may have been put back. */
  readonly reopen?: (log: LogId) => Promise<void>;
  /** Room for records; Infinity where nobody can tell. */
  readonly freeBytes: () => Promise<number>;
  /** Where several nodes may share the store: whose it is. */
  readonly owner?: StoreOwner;
  /** What keeps the store from answering, for the health page; null when it answers. */
  readonly problem: () => string | null;
  readonly close: () => Promise<void>;
}

/**
 * Where a server keeps sealed blobs, beside the records and apart from them (docs/spec/server.md section 11). What is called whole is durable and has the hash
 * of its name. Methods throw only for bugs.
 */
export interface BlobStore {
  readonly blob: (log: LogId, blob: string) => Promise<Result<BlobState, StoreFailure>>;
  /** Takes a piece where the blob ends; a piece for another place changes nothing, but the first piece of one that is shorter than what is here begins it anew. A piece of nothing at the end of one that has all its bytes makes it whole. `wrong-hash`: the whole is not what its name says and was thrown away. `busy`: it is not lost and not whole yet; ask again. */
  readonly putBlob: (piece: BlobPiece) => Promise<Result<BlobState, PutFailure>>;
  /** Bytes of a whole blob; null when it is not whole. */
  readonly getBlob: (log: LogId, blob: string, from: number, maxBytes: number) => Promise<Result<{ readonly bytes: Uint8Array; readonly size: number } | null, StoreFailure>>;
  /** Bytes of all blobs of a log, unfinished ones included. */
  readonly bytes: (log: LogId) => Promise<number>;
  /** Logs that have whole or unfinished blobs here. */
  readonly logs: () => Promise<Result<readonly LogId[], StoreFailure>>;
  /** Names of the whole blobs of a log that come behind `after` in order; a page of them, empty at the end. */
  readonly list: (log: LogId, after: string) => Promise<Result<readonly string[], StoreFailure>>;
  /** Puts a blob that is not what its name says where nobody is given it. It is never deleted, and from now on not whole. */
  readonly putAside: (log: LogId, blob: string) => Promise<Result<null, StoreFailure>>;
  /** Throws away unfinished blobs that are older than this many milliseconds. */
  readonly tidy: (now: number, ageMs: number) => Promise<void>;
  /** Room for pieces on their way in. */
  readonly freeBytes: () => Promise<number>;
  readonly close: () => Promise<void>;
}
