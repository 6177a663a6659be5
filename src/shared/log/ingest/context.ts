import { bytesToHex, ok, type Failure, type LogId, type Result, type Sha256Hex } from '#base';
import { logIdToBytes } from '#crypto';
import { decodeFrame } from '../frame/decode.ts';
import type { Frame, FrameFailure, Scope } from '../frame/types.ts';
import type { FeedChain } from './chain.ts';
import type { ReaderMemory } from './state.ts';
import { createTally, type Tally } from './tally.ts';
import type { Ingested } from './types.ts';
import { createWaitRoom, MAX_ASIDE_BYTES, type AsideFrame, type PendingOperation, type WaitRoom } from './waitRoom.ts';

export type Outcome = Result<Ingested, Failure<FrameFailure>>;

/** A frame whose signature holds, on its way to a place. */
export interface Arrival { readonly frame: Frame; readonly headerHash: Uint8Array; readonly chain: FeedChain; readonly summary: Ingested['frame'] }

/** Told of every frame whose signature holds, each time it is judged; one that waits is told again later. */
export type OnJudged = (arrival: Arrival, judged: { readonly outcome: Outcome; readonly placed: boolean }) => void;

/** What one reader works with. */
export interface ReaderContext extends Omit<ReaderMemory, 'scope'> {
  readonly logId: Uint8Array;
  readonly waitRoom: WaitRoom;
  /** Refused as `broken-chain`, and taken again when a fork opens where they belong. */
  readonly aside: WaitRoom<AsideFrame>;
  /** Operations whose frame stands in its feed and that wait for a membership head beside the one in the header. */
  readonly operations: WaitRoom<PendingOperation>;
  readonly tally: Tally;
  /** Released by a frame that itself was refused for its content; handed over with a later answer. */
  readonly overdue: Ingested[];
  readonly onJudged: OnJudged | null;
  /** Null until the genesis, unless it was given. */
  scope: Scope | null;
}

/** A context over a reader's memory. */
export function createContext(log: LogId, memory: ReaderMemory, onJudged: OnJudged | null = null): ReaderContext {
  return { ...memory, onJudged, logId: logIdToBytes(log), waitRoom: createWaitRoom(), aside: createWaitRoom<AsideFrame>(MAX_ASIDE_BYTES), operations: createWaitRoom<PendingOperation>(MAX_ASIDE_BYTES), tally: createTally(), overdue: [] };
}

/** Finds the feed of a frame. */
export function arrive(context: ReaderContext, frame: Frame, headerHash: Uint8Array): Arrival {
  const { header } = frame;
  const chain = context.feeds.of(header);
  const summary: Ingested['frame'] = {
    type: header.type, scope: header.scope, feed: chain.feed, seq: header.seq, headerSha256: bytesToHex(headerHash) as Sha256Hex,
    author: bytesToHex(header.author), entryCount: header.entryCount, bytes: frame.bytes.length,
  };
  return { frame, headerHash, chain, summary };
}

/** An answer without entries. */
export function bareAnswer(status: Ingested['status'], arrival: Arrival): Ingested {
  return { status, frame: arrival.summary, entries: [], meta: null, fork: null, released: [] };
}

/** A frame that outlives the caller's buffer. */
export function frameToKeep(frame: Frame): Result<Frame, Failure<FrameFailure>> {
  return frame.disclosed === undefined ? decodeFrame(frame.bytes.slice()) : ok(frame);
}
