import { equalBytes, type FeedId, type LogId } from '#base';
import { logIdToBytes } from '#crypto';
import { decodeFrame, feedIdOf, hashHeader, type Frame, type FrameHeader, type ProvedFrame } from '#log';
import type { Leaf } from './mirror.ts';

/** Tells the places of frames of one log. Mostly they are of the feed of the frame before, so that its id is not hashed again. */
export interface LeafReader {
  /** The leaf of a frame; null for bytes that are no frame of this log. `proved`: the same frame, when its bytes were looked at before. */
  readonly leafOf: (bytes: Uint8Array, proved: ProvedFrame | null) => Leaf | null;
  /** Feed and seq of a frame that was cut out of the own log; null for bytes that are no frame of it. */
  readonly placeOf: (bytes: Uint8Array) => { readonly feed: FeedId; readonly seq: number } | null;
}

export function createLeafReader(log: LogId): LeafReader {
  const logId = logIdToBytes(log);
  let latest: { readonly author: Uint8Array; readonly instance: Uint8Array; readonly feed: FeedId } | null = null;

  function feedOf({ author, instance }: FrameHeader): FeedId {
    if (latest === null || !equalBytes(latest.author, author) || !equalBytes(latest.instance, instance)) latest = { author: author.slice(), instance: instance.slice(), feed: feedIdOf(author, log, instance) };
    return latest.feed;
  }

  return {
    leafOf: (bytes, proved) => {
      const frame = proved ?? frameIn(bytes, 'unchecked');
      if (frame === null || !equalBytes(frame.header.logId, logId)) return null;
      return { headerHash: proved?.proved.headerHash ?? hashHeader(frame.headerBytes), feed: feedOf(frame.header), seq: frame.header.seq };
    },
    placeOf: (bytes) => {
      const frame = frameIn(bytes, 'scanned');
      return frame !== null && equalBytes(frame.header.logId, logId) ? { feed: feedOf(frame.header), seq: frame.header.seq } : null;
    },
  };
}

function frameIn(bytes: Uint8Array, crc: 'unchecked' | 'scanned'): Frame | null {
  const frame = decodeFrame(bytes, crc);
  return frame.ok ? frame.value : null;
}
