import { uint32ToBytes } from '#base';
import { sha256 } from '#crypto';
import { hashLeaf, inclusionPath, merkleRoot } from '#log';
import { seededRandom } from '../../../src/shared/log/testing/writer.ts';
import { toHex, withBit, writeVectors, zeros } from './kit.ts';

const sizes = [...Array.from({ length: 34 }, (_, size) => size), 63, 64, 65, 127, 128, 129, 255, 256, 257, 1000];

/** roots.json: docs/spec/frames.md section 5. */
export function generateRoots(): void {
  const random = seededRandom(801);
  const leaf = (index: number) => hashLeaf(uint32ToBytes(index));
  const leaves = (size: number) => Array.from({ length: size }, (_, index) => leaf(index));
  const feed = (count: number) => {
    const hashes = Array.from({ length: count }, () => random(32));
    return { name: `${count} headers`, headerHashes: hashes.map(toHex), roots: Array.from({ length: count + 1 }, (_, seq) => toHex(merkleRoot(hashes.slice(0, seq).map((hash) => hashLeaf(hash))))) };
  };
  interface Path { readonly leaf: Uint8Array; readonly index: number; readonly size: number; readonly path: readonly Uint8Array[]; readonly root: Uint8Array }
  const pathOf = (index: number, size: number): Path => ({ leaf: leaf(index), index, size, path: inclusionPath(leaves(size), index), root: merkleRoot(leaves(size)) });
  const one = (name: string, path: Path, expect: 'holds' | 'fails') => ({ name, leaf: toHex(path.leaf), index: path.index, size: path.size, path: path.path.map(toHex), root: toHex(path.root), expect });
  const base = pathOf(5, 11);
  const pairs = [[0, 1], [0, 2], [1, 2], [2, 3], [0, 7], [6, 7], [7, 8], [8, 9], [4, 13], [31, 32], [32, 33], [99, 200], [255, 256], [256, 257]] as const;
  writeVectors('roots.json', {
    about: 'docs/spec/frames.md section 5: trees of RFC 6962, feed roots, inclusion paths. See README.md.',
    trees: sizes.map((size) => ({ name: `${size} leaves`, size, root: toHex(merkleRoot(leaves(size))) })),
    feeds: [feed(1), feed(2), feed(3), feed(20)],
    inclusion: [
      ...pairs.map(([index, size]) => one(`leaf ${index} of ${size}`, pathOf(index, size), 'holds')),
      one('another leaf', { ...base, leaf: leaf(4) }, 'fails'), one('another index', { ...base, index: 4 }, 'fails'), one('an index of the size', { ...base, index: 11 }, 'fails'), one('a negative index', { ...base, index: -1 }, 'fails'), one('a size one smaller', { ...base, size: 10, root: merkleRoot(leaves(10)) }, 'fails'), one('size 0', { ...base, index: 0, size: 0 }, 'fails'),
      one('another root', { ...base, root: sha256(zeros(0)) }, 'fails'), one('one bit of the root', { ...base, root: withBit(base.root, 0) }, 'fails'), one('a path without its last hash', { ...base, path: base.path.slice(0, -1) }, 'fails'), one('a path without its first hash', { ...base, path: base.path.slice(1) }, 'fails'),
      one('a path with one hash more', { ...base, path: [...base.path, zeros(32)] }, 'fails'), one('a path in reverse', { ...base, path: base.path.toReversed() }, 'fails'), one('one bit of the path', { ...base, path: base.path.map((hash, index) => (index === 2 ? withBit(hash, 7) : hash)) }, 'fails'),
      one('a path hash of 31 bytes', { ...base, path: base.path.map((hash, index) => (index === 0 ? hash.subarray(1) : hash)) }, 'fails'), one('no path', { ...base, path: [] }, 'fails'), one('the root as leaf of a tree of one', { ...base, leaf: base.root, index: 0, size: 1, path: [] }, 'holds'), one('an inner node taken for a leaf', { leaf: merkleRoot(leaves(2)), index: 0, size: 3, path: [leaf(2)], root: merkleRoot(leaves(3)) }, 'fails'),
      one('a path in a tree of one leaf', { ...pathOf(0, 1), path: [zeros(32)] }, 'fails'),
    ],
  });
}
