import { bytesToHex, ok, type FeedId, type LogId } from '#base';
import { createLogReader, decodeFrame, feedIdOf, hashHeader, type LogReader, type ReaderKeys } from '#log';
import type { LocalLog } from '../client/localLog.ts';
import type { Leaf } from '../client/mirror.ts';

/** One side's log in memory; positions count frames. `frames` is its disk. */
export interface MemoryLog extends LocalLog { readonly frames: Uint8Array[]; readonly reader: LogReader; readonly write: (frame: Uint8Array) => void }

export function createMemoryLog(log: LogId, keys: ReaderKeys = {}): MemoryLog {
  const reader = createLogReader({ log, keys });
  const frames: Uint8Array[] = [];
  const places = new Map<string, Leaf>();
  const keep = (bytes: Uint8Array): boolean => {
    const taken = reader.ingest(bytes);
    if (!taken.ok) return false;
    if (taken.value.status === 'duplicate') return true;
    const frame = decodeFrame(bytes);
    if (!frame.ok) throw new Error('a frame that was taken cannot be read');
    const { author, instance, seq } = frame.value.header;
    const headerHash = hashHeader(frame.value.headerBytes);
    frames.push(bytes);
    places.set(bytesToHex(headerHash), { headerHash, feed: feedIdOf(author, log, instance), seq });
    return true;
  };
  return {
    log, frames, reader,
    write: (frame) => {
      if (!keep(frame)) throw new Error('an own frame was refused');
    },
    have: () => reader.heads().filter(({ forked }) => !forked).map(({ feed, seq }) => ({ feed: feed as FeedId, size: seq + 1 })),
    placeOf: (headerHash) => places.get(bytesToHex(headerHash)) ?? null,
    read: async (from) => ok({ frames: frames.slice(from, from + 5), next: Math.min(frames.length, from + 5) }),
    take: async (more) => {
      const before = frames.length;
      const refused = more.filter((frame) => !keep(frame)).length;
      return ok({ added: frames.length - before, refused, waiting: 0 });
    },
  };
}
