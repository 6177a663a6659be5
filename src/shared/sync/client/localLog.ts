import type { Failure, FeedId, LogId, Result } from '#base';
import type { Proofs } from '#log';
import type { Leaf } from './mirror.ts';

/** What taking frames came to. `waiting`: frames that could not be placed yet and were not kept. */
export interface Taken { readonly added: number; readonly refused: number; readonly waiting: number }

/** One log on this side, as a round needs it: what is here, and the way in and out. */
export interface LocalLog {
  readonly log: LogId;
  /** Frames of each feed that are here without a gap; a forked feed is left out, so that both its branches travel. */
  readonly have: () => readonly { readonly feed: FeedId; readonly size: number }[];
  /** The place of a frame that is here, by the hash of its header. */
  readonly placeOf: (headerHash: Uint8Array) => Leaf | null;
  /** Frames in the order of the disk from a position on, about so many bytes; `next` is where reading goes on, equal to `from` at the end. */
  readonly read: (from: number, maxBytes: number) => Promise<Result<{ readonly frames: readonly Uint8Array[]; readonly next: number }, Failure<'io'>>>;
  /** Looks at what the bytes of frames prove by themselves, while others are taken; without it each is looked at when it is taken. */
  readonly prove?: (frames: readonly Uint8Array[]) => Promise<Proofs>;
  /** Puts frames through the one ingest and keeps those that stand, durably. `proofs`: what `prove` answered for exactly these frames. */
  readonly take: (frames: readonly Uint8Array[], proofs?: Proofs) => Promise<Result<Taken, Failure<TakeFailure>>>;
}
/** `not-a-member`: the log is not here, and its membership does not name this device. */
export type TakeFailure = 'io' | 'disk-full' | 'read-only' | 'not-a-member';
