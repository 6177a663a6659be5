import { ok, type EntryId, type Failure, type LogId } from '#base';
import { isEntityOf, type EvidencePart } from '#domain';
import type { Core } from '../core/core.ts';
import { recoveryEntry } from '../host/newFeed.ts';
import type { Session } from '../session/openSession.ts';

/** A repair that somebody follows and may stop. */
export interface RepairRun { readonly cancelled: () => boolean; readonly onBytes: (bytes: number) => void }
/** A sealed part of an item, as its entry records it. */
export interface RecordedPart { readonly log: LogId; readonly item: EntryId; readonly part: number; readonly recorded: EvidencePart }
/** `missing`: parts that are damaged or missing here, and in the copy too. */
export interface MendedParts { readonly repaired: number; readonly missing: number; readonly error: Failure | null }

/** The parts of all sealed items of one log, or of all. */
export function recordedParts(session: Session, log: LogId | null): readonly RecordedPart[] {
  return session.book.list().map((entry) => entry.open).filter((open) => log === null || open.log === log).flatMap((open) => {
    const state = open.state();
    return state.byKind.evidence.flatMap((id) => {
      const item = state.entities.get(id);
      const parts = item !== undefined && isEntityOf(item, 'evidence') ? (item.original.sealed?.parts ?? []) : [];
      return parts.map((recorded, part): RecordedPart => ({ log: open.log, item: id as unknown as EntryId, part, recorded }));
    });
  });
}

/**
 * Looks at every sealed part and takes those that are damaged or missing from the copy, each compared with the hash in its sealed entry
 * (docs/spec/evidence.md section 7). What came back is recorded in its journal; a failure or a cancel leaves what was mended until then.
 */
export async function mendParts(core: Core, session: Session, grant: string, parts: readonly RecordedPart[], run: RepairRun): Promise<MendedParts> {
  const repairedByLog = new Map<LogId, number>();
  let missing = 0;
  let error: Failure | null = null;
  for (const { log, item, part, recorded } of parts) {
    if (run.cancelled()) break;
    const { sealedBytes, sealedSha256 } = recorded;
    const mended = await core.options.vault.call('copy.mendPart', { grant, item, part, sealedBytes, sealedSha256 });
    if (!mended.ok) {
      error = mended.error;
      break;
    }
    if (mended.value.outcome === 'repaired') repairedByLog.set(log, (repairedByLog.get(log) ?? 0) + 1);
    if (mended.value.outcome === 'missing') missing += 1;
    run.onBytes(sealedBytes);
  }
  const { random, zone } = core.options;
  for (const [log, count] of repairedByLog) {
    const detail = `${count} sealed ${count === 1 ? 'part' : 'parts'} of evidence came back from another copy, each with the hash that its entry records. What was damaged is in quarantine.`;
    await session.book.get(log)?.writer.record(() => ok([recoveryEntry({ author: session.author(), now: core.time.now(), zone, random, what: 'damage', detail })]));
  }
  return { repaired: [...repairedByLog.values()].reduce((sum, count) => sum + count, 0), missing, error };
}
