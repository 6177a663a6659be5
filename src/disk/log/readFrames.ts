import { join } from 'node:path';
import { fail, ok, type Failure, type Result } from '#base';
import type { LogCondition, ReadFailure } from '#ipc';
import { toReadFailure } from '../durable/failures.ts';
import type { FileLayer } from '../durable/fileLayer.ts';
import { readFully } from '../durable/files.ts';
import { frameFile } from '../layout.ts';
import { FRAME_PREFIX_BYTES, readFrameLength } from './framing.ts';
import type { FrameFile } from './openLogs.ts';

export interface FramesRead { readonly bytes: Uint8Array; readonly next: number | null }
interface Options {
  readonly layer: FileLayer;
  readonly folder: string;
  readonly files: readonly FrameFile[];
  readonly damaged: LogCondition['damaged'];
  readonly from: number;
  readonly maxBytes: number;
}

/**
 * Whole frames from a position on: at most `maxBytes`, but always at least one. Damaged ranges are skipped, and a
 * position inside one means the end of it. `next` is where to go on, null at the end.
 */
export async function readFrames(options: Options): Promise<Result<FramesRead, Failure<ReadFailure>>> {
  const last = options.files.at(-1);
  const end = last === undefined ? 0 : last.start + last.bytes;
  if (options.from > end) return fail('missing', `the log ends at ${end}`);
  const from = skipDamage(options.damaged, options.from);
  const file = options.files.find((each) => from >= each.start && from < each.start + each.bytes);
  if (file === undefined) return ok({ bytes: new Uint8Array(0), next: null });
  const border = options.damaged.find((range) => range.from > from && range.to > range.from)?.from ?? end;
  const available = Math.min(file.start + file.bytes, border) - from;
  try {
    const bytes = await readFromFile(options.layer, join(options.folder, frameFile(file.number)), file.lead + from - file.start, available, options.maxBytes);
    if (bytes === null) return fail('io', `no frame begins at ${from}`);
    const next = skipDamage(options.damaged, from + bytes.length);
    return ok({ bytes, next: next >= end ? null : next });
  } catch (error) {
    return toReadFailure(error);
  }
}

function skipDamage(damaged: LogCondition['damaged'], position: number): number {
  return damaged.find((range) => position >= range.from && position < range.to)?.to ?? position;
}

async function readFromFile(layer: FileLayer, path: string, position: number, available: number, maxBytes: number): Promise<Uint8Array | null> {
  const handle = await layer.open(path, 'r');
  try {
    const prefix = new Uint8Array(FRAME_PREFIX_BYTES);
    await readFully(handle, prefix, position);
    const first = readFrameLength(prefix);
    if (first === null || first > available) return null;
    const buffer = new Uint8Array(Math.min(available, Math.max(first, maxBytes)));
    const read = await readFully(handle, buffer, position);
    let whole = 0;
    for (;;) {
      const length = readFrameLength(buffer.subarray(whole, whole + FRAME_PREFIX_BYTES));
      if (length === null || whole + length > read) break;
      whole += length;
    }
    return whole === 0 ? null : buffer.slice(0, whole);
  } finally {
    await handle.close();
  }
}
