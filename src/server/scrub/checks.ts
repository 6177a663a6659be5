import { createHash } from 'node:crypto';
import { equalBytes, type LogId } from '#base';
import { appendLeaf, emptyAccumulator, precheckFrames, rootOf } from '#log';
import { decodeCheckpoint, orderLeaf } from '#sync';
import type { BlobStore, Store } from '../store/types.ts';
import type { Pace } from './pace.ts';

/** `unread`: the store did not give it; `ended`: the work is to end. */
export type Checked = 'holds' | 'damaged' | 'gone' | 'unread' | 'ended';
/** Told what was read, as it is read. */
export type OnRead = (bytes: number, frames: number) => void;

const WINDOW_BYTES = 1024 * 1024;
/** What checking a frame costs beside its bytes: its signature. */
const FRAME_COST_BYTES = 32 * 1024;

/** Reads a blob and compares its hash. One that is not what its name says is read a second time: the fault may have been on the way. */
export async function checkBlob(blobs: BlobStore, log: LogId, blob: string, pace: Pace, onRead: OnRead): Promise<Checked> {
  const first = await hashBlob(blobs, log, blob, pace, onRead);
  return first === 'damaged' ? hashBlob(blobs, log, blob, pace, onRead) : first;
}

async function hashBlob(blobs: BlobStore, log: LogId, blob: string, pace: Pace, onRead: OnRead): Promise<Checked> {
  const hash = createHash('sha256');
  for (let at = 0; ; ) {
    const got = await blobs.getBlob(log, blob, at, WINDOW_BYTES);
    if (!got.ok) return 'unread';
    if (got.value === null) return 'gone';
    const { bytes, size } = got.value;
    hash.update(bytes);
    at += bytes.length;
    onRead(bytes.length, 0);
    if (at >= size || bytes.length === 0) return at === size && hash.digest('hex') === blob ? 'holds' : 'damaged';
    if (!(await pace.spend(bytes.length))) return 'ended';
  }
}

/**
 * Reads the frames that the newest checkpoint was signed over: each must hold by itself (CRC, signature, hash of its body), and together they must give the
 * root (docs/spec/server.md section 12). Nothing of them is kept in memory.
 */
export async function checkFrames(store: Store, log: LogId, pace: Pace, onRead: OnRead): Promise<Checked> {
  const kept = await store.checkpoint(log);
  if (!kept.ok) return 'unread';
  const checkpoint = kept.value === null ? null : decodeCheckpoint(kept.value);
  if (checkpoint === null || !checkpoint.ok) return checkpoint === null ? 'gone' : 'damaged';
  const { size, root } = checkpoint.value;
  let tree = emptyAccumulator;
  for (let at = 0; at < size; ) {
    const read = await store.frames(log, at, WINDOW_BYTES);
    if (!read.ok) return 'unread';
    const frames = read.value.slice(0, size - at);
    if (frames.length === 0) return 'damaged';
    for (const frame of precheckFrames(frames)) {
      if (frame === null) return 'damaged';
      tree = appendLeaf(tree, orderLeaf(frame.proved.headerHash));
    }
    const bytes = frames.reduce((total, { length }) => total + length, 0);
    at += frames.length;
    onRead(bytes, frames.length);
    if (!(await pace.spend(bytes + frames.length * FRAME_COST_BYTES))) return 'ended';
  }
  return equalBytes(rootOf(tree), root) ? 'holds' : 'damaged';
}
