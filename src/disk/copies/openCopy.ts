import { constants } from 'node:fs';
import { lstat, open, readdir, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseLogId, type LogId } from '#base';
import type { CopySort } from '#ipc';
import { systemErrorCode } from '../durable/failures.ts';
import { logFolder, LOGS, parseFrameFile } from '../layout.ts';
import { FRAME_PREFIX_BYTES, readFrameLength } from '../log/framing.ts';
import { scanFrameFile } from '../log/scanFile.ts';

/** One file of a copy, and where its whole frames begin and end in it. */
interface CopyFile { readonly path: string; readonly stretches: readonly { readonly from: number; readonly to: number }[] }
/** The frames of one log in a copy; `log` is null in a package, whose frames say themselves where they belong. */
export interface CopyLog { readonly log: LogId | null; readonly bytes: number; readonly files: readonly CopyFile[] }
/** Where reading goes on: a file, a stretch of whole frames in it, a position. */
interface Cursor { readonly file: number; readonly stretch: number; readonly at: number }

const PACKAGE_MAGIC = 'HFP1';

/** What a path holds that frames can be taken from, or null. A vault folder counts by its logs: its head may be what is damaged. Throws system errors other than a missing path. */
export async function tellCopy(path: string): Promise<{ readonly sort: CopySort; readonly name: string } | null> {
  const facts = await lstat(path).catch(orMissing);
  if (facts === null) return null;
  const name = basename(path);
  if (facts.isDirectory()) return (await listLogs(path)).length > 0 ? { sort: 'vault', name } : null;
  if (!facts.isFile()) return null;
  return withFile(path, async (handle) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(PACKAGE_MAGIC.length), 0, PACKAGE_MAGIC.length, 0);
    return bytesRead === PACKAGE_MAGIC.length && buffer.toString('latin1') === PACKAGE_MAGIC ? { sort: 'package', name } : null;
  });
}

/** Scans a copy. It is only ever read: no lock, nothing put aside, nothing written. Throws system errors. */
export async function scanCopy(path: string, sort: CopySort): Promise<readonly CopyLog[]> {
  if (sort === 'package') {
    const file = await scanOne(path);
    return [{ log: null, bytes: bytesOf([file]), files: [file] }];
  }
  const logs: CopyLog[] = [];
  for (const log of await listLogs(path)) {
    const files: CopyFile[] = [];
    for (const name of (await readdir(logFolder(path, log))).filter((candidate) => parseFrameFile(candidate) !== null).toSorted()) {
      files.push(await scanOne(join(logFolder(path, log), name)));
    }
    logs.push({ log, bytes: bytesOf(files), files });
  }
  return logs;
}

/**
 * Whole frames of a copied log from a cursor on (0 to begin): at most `maxBytes`, but at least one frame. `next` is null at the end. Positions count the
 * bytes of whole frames over all files.
 */
export async function readCopy(log: CopyLog, from: number, maxBytes: number): Promise<{ readonly bytes: Uint8Array; readonly next: number | null }> {
  const cursor = findCursor(log, from);
  if (cursor === null) return { bytes: new Uint8Array(0), next: null };
  const file = log.files[cursor.file] as CopyFile;
  const end = (file.stretches[cursor.stretch] as { readonly to: number }).to;
  const bytes = await withFile(file.path, (handle) => readWhole(handle, cursor.at, end - cursor.at, maxBytes));
  // A file that changed under us has no frame here any more: its rest is passed over.
  const passed = bytes.length === 0 ? end - cursor.at : bytes.length;
  return { bytes, next: from + passed >= log.bytes ? null : from + passed };
}

function findCursor(log: CopyLog, from: number): Cursor | null {
  let before = 0;
  for (const [file, { stretches }] of log.files.entries()) {
    for (const [stretch, { from: begin, to }] of stretches.entries()) {
      if (from < before + to - begin) return { file, stretch, at: begin + from - before };
      before += to - begin;
    }
  }
  return null;
}

async function readWhole(handle: FileHandle, position: number, available: number, maxBytes: number): Promise<Uint8Array> {
  const prefix = new Uint8Array(FRAME_PREFIX_BYTES);
  await handle.read(prefix, 0, prefix.length, position);
  const first = readFrameLength(prefix);
  if (first === null || first > available) return new Uint8Array(0);
  const buffer = new Uint8Array(Math.min(available, Math.max(first, maxBytes)));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  let whole = 0;
  for (;;) {
    const length = readFrameLength(buffer.subarray(whole, whole + FRAME_PREFIX_BYTES));
    if (length === null || whole + length > filled) return buffer.slice(0, whole);
    whole += length;
  }
}

async function listLogs(path: string): Promise<readonly LogId[]> {
  const names = await readdir(join(path, LOGS)).catch(orMissing);
  return (names ?? []).flatMap((name) => parseLogId(name) ?? []).toSorted();
}

async function scanOne(path: string): Promise<CopyFile> {
  return withFile(path, async (handle) => {
    const facts = await handle.stat();
    if (!facts.isFile()) return { path, stretches: [] };
    const { damaged, end } = await scanFrameFile(handle, facts.size);
    const stretches: { from: number; to: number }[] = [];
    let from = 0;
    for (const range of [...damaged, { from: end, to: end }]) {
      if (range.from > from) stretches.push({ from, to: range.from });
      from = range.to;
    }
    return { path, stretches };
  });
}

function bytesOf(files: readonly CopyFile[]): number {
  return files.reduce((sum, file) => sum + file.stretches.reduce((bytes, { from, to }) => bytes + to - from, 0), 0);
}

/** Opens a file of a copy for reading while `work` runs. Without O_NONBLOCK a pipe planted in a copy would hold the call for ever. */
export async function withFile<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

function orMissing(error: unknown): null {
  if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return null;
  throw error;
}
