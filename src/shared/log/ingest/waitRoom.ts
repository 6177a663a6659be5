import { bytesToHex, type FeedId } from '#base';
import type { Frame } from '../frame/types.ts';
import type { AdminOperation } from '../membership/types.ts';
import type { LogProblem } from './types.ts';

/** Frames that came before something they need (docs/spec/frames.md section 8). Bounded, so that a stranger's file cannot fill the memory. */
export interface WaitRoom<T extends WaitingFrame = WaitingFrame> {
  /** Keeps a copy of the frame until `key` is released; false when the room is full. */
  readonly add: (key: string, frame: T) => boolean;
  readonly release: (key: string) => readonly T[];
  readonly keys: () => readonly string[];
  readonly size: () => number;
  /** The waiting frames of one key, left in place. */
  readonly peek: (key: string) => readonly T[];
  readonly all: () => readonly T[];
}
export interface WaitingFrame { readonly frame: Frame; readonly headerHash: Uint8Array }
/** A frame that was refused because it names a frame that is not here; `problem` is withdrawn when that frame comes. */
export interface AsideFrame extends WaitingFrame { readonly problem: LogProblem }

/** An operation that waits for one of its `merges`. */
export interface PendingOperation extends WaitingFrame { readonly operation: AdminOperation }

const MAX_BYTES = 256 * 2 ** 20;
/** For frames that are refused as long as nothing else comes: fewer are worth keeping. */
export const MAX_ASIDE_BYTES = 64 * 2 ** 20;

/** An empty wait room. */
export function createWaitRoom<T extends WaitingFrame = WaitingFrame>(maxBytes = MAX_BYTES): WaitRoom<T> {
  const byKey = new Map<string, T[]>();
  let bytes = 0;
  let count = 0;
  return {
    add: (key, waiting) => {
      if (bytes + waiting.frame.bytes.length > maxBytes) return false;
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [waiting]);
      else known.push(waiting);
      bytes += waiting.frame.bytes.length;
      count += 1;
      return true;
    },
    release: (key) => {
      const released = byKey.get(key) ?? [];
      byKey.delete(key);
      for (const { frame } of released) bytes -= frame.bytes.length;
      count -= released.length;
      return released;
    },
    keys: () => [...byKey.keys()],
    size: () => count,
    peek: (key) => byKey.get(key) ?? [],
    all: () => [...byKey.values()].flat(),
  };
}

/** Key of frames that wait for the frame before this seq of a feed. */
export function feedKey(feed: FeedId, seq: number): string {
  return `feed:${feed}:${seq}`;
}

/** Key of frames of a feed at a seq that name this header hash as the one before them. */
export function asideKey(feed: FeedId, seq: number, previous: Uint8Array): string {
  return `aside:${feed}:${seq}:${bytesToHex(previous)}`;
}

/** Key of frames that wait for the membership frame with this header hash. */
export function membershipKey(headerHash: Uint8Array): string {
  return `membership:${bytesToHex(headerHash)}`;
}

/** Key of operations that wait for the one with this header hash. */
export function mergeKey(headerHash: Uint8Array): string {
  return `merge:${bytesToHex(headerHash)}`;
}

/** True for a key of `feedKey`. */
export function isFeedKey(key: string): boolean {
  return key.startsWith('feed:');
}
