"""A frame whose header was read, before it is placed (frames.md section 8)."""
from __future__ import annotations

from typing import Callable, NamedTuple

from frame import Header, feed_id_of, header_hash_of


class Candidate(NamedTuple):
    """A frame whose header was read. `check_body` is step 7; `check_content` steps 9 to 12 and gives opened or sealed."""

    header: Header
    header_bytes: bytes
    signature: bytes
    hash: bytes
    feed: bytes
    body: Callable[[], bytes]
    check_body: Callable[[], None]
    check_content: Callable[[], str]


def candidate_of(header: Header, header_bytes: bytes, signature: bytes, body: Callable[[], bytes],
                 check_body: Callable[[], None], check_content: Callable[[], str]) -> Candidate:
    """Names a frame by its hash and its feed."""
    return Candidate(header, header_bytes, signature, header_hash_of(header_bytes), feed_id_of(header), body, check_body, check_content)
