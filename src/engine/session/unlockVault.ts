import { ok, type Failure, type LogId, type Result } from '#base';
import type { UnlockFailure, UnlockReport } from '#ipc';
import type { Core } from '../core/core.ts';
import { listUnfinished } from '../evidence/listUnfinished.ts';
import { findNewFeedReason, recoveryEntry, type NewFeedReason } from '../host/newFeed.ts';
import type { LoadedFrom } from '../logs/loadLog.ts';
import { recordForks } from '../repair/recordForks.ts';
import { loadMemories } from '../sync/memories.ts';
import { mendHeads, openHeads } from './openHeads.ts';
import { prepareSession, reportOf, type Session } from './openSession.ts';
import { passSelfTest } from './selfTest.ts';

type Notice = UnlockReport['notices'][number];
export interface Unlocked { readonly session: Session; readonly report: UnlockReport }

/** Opens a vault with a passphrase or a recovery key and reads all its logs. */
export async function unlockVault(core: Core, secret: { readonly passphrase: string } | { readonly recoveryKey: string }): Promise<Result<Unlocked, Failure<UnlockFailure>>> {
  const tested = await passSelfTest();
  if (!tested.ok) return tested;
  const opened = await openHeads(core.options.vault, secret);
  if (!opened.ok) return opened;
  const started = core.options.clock.monotonicMs();
  const session = await prepareSession(core, opened.value, null);
  const book = await session.book.openAll();
  if (!book.ok) {
    await session.end();
    return book;
  }
  await loadMemories(core, session);
  const notices = [...(await mendHeads(core.options.vault, opened.value)), ...(await settleFindings(core, session, opened.value.head.generation))];
  const unfinished = await listUnfinished(core, session);
  const runs = unfinished.ok ? unfinished.value : [];
  const report = reportOf(session, {
    workingCopy: worstOf(book.value.from),
    notices: [...notices, ...runs.map((run): Notice => ({ kind: 'unfinished-seal', detail: `${run.partsDone} parts are sealed` }))],
    unfinished: runs,
    unlockMs: Math.round(core.options.clock.monotonicMs() - started),
  });
  return ok({ session, report });
}

// What opening found is said, and recorded where a record is owed: in the log it concerns.
async function settleFindings(core: Core, session: Session, generation: number): Promise<readonly Notice[]> {
  const notices: Notice[] = [];
  const logs = session.book.list().map((entry) => entry.open);
  const reason = findNewFeedReason(session.host, session.keyring.device, logs);
  if (reason !== null) {
    session.host.renew();
    notices.push({ kind: 'new-feed', detail: NEW_FEED_DETAIL[reason] });
    await recordRecovery(core, session, session.workspace(), []);
  }
  if (session.host.generation() > generation) notices.push({ kind: 'damage', detail: 'an older vault.json was put back' });
  session.host.setGeneration(generation);
  for (const open of logs) {
    for (const head of open.reader.heads()) session.host.remember(open.log, head.feed, head.seq, head.headerSha256);
  }
  for (const condition of session.book.conditions()) {
    for (const tail of condition.quarantined) {
      notices.push({ kind: 'torn-tail', detail: `${tail.bytes} bytes of an unfinished frame were put into quarantine` });
      await recordRecovery(core, session, condition.log, [{ what: 'torn-tail', detail: `${tail.bytes} bytes after the last whole frame were put into quarantine.` }]);
    }
    for (const range of condition.damaged) {
      notices.push({ kind: 'damage', detail: `${range.to - range.from} bytes of a journal cannot be read` });
      await recordRecovery(core, session, condition.log, [{ what: 'damage', detail: `Bytes ${range.from} to ${range.to} of the journal cannot be read.` }]);
    }
  }
  for (const open of logs) {
    for (const fork of open.reader.forks()) notices.push({ kind: 'fork', detail: `two frames were signed as frame ${fork.seq} of feed ${fork.feed.slice(0, 12)}` });
    await recordForks(core, session, open.log);
  }
  return notices;
}

const NEW_FEED_DETAIL: Readonly<Record<NewFeedReason, string>> = {
  elsewhere: 'this vault was not opened on this machine before; entries go into a new feed',
  behind: 'the folder holds less than this machine remembers, as after a restored copy; entries go into a new feed',
};

type Recovery = { readonly what: 'torn-tail' | 'damage'; readonly detail: string };
// A finding that is already in the journal is not written again at each start. A failure is no reason not to unlock.
async function recordRecovery(core: Core, session: Session, log: LogId, recoveries: readonly Recovery[]): Promise<void> {
  const entry = session.book.get(log);
  if (entry === null) return;
  const state = entry.open.state();
  const known = new Set(state.byKind.recovery.map((id) => state.entities.get(id)?.body).map((body) => (body !== undefined && 'detail' in body ? body.detail : '')));
  const { random, zone } = core.options;
  const missing = recoveries.filter((recovery) => recovery.what !== 'damage' || !known.has(recovery.detail));
  if (recoveries.length > 0 && missing.length === 0) return;
  await entry.writer.record(() => ok(missing.map((recovery) => recoveryEntry({ author: session.author(), now: core.time.now(), zone, random, ...recovery }))));
}

const ORDER: readonly LoadedFrom[] = ['current', 'caught-up', 'rebuilt-missing', 'rebuilt-older', 'rebuilt-damaged', 'rebuilt-foreign'];
function worstOf(from: readonly LoadedFrom[]): LoadedFrom {
  return from.reduce<LoadedFrom>((worst, next) => (ORDER.indexOf(next) > ORDER.indexOf(worst) ? next : worst), 'current');
}
