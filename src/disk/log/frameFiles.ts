import { dirname, join } from 'node:path';
import { isDiskFull } from '../durable/failures.ts';
import type { LayerFile } from '../durable/fileLayer.ts';
import { writeFully } from '../durable/files.ts';
import type { DiskEnvironment } from '../environment.ts';
import { frameFile } from '../layout.ts';
import { readFirstFrame, type FrameFile } from './openLogs.ts';

/** The frame files of one log as one growing row of bytes. */
export interface FrameFiles {
  readonly list: () => readonly FrameFile[];
  /** Acknowledged bytes over all files. */
  readonly bytes: () => number;
  /** Adds bytes with one write and one fdatasync, or leaves the files as they were. Throws system errors. */
  readonly append: (bytes: Uint8Array) => Promise<void>;
  /** True when what lies on disk is in doubt; then nothing more may be added. */
  readonly isBroken: () => boolean;
  readonly rest: () => Promise<void>;
}

/** Takes over the files that were found; `folder` is asked each time, because a new vault gets its name later. */
export function createFrameFiles(folder: () => string, environment: DiskEnvironment, found: readonly FrameFile[]): FrameFiles {
  const files = [...found];
  const layer = environment.files;
  let handle: LayerFile | null = null;
  let broken = false;

  function bytes(): number {
    const last = files.at(-1);
    return last === undefined ? 0 : last.start + last.bytes;
  }

  function newest(): FrameFile {
    const last = files.at(-1);
    if (last === undefined) throw new Error('a log without a file');
    return last;
  }

  /** The file that takes the bytes: the newest, or a new one when that has reached its size. */
  async function openFor(adding: number): Promise<LayerFile> {
    const last = files.at(-1);
    const isRolling = last !== undefined && last.bytes > 0 && last.bytes + adding > environment.rollBytes;
    if (handle !== null && !isRolling) return handle;
    if (last !== undefined && !isRolling) {
      handle = await layer.open(join(folder(), frameFile(last.number)), 'r+');
      // What began this file was torn and cut off.
      if (last.number > 1 && last.bytes === 0 && last.lead === 0) files[files.length - 1] = { ...last, lead: await repeatFirst(handle) };
      return handle;
    }
    await layer.mkdir(folder(), true);
    const number = (last?.number ?? 0) + 1;
    // 'a+' would ignore positions; 'w+' can only meet a file that a failed attempt left without acknowledged bytes.
    const next = await layer.open(join(folder(), frameFile(number)), 'w+');
    let lead = 0;
    try {
      if (number > 1) lead = await repeatFirst(next);
      await layer.syncFolder(folder());
      await layer.syncFolder(dirname(folder()));
      await handle?.close();
    } catch (error) {
      await next.close();
      throw error;
    }
    files.push({ number, start: bytes(), bytes: 0, lead });
    handle = next;
    return next;
  }

  /** Begins a later file with the first frame of the log, so that the loss of file 1 does not leave the rest without it. Durable with the next sync. */
  async function repeatFirst(file: LayerFile): Promise<number> {
    const first = await readFirstFrame(layer, folder(), files[0]?.number);
    if (first === null) return 0;
    await writeFully(file, first, 0);
    return first.length;
  }

  async function cutBack(file: LayerFile, error: unknown): Promise<void> {
    // A full disk leaves the acknowledged bytes alone. After any other failed write or sync the system may have dropped
    // bytes without telling again.
    if (!isDiskFull(error)) broken = true;
    try {
      await file.truncate(newest().lead + newest().bytes);
      await file.datasync();
    } catch {
      broken = true;
    }
  }

  return {
    list: () => files,
    bytes,
    isBroken: () => broken,
    append: async (added) => {
      const file = await openFor(added.length);
      try {
        await writeFully(file, added, newest().lead + newest().bytes);
        await file.datasync();
      } catch (error) {
        await cutBack(file, error);
        throw error;
      }
      const last = newest();
      files[files.length - 1] = { ...last, bytes: last.bytes + added.length };
    },
    rest: async () => {
      await handle?.close();
      handle = null;
    },
  };
}
