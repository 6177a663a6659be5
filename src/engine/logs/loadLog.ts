import { bytesToHex, fail, ok, type Answer, type Client, type Failure, type FeedId, type LogId, type Result, type Sha256Hex, type UnixMs } from '#base';
import type { IncidentCard, LogCondition, VaultContract } from '#ipc';
import { createLogReader, decodeFrame, hashHeader, resumeLogReader, scanFrames, type LogReader, type ReaderKeys } from '#log';
import type { EpochSecret } from '#crypto';
import type { CopyOwner, SealedCopy } from '../copy/sealedCopy.ts';
import { restoreClocks } from '../time/clockWatch.ts';
import type { HybridClock } from '../time/hybridClock.ts';
import { createOpenLog, takeIngested, takeFrame, type OpenLog } from './openLog.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';

/** Where the state of a log came from. `rebuilt-*` names what was wrong with the working copy. */
export type LoadedFrom = 'current' | 'caught-up' | 'rebuilt-missing' | 'rebuilt-damaged' | 'rebuilt-foreign' | 'rebuilt-older';
export interface LoadedLog { readonly open: OpenLog; readonly from: LoadedFrom; readonly snapshotEntries: number }
export interface LoadContext {
  readonly vault: Client<VaultContract>;
  readonly copy: SealedCopy;
  readonly keys: ReaderKeys;
  readonly clock: HybridClock;
  readonly now: () => UnixMs;
  readonly ownFeed: (log: LogId) => FeedId | null;
}

/** Bytes asked for at a time when a log is read. */
const READ_BYTES = 4 * 2 ** 20;

/** Opens a log from its snapshot and the frames after it, or from all its frames when the snapshot does not fit. */
export async function loadLog(context: LoadContext, condition: LogCondition): Promise<Result<LoadedLog, Failure<'io'>>> {
  const reading = usable(context.copy.owner) ? await readSnapshot(context.copy, condition.log) : null;
  let reason: LoadedFrom = reasonOf(context.copy.owner);
  if (reading?.found === 'damaged') reason = 'rebuilt-damaged';
  if (reading?.found === 'snapshot') {
    const fitting = await restoreFitting(context, condition, reading.snapshot);
    if (fitting !== null) {
      const before = fitting.bytes;
      const read = await readFrames(context, fitting, condition);
      if (!read.ok) return read;
      const from = fitting.bytes > before ? 'caught-up' : 'current';
      fitting.bytes = Math.max(fitting.bytes, condition.bytes);
      return ok({ open: fitting, from, snapshotEntries: reading.snapshot.about.entries });
    }
    reason = 'rebuilt-older';
  }
  const open = await readLog(context, condition);
  return open.ok ? ok({ open: open.value, from: reason, snapshotEntries: 0 }) : open;
}

/** Reads a log from its first frame on, with a reader that remembers nothing. */
export async function readLog(context: Omit<LoadContext, 'copy'>, condition: Pick<LogCondition, 'log' | 'bytes' | 'damaged'>): Promise<Result<OpenLog, Failure<'io'>>> {
  const open = await readOnce(context, condition, context.keys);
  if (!open.ok || open.value.unopened === 0) return open;
  // Who joined got the keys of the time before with the admission, which stands behind what they open.
  const epochSecrets = knownSecrets(open.value.reader);
  return epochSecrets.length === 0 ? open : readOnce(context, condition, { ...context.keys, epochSecrets });
}

/** The secrets of all epochs of a log that this device can open, wherever they came from. */
export function knownSecrets(reader: LogReader): readonly EpochSecret[] {
  return (reader.membership()?.epochs ?? []).flatMap(({ id }) => reader.epochSecret(id) ?? []);
}

async function readOnce(context: Omit<LoadContext, 'copy'>, condition: Pick<LogCondition, 'log' | 'bytes' | 'damaged'>, keys: ReaderKeys): Promise<Result<OpenLog, Failure<'io'>>> {
  const open = createOpenLog(condition.log, createLogReader({ log: condition.log, keys }));
  const read = await readFrames(context, open, condition);
  if (!read.ok) return read;
  for (const released of open.reader.settle()) takeIngested(open, released, context.clock, context.now(), null);
  open.bytes = Math.max(open.bytes, condition.bytes);
  return ok(open);
}

/** Reads the frames of a log from where it stands to the end, through the one ingest. */
export async function readFrames(context: Pick<LoadContext, 'vault' | 'clock' | 'now' | 'ownFeed'>, open: OpenLog, condition: Pick<LogCondition, 'damaged'>): Promise<Result<void, Failure<'io'>>> {
  const own = context.ownFeed(open.log);
  let position: number | null = open.bytes;
  while (position !== null) {
    const read: Answer<VaultContract, 'log.read'> = await context.vault.call('log.read', { log: open.log, from: position, maxBytes: READ_BYTES });
    if (!read.ok) return fail('io', 'the journal could not be read from the vault folder');
    const start = skipDamage(condition.damaged, position);
    const { bytes } = read.value;
    const next: number | null = read.value.next;
    for (const range of scanFrames(bytes).frames) takeFrame(open, bytes.subarray(range.from, range.to), start + range.from, context.clock, context.now(), own);
    open.bytes = Math.max(open.bytes, next ?? start + bytes.length);
    position = next;
  }
  return ok(undefined);
}

// A snapshot is used when the log on disk still holds, at the same place, the frame that ended it.
async function restoreFitting(context: LoadContext, condition: LogCondition, snapshot: Snapshot): Promise<OpenLog | null> {
  const { about } = snapshot;
  if (about.bytes > condition.bytes) return null;
  const read = await context.vault.call('log.read', { log: condition.log, from: about.tip.from, maxBytes: 1 });
  if (!read.ok || read.value.bytes.length === 0) return null;
  const frame = decodeFrame(read.value.bytes);
  if (!frame.ok || bytesToHex(hashHeader(frame.value.headerBytes)) as Sha256Hex !== about.tip.headerSha256) return null;
  const restored = resumeLogReader({ log: condition.log, keys: context.keys, state: snapshot.readerState });
  if (!restored.ok) return null;
  const open = createOpenLog(condition.log, restored.value, { entries: about.entries, card: about.card as IncidentCard | null, front: snapshot.front, pages: snapshot.pages });
  open.newest = about.newest;
  if (about.newest !== null) context.clock.observe(about.newest, context.now());
  open.bytes = about.bytes;
  open.tip = about.tip;
  open.aheadOfClock = about.aheadOfClock;
  open.unopened = about.unopened;
  open.clocks = restoreClocks(about.clocks);
  return open;
}

function skipDamage(damaged: LogCondition['damaged'], position: number): number {
  return damaged.find((range) => position >= range.from && position < range.to)?.to ?? position;
}

function usable(owner: CopyOwner): boolean {
  return owner === 'own';
}

function reasonOf(owner: CopyOwner): LoadedFrom {
  switch (owner) {
    case 'foreign': return 'rebuilt-foreign';
    case 'older': return 'rebuilt-older';
    case 'damaged': return 'rebuilt-damaged';
    // Our own copy knows nothing of a log that was founded just before a crash: that is no loss.
    case 'own': return 'caught-up';
    case 'empty': case 'off': return 'rebuilt-missing';
  }
}
