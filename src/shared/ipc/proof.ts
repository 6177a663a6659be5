import { call, type EntityId, type EntryId, type LogId, type Sha256Hex, type UnixMs } from '#base';
import type { ExportedFile, RecordFailure, SealedEntry } from './recorded.ts';

/** A head slip of one feed, ready to print or read out (docs/spec/witness.md section 1). */
export interface HeadSlip {
  readonly feed: string; readonly author: string; readonly fingerprint: string; readonly logCode: string; readonly feedCode: string;
  readonly size: number; readonly root: Sha256Hex; readonly words: string; readonly qrText: string; readonly qrSvg: string; readonly newestAt: UnixMs;
}
export type SlipStanding = 'agrees' | 'differs' | 'short' | 'unknown';
/** A slip that somebody gave us, and what it says about this copy now. */
export interface TakenSlip {
  readonly entry: EntryId; readonly from: string; readonly means: 'voice' | 'paper' | 'qr'; readonly recordedAt: UnixMs; readonly logCode: string; readonly feedCode: string;
  readonly size: number; readonly words: string; readonly standing: SlipStanding;
}
/** What another device stated about this journal, and what that says about this copy now; `invalid` when it does not hold. */
export interface TakenCosignature {
  readonly entry: EntryId; readonly by: string; readonly fingerprint: string; readonly at: UnixMs; readonly standing: 'agrees' | 'differs' | 'short' | 'invalid';
  /** True when it speaks against this copy: it differs or proves nothing, or it is the newest of its device and names frames that are not here. */
  readonly isFinding: boolean;
}
export type TokenFailure = 'malformed-token' | 'not-granted' | 'other-imprint' | 'other-nonce' | 'untrusted-authority' | 'bad-signature' | 'outside-validity';
export interface TakenStamp { readonly entry: EntryId; readonly authority: string; readonly generatedAt: UnixMs; readonly accuracyMs: number | null; readonly coveredEntries: number; readonly holds: boolean; readonly failure: TokenFailure | null }
/** One writer's feed: what is sealed by whom up to which entry, what is witnessed, what is not. */
export interface FeedWitness {
  readonly feed: string; readonly author: string; readonly device: string; readonly fingerprint: string; readonly own: boolean; readonly frames: number; readonly entries: number;
  readonly newestEntry: number | null; readonly newestAt: UnixMs | null;
  readonly witnessed: { readonly frames: number; readonly entries: number; readonly by: string; readonly at: UnixMs; readonly how: 'slip' | 'stamp' | 'cosignature' } | null;
  readonly tail: { readonly frames: number; readonly entries: number; readonly since: UnixMs | null; readonly remind: boolean };
}
export interface ForkView { readonly feed: string; readonly author: string; readonly seq: number; readonly headers: readonly [Sha256Hex, Sha256Hex] }
export type ClockFlag = 'clock-back' | 'clock-jump' | 'clock-ahead' | 'zone-changed';
/** Everything the integrity screen says without a full check. */
export interface WitnessView {
  readonly feeds: readonly FeedWitness[];
  readonly slips: readonly TakenSlip[];
  readonly stamps: readonly TakenStamp[];
  readonly cosignatures: readonly TakenCosignature[];
  readonly requests: readonly { readonly entry: EntryId; readonly at: UnixMs; readonly answered: boolean }[];
  readonly authorities: readonly { readonly id: EntityId; readonly name: string; readonly subject: string; readonly validUntil: UnixMs; readonly sha256: Sha256Hex }[];
  readonly forks: readonly ForkView[];
  readonly gaps: readonly { readonly feed: string; readonly fromSeq: number; readonly toSeq: number }[];
  readonly damaged: readonly { readonly from: number; readonly to: number }[];
  readonly newFeeds: readonly { readonly at: UnixMs; readonly detail: string }[];
  readonly clocks: readonly { readonly flag: ClockFlag; readonly entryNumber: number; readonly at: UnixMs; readonly byMs: number | null }[];
}

/** A journal whose incident cannot be read: its first frames are damaged or missing, or the folder has lost it. */
export interface UnreadableIncident {
  readonly log: LogId;
  /** Whole frames in the folder; 0 when the folder holds nothing of it. */
  readonly frames: number;
  /** Entries that are read all the same. */
  readonly entries: number;
  /** Frames that this machine remembers of it, 0 when it remembers none. */
  readonly remembered: number;
  /** False when only the memory of this machine names it. */
  readonly isHere: boolean;
  /** Present when it is whole and sealed with keys that this device has not: a witness, or somebody who waits for a key. */
  readonly isSealed?: true;
}

/** Entries and fields of a disclosure: all, or chosen ids; `withheld` names fields (`author.name`, `body.text`, …) per entry. */
export interface DisclosureChoice {
  readonly entries: 'all' | readonly EntryId[];
  readonly withheld: readonly { readonly entry: EntryId; readonly fields: readonly string[] }[];
  readonly withholdNames: boolean;
  readonly statement: string;
}
export interface DisclosurePreview {
  readonly frames: number; readonly leaves: number; readonly shown: number; readonly entries: number; readonly redacted: number;
  /** Shown entries of sealed items: each shows the key that opens its own item, and nothing else. */
  readonly evidenceKeys: number;
  /** Fields asked to be withheld that stand in an entry of one leaf: the whole entry would have to be withheld. */
  readonly cannotRedact: readonly { readonly entry: EntryId; readonly field: string }[];
}
export type RepairFailure = 'unknown-grant' | 'not-a-copy' | 'nothing-to-repair' | 'disk-full' | 'read-only' | 'cancelled' | 'io';
/** What was mended, and what the copy does not hold either. */
export interface RepairResult {
  readonly framesAdded: number; readonly contentRepaired: number; readonly forks: number; readonly stillMissing: number;
  /** Sealed parts of evidence that came from the copy, and those that are damaged or missing here and there. */
  readonly partsRepaired: number; readonly partsMissing: number;
}

/** Witnesses: head slips and time stamps. */
export const witnessContract = {
  'slip.heads': call<{ readonly log: LogId }, { readonly slips: readonly HeadSlip[] }, 'unknown-target'>(),
  /** Checked before it is recorded: codes, size and words must be well formed (`bad-slip` names what is not). */
  'slip.take': call<{ readonly log: LogId; readonly from: string; readonly means: 'voice' | 'paper' | 'qr'; readonly qrText: string | null; readonly logCode: string; readonly feedCode: string; readonly size: number; readonly words: string }, { readonly entry: SealedEntry; readonly standing: SlipStanding }, RecordFailure | 'bad-slip'>(),
  'stamp.request': call<{ readonly log: LogId }, { readonly request: ExportedFile; readonly statement: ExportedFile; readonly entry: SealedEntry }, RecordFailure>(),
  'stamp.take': call<{ readonly log: LogId; readonly bytes: Uint8Array; readonly authority: EntityId }, { readonly entry: SealedEntry; readonly generatedAt: UnixMs }, RecordFailure | TokenFailure>(),
  'authority.add': call<{ readonly log: LogId; readonly name: string; readonly bytes: Uint8Array }, { readonly entry: SealedEntry }, RecordFailure | 'bad-certificate'>(),
} as const;
/** Disclosure packages (docs/spec/disclosure.md). */
export const disclosureContract = {
  'disclosure.preview': call<{ readonly log: LogId; readonly choice: DisclosureChoice }, DisclosurePreview, 'unknown-target'>(),
  'disclosure.make': call<{ readonly log: LogId; readonly choice: DisclosureChoice }, ExportedFile & { readonly preview: DisclosurePreview }, 'unknown-target' | 'cannot-redact' | 'too-large' | 'io'>(),
} as const;
/** What mends and what convicts. */
export const repairContract = {
  /** The 2,048 words of which head slips are made, in order: for completion while a slip is typed. */
  'slip.words': call<Record<string, never>, { readonly words: readonly string[] }>(),
  /**
   * Takes intact frames and sealed parts of evidence that are missing or damaged here from another copy of the vault, or frames from a journal package; answers what was mended and what forks
   * it brought to light. Says `integrity.progress` in bytes. `cancelled`: what was taken until then stays.
   */
  'repair.fromCopy': call<{ readonly log: LogId | null; readonly grant: string }, RepairResult, RepairFailure>(),
  'repair.cancel': call<Record<string, never>, Record<string, never>>(),
  'fork.proof': call<{ readonly log: LogId; readonly feed: string; readonly seq: number }, ExportedFile, 'unknown-target' | 'io'>(),
} as const;
