import type { LogHealth } from '#domain';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { feedWitnesses } from '../witness/witnessView.ts';

/** What the holder of a log knows of its frames: forks, gaps, damage, and what nobody else remembers. */
export function logHealth(session: Session, open: OpenLog): LogHealth {
  const feeds = feedWitnesses(session, open);
  const nameOf = (feed: string): string => feeds.find((known) => known.feed === feed)?.author ?? '';
  const condition = session.book.conditions().find(({ log }) => log === open.log);
  return {
    forks: open.reader.forks().map(({ feed, seq }) => ({ author: nameOf(feed), seq })), gaps: open.reader.gaps().map(({ feed, fromSeq, toSeq }) => ({ feed, fromSeq, toSeq })),
    damaged: condition?.damaged.length ?? 0, unwitnessed: feeds.map(({ author, tail }) => ({ author, entries: tail.entries })),
  };
}
