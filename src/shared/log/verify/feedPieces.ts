import { scanFrames, type ByteRange } from '../frame/scan.ts';
import type { PieceHelper } from './pieceHelper.ts';
import { precheckPiece, type PieceFacts } from './precheck.ts';
import type { VerificationReport } from './types.ts';
import type { LogVerifier } from './verifier.ts';

/** Gives pieces to a verifier in their order, while a helper looks at the next ones. */
export interface PieceFeeder {
  /** As `LogVerifier.add`. Resolves when there is room for another piece. */
  readonly add: (bytes: Uint8Array, origin: string) => Promise<void>;
  /** Resolves when the verifier has had all pieces. */
  readonly finish: () => Promise<VerificationReport>;
}

/** Pieces that may be with the helper at a time: one being looked at, and what comes next while the other thread is busy. */
const AHEAD = 3;
/** More than this is cut between frames, so that both threads have something to do. */
const PIECE_BYTES = 1 * 2 ** 20;

interface Waiting { readonly bytes: Uint8Array; readonly origin: string; readonly frames: readonly ByteRange[] | null; readonly facts: Promise<PieceFacts | null> | null }

/**
 * Feeds a verifier. Without a helper, before it is ready and after it has failed everything is done here, with the same result. `onTaken` is told the bytes that
 * the verifier has had. Between two pieces others get their turn.
 */
export function createPieceFeeder(verifier: LogVerifier, helper: PieceHelper | null, onTaken: (bytes: number) => void = () => {}): PieceFeeder {
  const queue: Waiting[] = [];

  async function put(bytes: Uint8Array, origin: string, frames: readonly ByteRange[] | null): Promise<void> {
    queue.push({ bytes, origin, frames, facts: helper?.isReady() === true ? askFor(helper, bytes, frames) : null });
    while (queue.length > (helper?.isReady() === true ? AHEAD : 0)) await take();
  }

  async function take(): Promise<void> {
    const next = queue.shift();
    if (next === undefined) return;
    const facts = await next.facts;
    verifier.add(next.bytes, next.origin, facts ?? precheckPiece(next.bytes, next.frames));
    onTaken(next.frames === null ? next.bytes.length : lengthOf(next.frames));
    await new Promise<void>((resolve) => { setTimeout(resolve, 0); });
  }

  return {
    add: async (bytes, origin) => {
      if (bytes.length <= PIECE_BYTES * 2) return put(bytes, origin, null);
      const { frames, ...broken } = scanFrames(bytes);
      verifier.add(bytes, origin, { scan: { frames: [], ...broken }, holds: new Uint8Array(0), hashes: new Uint8Array(0) });
      for (const group of cut(frames)) await put(bytes, origin, group);
    },
    finish: async () => {
      while (queue.length > 0) await take();
      return verifier.finish();
    },
  };
}

// Only the bytes of these frames go to the other thread; the answer is put back to where they lie.
async function askFor(helper: PieceHelper, bytes: Uint8Array, frames: readonly ByteRange[] | null): Promise<PieceFacts | null> {
  if (frames === null) return helper.check({ bytes, frames });
  const start = frames[0]?.from ?? 0;
  const piece = bytes.slice(start, frames.at(-1)?.to ?? start);
  const facts = await helper.check({ bytes: piece, frames: frames.map(({ from, to }) => ({ from: from - start, to: to - start })) });
  return facts === null ? null : { ...facts, scan: { frames, damaged: [], tail: null } };
}

function cut(frames: readonly ByteRange[]): readonly (readonly ByteRange[])[] {
  const groups: ByteRange[][] = [];
  let room = 0;
  for (const range of frames) {
    const last = groups.at(-1);
    if (last === undefined || room < range.to - range.from) groups.push([range]);
    else last.push(range);
    room = (last === undefined || room < range.to - range.from ? PIECE_BYTES : room) - (range.to - range.from);
  }
  return groups;
}

function lengthOf(frames: readonly ByteRange[]): number {
  return frames.reduce((sum, { from, to }) => sum + to - from, 0);
}
