import { bytesToHex, equalBytes, fail, ok, type Failure, type FeedId, type LogId, type Result } from '#base';
import { sha256 } from '#crypto';
import type { ImportedLog } from '#ipc';
import { createLogReader, decodeFrame, feedIdOf, hashHeader, resumeLogReader, scanFrames, type FrameFailure, type Ingested, type LogReader } from '#log';
import type { Core } from '../core/core.ts';
import type { OpenLog } from '../logs/openLog.ts';
import { ownFrames } from '../repair/frameSource.ts';
import type { Session } from '../session/openSession.ts';
import { stopped, type BundleRun } from './bundleRun.ts';
import type { OpenedPart } from './openFiles.ts';
import { eachFrame, type FramePlace } from './readPart.ts';

/** A frame that is to be appended: where it lies, and SHA-256 of its bytes, so that nothing else can slip in meanwhile. */
export interface WantedFrame extends FramePlace { readonly sha256: Uint8Array }
/** What the frames of some parts amount to, before anything was written. */
export interface Judged {
  readonly reader: LogReader;
  /** In the order in which they were placed. */
  readonly wanted: readonly WantedFrame[];
  readonly known: number;
  readonly refused: number;
  /** Of each class of docs/spec/frames.md section 8, how many of those that were refused. */
  readonly reasons: ReadonlyMap<string, number>;
  readonly waiting: number;
  readonly missing: ImportedLog['missing'];
}
interface Seen extends WantedFrame { readonly feed: FeedId; readonly seq: number; readonly header: Uint8Array }

/**
 * Puts the frames of all parts of one log through the one ingest, in a reader made for it that begins with what is here (docs/spec/bundle.md section 3). Parts that turn out to be damaged are noted
 * in themselves; what stands before the damage counts.
 */
export async function judgeFrames(core: Core, session: Session, run: BundleRun, log: LogId, open: OpenLog | null, parts: readonly OpenedPart[]): Promise<Result<Judged, Failure<'cancelled' | 'io'>>> {
  const reader = await readerFor(core, session, log, open);
  if (reader === null) return fail('io', 'the journal could not be read from the vault folder');
  const wanted: WantedFrame[] = [];
  const waiting = new Map<string, Seen>();
  /** Refused because they name another frame than the one before; a fork may still give them a place. */
  const aside = new Map<string, Seen>();
  const reasons = new Map<string, number>();
  const count = (reason: FrameFailure, by: 1 | -1): void => void reasons.set(reason, (reasons.get(reason) ?? 0) + by);
  let known = 0;
  const release = (released: readonly Ingested[]): void => {
    for (const { frame } of released) {
      const seen = waiting.get(frame.headerSha256) ?? aside.get(frame.headerSha256);
      if (aside.delete(frame.headerSha256)) count('broken-chain', -1);
      waiting.delete(frame.headerSha256);
      if (seen !== undefined) wanted.push(seen);
    }
  };
  const take = (seen: Seen, ingested: ReturnType<LogReader['ingest']>): void => {
    if (ingested.ok) {
      if (ingested.value.status === 'duplicate') known += 1;
      else if (ingested.value.status === 'waiting') waiting.set(bytesToHex(seen.header), seen);
      else wanted.push(seen);
      return release(ingested.value.released);
    }
    // What failed in its content stands in its feed all the same, and its header proves it.
    if (reader.holds(seen.feed, seen.seq, seen.header) && open?.reader.holds(seen.feed, seen.seq, seen.header) !== true) return void wanted.push(seen);
    count(ingested.error.kind, 1);
    if (ingested.error.kind === 'broken-chain') aside.set(bytesToHex(seen.header), seen);
  };
  for (const part of parts) {
    const isWhole = await eachFrame(core, part, (bytes, place) => {
      run.onBytes(bytes.length);
      if (run.cancelled()) return;
      const seen = describe(log, bytes, place);
      if (seen.ok) take(seen.value, reader.ingest(bytes));
      else count(seen.error.kind, 1);
    });
    if (run.cancelled()) return stopped();
    // Whoever made it signed for frames that are none: nothing behind them is looked at.
    if (!isWhole) part.damagedAt ??= part.payload.payloadStart;
  }
  // Released together with a frame whose content failed: told by nobody, and in place.
  for (const [header, seen] of [...waiting]) {
    if (!reader.holds(seen.feed, seen.seq, seen.header)) continue;
    waiting.delete(header);
    wanted.push(seen);
  }
  const newest = newestOf([...(open?.reader.heads() ?? []), ...reader.heads()]);
  release(behindOwnGaps(reader, open));
  return ok({ reader, wanted, known, refused: [...reasons.values()].reduce((sum, frames) => sum + frames, 0), reasons, waiting: waiting.size, missing: missingBefore(newest, [...waiting.values()]) });
}

// The memory of the log that is open, without its entries; a log that is not here begins empty. Where frames are missing here a memory would take them for known: then all is read again.
async function readerFor(core: Core, session: Session, log: LogId, open: OpenLog | null): Promise<LogReader | null> {
  const keys = { device: session.keyring.device };
  const resumed = open === null || open.reader.gaps().length > 0 ? null : resumeLogReader({ log, keys, state: open.reader.exportState() });
  if (resumed?.ok === true) return resumed.value;
  const reader = createLogReader({ log, keys });
  const read = open === null || (await ownFrames(core.options.vault, log)((bytes) => {
    for (const { from, to } of scanFrames(bytes).frames) reader.ingest(bytes.subarray(from, to));
  }));
  return read ? reader : null;
}

/** Frames that wait behind nothing but what is damaged here already: those are no holes that an import makes. */
function behindOwnGaps(reader: LogReader, open: OpenLog | null): readonly Ingested[] {
  const gaps = open?.reader.gaps() ?? [];
  if (gaps.length === 0) return [];
  const placed = reader.settle();
  const isOwn = (feed: FeedId): boolean => reader.gaps().filter((gap) => gap.feed === feed).every((gap) => gaps.some((own) => own.feed === feed && own.fromSeq <= gap.fromSeq && own.toSeq >= gap.toSeq));
  return placed.filter(({ frame }) => isOwn(frame.feed));
}

function describe(log: LogId, bytes: Uint8Array, place: FramePlace): Result<Seen, Failure<FrameFailure>> {
  const frame = decodeFrame(bytes);
  if (!frame.ok) return frame;
  const { header, headerBytes } = frame.value;
  return ok({ ...place, sha256: sha256(bytes), feed: feedIdOf(header.author, log, header.instance), seq: header.seq, header: hashHeader(headerBytes) });
}

function newestOf(heads: readonly { readonly feed: FeedId; readonly seq: number }[]): ReadonlyMap<FeedId, number> {
  const newest = new Map<FeedId, number>();
  for (const { feed, seq } of heads) newest.set(feed, Math.max(seq, newest.get(feed) ?? 0));
  return newest;
}

/** Frames that must come before those that wait: per feed what lies between the newest that is here and the last that waits. */
function missingBefore(newest: ReadonlyMap<FeedId, number>, waiting: readonly Seen[]): ImportedLog['missing'] {
  return [...new Set(waiting.map(({ feed }) => feed))].toSorted().flatMap((feed) => {
    const ranges: { feed: string; fromSeq: number; toSeq: number }[] = [];
    let next = (newest.get(feed) ?? -1) + 1;
    for (const seq of waiting.filter((one) => one.feed === feed).map((one) => one.seq).toSorted((left, right) => left - right)) {
      if (seq > next) ranges.push({ feed, fromSeq: next, toSeq: seq - 1 });
      next = Math.max(next, seq + 1);
    }
    return ranges;
  });
}

/** True when the bytes are still those that were judged. */
export function isUnchanged(bytes: Uint8Array, wanted: WantedFrame): boolean {
  return equalBytes(sha256(bytes), wanted.sha256);
}
