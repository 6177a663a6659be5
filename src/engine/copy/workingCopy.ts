import type { Failure, Result } from '#base';

/**
 * A throw-away store beside the vault: tables of opaque keys and sealed values. It may lose, damage or swap anything at
 * any time; the engine notices and rebuilds from the frames. No method throws: a store that cannot go on answers `broken`.
 */
export interface WorkingCopy {
  /** Opens the store of one vault. `name` is opaque and stable for that vault on this machine. */
  readonly open: (name: string) => Promise<Result<void, CopyFailure>>;
  readonly get: (table: CopyTable, key: string) => Promise<Result<Uint8Array | null, CopyFailure>>;
  /** Writes all rows in one step: either all of them are there afterwards, or none. */
  readonly put: (table: CopyTable, rows: readonly CopyRow[]) => Promise<Result<void, CopyFailure>>;
  readonly list: (table: CopyTable) => Promise<Result<readonly CopyRow[], CopyFailure>>;
  readonly remove: (table: CopyTable, keys: readonly string[]) => Promise<Result<void, CopyFailure>>;
  readonly close: () => void;
}

export type CopyTable = 'about' | 'snapshots' | 'pages' | 'drafts' | 'seals';
export interface CopyRow { readonly key: string; readonly bytes: Uint8Array }
export type CopyFailure = Failure<'broken'>;
