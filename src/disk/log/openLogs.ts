import { dirname, join } from 'node:path';
import { bytesToHex, equalBytes, parseLogId, type LogId, type RandomBytes } from '#base';
import type { LogCondition } from '#ipc';
import type { FileLayer, LayerFile } from '../durable/fileLayer.ts';
import { listIfPresent, readFully, writeFully } from '../durable/files.ts';
import { frameFile, logFolder, LOGS, parseFrameFile, QUARANTINE } from '../layout.ts';
import { FRAME_PREFIX_BYTES, isWholeFrame, readFrameLength } from './framing.ts';
import { scanFrameFile, type FileScan } from './scanFile.ts';

/**
 * One frame file: its number, where it begins in the concatenation of all files of its log, and how many bytes it adds.
 * `lead` bytes before them repeat the first frame of the log and count nowhere (docs/spec/vault.md section 10.2).
 */
export interface FrameFile { readonly number: number; readonly start: number; readonly bytes: number; readonly lead: number }
export interface OpenedLog { readonly condition: LogCondition; readonly files: readonly FrameFile[] }
interface Options {
  readonly files: FileLayer;
  readonly vault: string;
  readonly readOnly: boolean;
  readonly random: RandomBytes;
  /** Only this one, and no other. */
  readonly only?: LogId;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}
interface Found { readonly log: LogId; readonly files: readonly { readonly number: number; readonly bytes: number }[] }

/**
 * Scans every log. A torn tail of the newest file goes to `quarantine/` and is cut off; damage anywhere else is reported
 * and left as it is. A missing file in the middle is an empty damaged range where it should be. Throws system errors.
 */
export async function openLogs(options: Options): Promise<readonly OpenedLog[]> {
  const found = await findLogs(options);
  const total = found.reduce((sum, each) => sum + each.files.reduce((bytes, file) => bytes + file.bytes, 0), 0);
  let before = 0;
  const opened: OpenedLog[] = [];
  for (const each of found) {
    opened.push(await openLog(options, each, (done) => options.onProgress({ done: before + done, total })));
    before += each.files.reduce((bytes, file) => bytes + file.bytes, 0);
  }
  return opened;
}

async function findLogs({ files: layer, vault, only }: Options): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const name of (await listIfPresent(layer, join(vault, LOGS))).toSorted()) {
    const log = parseLogId(name);
    if (log === null || (only !== undefined && log !== only)) continue;
    const files: { number: number; bytes: number }[] = [];
    for (const file of await listIfPresent(layer, logFolder(vault, log))) {
      const number = parseFrameFile(file);
      if (number !== null) files.push({ number, bytes: (await layer.stat(join(logFolder(vault, log), file))).size });
    }
    found.push({ log, files: files.toSorted((left, right) => left.number - right.number) });
  }
  return found;
}

async function openLog(options: Options, found: Found, onProgress: (done: number) => void): Promise<OpenedLog> {
  const files: FrameFile[] = [];
  const damaged: { from: number; to: number }[] = [];
  const quarantined: LogCondition['quarantined'][number][] = [];
  let frames = 0;
  let start = 0;
  let expected = 1;
  const first = await readFirstFrame(options.files, logFolder(options.vault, found.log), found.files[0]?.number);
  for (const file of found.files) {
    if (file.number !== expected) damaged.push({ from: start, to: start });
    const isNewest = file === found.files.at(-1);
    const path = join(logFolder(options.vault, found.log), frameFile(file.number));
    const scan = await scanPath(options.files, path, file.bytes, (done) => onProgress(start + done));
    const lead = file.number > 1 && first !== null && (await beginsWith(options.files, path, first)) ? first.length : 0;
    // From here on positions inside this file become positions in the log.
    const origin = start - lead;
    frames += scan.frames - (lead > 0 ? 1 : 0);
    for (const range of scan.damaged) damaged.push({ from: origin + range.from, to: origin + range.to });
    let bytes = file.bytes - lead;
    if (scan.end < file.bytes) {
      if (isNewest && !options.readOnly) {
        quarantined.push(await cutTail(options, found.log, path, file.number, scan.end, file.bytes));
        bytes = scan.end - lead;
      } else {
        damaged.push({ from: origin + scan.end, to: origin + file.bytes });
      }
    }
    if (isNewest && !options.readOnly) await settle(options.files, path);
    files.push({ number: file.number, start, bytes, lead });
    start += bytes;
    expected = file.number + 1;
  }
  return { condition: { log: found.log, frames, bytes: start, quarantined, damaged: joinRanges(damaged) }, files };
}

/** The frame that begins a log, or null when the first file or its beginning is not there whole. */
export async function readFirstFrame(files: FileLayer, folder: string, number: number | undefined): Promise<Uint8Array | null> {
  if (number !== 1) return null;
  const handle = await files.open(join(folder, frameFile(number)), 'r');
  try {
    const prefix = new Uint8Array(FRAME_PREFIX_BYTES);
    await readFully(handle, prefix, 0);
    const frame = new Uint8Array(readFrameLength(prefix) ?? 0);
    await readFully(handle, frame, 0);
    return frame.length > 0 && isWholeFrame(frame) ? frame : null;
  } finally {
    await handle.close();
  }
}

async function beginsWith(files: FileLayer, path: string, frame: Uint8Array): Promise<boolean> {
  const handle = await files.open(path, 'r');
  try {
    const found = new Uint8Array(frame.length);
    return (await readFully(handle, found, 0)) === frame.length && equalBytes(found, frame);
  } finally {
    await handle.close();
  }
}

/**
 * A writer that was killed may have left bytes that the system holds and the medium does not. They are shown from now on,
 * so they must be as safe as what was acknowledged. Earlier files were settled before a later one was begun.
 */
async function settle(files: FileLayer, path: string): Promise<void> {
  const handle = await files.open(path, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
  for (const folder of [dirname(path), dirname(dirname(path))]) await files.syncFolder(folder);
}

async function scanPath(files: FileLayer, path: string, bytes: number, onProgress: (done: number) => void): Promise<FileScan> {
  const handle = await files.open(path, 'r');
  try {
    return await scanFrameFile(handle, bytes, onProgress);
  } finally {
    await handle.close();
  }
}

/** Copies the tail durably before it is cut off: a crash in between repeats the work and loses nothing. */
async function cutTail(options: Options, log: LogId, path: string, number: number, from: number, to: number): Promise<LogCondition['quarantined'][number]> {
  const folder = join(options.vault, QUARANTINE);
  const name = `${log}-${String(number).padStart(6, '0')}-${from}-${bytesToHex(options.random(4))}.torn`;
  const source = await options.files.open(path, 'r+');
  try {
    const copy = await options.files.open(join(folder, name), 'wx');
    try {
      await copyRange(source, copy, from, to);
      await copy.sync();
    } finally {
      await copy.close();
    }
    await options.files.syncFolder(folder);
    await source.truncate(from);
    await source.sync();
  } finally {
    await source.close();
  }
  return { file: name, bytes: to - from, reason: 'torn-tail' };
}

async function copyRange(source: LayerFile, target: LayerFile, from: number, to: number): Promise<void> {
  const buffer = new Uint8Array(Math.min(1024 * 1024, to - from));
  for (let position = from; position < to; ) {
    const bytes = await readFully(source, buffer.subarray(0, Math.min(buffer.length, to - position)), position);
    if (bytes === 0) return;
    await writeFully(target, buffer.subarray(0, bytes), position - from);
    position += bytes;
  }
}

/** Damage that reaches from the end of one file into the next is one range, so that readers skip it at once. */
function joinRanges(ranges: readonly { readonly from: number; readonly to: number }[]): LogCondition['damaged'] {
  const joined: { from: number; to: number }[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && last.to === range.from && last.from < last.to && range.from < range.to) last.to = range.to;
    else joined.push({ ...range });
  }
  return joined;
}
