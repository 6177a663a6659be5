import { call, push, type LogId, type Sha256Hex, type UnixMs } from '#base';
import type { RecordFailure, SealedEntry } from './recorded.ts';

/** Bundle files, or folders of them, that a person chose to import: only ever read. */
export interface BundleGrant { readonly grant: string; readonly name: string }
/** A folder that a person chose for the parts of a bundle. */
export interface FolderGrant { readonly grant: string }

/** A member of a log for whom bundles can be made, and what is known of what it holds (docs/spec/bundle.md section 4). All of it is derived. */
export interface MemberStanding {
  /** Ed25519 public key, hexadecimal. */
  readonly device: string;
  readonly fingerprint: string;
  readonly role: 'admin' | 'writer' | 'reader' | 'witness';
  /** This device. */
  readonly own: boolean;
  /** Whose entries come from the device; null while none is here. */
  readonly name: string | null;
  /** How far it is known to hold each feed of the log: seq of the newest frame, null for none. */
  readonly upTo: readonly { readonly feed: string; readonly seq: number | null }[];
  /** Frames of the log that it holds for certain, and those that a bundle of what is lacking would carry. */
  readonly has: number;
  readonly lacks: number;
  /** What its cosignatures say of this copy (docs/spec/bundle.md section 5); null for this device, and while it stated nothing. */
  readonly stated: 'agrees' | 'differs' | 'short' | null;
  readonly lastSentAt: UnixMs | null;
  /** The newest moment at which its device stated what it holds (a cosignature); a claim of its clock. */
  readonly acknowledgedAt: UnixMs | null;
  /** A bundle was made for it and nothing tells yet that all of it arrived: *sent, not acknowledged*. */
  readonly pending: boolean;
}
/** Result of the live query `bundle.standing`: everybody in the order of the membership, this device included. */
export interface BundleStanding { readonly frames: number; readonly members: readonly MemberStanding[] }

/** Live queries about bundles. */
export interface BundleQueries {
  readonly 'bundle.standing': { readonly params: { readonly log: LogId }; readonly result: BundleStanding };
}

/** What an export or acknowledgement wrote. Names are those of files in the chosen folder. */
export interface BundleExported {
  readonly bundle: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: Sha256Hex }[];
  readonly recipients: readonly { readonly device: string; readonly fingerprint: string }[];
  readonly frames: number;
  /** Sealed parts of evidence carried, and those that were asked for and are missing or damaged here. */
  readonly pieces: number;
  readonly piecesLeftOut: number;
  readonly bytes: number;
  /** The `export` entry; null for a reader or witness, who writes no entries, and for an acknowledgement. */
  readonly entry: SealedEntry | null;
}
/** `nothing-lacking`: the recipients have everything already, and no evidence was asked for. `bad-recipient`: no member, or this device, or more than 64. */
export type BundleExportFailure = 'unknown-grant' | 'unknown-target' | 'bad-recipient' | 'nothing-lacking' | 'cancelled' | 'busy' | RecordFailure;

/** Why a file was not taken, or not all of it (docs/spec/bundle.md section 2). */
export type BundleClass = 'not-for-us' | 'not-a-bundle' | 'unknown-version' | 'malformed-bundle' | 'bad-signature' | 'crc-mismatch' | 'too-large' | 'damaged' | 'unreadable';
/** What an import did to one journal. */
export interface ImportedLog {
  readonly log: LogId;
  /** It was not in this vault before. */
  readonly isNew: boolean;
  /** False: its membership, as far as the files hold it, does not name this device, and nothing of it was kept. */
  readonly isMember: boolean;
  readonly framesAdded: number;
  readonly entriesAdded: number;
  readonly framesKnown: number;
  /** Frames that did not stand: each is refused for itself. */
  readonly framesRefused: number;
  readonly forks: number;
  /** Frames that came and wait for others that did not: not kept, to be brought again. */
  readonly framesWaiting: number;
  readonly missing: readonly { readonly feed: string; readonly fromSeq: number; readonly toSeq: number }[];
  /** Heads that the exporters held and that are not here now. */
  readonly headsNotHere: readonly { readonly feed: string; readonly seq: number }[];
  readonly piecesAdded: number;
  readonly piecesKnown: number;
  /** Pieces without an entry that names them: its frames come in another part. */
  readonly piecesLeft: number;
  readonly piecesDamaged: number;
  /** Cosignatures that were recorded, and those that did not hold. */
  readonly cosignatures: number;
  readonly cosignaturesRefused: number;
}
export interface ImportedBundle {
  readonly bundle: string;
  readonly log: LogId;
  readonly exporter: { readonly device: string; readonly fingerprint: string; readonly isMember: boolean };
  /** A claim of the exporter's clock. */
  readonly exportedAt: UnixMs;
  readonly parts: number;
  /** Numbers of parts, from 1, that were not among the files or could not be read. */
  readonly partsMissing: readonly number[];
}
export interface BundleImported {
  readonly logs: readonly ImportedLog[];
  readonly bundles: readonly ImportedBundle[];
  /** Files that were refused, or set aside behind damage: `at` is the byte of the file from which on nothing could be read. What stood before it was taken. */
  readonly setAside: readonly { readonly name: string; readonly reason: BundleClass; readonly at: number | null }[];
  /** Files of a chosen folder that are no age files: passed over. */
  readonly otherFiles: number;
}
/** `nothing-found`: no bundle for this device among the files; `setAside` of the failure is not carried, the classes stand in the message. */
export type BundleImportFailure = 'unknown-grant' | 'nothing-found' | 'disk-full' | 'read-only' | 'cancelled' | 'busy' | 'io' | 'locked';

/** Bundles: a journal on a stick, and acknowledgements (docs/spec/bundle.md). One runs at a time. */
export const bundleContract = {
  /**
   * Writes the log for chosen members (Ed25519 keys, hexadecimal) into a granted folder: `all` of it, or what the recipients lack. With `evidence` the sealed parts of the items whose
   * entries are carried. Cancelled or failed, nothing of it is left in the folder. Recorded as an `export` entry.
   */
  'bundle.export': call<{ readonly log: LogId; readonly folder: string; readonly recipients: readonly string[]; readonly carry: 'all' | 'lacking'; readonly evidence: boolean }, BundleExported, BundleExportFailure>(),
  /** Takes what granted files hold for this device, in any order, and again. Cancelled, what was taken until then stays. */
  'bundle.import': call<{ readonly grants: readonly string[] }, BundleImported, BundleImportFailure>(),
  /** Checks the log on disk from its first frame on and writes a cosignature over it, for all other members or for chosen ones. */
  'bundle.acknowledge': call<{ readonly log: LogId; readonly folder: string; readonly recipients: readonly string[] | null }, BundleExported, BundleExportFailure>(),
  'bundle.cancel': call<Record<string, never>, Record<string, never>>(),
  /** `done` of `total` bytes of the running export, import or acknowledgement; the total may grow while files are looked at. */
  'bundle.progress': push<{ readonly doing: 'checking' | 'writing' | 'reading' | 'taking'; readonly done: number; readonly total: number }>(),
} as const;
