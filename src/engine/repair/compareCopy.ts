import { bytesToHex, equalBytes, fail, ok, type Failure, type LogId, type Result } from '#base';
import { sha256 } from '#crypto';
import { createLogReader, decodeFrame, hashHeader, scanFrames, type Frame, type Ingested, type ReaderKeys } from '#log';
import type { FrameSource } from './frameSource.ts';

/** What a copy has that the log here lacks. */
export interface Comparison {
  /** SHA-256 of each whole frame to take, hexadecimal: byte for byte, so that nothing else of the copy can slip in. */
  readonly wanted: ReadonlySet<string>;
  /** How many of them bring back the content of a frame whose header is here. */
  readonly repairs: number;
  /** Frames that neither of the two holds. */
  readonly missing: number;
}

/**
 * Puts the frames of a copy and those of the log together through the one ingest, in a reader made for it, and answers which frames of the copy stand in
 * the log and are missing or damaged here (docs/spec/frames.md section 8). Frames of a fork stand too. Nothing is written.
 */
export async function compareCopy(log: LogId, keys: ReaderKeys, own: FrameSource, copy: FrameSource): Promise<Result<Comparison, Failure<'io'>>> {
  const here = new Map<string, 'whole' | 'broken'>();
  const listed = await own((bytes) => {
    for (const frame of framesOf(bytes)) {
      const header = headerOf(frame);
      if (here.get(header) !== 'whole') here.set(header, equalBytes(sha256(frame.body), frame.header.bodyHash) ? 'whole' : 'broken');
    }
  });
  if (!listed) return fail('io', 'the journal could not be read from the vault folder');
  const reader = createLogReader({ log, keys });
  const waiting = new Map<string, string>();
  const wanted = new Map<string, string>();
  const take = (one: Ingested, bytesSha256: string | null): void => {
    const { headerSha256 } = one.frame;
    const hash = bytesSha256 ?? waiting.get(headerSha256);
    if (hash !== undefined && (one.status === 'opened' || one.status === 'sealed' || one.status === 'membership') && here.get(headerSha256) !== 'whole') wanted.set(headerSha256, hash);
    for (const released of one.released) take(released, null);
  };
  // The copy goes first: where it is whole, nothing of ours has to wait for what is missing here.
  const copied = await copy((bytes) => {
    for (const frame of framesOf(bytes)) {
      const ingested = reader.ingest(frame.bytes);
      const hash = hashFrame(frame.bytes);
      if (!ingested.ok) {
        // It may still find its place, when the frame that it names comes after it.
        if (ingested.error.kind === 'broken-chain') waiting.set(headerOf(frame), hash);
        continue;
      }
      if (ingested.value.status === 'waiting') waiting.set(ingested.value.frame.headerSha256, hash);
      take(ingested.value, hash);
    }
  });
  const again = copied && await own((bytes) => {
    for (const frame of framesOf(bytes)) {
      const ingested = reader.ingest(frame.bytes);
      if (ingested.ok) for (const released of ingested.value.released) take(released, null);
    }
  });
  if (!again) return fail('io', copied ? 'the journal could not be read from the vault folder' : 'the copy could not be read');
  for (const released of reader.settle()) take(released, null);
  return ok({
    wanted: new Set(wanted.values()), repairs: [...wanted.keys()].filter((header) => here.get(header) === 'broken').length,
    missing: reader.gaps().reduce((sum, gap) => sum + gap.toSeq - gap.fromSeq + 1, 0),
  });
}

/** SHA-256 over all bytes of a frame, hexadecimal. */
export function hashFrame(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** The frames in a piece of a log. */
export function framesOf(bytes: Uint8Array): readonly Frame[] {
  return scanFrames(bytes).frames.flatMap(({ from, to }) => {
    const frame = decodeFrame(bytes.subarray(from, to));
    return frame.ok ? [frame.value] : [];
  });
}

/** Header hash of a frame, hexadecimal. */
export function headerOf(frame: Frame): string {
  return bytesToHex(hashHeader(frame.headerBytes));
}
