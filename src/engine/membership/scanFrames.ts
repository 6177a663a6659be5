import { bytesToHex, fail, ok, type Failure, type FeedId, type LogId, type Result, type Sha256Hex } from '#base';
import { decodeFrame, decodeOperation, feedIdOf, hashHeader, scanFrames, type FrameHeader, type MembershipOperation } from '#log';
import type { Core } from '../core/core.ts';

/** What a frame on disk says in the clear. */
export interface ClearFrame {
  readonly feed: FeedId; readonly seq: number; readonly author: string; readonly headerSha256: Sha256Hex;
  /** Epoch of a journal frame, hexadecimal; null for a membership frame. */
  readonly epoch: string | null;
  readonly entries: number; readonly operation: MembershipOperation | null;
}

const READ_BYTES = 4 * 2 ** 20;

/** Reads the clear part of every whole frame of a log from the vault folder, in the order of the file. Nothing is checked here: the reader has done that. */
export async function readClearFrames(core: Core, log: LogId): Promise<Result<readonly ClearFrame[], Failure<'io'>>> {
  const frames: ClearFrame[] = [];
  let position: number | null = 0;
  while (position !== null) {
    const read: Awaited<ReturnType<typeof readAt>> = await readAt(core, log, position);
    if (!read.ok) return fail('io', 'the journal could not be read from the vault folder');
    const { bytes, next } = read.value;
    for (const range of scanFrames(bytes).frames) {
      const decoded = decodeFrame(bytes.subarray(range.from, range.to));
      if (decoded.ok) frames.push(toClear(log, decoded.value.header, decoded.value.headerBytes, decoded.value.body));
    }
    position = next;
  }
  return ok(frames);
}

function readAt(core: Core, log: LogId, from: number) {
  return core.options.vault.call('log.read', { log, from, maxBytes: READ_BYTES });
}

function toClear(log: LogId, header: FrameHeader, headerBytes: Uint8Array, body: Uint8Array): ClearFrame {
  const operation = header.type === 'membership' ? decodeOperation(body.slice()) : null;
  return {
    feed: feedIdOf(header.author, log, header.instance), seq: header.seq, author: bytesToHex(header.author), headerSha256: bytesToHex(hashHeader(headerBytes)) as Sha256Hex,
    epoch: header.type === 'journal' ? bytesToHex(header.epochId) : null, entries: header.entryCount, operation: operation?.ok === true ? operation.value : null,
  };
}
