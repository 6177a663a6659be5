import type { EntryId, FeedId, LogId, Sha256Hex, UnixMs } from '#base';
import type { Entry } from '#domain';
import type { FrameReference } from '../bytesSchema.ts';
import type { FrameFailure, Scope } from '../frame/types.ts';

/** Numbers of docs/spec/disclosure.md section 4. */
export interface DisclosureCounts { readonly frames: number; readonly leaves: number; readonly shown: number; readonly entries: number; readonly redacted: number }
export interface DisclosedFile { readonly name: string; readonly size: number; readonly sha256: Sha256Hex }

/** What a disclosure package says of itself, signed by the device that made it (docs/spec/disclosure.md section 2). */
export interface DisclosureManifest {
  readonly log: LogId;
  readonly scope: Scope;
  /** Ed25519 public key, hexadecimal. */
  readonly exporter: string;
  readonly app: { readonly version: string; readonly build: string };
  readonly statement: string;
  readonly records: { readonly count: number; readonly bytes: number; readonly sha256: Sha256Hex };
  readonly counts: DisclosureCounts;
  readonly heads: readonly FrameReference[];
  readonly files: readonly DisclosedFile[];
}

/** Classes that only a disclosure package has; the others are those of frames (docs/spec/disclosure.md section 5). */
export type DisclosureFailure =
  | FrameFailure | 'fork' | 'malformed-package' | 'malformed-record' | 'records-mismatch' | 'leaf-mismatch' | 'stray-part' | 'heads-mismatch' | 'counts-mismatch'
  | 'unknown-exporter' | 'file-mismatch';

/** An entry as a package shows it. */
export interface ShownEntry {
  readonly feed: FeedId;
  readonly seq: number;
  /** Index of its first leaf. */
  readonly index: number;
  readonly headerSha256: Sha256Hex;
  /** Ed25519 public key of the device that signed, hexadecimal. */
  readonly device: string;
  readonly id: EntryId;
  /** Null when it cannot be read. In place of a withheld text stands `WITHHELD_TEXT`. */
  readonly entry: Entry | null;
  /** Fields that are withheld, such as `author.name` or `body.text`. */
  readonly withheld: readonly string[];
  /** Clock of the entry; null when the body of its frame is not shown. */
  readonly at: UnixMs | null;
}
export const WITHHELD_TEXT = '[withheld]';

export interface DisclosureProblem { readonly where: string; readonly kind: DisclosureFailure; readonly text: string }

/** What checking a package found. `ok` 0, `failed` 1, `incomplete` 2, `malformed` 3 are the exit codes. */
export interface DisclosureReport extends DisclosureCounts {
  readonly verdict: 'ok' | 'failed' | 'incomplete' | 'malformed';
  /** Distinct, sorted. */
  readonly classes: readonly DisclosureFailure[];
  readonly log: LogId | null;
  readonly forks: number;
  readonly gaps: number;
  readonly manifest: DisclosureManifest | null;
  /** At most the first 1,000. */
  readonly problems: readonly DisclosureProblem[];
  readonly feeds: readonly { readonly feed: FeedId; readonly device: string; readonly fingerprint: string; readonly frames: number }[];
  /** Frames of which nothing is shown. */
  readonly sealed: number;
  readonly waiting: number;
  /** A newer build changed the membership. */
  readonly newerMembership: boolean;
}
