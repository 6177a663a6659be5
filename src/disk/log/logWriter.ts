import { mkdir, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { concatBytes, fail, ok, type Failure, type LogId, type Result } from '#base';
import type { WriteFailure } from '#ipc';
import { isDiskFull, toWriteFailure } from '../durable/failures.ts';
import { syncFolder, writeFully } from '../durable/files.ts';
import type { DiskEnvironment } from '../environment.ts';
import { frameFile, logFolder } from '../layout.ts';
import type { FrameFile } from './openLogs.ts';

export type AppendFailure = Failure<WriteFailure | 'moved'>;
export type AppendOutcome = Result<{ readonly bytes: number }, AppendFailure>;

/** The single writer of one log. */
export interface LogWriter {
  readonly files: () => readonly FrameFile[];
  /** Acknowledged length over all files, in bytes. */
  readonly bytes: () => number;
  readonly frames: () => number;
  readonly append: (expectedBytes: number, frames: readonly Uint8Array[]) => Promise<AppendOutcome>;
  /** Waits for what is queued and lets the file go; a later append opens it again. */
  readonly rest: () => Promise<void>;
}

interface Options {
  readonly vault: () => string;
  readonly log: LogId;
  readonly environment: DiskEnvironment;
  /** Gives the ballast back; true when there was any, and the write is tried again. */
  readonly makeRoom: () => Promise<boolean>;
  readonly onOutcome: (outcome: 'written' | 'disk-full') => void;
}
interface Waiting { readonly expected: number; readonly frames: readonly Uint8Array[]; readonly settle: (outcome: AppendOutcome) => void }

const GROUP_FRAMES = 64;

/**
 * Appends with one write and one fdatasync for everything that waited meanwhile (at most 64 frames), and answers only after
 * it. A failed write is cut back to the acknowledged length. After a failed fdatasync the system may have forgotten the
 * bytes without telling again, so the log then refuses until it is opened anew.
 */
export function createLogWriter(options: Options, opened: readonly FrameFile[], frameCount: number): LogWriter {
  const files = [...opened];
  const waiting: Waiting[] = [];
  let handle: FileHandle | null = null;
  let broken = false;
  let running: Promise<void> | null = null;
  let frames = frameCount;

  function length(): number {
    const last = files.at(-1);
    return last === undefined ? 0 : last.start + last.bytes;
  }

  async function drain(): Promise<void> {
    // Let calls of the same turn join the first group. Ending and forgetting `running` happen in one turn, so none is left behind.
    await null;
    while (waiting.length > 0) {
      const batch = takeBatch(waiting);
      const accepted: Waiting[] = [];
      let projected = length();
      for (const each of batch) {
        if (each.expected === projected) {
          accepted.push(each);
          projected += each.frames.reduce((sum, frame) => sum + frame.length, 0);
        } else {
          each.settle(fail('moved', `the log holds ${projected} bytes, not ${each.expected}`));
        }
      }
      if (accepted.length > 0) await commit(accepted);
    }
    running = null;
  }

  async function commit(accepted: readonly Waiting[]): Promise<void> {
    let position = length();
    const outcome = await writeOnce(concatBytes(...accepted.flatMap((each) => each.frames)), true);
    for (const each of accepted) {
      position += each.frames.reduce((sum, frame) => sum + frame.length, 0);
      if (outcome.ok) frames += each.frames.length;
      each.settle(outcome.ok ? ok({ bytes: position }) : outcome);
    }
    if (outcome.ok) options.onOutcome('written');
    else if (outcome.error.kind === 'disk-full') options.onOutcome('disk-full');
  }

  async function writeOnce(bytes: Uint8Array, mayRetry: boolean): Promise<Result<null, Failure<WriteFailure>>> {
    if (broken) return fail('io', 'an earlier write to this log failed; open the vault again');
    try {
      const file = await openFile(bytes.length);
      try {
        await writeFully(file, bytes, lastFile().bytes);
        await file.datasync();
      } catch (error) {
        await cutBack(file, error);
        throw error;
      }
      const last = lastFile();
      files[files.length - 1] = { ...last, bytes: last.bytes + bytes.length };
      return ok(null);
    } catch (error) {
      if (isDiskFull(error) && mayRetry && !broken && (await options.makeRoom())) return writeOnce(bytes, false);
      return toWriteFailure(error);
    }
  }

  function lastFile(): FrameFile {
    const last = files.at(-1);
    if (last === undefined) throw new Error('a log without a file');
    return last;
  }

  async function cutBack(file: FileHandle, error: unknown): Promise<void> {
    // A full disk leaves the acknowledged bytes alone. Any other failed write or sync leaves them in doubt.
    if (!isDiskFull(error)) broken = true;
    try {
      await file.truncate(lastFile().bytes);
      await file.datasync();
    } catch {
      broken = true;
    }
  }

  /** The file that takes the bytes: the newest, or a new one when that has reached its size. */
  async function openFile(adding: number): Promise<FileHandle> {
    const last = files.at(-1);
    const isRolling = last !== undefined && last.bytes > 0 && last.bytes + adding > options.environment.rollBytes;
    if (handle !== null && !isRolling) return handle;
    const folder = logFolder(options.vault(), options.log);
    if (last !== undefined && !isRolling) {
      handle = await options.environment.open(join(folder, frameFile(last.number)), 'r+');
      return handle;
    }
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const number = (last?.number ?? 0) + 1;
    // 'a+' would ignore positions; 'w+' may only meet a file that a failed earlier attempt left empty of acknowledged bytes.
    const next = await options.environment.open(join(folder, frameFile(number)), 'w+');
    try {
      await syncFolder(folder);
      await syncFolder(dirname(folder));
      await handle?.close();
    } catch (error) {
      await next.close();
      throw error;
    }
    files.push({ number, start: length(), bytes: 0 });
    handle = next;
    return next;
  }

  return {
    files: () => files,
    bytes: length,
    frames: () => frames,
    append: (expected, added) =>
      new Promise((resolve) => {
        waiting.push({ expected, frames: added, settle: resolve });
        running ??= drain();
      }),
    rest: async () => {
      await running;
      await handle?.close();
      handle = null;
    },
  };
}

function takeBatch(waiting: Waiting[]): readonly Waiting[] {
  const batch: Waiting[] = [];
  let frames = 0;
  while (waiting.length > 0) {
    const next = waiting[0] as Waiting;
    if (batch.length > 0 && frames + next.frames.length > GROUP_FRAMES) break;
    frames += next.frames.length;
    batch.push(next);
    waiting.shift();
  }
  return batch;
}
