import { err, fail, ok, type Failure, type LogId, type Result } from '#base';
import type { Entry } from '#domain';
import type { LogCondition, RecordFailure } from '#ipc';
import { appendFrame, createGenesis, createLogReader, type Proofs, type Scope } from '#log';
import type { SealedCopy } from '../copy/sealedCopy.ts';
import { loadLog, readLog, type LoadContext, type LoadedFrom } from './loadLog.ts';
import { createLogWriter, encodeEntries, frameMeta, type LogWriter, type WriterContext } from './logWriter.ts';
import { createOpenLog, takeFrame, type OpenLog } from './openLog.ts';
import { appendFrames, createNewcomer, receiveFrames, type Newcomer, type ReceiveContext, type Received, type ReceiveFailure } from './receiveFrames.ts';
import { createSnapshotKeeper, type SnapshotKeeper } from './snapshotKeeper.ts';

export interface BookEntry { readonly open: OpenLog; readonly writer: LogWriter }
export interface OpenedBook { readonly from: readonly LoadedFrom[]; readonly conditions: readonly LogCondition[] }

/** All logs of an unlocked vault: the workspace and the incidents. */
export interface LogBook {
  readonly openAll: () => Promise<Result<OpenedBook, Failure<'io'>>>;
  readonly get: (log: LogId) => BookEntry | null;
  readonly list: () => readonly BookEntry[];
  /** Founds a log: genesis and first entries are appended together, or nothing is. */
  readonly found: (scope: Scope, compose: (log: LogId) => readonly Entry[]) => Promise<Result<{ readonly log: LogId; readonly entries: readonly Entry[] }, Failure<RecordFailure>>>;
  readonly conditions: () => readonly LogCondition[];
  /**
   * Lets `work` append frames from elsewhere while nobody writes to the log, given its present length, and reads the whole log anew afterwards: what was
   * a gap may be none any more. A log that is not in the book joins it when `work` has written something.
   */
  readonly mend: (log: LogId, work: (bytes: number) => Promise<void>) => Promise<Result<void, Failure<'io'>>>;
  /** Takes frames from elsewhere into a log of the book while nobody writes to it; on a failure of the disk the log is as the disk has it. `proofs`: what was found out about their bytes before. */
  readonly receive: (log: LogId, frames: readonly Uint8Array[], proofs?: Proofs) => Promise<Result<Received, Failure<ReceiveFailure>>>;
  /** Takes the frames of a log that is not in the book: it joins when its membership names this device. */
  readonly newcomer: (log: LogId) => Newcomer;
  /** Writes all snapshots again, after the working copy was emptied or its key changed. */
  readonly rewriteSnapshots: () => Promise<void>;
  /** While paused no snapshot is written: the disk has little room left. */
  readonly pauseSnapshots: (paused: boolean) => void;
  /** Writes pending snapshots now. */
  readonly flush: () => Promise<void>;
  /** Writes pending snapshots now and stops the keeper. */
  readonly end: () => Promise<void>;
}

/** A book of logs over one vault folder. */
export function createLogBook(writing: WriterContext, loading: Omit<LoadContext, 'copy'>, copy: SealedCopy, onChanged: (log: LogId) => void): LogBook {
  // A log that was mended is read anew: the entry stays, so that whoever holds it sees the new state.
  const entries = new Map<LogId, { open: OpenLog; readonly writer: LogWriter }>();
  let conditions: readonly LogCondition[] = [];
  const keeper: SnapshotKeeper = createSnapshotKeeper(copy);
  const context: WriterContext = {
    ...writing,
    onWritten: (open) => {
      writing.onWritten(open);
      keeper.changed(open);
      onChanged(open.log);
    },
  };
  const enter = (open: OpenLog) => entries.set(open.log, { open, writer: createLogWriter(context, open) });

  async function readAnew(log: LogId): Promise<Result<OpenLog, Failure<'io'>>> {
    const listed = await loading.vault.call('logs.list', {});
    if (!listed.ok) return fail('io', 'the journals of the vault could not be listed');
    const condition = listed.value.logs.find((candidate) => candidate.log === log);
    return readLog(loading, condition ?? { log, bytes: 0, damaged: [] });
  }
  function begin(open: OpenLog): void {
    keeper.begin(open, 0, false);
    onChanged(open.log);
  }

  const receiving: ReceiveContext = { vault: loading.vault, clock: loading.clock, now: loading.now, host: writing.host, device: writing.device };
  async function join(log: LogId): Promise<Result<void, Failure<'io'>>> {
    const read = await readAnew(log);
    if (!read.ok) return read;
    if (read.value.bytes === 0) return ok(undefined);
    enter(read.value);
    begin(read.value);
    return ok(undefined);
  }

  async function receive(log: LogId, frames: readonly Uint8Array[], proofs: Proofs = []): Promise<Result<Received, Failure<ReceiveFailure>>> {
    const held = entries.get(log);
    if (held === undefined) return fail('io', 'this journal is not open');
    return receiveAlone(receiving, held, { frames, proofs }, { readAnew, onRead: begin, onReceived: (open) => { keeper.changed(open); onChanged(log); } });
  }

  return {
    openAll: async () => {
      const listed = await loading.vault.call('logs.list', {});
      if (!listed.ok) return fail('io', 'the journals of the vault could not be listed');
      conditions = listed.value.logs;
      const from: LoadedFrom[] = [];
      for (const condition of conditions) {
        const loaded = await loadLog({ ...loading, copy }, condition);
        if (!loaded.ok) return err(loaded.error);
        from.push(loaded.value.from);
        enter(loaded.value.open);
        keeper.begin(loaded.value.open, loaded.value.snapshotEntries, loaded.value.from === 'current');
      }
      return ok({ from, conditions });
    },
    get: (log) => entries.get(log) ?? null,
    list: () => [...entries.values()],
    conditions: () => conditions,
    found: async (scope, compose) => {
      const founded = await foundLog(context, scope, compose, loading);
      if (!founded.ok) return founded;
      enter(founded.value.open);
      keeper.founded(founded.value.open);
      onChanged(founded.value.open.log);
      return ok({ log: founded.value.open.log, entries: founded.value.entries });
    },
    mend: async (log, work) => {
      const held = entries.get(log);
      if (held === undefined) {
        await work(0);
        return join(log);
      }
      let failed: Result<void, Failure<'io'>> = ok(undefined);
      await held.writer.alone(async () => {
        await work(held.open.bytes);
        const read = await readAnew(log);
        if (!read.ok) {
          failed = read;
          return held.open;
        }
        held.open = read.value;
        begin(read.value);
        return read.value;
      });
      return failed;
    },
    receive,
    newcomer: (log) => createNewcomer(receiving, log, {
      enter: async (frames) => {
        const written = await appendFrames(loading.vault, log, 0, frames);
        return written.ok ? join(log) : written;
      },
      receive: (frames, proofs) => receive(log, frames, proofs),
    }),
    rewriteSnapshots: () => keeper.rewrite([...entries.values()].map((entry) => entry.open)),
    pauseSnapshots: (paused) => keeper.pause(paused),
    flush: () => keeper.flush(),
    end: () => keeper.end(),
  };
}

async function foundLog(context: WriterContext, scope: Scope, compose: (log: LogId) => readonly Entry[], loading: Pick<LoadContext, 'keys'>): Promise<Result<{ readonly open: OpenLog; readonly entries: readonly Entry[] }, Failure<RecordFailure>>> {
  const { options, device, host } = context;
  const genesis = createGenesis({ scope, device, instance: host.instance() }, options.random);
  const reader = createLogReader({ log: genesis.log, keys: loading.keys });
  const entries = compose(genesis.log);
  const encoded = encodeEntries(entries);
  if (!encoded.ok) return encoded;
  const frame = appendFrame({
    log: genesis.log, scope, device, instance: host.instance(), position: genesis.position, membershipHead: genesis.membershipHead, epoch: genesis.epoch,
    entries: encoded.value, meta: frameMeta(context, null, null, encoded.value.length),
  }, options.random);
  if (!frame.ok) return fail('invalid-entry', frame.error.message);
  const written = await context.vault.call('log.append', { log: genesis.log, expectedBytes: 0, frames: [genesis.frame, frame.value.bytes] });
  if (!written.ok) {
    if (written.error.kind === 'disk-full') context.onReadOnly('disk-full');
    return written.error.kind === 'disk-full' || written.error.kind === 'read-only' ? fail(written.error.kind, written.error.message) : fail('io', 'the journal could not be begun');
  }
  const open = createOpenLog(genesis.log, reader);
  takeFrame(open, genesis.frame, 0, context.clock, context.now(), frame.value.feed);
  takeFrame(open, frame.value.bytes, genesis.frame.length, context.clock, context.now(), frame.value.feed);
  host.remember(genesis.log, frame.value.feed, frame.value.seq, frame.value.headerSha256);
  return ok({ open, entries });
}

interface Receiver { readonly readAnew: (log: LogId) => Promise<Result<OpenLog, Failure<'io'>>>; readonly onRead: (open: OpenLog) => void; readonly onReceived: (open: OpenLog) => void }

/** Receives while nobody writes to the log; after a failure of the disk it is read anew. */
async function receiveAlone(context: ReceiveContext, held: { open: OpenLog; readonly writer: LogWriter }, { frames, proofs }: { readonly frames: readonly Uint8Array[]; readonly proofs: Proofs }, { readAnew, onRead, onReceived }: Receiver): Promise<Result<Received, Failure<ReceiveFailure>>> {
  let received: Result<Received, Failure<ReceiveFailure>> = ok({ added: 0, refused: 0, waiting: 0 });
  await held.writer.alone(async () => {
    const taken = await receiveFrames(context, held.open, frames, proofs);
    received = taken;
    // A frame that waits in memory would be taken for one that is here, when the one before it comes, and is on no disk.
    const read = taken.ok && !taken.value.keptBack ? null : await readAnew(held.open.log);
    if (read?.ok === true) {
      held.open = read.value;
      onRead(read.value);
    } else if (received.ok && received.value.added > 0) onReceived(held.open);
    return held.open;
  });
  return received;
}
