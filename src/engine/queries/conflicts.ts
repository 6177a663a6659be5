import type { LogId } from '#base';
import { conflictsOf, conflictsWithRemoved, type Entity, type IncidentState } from '#domain';
import type { Queries } from '#ipc';
import type { Session } from '../session/openSession.ts';

/** What was written apart in a log, with the entities that it is about. */
export function answerConflicts(session: Session, state: IncidentState, log: LogId, hide: (entity: Entity) => Entity): Queries['conflicts']['result'] {
  const reader = session.book.get(log)?.open.reader;
  const hasRemoved = (reader?.membership()?.removed.length ?? 0) > 0;
  const view = reader === undefined || !hasRemoved ? conflictsOf(state) : conflictsWithRemoved(state, ({ feed, seq, headerSha256 }) => reader.afterRemoval(feed, seq, headerSha256));
  const wanted = new Set(view.open.flatMap(({ sides, subject }) => [subject.id, ...sides.map(({ entity }) => entity)]));
  return { ...view, entities: [...wanted].flatMap((id) => state.entities.get(id) ?? []).map(hide) };
}
