import { bytesToHex, fail, ok, type Failure, type LogId, type Out, type Result } from '#base';
import type { RepairFailure, repairContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { portFailure } from '../core/failures.ts';
import { recoveryEntry } from '../host/newFeed.ts';
import type { Session } from '../session/openSession.ts';
import { compareCopy, framesOf, hashFrame } from './compareCopy.ts';
import { copiedFrames, ownFrames, type FrameSource } from './frameSource.ts';
import { mendParts, recordedParts, type RecordedPart, type RepairRun } from './mendParts.ts';
import { recordForks } from './recordForks.ts';

export type Repaired = Out<typeof repairContract, 'repair.fromCopy'>;
type Outcome = Result<Repaired, Failure<RepairFailure>>;
interface Input { readonly log: LogId | null; readonly grant: string }

const BATCH_FRAMES = 256;
const BATCH_BYTES = 4 * 2 ** 20;
const nothing: Repaired = { framesAdded: 0, contentRepaired: 0, forks: 0, stillMissing: 0, partsRepaired: 0, partsMissing: 0 };

/**
 * Takes from a copy what is missing or damaged here: every frame goes through the one ingest before it is appended, a frame known already is a no-op,
 * the frames of a fork are kept and said. Then every sealed part of evidence is compared with its entry, and taken from the copy where it is damaged or missing. What was taken is
 * recorded in each log that was mended. `not-a-copy` when no log of the copy is one of ours; `cancelled` leaves what was taken until then.
 */
export async function repairFromCopy(core: Core, session: Session, input: Input, cancelled: () => boolean = () => false): Promise<Outcome> {
  const { vault } = core.options;
  const opened = await vault.call('copy.open', { grant: input.grant });
  if (!opened.ok) return portFailure(opened.error, ['unknown-grant'] as const);
  let total = nothing;
  let found = false;
  const hasParts = opened.value.sort === 'vault';
  const expected = opened.value.logs.reduce((sum, each) => sum + each.bytes, 0) + (hasParts ? bytesOf(recordedParts(session, input.log)) : 0);
  let done = 0;
  const run: RepairRun = { cancelled, onBytes: (read) => core.announce({ name: 'integrity.progress', payload: { done: Math.min(expected, (done += read)), total: expected } }) };
  for (const { log: named } of opened.value.logs) {
    const log = named ?? await logOfPackage(core, input.grant);
    if (log === null || !isOurs(session, log) || (input.log !== null && input.log !== log)) continue;
    found = true;
    const mended = await mendLog(core, session, log, stopping(copiedFrames(vault, input.grant, named, run.onBytes), run), stopping(copiedFrames(vault, input.grant, named), run));
    if (run.cancelled()) return stopped();
    if (!mended.ok) return mended;
    total = add(total, mended.value);
  }
  if (!found) return fail('not-a-copy', 'nothing in it belongs to this vault');
  if (hasParts) {
    // Asked again: a journal that came back names its evidence only now.
    const parts = await mendParts(core, session, input.grant, recordedParts(session, input.log), run);
    if (run.cancelled()) return stopped();
    if (parts.error !== null) return portFailure(parts.error, ['disk-full', 'read-only'] as const);
    total = { ...total, partsRepaired: parts.repaired, partsMissing: parts.missing };
  }
  const isNothing = total.framesAdded + total.contentRepaired + total.partsRepaired + total.partsMissing === 0;
  return isNothing ? fail('nothing-to-repair', 'everything it holds is here already') : ok(total);
}

function stopped(): Outcome {
  return fail('cancelled', 'the repair was stopped; what was taken until then is kept');
}

/** The same frames; a piece after the stop is not handed over, and the source counts as one that could not be read to its end. */
function stopping(source: FrameSource, run: RepairRun): FrameSource {
  return async (take) => {
    let isStopped = false;
    const whole = await source(async (bytes) => {
      isStopped ||= run.cancelled();
      if (!isStopped) await take(bytes);
    });
    return whole && !isStopped;
  };
}

function bytesOf(parts: readonly RecordedPart[]): number {
  return parts.reduce((sum, { recorded }) => sum + recorded.sealedBytes, 0);
}

/** A log we hold, or one that this machine remembers and the folder has lost. A stranger's log is neither, whatever members it names. */
function isOurs(session: Session, log: LogId): boolean {
  return session.book.get(log) !== null || session.host.heads().some((head) => head.log === log);
}

async function logOfPackage(core: Core, grant: string): Promise<LogId | null> {
  const first = await core.options.vault.call('copy.read', { grant, log: null, from: 0, maxBytes: 1 });
  const frame = first.ok ? framesOf(first.value.bytes)[0] : undefined;
  return frame === undefined ? null : (bytesToHex(frame.header.logId) as LogId);
}

async function mendLog(core: Core, session: Session, log: LogId, copy: FrameSource, copyAgain: FrameSource): Promise<Outcome> {
  const { vault } = core.options;
  const compared = await compareCopy(log, { device: session.keyring.device }, ownFrames(vault, log), copy);
  if (!compared.ok) return compared;
  const { wanted, repairs } = compared.value;
  if (wanted.size === 0) return ok({ ...nothing, stillMissing: compared.value.missing });
  const knownForks = session.book.get(log)?.open.reader.forks().length ?? 0;
  let failed: Failure | null = null;
  let taken = 0;
  const read = await session.book.mend(log, async (length) => {
    const outcome = await appendWanted(core, log, length, new Set(wanted), copyAgain);
    taken = outcome.taken;
    failed = outcome.error;
  });
  if (!read.ok) return read;
  const open = session.book.get(log)?.open;
  for (const head of open?.reader.heads() ?? []) session.host.remember(log, head.feed, head.seq, head.headerSha256);
  const stillMissing = (open?.reader.gaps() ?? []).reduce((sum, gap) => sum + gap.toSeq - gap.fromSeq + 1, 0);
  if (taken > 0) {
    const detail = `${taken} ${taken === 1 ? 'frame was' : 'frames were'} taken from another copy, each checked before it was taken; ${stillMissing} ${stillMissing === 1 ? 'frame is' : 'frames are'} still missing.`;
    const { random, zone } = core.options;
    await session.book.get(log)?.writer.record(() => ok([recoveryEntry({ author: session.author(), now: core.time.now(), zone, random, what: 'damage', detail })]));
    await recordForks(core, session, log);
  }
  if (failed !== null) return refuse(session, failed);
  return ok({ ...nothing, framesAdded: Math.max(0, taken - repairs), contentRepaired: Math.min(taken, repairs), forks: (open?.reader.forks().length ?? 0) - knownForks, stillMissing });
}

interface Appended { readonly taken: number; readonly error: Failure | null }

/** Appends the wanted frames in the order of the copy; each once. What was appended before a failure stays: it is whole and checked. */
async function appendWanted(core: Core, log: LogId, length: number, wanted: Set<string>, copy: FrameSource): Promise<Appended> {
  let batch: Uint8Array[] = [];
  let expectedBytes = length;
  let taken = 0;
  let error: Failure | null = null;
  const flush = async (): Promise<void> => {
    if (batch.length === 0 || error !== null) return;
    const written = await core.options.vault.call('log.append', { log, expectedBytes, frames: batch });
    if (written.ok) {
      expectedBytes = written.value.bytes;
      taken += batch.length;
    } else error = written.error;
    batch = [];
  };
  const whole = await copy(async (bytes) => {
    for (const frame of framesOf(bytes)) {
      if (error !== null || !wanted.delete(hashFrame(frame.bytes))) continue;
      batch.push(frame.bytes.slice());
      if (batch.length >= BATCH_FRAMES || batch.reduce((sum, each) => sum + each.length, 0) >= BATCH_BYTES) await flush();
    }
  });
  await flush();
  return { taken, error: error ?? (whole ? null : { kind: 'io', message: 'the copy could not be read to its end' }) };
}

function refuse(session: Session, failure: Failure): Outcome {
  if (failure.kind === 'disk-full') session.gate.close('disk-full');
  return portFailure(failure, ['disk-full', 'read-only'] as const);
}

function add(left: Repaired, right: Repaired): Repaired {
  return {
    ...left, framesAdded: left.framesAdded + right.framesAdded, contentRepaired: left.contentRepaired + right.contentRepaired,
    forks: left.forks + right.forks, stillMissing: left.stillMissing + right.stillMissing,
  };
}
