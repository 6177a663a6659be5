import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesToHex, concatBytes, hexToBytes } from '#base';
import { readyCrypto, sha256 } from '#crypto';
import { appendLeaf, emptyAccumulator, hashLeaf, rootOf, type MerkleAccumulator } from './accumulator.ts';
import { inclusionPath, merkleRoot, verifyInclusion } from './path.ts';

beforeAll(readyCrypto);
const slow = process.env['SLOW'] === '1';

// The eight inputs and roots of the Certificate Transparency reference implementation's tests.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('RFC 6962', () => {
  test('the root of nothing is the hash of nothing', () => {
    expect(bytesToHex(rootOf(emptyAccumulator))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('the published trees of 1 to 8 leaves', () => {
    const leaves = inputs.map((input) => hashLeaf(hexToBytes(input) ?? new Uint8Array(0)));
    expect(roots.map((_, index) => bytesToHex(merkleRoot(leaves.slice(0, index + 1))))).toEqual(roots);
  });
});

const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => hashLeaf(Uint8Array.of(index >> 8, index & 255)));

test('root and every path agree with a naive tree, sizes 0 to 70', () => {
  let tree: MerkleAccumulator = emptyAccumulator;
  for (let size = 0; size <= (slow ? 257 : 70); size += 1) {
    const leaves = leavesOf(size);
    const root = naiveRoot(leaves);
    expect(bytesToHex(rootOf(tree))).toBe(bytesToHex(root));
    expect(tree.peaks.length).toBe(size.toString(2).replaceAll('0', '').length);
    leaves.forEach((leaf, index) => {
      const path = inclusionPath(leaves, index);
      expect(verifyInclusion(leaf, index, size, path, root)).toBe(true);
      expect(verifyInclusion(leaf, index + 1, size, path, root)).toBe(false);
      expect(verifyInclusion(leaf, index, size, [...path, root], root)).toBe(false);
      if (path.length > 0) expect(verifyInclusion(leaf, index, size, path.slice(1), root)).toBe(false);
    });
    tree = appendLeaf(tree, leavesOf(size + 1)[size] ?? new Uint8Array(32));
  }
});

test('appending does not change the tree that was appended to', () => {
  const before = appendLeaf(appendLeaf(emptyAccumulator, leavesOf(1)[0] ?? new Uint8Array(32)), leavesOf(2)[1] ?? new Uint8Array(32));
  const root = bytesToHex(rootOf(before));
  appendLeaf(before, new Uint8Array(32));
  expect(bytesToHex(rootOf(before))).toBe(root);
});

test('a path with any changed bit does not hold', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 100 }), fc.nat(), fc.nat(), (size, at, bit) => {
    const leaves = leavesOf(size);
    const index = at % size;
    const path = inclusionPath(leaves, index).map((hash) => hash.slice());
    const changed = path[bit % path.length];
    if (changed !== undefined) changed[bit % 32] = (changed[bit % 32] ?? 0) ^ (1 << (bit % 8));
    expect(verifyInclusion(leaves[index] ?? new Uint8Array(32), index, size, path, merkleRoot(leaves))).toBe(false);
  }), { numRuns: slow ? 2000 : 100 });
});

// The definition, word for word.
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return leaves[0] ?? new Uint8Array(0);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(concatBytes(Uint8Array.of(1), naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split))));
}
