import { call, push, type EntryId, type LogId, type Sha256Hex } from '#base';
import type { EvidencePart } from '#domain';
import type { EvidenceProgress, SealFailure, SealReceipt, UnfinishedSeal } from './evidence.ts';

export type WriteFailure = 'disk-full' | 'io' | 'read-only';
export type ReadFailure = 'io' | 'missing';

/** What a scan found when the log was opened: complete frames, a torn tail moved to quarantine, damage in the middle. */
export interface LogCondition {
  readonly log: LogId;
  readonly frames: number;
  readonly bytes: number;
  readonly quarantined: readonly { readonly file: string; readonly bytes: number; readonly reason: 'torn-tail' }[];
  readonly damaged: readonly { readonly from: number; readonly to: number }[];
}

/** What frames can be taken from to mend a journal: another copy of the vault folder, or a journal package. */
export type CopySort = 'vault' | 'package';
/** What became of a part of evidence: it was right already, it came from the copy, or the copy has none that is right either. */
export type PartMended = 'whole' | 'repaired' | 'missing';
export interface CopyGrant { readonly grant: string; readonly sort: CopySort; readonly name: string }

/** A sealed part of evidence in a bundle: `part` counts from 0. */
export interface CarriedPiece { readonly item: EntryId; readonly part: number; readonly bytes: number; readonly sha256: Sha256Hex }
/** Where the chunks of an age file begin, and the key that opens them: derived by the engine from the header, for this one file. */
export interface AgePayload { readonly payloadStart: number; readonly payloadKey: Uint8Array }
/** A part of a bundle that was chosen: `file` is its number in the list. */
export interface ChosenFile { readonly grant: string; readonly file: number }

/**
 * The vault folder as the engine sees it: served by main over a MessagePort, and used directly by the command line.
 * Everything that crosses is ciphertext, public keys and positions. Offsets and lengths are bytes over the concatenation
 * of all frame files of a log.
 */
export const vaultContract = {
  /** vault.json and its second copy as stored; null for what is not there, as in a vault that is being created. */
  'head.read': call<Record<string, never>, { readonly bytes: Uint8Array | null; readonly second?: Uint8Array | null }, ReadFailure>(),
  /** Replaces vault.json and then its second copy, each atomically: temporary file, fsync, rename, fsync of the folder. */
  'head.write': call<{ readonly bytes: Uint8Array }, Record<string, never>, WriteFailure>(),
  'slots.list': call<Record<string, never>, { readonly slots: readonly { readonly name: string; readonly bytes: Uint8Array }[] }, ReadFailure>(),
  'slots.write': call<{ readonly name: string; readonly bytes: Uint8Array }, Record<string, never>, WriteFailure>(),
  'slots.remove': call<{ readonly name: string }, Record<string, never>, WriteFailure | 'missing' | 'last-slot'>(),
  /** Ends creation: the folder appears under its own name only now. */
  'creation.finish': call<Record<string, never>, Record<string, never>, WriteFailure | 'exists'>(),
  'logs.list': call<Record<string, never>, { readonly logs: readonly LogCondition[] }, ReadFailure>(),
  /** At most `maxBytes` (but whole frames, at least one) from a byte position; `next` is null at the end. */
  'log.read': call<{ readonly log: LogId; readonly from: number; readonly maxBytes: number }, { readonly bytes: Uint8Array; readonly next: number | null }, ReadFailure>(),
  /** Appends whole frames and answers after fsync. `expectedBytes` must be the present length: one writer, compare-and-set. */
  'log.append': call<{ readonly log: LogId; readonly expectedBytes: number; readonly frames: readonly Uint8Array[] }, { readonly bytes: number }, WriteFailure | 'moved'>(),
  /** Scans a copy that a person chose; it is never written and never locked. `log` is null in a package: its frames say where they belong. */
  'copy.open': call<{ readonly grant: string }, { readonly sort: CopySort; readonly logs: readonly { readonly log: LogId | null; readonly bytes: number }[] }, ReadFailure | 'unknown-grant'>(),
  /** At most `maxBytes` (but whole frames, at least one) of a copied log; positions count bytes of whole frames, `next` is null at the end. */
  'copy.read': call<{ readonly grant: string; readonly log: LogId | null; readonly from: number; readonly maxBytes: number }, { readonly bytes: Uint8Array; readonly next: number | null }, ReadFailure | 'unknown-grant'>(),
  /** Compares a sealed part (counted from 0) with what its entry records, and takes it from the copy when it is missing or another; what lay there goes to quarantine. */
  'copy.mendPart': call<{ readonly grant: string; readonly item: EntryId; readonly part: number; readonly sealedBytes: number; readonly sealedSha256: Sha256Hex }, { readonly outcome: PartMended }, WriteFailure | 'unknown-grant'>(),
  /**
   * Writes one part of a bundle into a granted folder as an age file for all recipients (raw X25519 keys): `head`, stretches of the log, sealed parts of evidence, whose hashes are compared on the
   * way. Under its name only when all of it is on the medium. `piece-damaged` names the first piece (its index) that is missing here or another; nothing was written then.
   */
  'bundle.writePart': call<
    {
      readonly grant: string; readonly bundle: string; readonly part: number; readonly recipients: readonly Uint8Array[]; readonly head: Uint8Array; readonly log: LogId;
      readonly frames: readonly { readonly from: number; readonly bytes: number }[]; readonly pieces: readonly CarriedPiece[];
    },
    { readonly outcome: 'written'; readonly name: string; readonly bytes: number; readonly sha256: Sha256Hex } | { readonly outcome: 'piece-damaged'; readonly piece: number },
    WriteFailure | ReadFailure | 'unknown-grant' | 'bad-recipient' | 'cancelled' | 'exists'
  >(),
  /** Takes away the parts of a bundle that this process wrote into a granted folder: the export was given up. */
  'bundle.drop': call<{ readonly grant: string; readonly bundle: string }, Record<string, never>, WriteFailure | 'unknown-grant'>(),
  /** Ends the writing or taking that runs. */
  'bundle.stop': call<Record<string, never>, Record<string, never>>(),
  /** Age files behind a grant; `others` counts files of a chosen folder that are none. The medium is only read. */
  'bundle.list': call<{ readonly grant: string }, { readonly files: readonly { readonly file: number; readonly name: string; readonly bytes: number }[]; readonly others: number }, ReadFailure | 'unknown-grant'>(),
  /** The first bytes of a file, as many as the longest age header has. */
  'bundle.start': call<ChosenFile, { readonly bytes: Uint8Array }, ReadFailure | 'unknown-grant'>(),
  /** Opened bytes from a position of the plaintext on, at most `maxBytes`. `damagedAt`: the byte of the file from which on chunks do not open, or where it was cut; nothing behind it is answered. `next` is null at the end. */
  'bundle.read': call<ChosenFile & AgePayload & { readonly from: number; readonly maxBytes: number }, { readonly bytes: Uint8Array; readonly next: number | null; readonly damagedAt: number | null }, ReadFailure | 'unknown-grant'>(),
  /** Takes a piece that lies at a position of the plaintext into the evidence of the vault, when its bytes have the hash given; one that is here and right stays. */
  'bundle.takePiece': call<ChosenFile & AgePayload & { readonly from: number; readonly piece: CarriedPiece }, { readonly outcome: PartMended; readonly damagedAt: number | null }, WriteFailure | 'unknown-grant' | 'cancelled'>(),
  /** Seals one source into age parts for a recipient, reads back and compares. Continues complete parts of an unfinished run. */
  'evidence.seal': call<
    { readonly item: EntryId; readonly grant: string; readonly recipient: string; readonly identity: string; readonly legacyHashes: readonly ('sha1' | 'md5')[] },
    SealReceipt, SealFailure
  >(),
  'evidence.cancel': call<{ readonly item: EntryId }, Record<string, never>>(),
  'evidence.unfinished': call<Record<string, never>, { readonly runs: readonly UnfinishedSeal[] }, ReadFailure>(),
  /** Puts the parts of an abandoned run into quarantine; nothing is deleted. */
  'evidence.setAside': call<{ readonly item: EntryId }, Record<string, never>, WriteFailure | 'missing'>(),
  /** Items that have parts on disk, to compare with the journal. */
  'evidence.list': call<Record<string, never>, { readonly items: readonly { readonly item: EntryId; readonly parts: number; readonly bytes: number }[] }, ReadFailure>(),
  /** Opens every part and compares every hash; with a destination grant it also writes the plaintext there. */
  'evidence.open': call<
    { readonly item: EntryId; readonly identity: string; readonly parts: readonly EvidencePart[]; readonly sha256: string; readonly destination: string | null },
    { readonly bytes: number; readonly sha256: string }, ReadFailure | WriteFailure | 'unknown-grant' | 'cancelled' | 'damaged' | 'hash-mismatch' | 'exists'
  >(),
  /** Bytes of one small sealed item (at most 64 MiB) for showing or printing inside the console. */
  'evidence.peek': call<{ readonly item: EntryId; readonly identity: string; readonly parts: readonly EvidencePart[] }, { readonly bytes: Uint8Array }, ReadFailure | 'damaged' | 'too-large'>(),
  /** A few bytes kept beside the host, outside the vault folder: the instance of this vault on this machine and remembered heads. */
  'host.read': call<Record<string, never>, { readonly bytes: Uint8Array | null }, ReadFailure>(),
  'host.write': call<{ readonly bytes: Uint8Array }, Record<string, never>, WriteFailure>(),
  /** What this vault remembers of a server, by the first 16 digits of its identity: a sealed value (docs/spec/sync.md section 3.3). */
  'sync.read': call<{ readonly server: string }, { readonly bytes: Uint8Array | null }, ReadFailure>(),
  'sync.write': call<{ readonly server: string; readonly bytes: Uint8Array }, Record<string, never>, WriteFailure>(),
  /** Sealed parts as a server would send or take them: whether a file of that length has the name of each, and how many bytes of it were fetched before. */
  'sealed.look': call<{ readonly pieces: readonly CarriedPiece[] }, { readonly parts: readonly { readonly here: boolean; readonly begun: number }[] }, ReadFailure>(),
  /** At most `maxBytes` of a sealed part from a position on; none behind its end. */
  'sealed.read': call<{ readonly item: EntryId; readonly part: number; readonly from: number; readonly maxBytes: number }, { readonly bytes: Uint8Array }, ReadFailure>(),
  /** Adds to what was fetched of a part, and answers where it ends now. Bytes for another place change nothing, but `from` 0 begins anew. */
  'sealed.write': call<{ readonly piece: CarriedPiece; readonly from: number; readonly bytes: Uint8Array }, { readonly bytes: number }, WriteFailure>(),
  /** Gives what was fetched the name of the part when it has the hash: `taken`, `known` when it was here and right already. `other`: it has another hash or length, and is thrown away. */
  'sealed.finish': call<{ readonly piece: CarriedPiece }, { readonly outcome: 'taken' | 'known' | 'other' }, WriteFailure>(),
  'disk.space': call<Record<string, never>, { readonly freeBytes: number; readonly totalBytes: number }, ReadFailure>(),
  'evidence.progress': push<EvidenceProgress>(),
  /** So many bytes more were written into a bundle, or taken out of one. */
  'bundle.progress': push<{ readonly bytes: number }>(),
  /** Each change of the level; `enough` when there is room again. */
  'disk.low': push<{ readonly freeBytes: number; readonly level: 'enough' | 'low' | 'critical' }>(),
} as const;
export type VaultContract = typeof vaultContract;
