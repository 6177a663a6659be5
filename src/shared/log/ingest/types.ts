import type { Failure, FeedId, LogId, Result, Sha256Hex } from '#base';
import type { DeviceKeys, EpochSecret } from '#crypto';
import type { PlacedEntry } from '#domain';
import type { FrameMeta } from '../body/types.ts';
import type { FrameReference } from '../bytesSchema.ts';
import type { FeedPosition } from '../feed/position.ts';
import type { CrcState } from '../frame/decode.ts';
import type { FrameFailure, FrameType, ProvedFrame, ProvedHashes, Scope } from '../frame/types.ts';
import type { NothingReason } from '../membership/resolve.ts';
import type { MembershipOperation, MembershipState } from '../membership/types.ts';
import type { ChangePlace, WritingPlace } from '../membership/writingPlace.ts';

/** What a reader may open: lockboxes for a device, epoch secrets that were disclosed, or both. */
export interface ReaderKeys { readonly device?: DeviceKeys; readonly epochSecrets?: readonly EpochSecret[] }

/** A frame that was looked at: what it says of itself in the clear. */
export interface FrameSummary extends FrameReference {
  readonly type: FrameType;
  readonly scope: Scope;
  /** Ed25519 public key of the author, hexadecimal. */
  readonly author: string;
  readonly entryCount: number;
  /** Length of the whole frame. */
  readonly bytes: number;
}

/** Two signed frames of one feed at the same seq: both are kept. */
export interface ForkNotice { readonly feed: FeedId; readonly seq: number; readonly headers: readonly [Sha256Hex, Sha256Hex] }

/** Frames that are missing between others of a feed, both ends included. */
export interface FeedGap { readonly feed: FeedId; readonly fromSeq: number; readonly toSeq: number }

/** Something that did not hold, kept for the integrity screen and the verifier. */
export interface LogProblem {
  readonly kind: FrameFailure | 'fork' | 'newer-membership' | 'bad-lockbox';
  readonly feed: FeedId | null;
  readonly seq: number | null;
  readonly message: string;
  /** Set for a membership operation that breaks a rule: its frame stands in its feed, and the operation counts for nothing. */
  readonly breach?: boolean;
}

/** The newest frame of a feed (of its longest branch). */
export interface FeedHead extends FrameReference { readonly author: string; readonly instance: string; readonly forked: boolean }

/**
 * What became of a frame. `opened`: its entries are here. `sealed`: all holds, the content was not looked at (no key, or a newer membership).
 * `membership`: adopted. `duplicate`: known, nothing done. `waiting`: comes before its time, will be released by a later one.
 */
export interface Ingested {
  readonly status: 'opened' | 'sealed' | 'membership' | 'duplicate' | 'waiting';
  readonly frame: FrameSummary;
  /** Entries of this frame and of all waiting frames that it released, in the order of their feeds. */
  readonly entries: readonly PlacedEntry[];
  readonly meta: FrameMeta | null;
  readonly fork: ForkNotice | null;
  /** Waiting frames that could be placed because of this one. */
  readonly released: readonly Ingested[];
}

/** An operation that counts for nothing in the state of the log. */
export interface ForNothing { readonly operation: MembershipOperation; readonly author: Uint8Array; readonly head: Uint8Array; readonly reason: NothingReason }

/** One log being read: the only way in for frames from disk, wire, stick and package. */
export interface LogReader {
  readonly log: LogId;
  /**
   * Checks one frame in the order of docs/spec/frames.md section 8 and places it. Failures are also kept in `problems`. `scanned`: the bytes come
   * straight from `scanFrames`, which has compared their CRC. `proved`: what `precheckPiece` found of exactly these bytes, so that it is not done again.
   */
  readonly ingest: (frame: Uint8Array, crc?: CrcState, proved?: ProvedHashes | null) => Result<Ingested, Failure<FrameFailure>>;
  /** The same for a frame that was taken apart and proved already. */
  readonly admit: (frame: ProvedFrame) => Result<Ingested, Failure<FrameFailure>>;
  /**
   * Call when no more frames are coming: places what still waits behind missing frames, so that damage in one frame does not hide the
   * entries after it. The missing frames stay in `gaps`.
   */
  readonly settle: () => readonly Ingested[];
  readonly scope: () => Scope | null;
  readonly heads: () => readonly FeedHead[];
  /** Header hash of a feed at a seq, or null when it is not known: what a remembered head is compared with. */
  readonly headerAt: (feed: FeedId, seq: number) => Sha256Hex | null;
  /**
   * Feed roots over the header hashes below `size`: one per branch that holds them all, none when frames are missing. The newest size costs O(log n), an
   * older one O(n) the first time.
   */
  readonly rootsAt: (feed: FeedId, size: number) => readonly Sha256Hex[];
  /** True when the feed has the frame with this header hash at a seq, in whichever branch. */
  readonly holds: (feed: FeedId, seq: number, headerHash: Uint8Array) => boolean;
  /** Where a feed goes on; the start of a feed that is not known. Null when frames are missing or it is forked: take a new instance. */
  readonly position: (feed: FeedId) => FeedPosition | null;
  /** Heads of other feeds that this feed has not quoted yet: the `parents` of its next frame. */
  readonly parentsFor: (feed: FeedId) => readonly FrameReference[];
  /** Newest seq of each other feed that the entries of this feed quoted as `parents`: its writer had so much. */
  readonly quotedBy: (feed: FeedId) => ReadonlyMap<FeedId, number>;
  /** State of the log after all its membership operations, or null before the genesis. */
  readonly membership: () => MembershipState | null;
  /** State at one membership frame; null when it is not known or waits for another. */
  readonly membershipAt: (head: Uint8Array) => MembershipState | null;
  /** Operations that are no other's parent, greatest depth first. Several: nobody has brought them together yet. */
  readonly membershipHeads: () => readonly Uint8Array[];
  /** Membership operations that hold in their own place and count for nothing in the log, with the reason. */
  readonly operationsForNothing: () => readonly ForNothing[];
  /** Which head and which key the next frame names; null when this reader can write nothing. */
  readonly writingPlace: () => WritingPlace | null;
  /** Which heads the next operation names, and the state it changes; null when this device may not change the membership. */
  readonly changePlace: () => ChangePlace | null;
  /**
   * True for a frame of a device that was removed, when it is not among those that were seen then: docs/spec/membership.md section 3.4. Without
   * `headerSha256` the frame of the feed's longest branch is meant.
   */
  readonly afterRemoval: (feed: FeedId, seq: number, headerSha256?: Sha256Hex) => boolean;
  /** Secret of an epoch by its id, or null. */
  readonly epochSecret: (id: Uint8Array) => EpochSecret | null;
  readonly gaps: () => readonly FeedGap[];
  readonly forks: () => readonly ForkNotice[];
  /** At most the first 1,000. */
  readonly problems: () => readonly LogProblem[];
  readonly counts: () => ReaderCounts;
  /** The reader's memory as CBOR without any secret: heads, trees, membership, gaps. Keep it sealed; whoever can change it can hide frames. */
  readonly exportState: () => Uint8Array;
}

export interface ReaderCounts {
  readonly frames: number;
  readonly opened: number;
  readonly sealed: number;
  readonly entries: number;
  readonly unreadableEntries: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
  readonly waiting: number;
  readonly problems: number;
  readonly undecidedAuthors: number;
  /** Frames that quote a witness checkpoint. */
  readonly checkpoints: number;
}
