import { sha256 } from '#crypto';

/** An RFC 6962 tree that only grows: keeps the roots of its complete subtrees, so appending and the root cost O(log n). */
export interface MerkleAccumulator {
  readonly size: number;
  /** Roots of the complete subtrees, largest first: one for each set bit of `size`. */
  readonly peaks: readonly Uint8Array[];
}

export const emptyAccumulator: MerkleAccumulator = { size: 0, peaks: [] };

/** The tree with one more leaf hash (RFC 6962 section 2.1). The argument is not changed. */
export function appendLeaf(tree: MerkleAccumulator, leaf: Uint8Array): MerkleAccumulator {
  const peaks = tree.peaks.slice();
  let top = leaf;
  for (let rest = tree.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = peaks.pop();
    if (left === undefined) throw new Error('the accumulator has too few peaks');
    top = hashNode(left, top);
  }
  peaks.push(top);
  return { size: tree.size + 1, peaks };
}

/** Root of the tree; SHA-256 of nothing when it is empty. */
export function rootOf(tree: MerkleAccumulator): Uint8Array {
  let root: Uint8Array | null = null;
  for (let index = tree.peaks.length - 1; index >= 0; index -= 1) {
    const peak = tree.peaks[index];
    if (peak !== undefined) root = root === null ? peak : hashNode(peak, root);
  }
  return root ?? sha256(new Uint8Array(0));
}

/** `H(00 ‖ parts)`: the hash of a leaf. */
export function hashLeaf(...parts: readonly Uint8Array[]): Uint8Array {
  const input = new Uint8Array(1 + parts.reduce((total, part) => total + part.length, 0));
  let offset = 1;
  for (const part of parts) {
    input.set(part, offset);
    offset += part.length;
  }
  return sha256(input);
}

const nodeInput = /* @__PURE__ */ new Uint8Array(65);

/** `H(01 ‖ left ‖ right)`: the hash of an inner node. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  // The buffer is used up before the call returns, so one serves all.
  nodeInput[0] = 1;
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return sha256(nodeInput);
}
