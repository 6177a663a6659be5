import { hexToBytes, type FeedId, type Sha256Hex } from '#base';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';

/** A signing feed for people: whose name and prefix its entries carry, how far it reaches, which key signs. */
export interface FeedDescription { readonly feed: FeedId; readonly seq: number; readonly author: string; readonly device: string; readonly frames: number; readonly head: Sha256Hex; readonly key: Uint8Array }

/** Feeds of a log in the order of their ids. The author is the name in the newest entry that the feed holds. */
export function describeFeeds(session: Session, open: OpenLog): readonly FeedDescription[] {
  const names = new Map<FeedId, { readonly author: string; readonly device: string }>();
  for (const { place, entry } of open.placed()) if (entry !== null) names.set(place.feed, { author: entry.author.name, device: entry.author.prefix });
  const own = session.author();
  return [...open.reader.heads()].sort((left, right) => (left.feed < right.feed ? -1 : 1)).map((head) => ({
    feed: head.feed, seq: head.seq, frames: head.seq + 1, head: head.headerSha256, key: hexToBytes(head.author) ?? new Uint8Array(0),
    ...(names.get(head.feed) ?? { author: own.name, device: own.prefix }),
  }));
}
