// What a client recomputes of the order of a server (docs/spec/sync.md section 3.3): the tree over all leaves that it was given, against every checkpoint.
import type { LogId } from '#base';
import { bytesToHex, equalBytes } from '#base';
import { logIdToBytes } from '#crypto';
import { appendLeaf, decodeFrame, emptyAccumulator, hashHeader, rootOf } from '#log';
import { orderLeaf, verifyCheckpoint, type Checkpoint } from '#sync';
import type { SyncClient } from './client.ts';

/** Pulls a log to its end and answers all frames in order; throws when the root is not that of the checkpoint. `rounds` counts the requests. */
export async function pullAll(client: SyncClient, log: LogId, server: Uint8Array, maxBytes = 1_000_000): Promise<{ readonly frames: readonly Uint8Array[]; readonly checkpoint: Checkpoint; readonly rounds: number }> {
  let tree = emptyAccumulator;
  const frames: Uint8Array[] = [];
  for (let rounds = 1; ; rounds += 1) {
    const { items, checkpoint: bytes } = await client.must('pull', { log: logIdToBytes(log), from: frames.length, have: [], maxBytes });
    const checkpoint = verifyCheckpoint(bytes, { server, log });
    if (!checkpoint.ok) throw new Error(checkpoint.error.message);
    for (const item of items) {
      tree = appendLeaf(tree, orderLeaf(hashOf(item)));
      frames.push(item);
    }
    if (frames.length >= checkpoint.value.size || items.length === 0) {
      if (frames.length !== checkpoint.value.size || !equalBytes(rootOf(tree), checkpoint.value.root)) throw new Error('other-history');
      return { frames, checkpoint: checkpoint.value, rounds };
    }
  }
}

/** Header hash of an item of a pull: of the frame, or the item itself. */
export function hashOf(item: Uint8Array): Uint8Array {
  if (item.length === 32) return item;
  const frame = decodeFrame(item);
  if (!frame.ok) throw new Error(frame.error.kind);
  return hashHeader(frame.value.headerBytes);
}

/** Names of frames, to compare. */
export const namesOf = (items: readonly Uint8Array[]): readonly string[] => items.map((item) => bytesToHex(hashOf(item)));
