import { err, ok, type EntryId, type Failure, type Result, type UnixMs } from '#base';
import type { UnfinishedSeal } from '#ipc';
import type { Core } from '../core/core.ts';
import { portFailure } from '../core/failures.ts';
import type { Session } from '../session/openSession.ts';
import { findSealed } from './openItem.ts';

const inHand = new WeakMap<Session, Set<EntryId>>();

/** Marks an item as being sealed and recorded right now, so that it does not count as unfinished; the disposer ends that. */
export function takeInHand(session: Session, item: EntryId): () => void {
  const items = inHand.get(session) ?? new Set();
  inHand.set(session, items.add(item));
  return () => void items.delete(item);
}

/** True when an entry of this vault says that the item is sealed. */
export function isRecorded(session: Session, item: EntryId): boolean {
  return session.book.list().some(({ open }) => findSealed(session, open.log, item) !== null);
}

/**
 * Runs that a crash, a cancel or a failure left behind: not sealed to the end, or sealed and read back but never recorded.
 * The latter show by their key, which lies in the working copy until the entry is written.
 */
export async function listUnfinished(core: Core, session: Session): Promise<Result<readonly UnfinishedSeal[], Failure<'io'>>> {
  const { vault } = core.options;
  const begun = await vault.call('evidence.unfinished', {});
  if (!begun.ok) return portFailure(begun.error, []);
  const listed = await vault.call('evidence.list', {});
  if (!listed.ok) return err({ kind: 'io', message: 'the evidence of the vault could not be listed' });
  const runs = begun.value.runs.filter((run) => inHand.get(session)?.has(run.item) !== true);
  const known = new Set(begun.value.runs.map((run) => run.item));
  for (const { item, parts, bytes } of listed.value.items) {
    if (known.has(item) || inHand.get(session)?.has(item) === true) continue;
    if ((await session.copy.read('seals', item)).found !== 'row' || isRecorded(session, item)) continue;
    runs.push({ item, partsDone: parts, bytesDone: bytes, startedAt: timeOfId(item) });
  }
  return ok(runs);
}

// The id of an item is made when its sealing begins, and begins with that time.
function timeOfId(item: EntryId): UnixMs {
  return [...item.slice(0, 10)].reduce((time, digit) => time * 32 + '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(digit), 0) as UnixMs;
}
