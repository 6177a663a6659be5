import type { EntryId, Sha256Hex } from '#base';

/** Answered after fsync: the entry is sealed. */
export interface SealedEntry { readonly entryId: EntryId; readonly ref: string | null; readonly number: number; readonly sealedMs: number }
/** Why a recording was refused; nothing of it is in the journal. */
export type RecordFailure = 'invalid-entry' | 'disk-full' | 'read-only' | 'io' | 'unknown-target' | 'under-hold' | 'locked' | 'not-a-writer' | 'no-key';
/** A file that leaves the console, with what it holds and what it leaves out. */
export interface ExportedFile { readonly fileName: string; readonly bytes: Uint8Array; readonly rows: number; readonly leftOut: readonly { readonly reason: string; readonly count: number }[]; readonly sha256: Sha256Hex }
