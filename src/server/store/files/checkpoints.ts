import { concatBytes, ok, readUint32, uint32ToBytes, type LogId, type Result } from '#base';
import { readIfPresent, toWriteFailure, writeFully, type FileLayer, type LayerFile } from '#disk';
import { crc32 } from '#log';
import type { StoreFailure } from '../types.ts';
import { checkpointFile } from './layout.ts';

const SLOT_BYTES = 2_048;
/** Files that stay open, because a log that is written to gets a checkpoint with each group of pushes; those of further logs are opened each time. */
const MAX_OPEN = 64;

/** A checkpoint file has two places that are written in turn, so that a torn write leaves the one before. */
export interface CheckpointFiles {
  readonly read: (log: LogId) => Promise<Uint8Array | null>;
  readonly write: (log: LogId, size: number, checkpoint: Uint8Array) => Promise<Result<null, StoreFailure>>;
  /** Lets the file of a log go, or all of them; a later write opens it again. */
  readonly rest: (log?: LogId) => Promise<void>;
}

/** The checkpoint files of a data folder. */
export function createCheckpointFiles(data: string, files: FileLayer): CheckpointFiles {
  const newest = new Map<LogId, Slot | null>();
  const kept = new Map<LogId, LayerFile>();

  async function rest(log: LogId): Promise<void> {
    const file = kept.get(log);
    kept.delete(log);
    await file?.close();
  }

  async function writeSlot(log: LogId, slot: Slot, isNew: boolean): Promise<void> {
    if (isNew) await rest(log);
    const file = kept.get(log) ?? (await files.open(checkpointFile(data, log), isNew ? 'w+' : 'r+'));
    if (kept.size < MAX_OPEN) kept.set(log, file);
    try {
      await writeFully(file, encodeSlot(slot), slot.index * SLOT_BYTES);
      await file.datasync();
    } finally {
      if (!kept.has(log)) await file.close();
    }
  }

  async function load(log: LogId): Promise<Slot | null> {
    const known = newest.get(log);
    if (known !== undefined) return known;
    const bytes = await readIfPresent(files, checkpointFile(data, log));
    const slots = bytes === null ? [] : [0, 1].flatMap((index) => readSlot(bytes, index) ?? []);
    // Both places were written once and neither can be read: what was signed is not known any more, which is not the same as nothing.
    const lost: Slot | null = bytes !== null && bytes.length > SLOT_BYTES ? { index: 0, size: 0, count: 0, checkpoint: new Uint8Array(0) } : null;
    const found = slots.toSorted((left, right) => right.size - left.size || right.count - left.count)[0] ?? lost;
    newest.set(log, found);
    return found;
  }

  return {
    rest: async (log) => {
      for (const each of log === undefined ? [...kept.keys()] : [log]) await rest(each);
    },
    read: async (log) => (await load(log))?.checkpoint ?? null,
    write: async (log, size, checkpoint) => {
      try {
        const before = await load(log);
        const slot: Slot = { index: before === null ? 0 : 1 - before.index, size, count: (before?.count ?? 0) + 1, checkpoint };
        await writeSlot(log, slot, before === null);
        if (before === null) await files.syncFolder(`${data}/checkpoints`);
        newest.set(log, slot);
        return ok(null);
      } catch (error) {
        newest.delete(log);
        await rest(log).catch(() => undefined);
        const failure = toWriteFailure(error).error;
        return { ok: false, error: { kind: failure.kind === 'disk-full' ? 'disk-full' : 'io', message: failure.message } };
      }
    },
  };
}

interface Slot { readonly index: number; readonly size: number; readonly count: number; readonly checkpoint: Uint8Array }

// length ‖ size (two u32be) ‖ count ‖ checkpoint ‖ CRC-32 of all before.
function encodeSlot({ size, count, checkpoint }: Slot): Uint8Array {
  const content = concatBytes(uint32ToBytes(checkpoint.length), uint32ToBytes(Math.floor(size / 2 ** 32)), uint32ToBytes(size >>> 0), uint32ToBytes(count >>> 0), checkpoint);
  return concatBytes(content, uint32ToBytes(crc32(content)));
}

function readSlot(bytes: Uint8Array, index: number): Slot | null {
  const slot = bytes.subarray(index * SLOT_BYTES, (index + 1) * SLOT_BYTES);
  if (slot.length < 20) return null;
  const length = readUint32(slot, 0);
  if (length > SLOT_BYTES - 20 || slot.length < 20 + length || crc32(slot.subarray(0, 16 + length)) !== readUint32(slot, 16 + length)) return null;
  return { index, size: readUint32(slot, 4) * 2 ** 32 + readUint32(slot, 8), count: readUint32(slot, 12), checkpoint: slot.slice(16, 16 + length) };
}
