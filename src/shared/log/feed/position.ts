import { appendLeaf, emptyAccumulator, hashLeaf, type MerkleAccumulator } from '../merkle/accumulator.ts';

/** Where a feed goes on: the next seq, the header hash before it, and the tree over all earlier header hashes. */
export interface FeedPosition {
  readonly nextSeq: number;
  readonly previous: Uint8Array;
  readonly tree: MerkleAccumulator;
}

/** Position of a feed that has no frame yet. */
export function startOfFeed(): FeedPosition {
  return { nextSeq: 0, previous: new Uint8Array(32), tree: emptyAccumulator };
}

/** The position after a frame with this header hash. */
export function afterFrame(position: FeedPosition, headerHash: Uint8Array): FeedPosition {
  return { nextSeq: position.nextSeq + 1, previous: headerHash, tree: appendLeaf(position.tree, hashLeaf(headerHash)) };
}
