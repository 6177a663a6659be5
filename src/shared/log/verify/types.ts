import type { FeedId, LogId, Sha256Hex } from '#base';
import type { FrameFailure } from '../frame/types.ts';
import type { FeedGap, ForkNotice } from '../ingest/types.ts';

export type VerdictTopic = 'signatures' | 'chain' | 'entries' | 'authorship' | 'completeness' | 'time';
export type Verdict = 'holds' | 'failed' | 'incomplete' | 'not-proven';

/** One line of a verdict: a literal code for programs, a sentence for people. */
export interface ReportLine { readonly topic: VerdictTopic; readonly verdict: Verdict; readonly code: ReportCode; readonly text: string; readonly count: number }
export type ReportCode =
  | 'signatures-hold' | 'signatures-failed' | 'nothing-signed' | 'chain-holds' | 'chain-broken' | 'forked' | 'content-holds' | 'content-sealed' | 'content-failed' | 'entries-newer'
  | 'authors-members' | 'authors-refused' | 'authors-undecided' | 'names-are-claims' | 'all-remembered-frames' | 'frames-missing' | 'frames-newer' | 'damage' | 'torn-tail' | 'heads-missing' | 'tail-can-be-cut' | 'order-restored'
  | 'membership-changes' | 'operations-refused' | 'operations-for-nothing' | 'after-removal' | 'box-does-not-open'
  | 'clocks-are-claims' | 'checkpoints-unchecked';

/** The finding of one place: where it is, what class, in words. Offsets are bytes from the beginning of what was added. */
export interface ReportProblem { readonly where: string; readonly kind: FrameFailure | 'fork' | 'newer-membership' | 'damage' | 'head-missing' | 'head-differs' | 'unknown-exporter' | 'bad-lockbox'; readonly text: string }

export interface FeedSummary {
  readonly feed: FeedId;
  /** Ed25519 public key, hexadecimal. */
  readonly author: string;
  readonly fingerprint: string;
  readonly frames: number;
  readonly head: Sha256Hex;
  readonly forked: boolean;
}

/** What checking one log found. `ok` 0, `failed` 1, `incomplete` 2, `malformed` 3 are the exit codes. */
export interface VerificationReport {
  readonly verdict: 'ok' | 'failed' | 'incomplete' | 'malformed';
  readonly log: LogId | null;
  readonly lines: readonly ReportLine[];
  readonly frames: number;
  readonly entries: number;
  readonly feeds: readonly FeedSummary[];
  readonly gaps: readonly FeedGap[];
  readonly forks: readonly ForkNotice[];
  readonly problems: readonly ReportProblem[];
}
