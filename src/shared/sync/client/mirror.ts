import * as v from 'valibot';
import { bytesToHex, decodeCbor, encodeCbor, equalBytes, fail, ok, type Failure, type FeedId, type LogId, type Result } from '#base';
import { appendLeaf, emptyAccumulator, rootOf, type MerkleAccumulator } from '#log';
import { orderLeaf, verifyCheckpoint, type Checkpoint } from '../checkpoint.ts';
import { bytesOf, uint } from '../schemas.ts';

/** What this side has recomputed of the one order in which a server keeps a log (docs/spec/sync.md section 3.3). */
export interface Mirror {
  /** The tree over the header hashes of all leaves so far. */
  readonly tree: MerkleAccumulator;
  /** The newest checkpoint that was verified against the tree, null before the first. */
  readonly checkpoint: Checkpoint | null;
  /** Frames of each feed that a verified checkpoint contains: the newest seq and one. */
  readonly feeds: ReadonlyMap<FeedId, number>;
  /** Bytes of the log here of which every frame is known to be there. */
  readonly sentBytes: number;
  /** The tree and the feeds led on over leaves that were taken since, null without any: they count for nothing until a checkpoint over all of them was verified. */
  readonly unsettled: { readonly tree: MerkleAccumulator; readonly feeds: ReadonlyMap<FeedId, number> } | null;
}
export interface Leaf { readonly headerHash: Uint8Array; readonly feed: FeedId; readonly seq: number }
export type MirrorFailure = 'bad-checkpoint' | 'rolled-back' | 'other-history';

export const emptyMirror: Mirror = { tree: emptyAccumulator, checkpoint: null, feeds: new Map(), sentBytes: 0, unsettled: null };

/** A mirror that is being led on: leaves are taken one by one, and count when a checkpoint over exactly these leaves was verified. */
export interface MirrorStep {
  readonly size: () => number;
  readonly take: (leaf: Leaf) => void;
  /** What was verified, with the leaves that were taken behind it: where another step may begin. */
  readonly stand: () => Mirror;
  /** The step as a mirror, when the root over all leaves taken is that of the checkpoint. */
  readonly settle: (checkpoint: Checkpoint) => Result<Mirror, Failure<'other-history'>>;
}

/** Begins a step from what was verified last, or behind the leaves that were taken since. */
export function leadOn(mirror: Mirror): MirrorStep {
  const begun = mirror.unsettled ?? mirror;
  let { tree } = begun;
  const feeds = new Map(begun.feeds);
  return {
    size: () => tree.size,
    take: ({ headerHash, feed, seq }) => {
      tree = appendLeaf(tree, orderLeaf(headerHash));
      feeds.set(feed, Math.max(feeds.get(feed) ?? 0, seq + 1));
    },
    stand: () => ({ ...mirror, unsettled: tree.size === mirror.tree.size ? null : { tree, feeds: new Map(feeds) } }),
    settle: (checkpoint) => {
      if (checkpoint.size !== tree.size) throw new Error('a checkpoint of another size cannot settle this step');
      if (!equalBytes(rootOf(tree), checkpoint.root)) return fail('other-history', 'the server shows another history than before, or than it says');
      return ok({ ...mirror, tree, feeds, checkpoint, unsettled: null });
    },
  };
}

/** Reads a checkpoint that comes with an answer: signature, server, log, and never behind what was verified before. */
export function readCheckpoint(mirror: Mirror, bytes: Uint8Array, expected: { readonly server: Uint8Array; readonly log: LogId }): Result<Checkpoint, Failure<MirrorFailure>> {
  const checkpoint = verifyCheckpoint(bytes, expected);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  if (size < mirror.tree.size) return fail('rolled-back', 'the server holds less than it has shown before');
  if (size === mirror.tree.size && !equalBytes(root, rootOf(mirror.tree))) return fail('other-history', 'the server shows another history than before');
  return checkpoint;
}

const led = { size: uint, peaks: v.array(bytesOf(32)), feeds: v.array(v.strictObject({ feed: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), size: uint })) };
const state = v.strictObject({
  v: v.literal(1), ...led, sentBytes: uint,
  checkpoint: v.nullable(v.strictObject({ server: bytesOf(32), size: uint, root: bytesOf(32), at: uint })),
  // Written while a round is under way or was cut: without it all that was taken is verified.
  unsettled: v.exactOptional(v.strictObject(led)),
});
type Led = v.InferOutput<typeof state>['unsettled'] & {};

/** A mirror as bytes, for the sealed file that remembers it. */
export function encodeMirror({ tree, checkpoint, feeds, sentBytes, unsettled }: Mirror): Uint8Array {
  return encodeCbor({
    v: 1, ...encodeLed({ tree, feeds }), sentBytes,
    checkpoint: checkpoint === null ? null : { server: checkpoint.server, size: checkpoint.size, root: checkpoint.root, at: checkpoint.at },
    ...(unsettled === null ? {} : { unsettled: encodeLed(unsettled) }),
  });
}

/** Reads a mirror back; null when it is not consistent: then everything is compared again. */
export function decodeMirror(bytes: Uint8Array, log: LogId): Mirror | null {
  const decoded = decodeCbor(bytes);
  const parsed = decoded.ok ? v.safeParse(state, decoded.value) : null;
  if (parsed?.success !== true) return null;
  const { checkpoint, sentBytes, unsettled, ...own } = parsed.output;
  const verified = decodeLed(own);
  const further = unsettled === undefined ? null : decodeLed(unsettled);
  if (verified === null || (unsettled !== undefined && (further === null || further.tree.size <= verified.tree.size))) return null;
  if (checkpoint !== null && (checkpoint.size !== verified.tree.size || bytesToHex(checkpoint.root) !== bytesToHex(rootOf(verified.tree)))) return null;
  return { ...verified, sentBytes, unsettled: further, checkpoint: checkpoint === null ? null : { ...checkpoint, log, at: checkpoint.at as Checkpoint['at'] } };
}

function encodeLed({ tree, feeds }: Pick<Mirror, 'tree' | 'feeds'>): Led {
  return { size: tree.size, peaks: [...tree.peaks], feeds: [...feeds].map(([feed, size]) => ({ feed, size })) };
}

function decodeLed({ size, peaks, feeds }: Led): Pick<Mirror, 'tree' | 'feeds'> | null {
  if (peaks.length !== size.toString(2).replaceAll('0', '').length) return null;
  return { tree: { size, peaks }, feeds: new Map(feeds.map(({ feed, size: count }) => [feed as FeedId, count])) };
}
