import { appendLeaf, emptyAccumulator, rootOf, type MerkleAccumulator } from '#log';
import { orderLeaf } from '#sync';

/** What is kept in memory of every frame of a log: its header hash, its feed and its seq, in leaf order, and the tree over them. About 48 bytes a frame. */
export interface LeafIndex {
  readonly size: () => number;
  readonly add: (headerHash: Uint8Array, feed: string, seq: number) => void;
  readonly root: () => Uint8Array;
  /** Root over the first `size` leaves. */
  readonly rootAt: (size: number) => Uint8Array;
  readonly leaf: (index: number) => { readonly headerHash: Uint8Array; readonly feed: string; readonly seq: number };
}

/** An empty index. */
export function createLeafIndex(): LeafIndex {
  const feeds: string[] = [];
  const feedNumbers = new Map<string, number>();
  let hashes = new Uint8Array(32 * 64);
  let places = new Float64Array(2 * 64);
  let size = 0;
  let tree: MerkleAccumulator = emptyAccumulator;

  function grow(): void {
    if (size * 32 < hashes.length) return;
    const larger = new Uint8Array(hashes.length * 2);
    larger.set(hashes);
    hashes = larger;
    const more = new Float64Array(places.length * 2);
    more.set(places);
    places = more;
  }

  return {
    size: () => size,
    add: (headerHash, feed, seq) => {
      grow();
      let number = feedNumbers.get(feed);
      if (number === undefined) {
        number = feeds.push(feed) - 1;
        feedNumbers.set(feed, number);
      }
      hashes.set(headerHash, size * 32);
      places[size * 2] = number;
      places[size * 2 + 1] = seq;
      size += 1;
      tree = appendLeaf(tree, orderLeaf(headerHash));
    },
    root: () => rootOf(tree),
    rootAt: (wanted) => {
      if (wanted === size) return rootOf(tree);
      let earlier = emptyAccumulator;
      for (let index = 0; index < wanted; index += 1) earlier = appendLeaf(earlier, orderLeaf(hashes.subarray(index * 32, index * 32 + 32)));
      return rootOf(earlier);
    },
    leaf: (index) => ({ headerHash: hashes.slice(index * 32, index * 32 + 32), feed: feeds[places[index * 2] ?? 0] ?? '', seq: places[index * 2 + 1] ?? 0 }),
  };
}
