import { equalBytes } from '#base';
import { appendLeaf, emptyAccumulator, hashNode, rootOf, type MerkleAccumulator } from './accumulator.ts';

/** Root over leaf hashes (RFC 6962 section 2.1). */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  return rootOf(leaves.reduce<MerkleAccumulator>(appendLeaf, emptyAccumulator));
}

/** The hashes beside the way from a leaf to the root, lowest first (RFC 6962 section 2.1.1). Throws when there is no such leaf. */
export function inclusionPath(leaves: readonly Uint8Array[], index: number): readonly Uint8Array[] {
  if (index < 0 || index >= leaves.length) throw new Error(`no leaf ${index} among ${leaves.length}`);
  if (leaves.length === 1) return [];
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return index < split
    ? [...inclusionPath(leaves.slice(0, split), index), merkleRoot(leaves.slice(split))]
    : [...inclusionPath(leaves.slice(split), index - split), merkleRoot(leaves.slice(0, split))];
}

/** Checks an inclusion path (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[], root: Uint8Array): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size || path.some((hash) => hash.length !== 32)) return false;
  let position = index;
  let last = size - 1;
  let hash = leaf;
  for (const beside of path) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = hashNode(beside, hash);
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = hashNode(hash, beside);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(hash, root);
}
