import { bytesToHex, equalBytes, fail, ok, type Client, type Failure, type FeedId, type LogId, type Result } from '#base';
import { sha256 } from '#crypto';
import type { VaultContract } from '#ipc';
import { decodeFrame, feedIdOf, hashHeader, scanFrames, type Frame, type FrameHeader, type LogReader } from '#log';
import { stopped, type BundleRun } from './bundleRun.ts';

/** Where a frame of a log lies on disk (a position over all its frame files), and what its header says. */
export interface StoredFrame {
  readonly from: number;
  readonly bytes: number;
  readonly headerSha256: string;
  readonly feed: FeedId;
  readonly seq: number;
  readonly header: Pick<FrameHeader, 'type' | 'seq' | 'previous' | 'membershipHead'>;
}

const READ_BYTES = 2 ** 20;

/** Hands over every whole frame of a log on disk with its position, in the order of the disk; `io` when it could not be read to its end. */
export async function eachStoredFrame(vault: Client<VaultContract>, log: LogId, run: BundleRun, take: (frame: Frame, from: number) => void): Promise<Result<void, Failure<'io' | 'cancelled'>>> {
  const listed = await vault.call('logs.list', {});
  const condition = listed.ok ? listed.value.logs.find((candidate) => candidate.log === log) : undefined;
  if (condition === undefined) return fail('io', 'the journal could not be read from the vault folder');
  run.begin('checking', condition.bytes);
  let position: number | null = 0;
  while (position !== null) {
    if (run.cancelled()) return stopped();
    const read: Awaited<ReturnType<typeof readAt>> = await readAt(vault, log, position);
    if (!read.ok) return fail('io', 'the journal could not be read from the vault folder');
    const { bytes } = read.value;
    // What is damaged is passed over by the reading; the first frame begins behind it.
    const at: number = position;
    const start = condition.damaged.find((range) => at >= range.from && at < range.to)?.to ?? at;
    for (const { from, to } of scanFrames(bytes).frames) {
      const frame = decodeFrame(bytes.subarray(from, to), 'scanned');
      if (frame.ok) take(frame.value, start + from);
    }
    run.onBytes(bytes.length);
    position = read.value.next;
    // Recording and live queries get a turn between two pieces.
    await new Promise<void>((resolve) => { setTimeout(resolve, 0); });
  }
  return ok(undefined);
}

function readAt(vault: Client<VaultContract>, log: LogId, from: number) {
  return vault.call('log.read', { log, from, maxBytes: READ_BYTES });
}

/** The frames of a log on disk that stand in it, each once: of two with the same header the one whose body is whole. */
export async function listStoredFrames(vault: Client<VaultContract>, reader: LogReader, run: BundleRun): Promise<Result<readonly StoredFrame[], Failure<'io' | 'cancelled'>>> {
  const found = new Map<string, { readonly frame: StoredFrame; readonly isWhole: boolean }>();
  const read = await eachStoredFrame(vault, reader.log, run, ({ header, headerBytes, body, bytes }, from) => {
    const hash = hashHeader(headerBytes);
    const headerSha256 = bytesToHex(hash);
    const feed = feedIdOf(header.author, reader.log, header.instance);
    if (found.get(headerSha256)?.isWhole === true || !reader.holds(feed, header.seq, hash)) return;
    const { type, seq, previous, membershipHead } = header;
    // The bytes that were read are not kept: what the order needs is copied.
    const kept = { type, seq, previous: previous.slice(), membershipHead: membershipHead.slice() };
    found.set(headerSha256, { frame: { from, bytes: bytes.length, headerSha256, feed, seq, header: kept }, isWhole: equalBytes(sha256(body), header.bodyHash) });
  });
  return read.ok ? ok([...found.values()].map(({ frame }) => frame)) : read;
}

/** Frames in the order given as stretches of the log: neighbours on disk together. */
export function toStretches(frames: readonly StoredFrame[]): readonly { readonly from: number; readonly bytes: number }[] {
  const stretches: { from: number; bytes: number }[] = [];
  for (const { from, bytes } of frames) {
    const last = stretches.at(-1);
    if (last !== undefined && last.from + last.bytes === from) last.bytes += bytes;
    else stretches.push({ from, bytes });
  }
  return stretches;
}
