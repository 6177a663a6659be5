import type { EntryId, UnixMs } from '#base';
import type { EvidencePart } from '#domain';

/** A source the person chose or dropped: main keeps the path, others hold this token. */
export interface SourceGrant { readonly grant: string; readonly name: string; readonly size: number; readonly modified: UnixMs | null }

/** What one sealing run found, after read-back. Hash values are lower-case hexadecimal of the plaintext. */
export interface SealReceipt {
  readonly size: number;
  readonly hashes: readonly { readonly algorithm: 'sha256' | 'sha1' | 'md5'; readonly hex: string }[];
  readonly parts: readonly EvidencePart[];
  readonly startedAt: UnixMs;
  readonly endedAt: UnixMs;
  readonly readBackAt: UnixMs;
}

export type SealPhase = 'sealing' | 'reading-back';
/** Progress of a seal, extraction or verification: bytes of plaintext. */
export interface EvidenceProgress { readonly item: EntryId; readonly phase: SealPhase | 'extracting' | 'verifying'; readonly done: number; readonly total: number; readonly bytesPerSecond: number }

/** A run that a crash or a cancel left unfinished: parts that are complete and can be continued. */
export interface UnfinishedSeal { readonly item: EntryId; readonly partsDone: number; readonly bytesDone: number; readonly startedAt: UnixMs }

export type SealFailure = 'unknown-grant' | 'unreadable' | 'vanished' | 'changed-while-read' | 'cancelled' | 'disk-full' | 'io' | 'read-back-mismatch' | 'busy' | 'read-only';
