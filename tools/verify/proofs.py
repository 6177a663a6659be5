"""Entry proofs and fork proofs (frames.md section 9)."""
from __future__ import annotations

from typing import Any, Optional, Tuple

import cbor
from frame import JOURNAL, MAX_ENTRY, Header, Refused, feed_id_of, has_keys, header_hash_of, is_bytes, parse_header, signature_of_frame_holds
from trees import entry_leaf, path_holds

MALFORMED = "malformed-proof"


def check_entry_proof(data: bytes) -> str:
    """holds, leaf-fails, signature-fails, both-fail or malformed-proof."""
    value = _read(data, "holdfast-entry-proof", "format version entry salt index path header signature")
    header = _header_of(value)
    if value is None or header is None or header.type != JOURNAL:
        return MALFORMED
    path = value["path"]
    shape = (
        type(value["entry"]) is bytes and 1 <= len(value["entry"]) <= MAX_ENTRY and is_bytes(value["salt"], 16)
        and type(value["index"]) is int and value["index"] >= 0
        and type(path) is list and len(path) <= 8 and all(is_bytes(step, 32) for step in path)
    )
    if not shape:
        return MALFORMED
    leaf = path_holds(entry_leaf(value["salt"], value["entry"]), value["index"], header.entry_count, path, header.entries_root)
    signature = signature_of_frame_holds(header, value["header"], value["signature"])
    return {(True, True): "holds", (False, True): "leaf-fails", (True, False): "signature-fails", (False, False): "both-fail"}[leaf, signature]


def check_fork_proof(data: bytes) -> str:
    """holds, fails or malformed-proof."""
    value = _read(data, "holdfast-fork-proof", "format version first second")
    sides = [_side(value[name]) for name in ("first", "second")] if value is not None else [None]
    if len(sides) != 2 or sides[0] is None or sides[1] is None:
        return MALFORMED
    (first, first_hash, first_holds), (second, second_hash, second_holds) = sides
    same_place = feed_id_of(first) == feed_id_of(second) and first.seq == second.seq
    return "holds" if same_place and first_hash != second_hash and first_holds and second_holds else "fails"


def _read(data: bytes, name: str, keys: str) -> Optional[Any]:
    try:
        value = cbor.decode(data)
    except cbor.Malformed:
        return None
    holds = has_keys(value, keys) and value["format"] == name and type(value["version"]) is int and value["version"] == 1
    return value if holds else None


def _header_of(value: Any) -> Optional[Header]:
    if value is None or type(value["header"]) is not bytes or not is_bytes(value["signature"], 64):
        return None
    try:
        return parse_header(value["header"])
    except Refused:
        return None


def _side(value: Any) -> Optional[Tuple[Header, bytes, bool]]:
    header = _header_of(value) if has_keys(value, "header signature") else None
    return None if header is None else (header, header_hash_of(value["header"]), signature_of_frame_holds(header, value["header"], value["signature"]))
