"""Bundles: manifests of parts, cosignatures and whole parts (bundle.md sections 1, 2 and 5)."""
from __future__ import annotations

import io
import zlib
from typing import Any, Dict, List, NamedTuple

import age
import cbor
import entry
import witness
from frame import Refused, has_keys, is_app, is_bytes, is_head
from primitives import signature_holds

MAGIC = b"HFB1"
COSIGNATURE_MAGIC = b"HFC1"
MAX_MANIFEST = 1_048_576
MAX_COSIGNATURE = 131_072
KEYS = "format version bundle part parts log scope exporter exportedAt frames pieces heads after cosignatures app"


class Part(NamedTuple):
    """A part whose opening holds: the manifest, and where its frames begin."""

    manifest: Dict[str, Any]
    frames_at: int


def open_part(data: bytes) -> Part:
    """Section 2: reads what stands before the frames. Raises Refused."""
    if len(data) < 8 or data[:4] != MAGIC:
        raise Refused("not-a-bundle")
    length = int.from_bytes(data[4:8], "big")
    if length > MAX_MANIFEST:
        raise Refused("too-large")
    end = 8 + length + 64
    if end + 4 > len(data):
        raise Refused("malformed-bundle")
    if zlib.crc32(data[:end]) != int.from_bytes(data[end:end + 4], "big"):
        raise Refused("crc-mismatch")
    encoded = data[8:8 + length]
    manifest = _read_manifest(encoded)
    if not signature_holds(manifest["exporter"], data[8 + length:end], b"holdfast/bundle/1", encoded):
        raise Refused("bad-signature")
    return Part(manifest, end + 4)


def _read_manifest(encoded: bytes) -> Dict[str, Any]:
    try:
        value = cbor.decode(encoded)
    except cbor.Malformed:
        raise Refused("malformed-bundle") from None
    if type(value) is not dict or value.get("format") != "holdfast-bundle" or type(value.get("version")) is not int:
        raise Refused("malformed-bundle")
    if value["version"] != 1:
        raise Refused("unknown-version")
    holds = (
        has_keys(value, KEYS) and is_bytes(value["bundle"], 16) and _whole(value["part"], 1) and _whole(value["parts"], 1, 99_999) and value["part"] <= value["parts"]
        and is_bytes(value["log"], 16) and value["scope"] in ("workspace", "incident") and is_bytes(value["exporter"], 32) and _whole(value["exportedAt"])
        and _is_extent(value["frames"]) and _is_list(value["pieces"], 4096) and all(_is_piece(piece) for piece in value["pieces"])
        and value["frames"]["bytes"] + sum(piece["bytes"] for piece in value["pieces"]) <= cbor.MAX_INTEGER
        and _is_list(value["heads"], 4096) and all(is_head(head) for head in value["heads"]) and _is_list(value["after"], 4096) and all(_is_mark(mark) for mark in value["after"])
        and _is_list(value["cosignatures"], 256) and all(type(one) is bytes and len(one) <= MAX_COSIGNATURE for one in value["cosignatures"]) and is_app(value["app"])
    )
    if not holds:
        raise Refused("malformed-bundle")
    return value


def check_cosignature(data: bytes, log: bytes, members: List[bytes]) -> Dict[str, Any]:
    """Section 5: the map, with its statement read. Raises Refused, the first failure in the order of the classes."""
    length = int.from_bytes(data[4:8], "big")
    if len(data) > MAX_COSIGNATURE or data[:4] != COSIGNATURE_MAGIC or len(data) != 8 + length + 64:
        raise Refused("malformed-cosignature")
    stated = data[8:8 + length]
    try:
        value = cbor.decode(stated)
        holds = (
            type(value) is dict and has_keys(value, "format version log device at statement") and value["format"] == "holdfast-cosignature" and type(value["version"]) is int
            and value["version"] == 1 and is_bytes(value["log"], 16) and is_bytes(value["device"], 32) and _whole(value["at"]) and type(value["statement"]) is bytes
        )
        statement = witness.read_statement(value["statement"]) if holds else None
    except (cbor.Malformed, Refused):
        statement = None
    if statement is None:
        raise Refused("malformed-cosignature")
    if value["log"] != log or statement["log"] != log:
        raise Refused("wrong-log")
    if value["device"] not in members:
        raise Refused("not-a-member")
    if not signature_holds(value["device"], data[8 + length:], b"holdfast/cosignature/1", stated):
        raise Refused("bad-signature")
    return {**value, "statement": statement}


def open_sealed(data: bytes, secret: bytes) -> "tuple[Part, int]":
    """Section 1: a part as it lies on the medium, opened with a device's X25519 secret, and how many frames it holds. Raises Refused."""
    if not data.startswith(age.FIRST_LINE + b"\n"):
        raise Refused("not-a-bundle")
    plain = bytearray()
    try:
        age.open_file(io.BytesIO(data), plain.extend, secret=secret)
    except age.NotOpened as failed:
        raise Refused("not-for-us" if failed.kind == "wrong-key" else "damaged") from None
    part = open_part(bytes(plain))
    end = part.frames_at + part.manifest["frames"]["bytes"]
    return part, count_frames(bytes(plain[part.frames_at:end]))


def count_frames(data: bytes) -> int:
    """Whole frames that follow each other from the beginning."""
    at = count = 0
    while data[at:at + 4] == b"HFF1":
        at += 80 + int.from_bytes(data[at + 4:at + 8], "big") + int.from_bytes(data[at + 8:at + 12], "big")
        count += 1
    return count if at == len(data) else 0


def _whole(value: Any, least: int = 0, most: int = cbor.MAX_INTEGER) -> bool:
    return type(value) is int and least <= value <= most


def _is_list(value: Any, most: int) -> bool:
    return type(value) is list and len(value) <= most


def _is_extent(value: Any) -> bool:
    return type(value) is dict and has_keys(value, "count bytes") and _whole(value["count"]) and _whole(value["bytes"]) and value["count"] * 80 <= value["bytes"] and (value["count"] > 0 or value["bytes"] == 0)


def _is_piece(value: Any) -> bool:
    return (type(value) is dict and has_keys(value, "item part bytes sha256") and entry.fits("item:id", value)
            and _whole(value["part"], 0, 9_999_998) and _whole(value["bytes"], 1) and is_bytes(value["sha256"], 32))


def _is_mark(value: Any) -> bool:
    return type(value) is dict and has_keys(value, "feed seq") and is_bytes(value["feed"], 32) and _whole(value["seq"])
