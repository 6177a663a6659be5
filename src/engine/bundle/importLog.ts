import { equalBytes, fail, ok, type Failure, type LogId, type Result } from '#base';
import type { BundleImportFailure, ImportedLog } from '#ipc';
import type { LogReader } from '#log';
import type { Core } from '../core/core.ts';
import type { OpenLog } from '../logs/openLog.ts';
import { recordForks } from '../repair/recordForks.ts';
import type { Session } from '../session/openSession.ts';
import { runFailure, stopped, type BundleRun } from './bundleRun.ts';
import { isUnchanged, judgeFrames, type WantedFrame } from './judgeFrames.ts';
import type { OpenedPart } from './openFiles.ts';
import { createPlaceReader } from './readPart.ts';
import { recordCosignatures } from './recordCosignatures.ts';
import { recordRefused } from './recordRefused.ts';
import { takePieces } from './takePieces.ts';

type Outcome = Result<ImportedLog, Failure<BundleImportFailure>>;

const BATCH_FRAMES = 256;
const BATCH_BYTES = 4 * 2 ** 20;

/**
 * Takes what parts of bundles hold of one log: frames that stand are appended in the order in which they were placed, then evidence and cosignatures (docs/spec/bundle.md section 3). A log that is
 * not here is taken when its membership names this device. What was taken before a failure or a stop stays.
 */
export async function importLog(core: Core, session: Session, run: BundleRun, log: LogId, parts: readonly OpenedPart[]): Promise<Outcome> {
  const before = session.book.get(log)?.open ?? null;
  const entriesBefore = before?.entryCount() ?? 0;
  const forksBefore = before?.reader.forks().length ?? 0;
  run.begin('reading', parts.reduce((sum, { manifest }) => sum + manifest.frames.bytes, 0));
  const judged = await judgeFrames(core, session, run, log, before, parts);
  if (!judged.ok) return judged;
  const { reader, wanted, known, refused, reasons, waiting, missing } = judged.value;
  const result: ImportedLog = {
    log, isNew: before === null, isMember: before !== null || isMember(session, reader), framesAdded: 0, entriesAdded: 0, framesKnown: known, framesRefused: refused, forks: 0, framesWaiting: waiting, missing,
    headsNotHere: [], piecesAdded: 0, piecesKnown: 0, piecesLeft: 0, piecesDamaged: 0, cosignatures: 0, cosignaturesRefused: 0,
  };
  if (!result.isMember) return ok({ ...result, framesWaiting: 0, missing: [] });
  const taken = await takeFrames(core, session, run, log, before, wanted);
  const open = session.book.get(log)?.open;
  if (taken.added > 0 && open !== undefined) {
    for (const head of open.reader.heads()) session.host.remember(log, head.feed, head.seq, head.headerSha256);
    await recordForks(core, session, log);
  }
  if (taken.error !== null) return failed(session, run, taken.error);
  if (open === undefined) return ok(result);
  const pieces = await takePieces(core, session, run, log, parts);
  if (!pieces.ok) return failed(session, run, pieces.error);
  const cosigned = await recordCosignatures(core, session, log, parts.flatMap(({ manifest }) => manifest.cosignatures));
  const isRecorded = await recordRefused(core, session, log, parts.map(({ manifest }) => manifest.bundle), refused, reasons);
  // Evidence that came is on no screen yet: only frames tell the open queries.
  core.changed(log);
  return ok({
    ...result, framesAdded: taken.added, entriesAdded: Math.max(0, open.entryCount() - entriesBefore - cosigned.recorded - (isRecorded ? 1 : 0)), forks: Math.max(0, open.reader.forks().length - forksBefore),
    headsNotHere: headsNotHere(open.reader, parts), ...pieces.value, cosignatures: cosigned.recorded, cosignaturesRefused: cosigned.refused,
  });
}

// The workspace of somebody else is nothing that could be shown.
function isMember(session: Session, reader: LogReader): boolean {
  const members = reader.membership()?.members ?? [];
  return reader.scope() === 'incident' && members.some(({ device }) => equalBytes(device, session.keyring.device.ed25519));
}

interface Taken { readonly added: number; readonly error: Failure | null }
/** Puts a batch of frames where it belongs. */
type Append = (frames: readonly Uint8Array[]) => Promise<Result<{ readonly added: number }, Failure>>;

/**
 * Appends what was judged. A log that is here takes it as it takes what a server brings, and reads nothing anew: an import costs what it brings. Where frames are missing here, or the log is new, it is
 * read from the disk afterwards: what was a gap may be none any more.
 */
async function takeFrames(core: Core, session: Session, run: BundleRun, log: LogId, before: OpenLog | null, wanted: readonly WantedFrame[]): Promise<Taken> {
  if (wanted.length === 0) return { added: 0, error: null };
  run.begin('taking', wanted.reduce((sum, { bytes }) => sum + bytes, 0));
  if (before !== null && before.reader.gaps().length === 0) return takeBatches(core, run, wanted, (frames) => session.book.receive(log, frames));
  let taken: Taken = { added: 0, error: null };
  const read = await session.book.mend(log, async (length) => {
    let expectedBytes = length;
    taken = await takeBatches(core, run, wanted, async (frames) => {
      const written = await core.options.vault.call('log.append', { log, expectedBytes, frames });
      if (!written.ok) return written;
      expectedBytes = written.value.bytes;
      return ok({ added: frames.length });
    });
  });
  return { ...taken, error: taken.error ?? (read.ok ? null : read.error) };
}

async function takeBatches(core: Core, run: BundleRun, wanted: readonly WantedFrame[], append: Append): Promise<Taken> {
  const readPlace = createPlaceReader(core);
  let added = 0;
  let batch: Uint8Array[] = [];
  let bytes = 0;
  const flush = async (): Promise<Failure | null> => {
    if (batch.length === 0) return null;
    const written = await append(batch);
    if (!written.ok) return written.error;
    added += written.value.added;
    run.onBytes(bytes);
    batch = [];
    bytes = 0;
    return null;
  };
  for (const place of wanted) {
    if (run.cancelled()) return { added, error: stopped().error };
    const frame = await readPlace(place);
    // The medium was taken away or exchanged: what was appended is whole, and the next import goes on.
    if (frame === null || !isUnchanged(frame, place)) return { added, error: (await flush()) ?? { kind: 'io', message: 'the files of the bundle changed while they were read' } };
    batch.push(frame.slice());
    bytes += frame.length;
    const error = batch.length >= BATCH_FRAMES || bytes >= BATCH_BYTES ? await flush() : null;
    if (error !== null) return { added, error };
  }
  const error = await flush();
  return { added, error };
}

function headsNotHere(reader: LogReader, parts: readonly OpenedPart[]): ImportedLog['headsNotHere'] {
  const newest = new Map<string, number>();
  for (const { feed, seq, headerSha256 } of parts.flatMap(({ manifest }) => manifest.heads)) {
    const header = Uint8Array.from(headerSha256.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
    if (!reader.holds(feed, seq, header)) newest.set(feed, Math.max(seq, newest.get(feed) ?? 0));
  }
  return [...newest].map(([feed, seq]) => ({ feed, seq })).toSorted((left, right) => (left.feed < right.feed ? -1 : 1));
}

function failed(session: Session, run: BundleRun, error: Failure): Outcome {
  if (error.kind === 'disk-full') session.gate.close('disk-full');
  const narrowed = runFailure(run, error, ['disk-full', 'read-only', 'unknown-grant'] as const);
  return narrowed.error.kind === 'cancelled' ? fail('cancelled', 'the import was stopped; what was taken until then is kept') : narrowed;
}
