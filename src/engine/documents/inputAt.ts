import { createProjection, type BodyOf } from '#domain';
import type { ReportInput } from '#report';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { describeFeeds } from './describeFeeds.ts';

/** The journal as it stood at these heads: entries beyond them, and feeds that are not among them, are left out. */
export function inputAt(session: Session, open: OpenLog, heads: BodyOf<'report'>['heads'], now: ReportInput): ReportInput {
  const reach = new Map<string, BodyOf<'report'>['heads'][number]>(heads.map((head) => [head.feed, head]));
  const projection = createProjection();
  for (const placed of open.placed()) if (placed.place.seq <= (reach.get(placed.place.feed)?.seq ?? -1)) projection.apply(placed);
  // `now` was made from the same description, feed by feed.
  const feeds = describeFeeds(session, open).flatMap(({ feed }, index) => {
    const [head, known] = [reach.get(feed), now.feeds[index]];
    return head === undefined || known === undefined ? [] : [{ ...known, frames: head.seq + 1, head: head.headerSha256 }];
  });
  return { ...now, state: projection.state(), feeds };
}
