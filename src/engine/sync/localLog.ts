import { bytesToHex, fail, ok, type FeedId, type LogId } from '#base';
import { proveFrames, scanFrames, type LogReader, type PieceHelper } from '#log';
import type { LocalLog } from '#sync';
import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';

interface Place { readonly feed: FeedId; readonly seq: number }

/** A log of the vault as a round with a server sees it; also one that is not here yet. `helper`: asked whenever so many frames come for somebody on another thread who looks at their bytes. */
export function createLocalLog(core: Core, session: Session, log: LogId, helper: (frames: number) => PieceHelper | null = () => null): LocalLog {
  const reader = (): LogReader | null => session.book.get(log)?.open.reader ?? null;
  let places: ReadonlyMap<string, Place> | null = null;
  const newcomer = session.book.newcomer(log);
  return {
    log,
    have: () => (reader()?.heads() ?? []).filter((head) => !head.forked && reader()?.position(head.feed) !== null).map(({ feed, seq }) => ({ feed, size: seq + 1 })),
    placeOf: (headerHash) => {
      const wanted = bytesToHex(headerHash);
      places ??= placesOf(reader());
      // What came since then: looked for once more, and then it is not here.
      const found = places.get(wanted) ?? (places = placesOf(reader())).get(wanted);
      return found === undefined ? null : { headerHash, ...found };
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
    prove: (frames) => proveFrames(frames, helper(frames.length)),
    take: (frames, proofs) => (session.book.get(log) === null ? newcomer.take(frames, proofs) : session.book.receive(log, frames, proofs)),
  };
}

function placesOf(reader: LogReader | null): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { feed, seq: newest } of reader?.heads() ?? []) {
    for (let seq = 0; seq <= newest; seq += 1) {
      const header = reader?.headerAt(feed, seq);
      if (header !== null && header !== undefined) places.set(header, { feed: feed as FeedId, seq });
    }
  }
  return places;
}
