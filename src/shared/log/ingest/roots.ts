import { bytesToHex, type Sha256Hex } from '#base';
import { appendLeaf, emptyAccumulator, hashLeaf, rootOf } from '../merkle/accumulator.ts';
import { branchHash, type Branch, type FeedChain } from './chain.ts';

// Hashes below the end of a branch never change, so a root is computed once for each size that somebody asks for.
const known = new WeakMap<Branch, Map<number, Sha256Hex>>();

/** Feed roots over the header hashes below `size`, one per branch that holds them all; the same root once. */
export function rootsAt(chain: FeedChain, size: number): readonly Sha256Hex[] {
  if (!Number.isSafeInteger(size) || size < 1) return [];
  const roots = chain.branches.filter((branch) => branch.rooted && branch.position.nextSeq >= size).map((branch) => rootOfBranch(branch, size));
  return [...new Set(roots)];
}

function rootOfBranch(branch: Branch, size: number): Sha256Hex {
  if (branch.position.tree.size === size) return bytesToHex(rootOf(branch.position.tree)) as Sha256Hex;
  const memory = known.get(branch) ?? new Map<number, Sha256Hex>();
  known.set(branch, memory);
  const remembered = memory.get(size);
  if (remembered !== undefined) return remembered;
  let tree = emptyAccumulator;
  for (let seq = 0; seq < size; seq += 1) tree = appendLeaf(tree, hashLeaf(branchHash(branch, seq)));
  const root = bytesToHex(rootOf(tree)) as Sha256Hex;
  memory.set(size, root);
  return root;
}
