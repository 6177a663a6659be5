"""The Merkle trees of RFC 6962 and their inclusion paths (frames.md section 5)."""
from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

from primitives import sha256

EMPTY_ROOT = sha256(b"")

# The right edge of a tree that grows: (height, hash, what is left of it). Shared between the versions of one feed,
# so that every frame of a feed costs one small tuple and its root can be computed at any time.
Edge = Optional[Tuple[int, bytes, "Edge"]]  # type: ignore[misc]


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01", left, right)


def header_leaf(header_hash: bytes) -> bytes:
    """Leaf of the feed tree."""
    return sha256(b"\x00", header_hash)


def entry_leaf(salt: bytes, entry: bytes) -> bytes:
    """Leaf of the entries tree."""
    return sha256(b"\x00", salt, entry)


def append(edge: Edge, leaf: bytes) -> Edge:
    """The edge of the tree with one more leaf hash."""
    height, value = 0, leaf
    while edge is not None and edge[0] == height:
        value = node(edge[1], value)
        height += 1
        edge = edge[2]
    return (height, value, edge)


def edge_root(edge: Edge) -> bytes:
    """The root of the tree whose right edge this is."""
    if edge is None:
        return EMPTY_ROOT
    root, edge = edge[1], edge[2]
    while edge is not None:
        root = node(edge[1], root)
        edge = edge[2]
    return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    edge: Edge = None
    for leaf in leaves:
        edge = append(edge, leaf)
    return edge_root(edge)


def path_holds(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path leads from the leaf hash to the root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size or any(len(step) != 32 for step in path):
        return False
    at, last, value = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            value = node(step, value)
            while not at & 1 and at != 0:
                at >>= 1
                last >>= 1
        else:
            value = node(value, step)
        at >>= 1
        last >>= 1
    return last == 0 and value == root


def path_of(leaves: Sequence[bytes], index: int) -> List[bytes]:
    """The inclusion path of a leaf, lowest first (RFC 9162 section 2.1.3.1); for the vectors."""
    if len(leaves) <= 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return path_of(leaves[:split], index) + [root_of(leaves[split:])]
    return path_of(leaves[split:], index - split) + [root_of(leaves[:split])]
