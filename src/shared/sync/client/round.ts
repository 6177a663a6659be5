import { fail, ok, type Failure, type FeedId, type Result } from '#base';
import { logIdToBytes } from '#crypto';
import { MAX_PUSH_BYTES, MAX_PUSH_FRAMES } from '../limits.ts';
import { ask, type AskFailure, type Transport } from './ask.ts';
import { createLeafReader, type LeafReader } from './leaves.ts';
import type { LocalLog, TakeFailure } from './localLog.ts';
import { leadOn, readCheckpoint, type Leaf, type Mirror, type MirrorFailure, type MirrorStep } from './mirror.ts';
import { largestPieces, type PieceSizes } from './pieceSize.ts';
import { createPullAhead, type Arrived } from './pullAhead.ts';

export type RoundFailure = AskFailure['kind'] | MirrorFailure | TakeFailure | 'cancelled';
export interface RoundOptions {
  readonly transport: Transport;
  /** Identity key of the server. */
  readonly server: Uint8Array;
  readonly local: LocalLog;
  readonly cancelled?: () => boolean;
  /** Told after each answer that was stored: how many frames went and came in this round. */
  readonly onProgress?: (counts: RoundCounts) => void;
  /** Waited for after each answer that was taken and is not yet below a verified root; `stand`: where another round would go on. */
  readonly onTaken?: (stand: () => Mirror) => Promise<void>;
  /** What the pace of the connection lets a request carry; the most without it. */
  readonly pieces?: PieceSizes;
}
export interface RoundCounts { readonly pushed: number; readonly pulled: number; readonly refused: number }
/** Where a round ended. The mirror is what was verified, also when it failed later on. */
export interface RoundEnd { readonly mirror: Mirror; readonly counts: RoundCounts; readonly failure: Failure<RoundFailure> | null }

/** What is said of the server itself: after it nothing counts but what was verified. */
const accusations: ReadonlySet<RoundFailure> = new Set(['bad-answer', 'bad-checkpoint', 'rolled-back', 'other-history']);
const noCounts: RoundCounts = { pushed: 0, pulled: 0, refused: 0 };

/**
 * One round with a server for one log (docs/spec/sync.md sections 3.3 and 3.4): what is there is pulled and verified against the checkpoint, what is only here is pushed, and
 * what was pushed is seen in a verified checkpoint before it counts. Never throws for anything a server may do.
 */
export async function runRound(options: RoundOptions, begun: Mirror): Promise<RoundEnd> {
  let mirror = begun;
  let counts = noCounts;
  const note = (more: Partial<RoundCounts>) => {
    counts = { pushed: counts.pushed + (more.pushed ?? 0), pulled: counts.pulled + (more.pulled ?? 0), refused: counts.refused + (more.refused ?? 0) };
    options.onProgress?.(counts);
  };
  const end = (failure: Failure<RoundFailure> | null): RoundEnd => ({ mirror, counts, failure });
  const pulled = await pullAll(options, mirror, note);
  mirror = pulled.mirror;
  if (pulled.failure !== null) return end(pulled.failure);
  const pushed = await pushAll(options, mirror, note);
  mirror = pushed.mirror;
  if (pushed.sent === 0 || pushed.failure !== null) return end(pushed.failure);
  const seen = await pullAll(options, mirror, note);
  mirror = seen.mirror;
  if (seen.failure !== null) return end(seen.failure);
  // Only now: each of them is below a root that was recomputed here.
  mirror = { ...mirror, sentBytes: pushed.upTo };
  return end(null);
}

type Note = (counts: Partial<RoundCounts>) => void;

/** Pulls to the end. The mirror is the verified one that results; after a cut the one that was begun with, and the leaves that were taken. */
async function pullAll(options: RoundOptions, begun: Mirror, note: Note): Promise<{ readonly mirror: Mirror; readonly failure: Failure<RoundFailure> | null }> {
  const step = leadOn(begun);
  const pulled = await pullOn(options, begun, step, note);
  if (pulled.ok) return { mirror: pulled.value, failure: null };
  if (!accusations.has(pulled.error.kind)) return { mirror: step.stand(), failure: pulled.error };
  const verified: Mirror = { ...begun, unsettled: null };
  // Leaves of another time were compared with nothing: nothing is said of the server before all of them came again.
  return begun.unsettled === null ? { mirror: verified, failure: pulled.error } : pullAll(options, verified, note);
}

async function pullOn(options: RoundOptions, begun: Mirror, step: MirrorStep, note: Note): Promise<Result<Mirror, Failure<RoundFailure>>> {
  const { transport, server, local } = options;
  const leaves = createLeafReader(local.log);
  const begin = (framesFirst: boolean) => createPullAhead({ transport, server, local, verified: begun, from: step.size(), pieces: options.pieces ?? largestPieces, framesFirst, cancelled: () => options.cancelled?.() === true });
  let asksForFrames = false;
  let ahead = begin(asksForFrames);
  try {
    for (;;) {
      const arrived = await ahead.next();
      if (!arrived.ok) return arrived;
      if (options.cancelled?.() === true) return fail('cancelled', 'the round was stopped');
      const from = step.size();
      const taken = await takeItems(local, leaves, step, arrived.value);
      if (!taken.ok) return taken;
      note({ pulled: arrived.value.frames.length, refused: taken.value.refused });
      // Without `have` every leaf is asked for as a frame: a hash again means that the server keeps the frame back.
      if (taken.value.missesFrames && asksForFrames && step.size() === from) return fail('bad-answer', 'the server keeps a frame back');
      if (taken.value.missesFrames) {
        asksForFrames = true;
        ahead.stop();
        ahead = begin(asksForFrames);
        continue;
      }
      asksForFrames = false;
      if (step.size() === arrived.value.checkpoint.size) return step.settle(arrived.value.checkpoint);
      if (arrived.value.items.length === 0) return fail('bad-answer', 'the server keeps back what its checkpoint names');
      await options.onTaken?.(step.stand);
    }
  } finally {
    ahead.stop();
  }
}

/** Takes leaves in their order. `missesFrames`: a hash stands for a frame that is not here; what came before it was taken, and the rest is asked for again. */
async function takeItems(local: LocalLog, reader: LeafReader, step: MirrorStep, { items, frames: came, proofs: looking }: Arrived): Promise<Result<{ readonly missesFrames: boolean; readonly refused: number }, Failure<RoundFailure>>> {
  const proofs = (await looking) ?? came.map(() => null);
  const leaves: Leaf[] = [];
  let frames = 0;
  let missesFrames = false;
  for (const item of items) {
    const leaf = item.length === 32 ? local.placeOf(item) : reader.leafOf(item, proofs[frames] ?? null);
    if (leaf === null && item.length > 32) return fail('bad-answer', 'the server sent bytes that are no frame of this log');
    if (leaf === null) {
      missesFrames = true;
      break;
    }
    leaves.push(leaf);
    if (item.length > 32) frames += 1;
  }
  const taken = frames === 0 ? ok({ added: 0, refused: 0, waiting: 0 }) : await local.take(came.slice(0, frames), proofs.slice(0, frames));
  if (!taken.ok) return taken;
  // An honest server has placed each frame before it gave it a leaf.
  if (taken.value.waiting > 0) return fail('bad-answer', 'the server sent frames before those that they follow');
  for (const leaf of leaves) step.take(leaf);
  return ok({ missesFrames, refused: taken.value.refused });
}

interface Pushed { readonly mirror: Mirror; readonly sent: number; readonly upTo: number; readonly failure: Failure<RoundFailure> | null }

async function pushAll(options: RoundOptions, mirror: Mirror, note: Note): Promise<Pushed> {
  const { transport, server, local, pieces = largestPieces } = options;
  const log = logIdToBytes(local.log);
  const leaves = createLeafReader(local.log);
  let at = mirror.sentBytes;
  let sent = 0;
  // Below what the server holds nothing is sent again; how far the disk was sent counts only when nothing was sent after it.
  const end = (failure: Failure<RoundFailure> | null): Pushed => ({ mirror: sent === 0 && failure === null ? { ...mirror, sentBytes: at } : mirror, sent, upTo: at, failure });
  let reading = local.read(at, MAX_PUSH_BYTES);
  for (;;) {
    if (options.cancelled?.() === true) return end({ kind: 'cancelled', message: 'the round was stopped' });
    const read = await reading;
    if (!read.ok) return end(read.error);
    if (read.value.frames.length === 0) return end(null);
    // The next piece is read while this one is on its way.
    reading = local.read(read.value.next, MAX_PUSH_BYTES);
    const rooted = new Set(local.have().map(({ feed }) => feed));
    const lacking = read.value.frames.filter((frame) => !isThere(mirror, leaves, rooted, frame));
    for (let from = 0; from < lacking.length; ) {
      const batch = takeBatch(lacking, from, pieces.up());
      from += batch.length;
      const answer = await ask(transport, 'push', { log, frames: batch });
      if (!answer.ok) return end(answer.error);
      const checkpoint = readCheckpoint(mirror, answer.value.checkpoint, { server, log: local.log });
      if (!checkpoint.ok) return end(checkpoint.error);
      sent += batch.length;
      note({ pushed: batch.length });
    }
    at = read.value.next;
  }
}

// Of a forked feed the other branch would be taken for there; it is sent, and the server counts as known what it has.
function isThere(mirror: Mirror, leaves: LeafReader, rooted: ReadonlySet<FeedId>, bytes: Uint8Array): boolean {
  const leaf = leaves.placeOf(bytes);
  return leaf !== null && rooted.has(leaf.feed) && leaf.seq < (mirror.feeds.get(leaf.feed) ?? 0);
}

/** Frames from one on that go in one request: one, and others while they fit. */
function takeBatch(frames: readonly Uint8Array[], from: number, maxBytes: number): readonly Uint8Array[] {
  let bytes = 0;
  let to = from;
  for (let next = frames[to]; next !== undefined && to - from < MAX_PUSH_FRAMES && (to === from || bytes + next.length <= Math.min(maxBytes, MAX_PUSH_BYTES)); next = frames[to]) {
    bytes += next.length;
    to += 1;
  }
  return frames.slice(from, to);
}
