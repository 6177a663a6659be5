import { join } from 'node:path';
import { fail, ok, type Failure, type LogId, type Result } from '#base';
import { createLogWriter, frameFile, readFrames, type DiskEnvironment, type FrameFile, type LogWriter, type OpenedLog } from '#disk';
import { frameLengthAt } from '#log';
import { createBackoff } from '../../ledger/backoff.ts';
import { storeFailure } from '../failures.ts';
import type { AppendFailure, StoreFailure } from '../types.ts';
import { logFolder } from './layout.ts';

/** The frame files of one log with the place of every leaf. */
export interface FileLog {
  readonly size: () => number;
  readonly bytes: () => number;
  /** Damage with whole frames behind it: leaves can no longer be counted. */
  readonly damaged: boolean;
  readonly frames: (from: number, maxBytes: number) => Promise<Result<readonly Uint8Array[], StoreFailure>>;
  readonly append: (size: number, frames: readonly Uint8Array[]) => Promise<Result<null, AppendFailure>>;
  readonly rest: () => Promise<void>;
}

const WINDOW_BYTES = 4 * 1024 * 1024;
const MEND_MS = { firstMs: 100, mostMs: 5_000 };

/** Takes over a log that was scanned, or begins one. */
export async function openFileLog(data: string, log: LogId, environment: DiskEnvironment, opened: OpenedLog | null): Promise<Result<FileLog, Failure<'io'>>> {
  const damaged = opened?.condition.damaged ?? [];
  // Where nothing may be cut, a torn tail is told as damage that reaches to the end.
  const inside = damaged.filter(({ to }) => to < (opened?.condition.bytes ?? 0));
  const write = (files: readonly FrameFile[], frames: number): LogWriter => createLogWriter({ vault: () => data, log, environment, makeRoom: () => Promise.resolve(false), onOutcome: () => undefined }, files, frames);
  let writer = write(opened?.files ?? [], opened?.condition.frames ?? 0);
  // After a failed write the files may hold more than was acknowledged; until they do not, nothing is added.
  let inDoubt = false;
  const backoff = createBackoff(MEND_MS);
  // Where each leaf begins, as a position over all files.
  const starts: number[] = [];
  const read = (from: number, maxBytes: number) => readFrames({ layer: environment.files, folder: logFolder(data, log), files: writer.files(), damaged, from, maxBytes });
  for (let from: number | null = writer.bytes() > 0 ? 0 : null; from !== null;) {
    const piece = await read(from, WINDOW_BYTES);
    if (!piece.ok) return fail('io', piece.error.message);
    for (const frame of cut(piece.value.bytes)) {
      starts.push(from);
      from += frame.length;
    }
    from = piece.value.next;
  }

  /** Cuts the newest file back to what was acknowledged, and begins with another handle. */
  async function mend(): Promise<Result<null, StoreFailure>> {
    const files = writer.files();
    const newest = files.at(-1);
    try {
      await writer.rest();
      if (newest !== undefined) await cutBack(environment, join(logFolder(data, log), frameFile(newest.number)), newest.lead + newest.bytes);
    } catch (error) {
      backoff.failed();
      return storeFailure(error);
    }
    writer = write(files, writer.frames());
    inDoubt = false;
    return ok(null);
  }

  return ok({
    size: () => starts.length,
    bytes: () => writer.bytes(),
    damaged: inside.length > 0,
    frames: async (from, maxBytes) => {
      const frames: Uint8Array[] = [];
      let taken = 0;
      for (let leaf = from; leaf < starts.length;) {
        const piece = await read(starts[leaf] ?? 0, Math.max(1, maxBytes - taken));
        if (!piece.ok) return fail('io', piece.error.message);
        const more = cut(piece.value.bytes);
        if (more.length === 0) break;
        for (const frame of more) {
          if (frames.length > 0 && taken + frame.length > maxBytes) return ok(frames);
          frames.push(frame);
          taken += frame.length;
        }
        leaf += more.length;
        if (taken >= maxBytes) break;
      }
      return ok(frames);
    },
    append: async (size, frames) => {
      if (size !== starts.length) return fail('moved', `the log has ${starts.length} leaves, not ${size}`);
      if (inDoubt) {
        const mended = backoff.mayTry() ? await mend() : fail('io', 'a write to this log failed a moment ago');
        if (!mended.ok) return mended;
      }
      const before = writer.bytes();
      const written = await writer.append(before, frames);
      if (!written.ok && written.error.kind !== 'moved' && written.error.kind !== 'disk-full') {
        inDoubt = true;
        backoff.failed();
      }
      if (!written.ok) return fail(written.error.kind === 'disk-full' ? 'disk-full' : 'io', written.error.message);
      backoff.worked();
      let at = before;
      for (const frame of frames) {
        starts.push(at);
        at += frame.length;
      }
      return ok(null);
    },
    rest: () => writer.rest(),
  });
}

async function cutBack({ files }: DiskEnvironment, path: string, length: number): Promise<void> {
  const file = await files.open(path, 'r+');
  try {
    await file.truncate(length);
    await file.sync();
  } finally {
    await file.close();
  }
}

function cut(bytes: Uint8Array): readonly Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = frameLengthAt(bytes, at);
    if (!length.ok || at + length.value > bytes.length) break;
    frames.push(bytes.subarray(at, at + length.value));
    at += length.value;
  }
  return frames;
}
