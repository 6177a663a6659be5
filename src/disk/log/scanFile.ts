import type { LayerFile } from '../durable/fileLayer.ts';
import { readFully } from '../durable/files.ts';
import { FRAME_MAGIC, FRAME_PREFIX_BYTES, isWholeFrame, MAX_FRAME_BYTES, readFrameLength } from './framing.ts';

/** Positions in bytes from the beginning of one frame file. */
export interface FileScan {
  readonly frames: number;
  /** Ranges without a readable frame, with whole frames after them. */
  readonly damaged: readonly { readonly from: number; readonly to: number }[];
  /** Where the last whole frame ends. Bytes after it are a torn tail. */
  readonly end: number;
}

const WINDOW_BYTES = 4 * 1024 * 1024;
/** Bytes of false frames that are checked before the search ends: seconds, not hours. */
const SEARCH_BUDGET_BYTES = 1024 * 1024 * 1024;

/**
 * Walks a frame file with its checksums: what `scanFrames` of the log layer does for bytes in memory, for a file of any
 * size in bounded memory. After unreadable bytes it looks for the next whole frame: when
 * there is one the bytes between are damage in the middle, and when there is none they are the tail of a torn write.
 */
export async function scanFrameFile(handle: Pick<LayerFile, 'read'>, size: number, onProgress: (done: number) => void = () => undefined): Promise<FileScan> {
  const window = createWindow(handle, size);
  const damaged: { from: number; to: number }[] = [];
  let frames = 0;
  let position = 0;
  while (position < size) {
    const length = await wholeFrameAt(window, position);
    if (length !== null) {
      frames += 1;
      position += length;
    } else {
      const next = await findFrame(window, position + 1, size);
      if (next === 'nothing') break;
      // Without a proof that nothing follows, nothing may be cut off.
      const to = next === 'gave-up' ? size : next;
      damaged.push({ from: position, to });
      position = to;
    }
    onProgress(position);
  }
  return { frames, damaged, end: position };
}

type Window = (position: number, length: number) => Promise<Uint8Array>;

/** Reads through one buffer that moves along the file; answers fewer bytes at the end of the file. */
function createWindow(handle: Pick<LayerFile, 'read'>, size: number): Window {
  const buffer = new Uint8Array(Math.min(WINDOW_BYTES, Math.max(size, 1)));
  let start = 0;
  let filled = 0;
  return async (position, length) => {
    const wanted = Math.min(length, size - position);
    if (position < start || position + wanted > start + filled) {
      filled = await readFully(handle, buffer, position);
      start = position;
    }
    return buffer.subarray(position - start, Math.min(position - start + wanted, filled));
  };
}

async function wholeFrameAt(window: Window, position: number): Promise<number | null> {
  const length = readFrameLength(await window(position, FRAME_PREFIX_BYTES));
  if (length === null) return null;
  return isWholeFrame(await window(position, length)) ? length : null;
}

/** Where the next whole frame begins. The work on false beginnings is bounded, so that a planted file cannot stall the opening. */
async function findFrame(window: Window, from: number, size: number): Promise<number | 'nothing' | 'gave-up'> {
  let position = from;
  let budget = SEARCH_BUDGET_BYTES;
  while (position + FRAME_PREFIX_BYTES <= size) {
    const bytes = await window(position, MAX_FRAME_BYTES);
    const hit = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(FRAME_MAGIC);
    if (hit === -1) {
      // A magic may lie across the border of two looks.
      position += Math.max(1, bytes.length - FRAME_MAGIC.length + 1);
      continue;
    }
    position += hit;
    if ((await wholeFrameAt(window, position)) !== null) return position;
    budget -= readFrameLength(await window(position, FRAME_PREFIX_BYTES)) ?? FRAME_PREFIX_BYTES;
    if (budget <= 0) return 'gave-up';
    position += 1;
  }
  return 'nothing';
}
