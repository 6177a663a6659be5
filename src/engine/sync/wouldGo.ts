import type { SyncLogView } from '#ipc';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { entriesBelow, feedEntries } from '../witness/feedIndex.ts';
import type { Inventory } from './evidence/inventory.ts';
import { sealedItems } from './evidence/transfer.ts';
import type { ServerMemory } from './serverMemory.ts';

/** What the next round would send of an incident, as far as what is remembered of the server tells. `inventory` null: which parts are there is not known. */
export function wouldGo(session: Session, open: OpenLog, memory: ServerMemory | null, inventory: Inventory | null): SyncLogView['goes'] {
  const mirror = memory?.mirrorOf(open.log) ?? null;
  const bytes = Math.max(0, open.bytes - (mirror?.sentBytes ?? 0));
  // Counting unfolds an incident: one that nobody has opened is told in bytes alone.
  if (open.storedCard() !== null) return { entries: bytes === 0 ? 0 : null, bytes, evidence: null };
  const entries = feedEntries(open);
  const below = open.reader.heads().reduce((sum, { feed }) => sum + entriesBelow(entries.get(feed), mirror?.feeds.get(feed) ?? 0), 0);
  const waiting = memory === null ? [] : sealedItems(session, open.log).flatMap(({ item, pieces }) => {
    const lacking = memory.choiceOf(open.log, item) === 'always' ? pieces.filter((piece) => inventory?.isHere(piece) !== false && inventory?.there(piece) !== 'whole') : [];
    return lacking.length === 0 ? [] : [lacking.reduce((sum, piece) => sum + piece.bytes, 0)];
  });
  return { entries: Math.max(0, open.entryCount() - below), bytes, evidence: { items: waiting.length, bytes: waiting.reduce((sum, size) => sum + size, 0) } };
}
