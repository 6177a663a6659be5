import { bytesToHex, equalBytes, type FeedId, type LogId } from '#base';
import { decodeFrame, feedIdOf, hashHeader, type FrameHeader, type ProvedHashes } from '#log';
import type { Leaf } from './mirror.ts';

/** Tells the places of frames of one log. Mostly they are of the feed of the frame before, so that its id is not hashed again. */
export interface LeafReader {
  /** The leaf of a frame; null for bytes that are no frame of this log. `proved`: its bytes were looked at, and their CRC compared. */
  readonly leafOf: (bytes: Uint8Array, proved: ProvedHashes | null) => Leaf | null;
  /** Feed and seq of a frame that was cut out of the own log; null for bytes that are no frame of it. */
  readonly placeOf: (bytes: Uint8Array) => { readonly feed: FeedId; readonly seq: number } | null;
}

export function createLeafReader(log: LogId): LeafReader {
  let latest: { readonly author: Uint8Array; readonly instance: Uint8Array; readonly feed: FeedId } | null = null;

  function feedOf({ author, instance }: FrameHeader): FeedId {
    if (latest === null || !equalBytes(latest.author, author) || !equalBytes(latest.instance, instance)) latest = { author: author.slice(), instance: instance.slice(), feed: feedIdOf(author, log, instance) };
    return latest.feed;
  }

  return {
    leafOf: (bytes, proved) => {
      const frame = decodeFrame(bytes, proved === null ? 'unchecked' : 'scanned');
      if (!frame.ok || bytesToHex(frame.value.header.logId) !== log) return null;
      return { headerHash: proved?.headerHash ?? hashHeader(frame.value.headerBytes), feed: feedOf(frame.value.header), seq: frame.value.header.seq };
    },
    placeOf: (bytes) => {
      const frame = decodeFrame(bytes, 'scanned');
      return frame.ok && bytesToHex(frame.value.header.logId) === log ? { feed: feedOf(frame.value.header), seq: frame.value.header.seq } : null;
    },
  };
}
