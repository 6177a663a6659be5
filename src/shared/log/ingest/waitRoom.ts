import { bytesToHex, type FeedId } from '#base';
import type { Frame } from '../frame/types.ts';

/** Frames that came before something they need. Bounded, so that a stranger's file cannot fill the memory. */
export interface WaitRoom {
  /** Keeps a copy of the frame until `key` is released; false when the room is full. */
  readonly add: (key: string, frame: WaitingFrame) => boolean;
  readonly release: (key: string) => readonly WaitingFrame[];
  readonly keys: () => readonly string[];
  readonly size: () => number;
  /** The waiting frames of one key, left in place. */
  readonly peek: (key: string) => readonly WaitingFrame[];
}
export interface WaitingFrame { readonly frame: Frame; readonly headerHash: Uint8Array }

const MAX_BYTES = 256 * 2 ** 20;

/** An empty wait room. */
export function createWaitRoom(): WaitRoom {
  const byKey = new Map<string, WaitingFrame[]>();
  let bytes = 0;
  let count = 0;
  return {
    add: (key, waiting) => {
      if (bytes + waiting.frame.bytes.length > MAX_BYTES) return false;
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
  };
}

/** Key of frames that wait for the frame before this seq of a feed. */
export function feedKey(feed: FeedId, seq: number): string {
  return `feed:${feed}:${seq}`;
}

/** Key of frames that wait for the membership frame with this header hash. */
export function membershipKey(headerHash: Uint8Array): string {
  return `membership:${bytesToHex(headerHash)}`;
}

/** True for a key of `feedKey`. */
export function isFeedKey(key: string): boolean {
  return key.startsWith('feed:');
}
