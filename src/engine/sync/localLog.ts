import { bytesToHex, fail, ok, type FeedId, type LogId } from '#base';
import { scanFrames, type LogReader } from '#log';
import type { Leaf, LocalLog } from '#sync';
import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';

/** A log of the vault as a round with a server sees it; also one that is not here yet. */
export function createLocalLog(core: Core, session: Session, log: LogId): LocalLog {
  const reader = (): LogReader | null => session.book.get(log)?.open.reader ?? null;
  let places: ReadonlyMap<string, Leaf> | null = null;
  const newcomer = session.book.newcomer(log);
  return {
    log,
    have: () => (reader()?.heads() ?? []).filter((head) => !head.forked && reader()?.position(head.feed) !== null).map(({ feed, seq }) => ({ feed, size: seq + 1 })),
    placeOf: (headerHash) => {
      const wanted = bytesToHex(headerHash);
      places ??= placesOf(reader());
      const found = places.get(wanted);
      if (found !== undefined) return found;
      // What came since then: looked for once more, and then it is not here.
      places = placesOf(reader());
      return places.get(wanted) ?? null;
    },
    read: async (from, maxBytes) => {
      const open = session.book.get(log)?.open;
      if (open === undefined || from >= open.bytes) return ok({ frames: [], next: from });
      const upTo = open.bytes;
      const read = await core.options.vault.call('log.read', { log, from, maxBytes });
      if (!read.ok) return fail('io', 'the journal could not be read from the vault folder');
      const { bytes, next } = read.value;
      return ok({ frames: scanFrames(bytes).frames.map((range) => bytes.subarray(range.from, range.to)), next: next ?? upTo });
    },
    take: (frames) => (session.book.get(log) === null ? newcomer.take(frames) : session.book.receive(log, frames)),
  };
}

function placesOf(reader: LogReader | null): ReadonlyMap<string, Leaf> {
  const places = new Map<string, Leaf>();
  for (const { feed, seq: newest } of reader?.heads() ?? []) {
    for (let seq = 0; seq <= newest; seq += 1) {
      const header = reader?.headerAt(feed, seq);
      if (header !== null && header !== undefined) places.set(header, { headerHash: fromHex(header), feed: feed as FeedId, seq });
    }
  }
  return places;
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
