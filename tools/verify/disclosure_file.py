"""disclosure.hfd: manifest and records (disclosure.md sections 2 and 5, steps 1 to 6)."""
from __future__ import annotations

import hashlib
from typing import Any, Dict, Iterator, List, NamedTuple, Tuple

import cbor
from archive import is_name
from frame import JOURNAL, MAX_BODY, MAX_ENTRY, MAX_HEADER, Header, Refused, has_keys, is_app, is_bytes, is_head, is_text, parse_header
from primitives import signature_holds

MAGIC = b"HFD1"
MAX_MANIFEST = 16_777_216
MAX_RECORD = 1_200_000
MAX_HEADS = 4_096
MAX_FILES = 4_095
SCOPES = ("workspace", "incident")
SORTS = {
    "membership": "sort header signature body",
    "sealed": "sort header signature",
    "leaves": "sort header signature leaves",
    "opened": "sort header signature key body",
}


class Proof(NamedTuple):
    """A proof whose manifest was read; `signed` and `records_hold` are steps 3 and 4."""

    manifest: Dict[str, Any]
    encoded: bytes
    signature: bytes
    start: int
    end: int


class Record(NamedTuple):
    """A record of right shape, with its header read."""

    sort: str
    value: Dict[str, Any]
    header: Header


def read_proof(data, start: int, end: int) -> Proof:
    """Steps 1 and 2. Raises Refused."""
    if end - start < 72 or bytes(data[start:start + 4]) != MAGIC:
        raise Refused("malformed-package")
    length = int.from_bytes(data[start + 4:start + 8], "big")
    at = start + 8 + length
    if not 1 <= length <= MAX_MANIFEST or at + 64 > end:
        raise Refused("malformed-package")
    encoded = bytes(data[start + 8:at])
    return Proof(_read_manifest(encoded), encoded, bytes(data[at:at + 64]), at + 64, end)


def _read_manifest(encoded: bytes) -> Dict[str, Any]:
    try:
        value = cbor.decode(encoded)
    except cbor.Malformed:
        raise Refused("malformed-package") from None
    if type(value) is not dict or value.get("format") != "holdfast-disclosure" or type(value.get("version")) is not int:
        raise Refused("malformed-package")
    if value["version"] != 1:
        raise Refused("unknown-version")
    if not _is_manifest(value):
        raise Refused("malformed-package")
    return value


def _is_manifest(value: Dict[str, Any]) -> bool:
    if not has_keys(value, "format version log scope exporter app statement records counts heads files"):
        return False
    records, counts, heads, files = value["records"], value["counts"], value["heads"], value["files"]
    return (
        is_bytes(value["log"], 16) and value["scope"] in SCOPES and is_bytes(value["exporter"], 32) and is_app(value["app"])
        and is_text(value["statement"], 4_000)
        and has_keys(records, "count bytes sha256") and _is_count(records["count"]) and _is_count(records["bytes"]) and is_bytes(records["sha256"], 32)
        and has_keys(counts, "frames leaves shown entries redacted") and all(_is_count(count) for count in counts.values())
        and type(heads) is list and len(heads) <= MAX_HEADS and all(is_head(head) for head in heads) and _ascends([head["feed"] for head in heads])
        and type(files) is list and len(files) <= MAX_FILES and all(_is_file(file) for file in files) and _ascends([file["name"].encode() for file in files])
    )


def _is_file(value: Any) -> bool:
    return has_keys(value, "name size sha256") and type(value["name"]) is str and is_name(value["name"].encode()) and _is_count(value["size"]) and is_bytes(value["sha256"], 32)


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _ascends(values: List[Any]) -> bool:
    return all(before < after for before, after in zip(values, values[1:]))


def signature_of_manifest_holds(proof: Proof) -> bool:
    """Step 3."""
    return signature_holds(proof.manifest["exporter"], proof.signature, b"holdfast/disclosure/1", proof.encoded)


def records_agree(data, proof: Proof) -> bool:
    """Step 4: length and hash, then the walk by lengths."""
    expected = proof.manifest["records"]
    if expected["bytes"] != proof.end - proof.start:
        return False
    digest = hashlib.sha256()
    for at in range(proof.start, proof.end, 1 << 20):
        digest.update(data[at:min(at + (1 << 20), proof.end)])
    if digest.digest() != expected["sha256"]:
        return False
    try:
        return sum(1 for _ in walk_records(data, proof)) == expected["count"]
    except Refused:
        return False


def walk_records(data, proof: Proof) -> Iterator[Tuple[int, int]]:
    """Where the map of each record begins and ends."""
    at = proof.start
    while at < proof.end:
        length = int.from_bytes(data[at:at + 4], "big")
        end = at + 4 + length
        if at + 4 > proof.end or not 1 <= length <= MAX_RECORD or end > proof.end:
            raise Refused("records-mismatch")
        yield at + 4, end
        at = end


def read_record(encoded: bytes) -> Record:
    """Steps 5 and 6. Raises Refused."""
    try:
        value = cbor.decode(encoded)
    except cbor.Malformed:
        raise Refused("malformed-record") from None
    if not _is_record(value):
        raise Refused("malformed-record")
    header = parse_header(value["header"])
    fits = (header.type == JOURNAL) == (value["sort"] != "membership") and ("body" not in value or len(value["body"]) == header.body_length)
    if not fits:
        raise Refused("malformed-frame")
    return Record(value["sort"], value, header)


def _is_record(value: Any) -> bool:
    sort = value.get("sort") if type(value) is dict else None
    if type(sort) is not str or sort not in SORTS or not has_keys(value, SORTS[sort]):
        return False
    holds = _is_sized(value["header"], MAX_HEADER) and is_bytes(value["signature"], 64)
    holds = holds and ("body" not in value or _is_sized(value["body"], MAX_BODY)) and ("key" not in value or is_bytes(value["key"], 88))
    return holds and ("leaves" not in value or _are_leaves(value["leaves"]))


def _are_leaves(value: Any) -> bool:
    if type(value) is not list or not 1 <= len(value) <= 256 or not all(_is_leaf(leaf) for leaf in value):
        return False
    return _ascends([leaf["index"] for leaf in value])


def _is_leaf(value: Any) -> bool:
    return (
        has_keys(value, "index salt path leaf") and _is_count(value["index"]) and is_bytes(value["salt"], 16) and _is_sized(value["leaf"], MAX_ENTRY)
        and type(value["path"]) is list and len(value["path"]) <= 8 and all(is_bytes(step, 32) for step in value["path"])
    )


def _is_sized(value: Any, longest: int) -> bool:
    return type(value) is bytes and 1 <= len(value) <= longest
