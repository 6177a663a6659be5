import { fail, ok, type Failure, type LogId, type Result } from '#base';
import { standingOf } from '#domain';
import type { IntegrityReport, VerdictLine } from '#ipc';
import { createLogVerifier, createPieceFeeder, type PieceHelper, type VerificationReport } from '#log';
import type { Core } from '../core/core.ts';
import { findSealed, openParts } from '../evidence/openItem.ts';
import { knownSecrets } from '../logs/loadLog.ts';
import type { OpenLog } from '../logs/openLog.ts';
import type { Session } from '../session/openSession.ts';
import { mergeLines, worstVerdict } from './mergeLines.ts';

const READ_BYTES = 1 * 2 ** 20;
/** Less than this is checked before another thread has started. */
const HELPED_BYTES = 8 * 2 ** 20;
type Problem = IntegrityReport['problems'][number];

export interface IntegrityRun { readonly cancelled: () => boolean; readonly onProgress: (done: number, total: number) => void }

/**
 * Checks one log, or all, from the bytes on disk: the one ingest with fresh state, nothing from the working copy, against what this machine remembers.
 * With `evidence` every part of every sealed item is opened and every hash compared.
 */
export async function checkJournal(core: Core, session: Session, input: { readonly log: LogId | null; readonly evidence: boolean }, run: IntegrityRun): Promise<Result<IntegrityReport, Failure<'cancelled' | 'io'>>> {
  const started = core.options.clock.monotonicMs();
  const logs = session.book.list().map((entry) => entry.open).filter((open) => input.log === null || open.log === input.log);
  const total = logs.reduce((sum, open) => sum + open.bytes, 0);
  const helper = total < HELPED_BYTES ? null : startHelper(core);
  const reports: VerificationReport[] = [];
  try {
    let done = 0;
    for (const open of logs) {
      const report = await checkLog(core, session, open, run, helper, (bytes) => run.onProgress(Math.min(done + bytes, total), total));
      if (!report.ok) return report;
      reports.push(report.value);
      done += open.bytes;
    }
  } finally {
    helper?.end();
  }
  const evidence = input.evidence ? await checkEvidence(core, session, logs, run) : skippedEvidence(logs);
  if (!evidence.ok) return evidence;
  const names = new Map(logs.flatMap((open) => open.placed().flatMap(({ place, entry }) => (entry === null ? [] : [[place.feed as string, entry.author] as const]))));
  const lines = [...mergeLines(reports), evidence.value.line, ...clockLines(logs)];
  return ok({
    verdict: worstVerdict([...reports.map((report) => report.verdict), evidence.value.line.verdict === 'failed' ? 'failed' : 'ok']),
    lines, evidenceItems: evidence.value.items,
    frames: reports.reduce((sum, report) => sum + report.frames, 0), entries: reports.reduce((sum, report) => sum + report.entries, 0),
    feeds: reports.flatMap((report) => report.feeds.map((feed) => ({
      feed: feed.feed, author: names.get(feed.feed)?.name ?? feed.author.slice(0, 12), device: names.get(feed.feed)?.prefix ?? '', frames: feed.frames, head: feed.head, fingerprint: feed.fingerprint,
    }))),
    problems: [...reports.flatMap((report) => report.problems.map(({ where, text }) => ({ where, text }))), ...evidence.value.problems],
    checkedAt: core.time.now(), tookMs: Math.round(core.options.clock.monotonicMs() - started),
  });
}

async function checkLog(core: Core, session: Session, open: OpenLog, run: IntegrityRun, helper: PieceHelper | null, onBytes: (bytes: number) => void): Promise<Result<VerificationReport, Failure<'cancelled' | 'io'>>> {
  const expectedHeads = session.host.heads().filter((head) => head.log === open.log);
  const verifier = createLogVerifier({ log: open.log, keys: { device: session.keyring.device, epochSecrets: knownSecrets(open.reader) }, expectedHeads });
  let taken = 0;
  const feeder = createPieceFeeder(verifier, helper, (bytes) => onBytes(taken += bytes));
  let position: number | null = 0;
  let reading = readAt(core, open, position);
  while (position !== null) {
    if (run.cancelled()) return fail('cancelled', 'the check was stopped');
    const read: Awaited<ReturnType<typeof readAt>> = await reading;
    if (!read.ok) return fail('io', 'the journal could not be read from the vault folder');
    const { bytes, next }: { readonly bytes: Uint8Array; readonly next: number | null } = read.value;
    // The next piece is read while this one is checked.
    if (next !== null) reading = readAt(core, open, next);
    await feeder.add(bytes, `log ${open.log.slice(0, 8)} from byte ${position}`);
    position = next;
  }
  return run.cancelled() ? fail('cancelled', 'the check was stopped') : ok(await feeder.finish());
}

function startHelper(core: Core): PieceHelper | null {
  try {
    return core.options.startPieceHelper?.() ?? null;
  } catch {
    // Where no second thread can be had, one does it all.
    return null;
  }
}

function readAt(core: Core, open: OpenLog, from: number) {
  return core.options.vault.call('log.read', { log: open.log, from, maxBytes: READ_BYTES });
}

interface EvidenceCheck { readonly line: VerdictLine; readonly items: number; readonly problems: readonly Problem[] }

function sealedItems(logs: readonly OpenLog[]) {
  return logs.flatMap((open) => standingOf(open.state(), 'evidence').flatMap((item) => (item.body.sealed === undefined ? [] : [{ open, item }])));
}

function skippedEvidence(logs: readonly OpenLog[]): Result<EvidenceCheck, never> {
  const items = sealedItems(logs).length;
  return ok({ items, problems: [], line: { topic: 'evidence', verdict: 'not-proven', count: items, text: `${items} sealed ${items === 1 ? 'item was' : 'items were'} not opened in this check.` } });
}

async function checkEvidence(core: Core, session: Session, logs: readonly OpenLog[], run: IntegrityRun): Promise<Result<EvidenceCheck, Failure<'cancelled' | 'io'>>> {
  const items = sealedItems(logs);
  const problems: Problem[] = [];
  for (const { open, item } of items) {
    if (run.cancelled()) return fail('cancelled', 'the check was stopped');
    const found = findSealed(session, open.log, item.id);
    const opened = found === null ? null : await openParts(core, found, null);
    if (opened === null || opened.ok) continue;
    if (opened.error.kind === 'cancelled') return fail('cancelled', 'the check was stopped');
    problems.push({ where: `evidence ${item.ref ?? item.id}`, text: EVIDENCE_PROBLEM[opened.error.kind] ?? 'the sealed parts could not be read' });
  }
  const holding = items.length - problems.length;
  const line: VerdictLine = problems.length > 0
    ? { topic: 'evidence', verdict: 'failed', count: problems.length, text: `${problems.length} of ${items.length} sealed items cannot be opened to what was sealed.` }
    : { topic: 'evidence', verdict: 'holds', count: holding, text: `${holding} sealed ${holding === 1 ? 'item opens' : 'items open'} to exactly what was sealed.` };
  return ok({ items: items.length, problems, line });
}

const EVIDENCE_PROBLEM: Readonly<Record<string, string>> = {
  missing: 'sealed parts are missing from the vault folder', damaged: 'a sealed part is damaged', 'hash-mismatch': 'the content has another hash than when it was sealed',
};

function clockLines(logs: readonly OpenLog[]): readonly VerdictLine[] {
  const ahead = logs.reduce((sum, open) => sum + open.aheadOfClock, 0);
  return ahead === 0 ? [] : [{ topic: 'time', verdict: 'not-proven', count: ahead, text: `${ahead} frames came from a clock more than ten minutes ahead of this one when they were read.` }];
}
