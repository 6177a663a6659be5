import { concatBytes, fail, ok, type Failure, type LogId, type Result } from '#base';
import type { WriteFailure } from '#ipc';
import { isDiskFull, toWriteFailure } from '../durable/failures.ts';
import type { DiskEnvironment } from '../environment.ts';
import { logFolder } from '../layout.ts';
import { createFrameFiles } from './frameFiles.ts';
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
  const files = createFrameFiles(() => logFolder(options.vault(), options.log), options.environment, opened);
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  let frames = frameCount;

  async function drain(): Promise<void> {
    // Let calls of the same turn join the first group. Ending and forgetting `running` happen in one turn, so none is left behind.
    await null;
    while (waiting.length > 0) {
      const accepted: Waiting[] = [];
      let projected = files.bytes();
      for (const each of takeBatch(waiting)) {
        if (each.expected === projected) {
          accepted.push(each);
          projected += countBytes(each);
        } else {
          each.settle(fail('moved', `the log holds ${projected} bytes, not ${each.expected}`));
        }
      }
      if (accepted.length > 0) await commit(accepted);
    }
    running = null;
  }

  async function commit(accepted: readonly Waiting[]): Promise<void> {
    let position = files.bytes();
    const outcome = await write(concatBytes(...accepted.flatMap((each) => each.frames)), true);
    for (const each of accepted) {
      position += countBytes(each);
      if (outcome.ok) frames += each.frames.length;
      each.settle(outcome.ok ? ok({ bytes: position }) : outcome);
    }
    if (outcome.ok) options.onOutcome('written');
    else if (outcome.error.kind === 'disk-full') options.onOutcome('disk-full');
  }

  async function write(bytes: Uint8Array, mayRetry: boolean): Promise<Result<null, Failure<WriteFailure>>> {
    if (files.isBroken()) return fail('io', 'an earlier write to this log failed; open the vault again');
    try {
      await files.append(bytes);
      return ok(null);
    } catch (error) {
      if (isDiskFull(error) && mayRetry && (await options.makeRoom())) return write(bytes, false);
      return toWriteFailure(error);
    }
  }

  return {
    files: files.list,
    bytes: files.bytes,
    frames: () => frames,
    append: (expected, added) =>
      new Promise((resolve) => {
        waiting.push({ expected, frames: added, settle: resolve });
        running ??= drain();
      }),
    rest: async () => {
      await running;
      await files.rest();
    },
  };
}

function countBytes(waiting: Waiting): number {
  return waiting.frames.reduce((sum, frame) => sum + frame.length, 0);
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
