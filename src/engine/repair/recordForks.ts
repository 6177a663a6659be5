import { ok, type LogId } from '#base';
import type { Core } from '../core/core.ts';
import { recoveryEntry } from '../host/newFeed.ts';
import type { Session } from '../session/openSession.ts';

/** Records each fork of a log that the journal does not name yet, once: which feed, which place, which two headers. */
export async function recordForks(core: Core, session: Session, log: LogId): Promise<void> {
  const entry = session.book.get(log);
  if (entry === null || entry.open.reader.forks().length === 0) return;
  const state = entry.open.state();
  const known = new Set(state.byKind.recovery.map((id) => state.entities.get(id)?.body).map((body) => (body !== undefined && 'detail' in body ? body.detail : '')));
  const details = entry.open.reader.forks().map((fork) => {
    // The two are named in one order, whichever of them was met first.
    const [first, second] = fork.headers.toSorted();
    return `Two frames were signed as frame ${fork.seq} of feed ${fork.feed.slice(0, 16)}: ${first?.slice(0, 16) ?? ''} and ${second?.slice(0, 16) ?? ''}. Both are kept.`;
  });
  const missing = [...new Set(details)].filter((detail) => !known.has(detail));
  if (missing.length === 0) return;
  const { random, zone } = core.options;
  await entry.writer.record(() => ok(missing.map((detail) => recoveryEntry({ author: session.author(), now: core.time.now(), zone, random, what: 'fork', detail }))));
}
