import { createProjection, type BodyOf, type DocumentProfile } from '#domain';
import type { ReportInput } from '#report';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { describeFeeds } from './describeFeeds.ts';
import { prepareVariant, type Prepared } from './variant.ts';

/** The journal as it stood at these heads: entries beyond them, and feeds that are not among them, are left out. */
export function inputAt(session: Session, open: OpenLog, heads: BodyOf<'report'>['heads'], now: ReportInput, profile?: DocumentProfile): Prepared {
  const reach = new Map<string, BodyOf<'report'>['heads'][number]>(heads.map((head) => [head.feed, head]));
  const projection = createProjection();
  const reached = [...open.placed()].filter(({ place }) => place.seq <= (reach.get(place.feed)?.seq ?? -1));
  for (const placed of reached) projection.apply(placed);
  // `now` was made from the same description, feed by feed.
  const feeds = describeFeeds(session, open).flatMap(({ feed }, index) => {
    const [head, known] = [reach.get(feed), now.feeds[index]];
    return head === undefined || known === undefined ? [] : [{ ...known, frames: head.seq + 1, head: head.headerSha256 }];
  });
  return prepareVariant({ ...now, state: projection.state(), feeds }, reached, profile);
}
