"""Frames, headers and bodies (frames.md sections 2, 3, 4, 6 and 7)."""
from __future__ import annotations

import zlib
from typing import Any, Dict, List, NamedTuple, Optional, Union

import cbor
from primitives import ZEROS32, hkdf, open_xchacha, same, sha256, signature_holds
from trees import EMPTY_ROOT, entry_leaf, root_of

MAGIC = b"HFF1"
MAX_HEADER = 4096
MAX_BODY = 1_048_576
MAX_FRAME = 12 + MAX_HEADER + 64 + MAX_BODY + 4
MAX_ENTRY = 983_040
MEMBERSHIP, JOURNAL = 0, 1


class Refused(Exception):
    """A check that does not hold; `kind` is the class of frames.md section 8."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Framed(NamedTuple):
    """What the framing of one frame holds."""

    header: bytes
    signature: bytes
    body: bytes


class Header(NamedTuple):
    """The 18 members, in their order."""

    version: int
    type: int
    scope: int
    log_id: bytes
    author: bytes
    instance: bytes
    seq: int
    previous: bytes
    feed_root: bytes
    entry_count: int
    entries_root: bytes
    epoch_id: bytes
    membership_head: bytes
    checkpoint: Optional[bytes]
    salt: bytes
    commitment: bytes
    body_length: int
    body_hash: bytes


class Body(NamedTuple):
    """The plaintext of a sealed body."""

    entries: List[bytes]
    salts: List[bytes]
    fields: Dict[str, Any]


def log_id_of(scope: int, device: bytes, nonce: bytes) -> bytes:
    """Section 2."""
    return sha256(b"holdfast/log/1", bytes([scope]), device, nonce)[:16]


def feed_id_of(header: Header) -> bytes:
    """Section 2."""
    return sha256(b"holdfast/feed/1", header.author, header.log_id, header.instance)


def header_hash_of(header: bytes) -> bytes:
    """Section 2."""
    return sha256(b"holdfast/header/1", header)


def epoch_id_of(log_id: bytes, secret: bytes) -> bytes:
    """Section 2."""
    return sha256(b"holdfast/epoch/1", log_id, hkdf(secret, b"", b"holdfast/epoch-id/1", 32))


def fingerprint_of(device: bytes) -> str:
    """Section 9: five groups of four hexadecimal digits."""
    digits = sha256(b"holdfast/fingerprint/1", device)[:10].hex()
    return " ".join(digits[at:at + 4] for at in range(0, 20, 4))


def split_frame(data: Union[bytes, memoryview]) -> Framed:
    """Step 1 of section 8 over the bytes of exactly one frame."""
    if len(data) < 12 or bytes(data[:4]) != MAGIC:
        raise Refused("malformed-frame")
    header_length = int.from_bytes(data[4:8], "big")
    body_length = int.from_bytes(data[8:12], "big")
    if header_length > MAX_HEADER or body_length > MAX_BODY:
        raise Refused("too-large")
    if header_length == 0 or body_length == 0 or len(data) != 80 + header_length + body_length:
        raise Refused("malformed-frame")
    if zlib.crc32(data[:-4]) != int.from_bytes(data[-4:], "big"):
        raise Refused("crc-mismatch")
    start = 12 + header_length
    return Framed(bytes(data[12:start]), bytes(data[start:start + 64]), bytes(data[start + 64:-4]))


def parse_header(data: bytes) -> Header:
    """Section 4; the length of the body is compared by whoever holds the framing."""
    try:
        members = cbor.decode(data)
    except cbor.Malformed:
        raise Refused("malformed-frame") from None
    if type(members) is not list or not members or not _is_uint(members[0]):
        raise Refused("malformed-frame")
    if members[0] != 1:
        raise Refused("unknown-version")
    if len(members) != 18 or not all(_is_uint(members[at]) for at in (1, 2, 6, 9, 16)):
        raise Refused("malformed-frame")
    if members[1] > 1 or members[2] > 1:
        raise Refused("unknown-version")
    for at, size in ((3, 16), (4, 32), (5, 16), (7, 32), (8, 32), (10, 32), (11, 32), (12, 32), (14, 32), (15, 32), (17, 32)):
        if not is_bytes(members[at], size):
            raise Refused("malformed-frame")
    if members[13] is not None and not is_bytes(members[13], 32):
        raise Refused("malformed-frame")
    header = Header(*members)
    _check_table(header)
    return header


def _check_table(header: Header) -> None:
    holds = 1 <= header.body_length <= MAX_BODY
    if header.type == JOURNAL:
        holds = holds and 1 <= header.entry_count <= 256
    else:
        holds = holds and header.entry_count == 0 and header.entries_root == EMPTY_ROOT
        holds = holds and header.epoch_id == header.salt == header.commitment == ZEROS32
    if not holds:
        raise Refused("malformed-frame")


def signature_of_frame_holds(header: Header, header_bytes: bytes, signature: bytes) -> bool:
    """Section 3: by the author, over the tagged header."""
    return signature_holds(header.author, signature, b"holdfast/frame/1", header_bytes)


def frame_okm(header: Header, epoch_secret: bytes) -> bytes:
    """Section 6: key, nonce and commitment of one frame, 88 bytes."""
    info = b"holdfast/frame-key/1" + header.log_id + feed_id_of(header) + header.seq.to_bytes(8, "big")
    return hkdf(epoch_secret, header.salt, info, 88)


def associated_bytes(header: Header, header_bytes: bytes) -> bytes:
    """Section 6: the hash of the array of members 0 to 15, which are the header without its last two."""
    tail = len(cbor.head(0, header.body_length)) + 34
    return sha256(b"\x90", header_bytes[1:-tail])


def open_body(header: Header, header_bytes: bytes, sealed: bytes, okm: bytes) -> Body:
    """Steps 9 to 12 of section 8 with the 88 bytes of the frame's key."""
    if not same(okm[56:88], header.commitment):
        raise Refused("commitment-mismatch")
    plain = open_xchacha(okm[:32], okm[32:56], associated_bytes(header, header_bytes), sealed)
    if plain is None:
        raise Refused("decrypt-failed")
    body = parse_plaintext(plain)
    leaves = [entry_leaf(salt, entry) for salt, entry in zip(body.salts, body.entries)]
    if len(leaves) != header.entry_count or root_of(leaves) != header.entries_root:
        raise Refused("entries-root-mismatch")
    return body


def padded_length(length: int) -> int:
    """Section 6: pad(L), the larger of 1,024 and padmé(L)."""
    exponent = length.bit_length() - 1
    unit = 1 << max(0, exponent - exponent.bit_length())
    return max(1024, (length + unit - 1) // unit * unit)


def parse_plaintext(plain: bytes) -> Body:
    """Step 11 of section 8: padding, CBOR, body map, entry and salt counts."""
    length = int.from_bytes(plain[:4], "big")
    if len(plain) < 4 or len(plain) != padded_length(4 + length) or plain.count(0, 4 + length) != len(plain) - 4 - length:
        raise Refused("malformed-body")
    try:
        fields = cbor.decode(plain[4:4 + length])
    except cbor.Malformed:
        raise Refused("malformed-body") from None
    if not _is_body_map(fields):
        raise Refused("malformed-body")
    return Body(fields["entries"], fields["salts"], fields)


def _is_body_map(value: Any) -> bool:
    if not has_keys(value, "entries salts hlc wall mono timeSource parents app"):
        return False
    entries, salts, hlc, wall, mono = value["entries"], value["salts"], value["hlc"], value["wall"], value["mono"]
    source, parents, app = value["timeSource"], value["parents"], value["app"]
    return (
        type(entries) is list and 1 <= len(entries) <= 256 and all(type(entry) is bytes and 1 <= len(entry) <= MAX_ENTRY for entry in entries)
        and type(salts) is list and all(is_bytes(salt, 16) for salt in salts) and len(salts) == len(entries)
        and has_keys(hlc, "ms counter") and _is_uint(hlc["ms"]) and _is_uint(hlc["counter"]) and hlc["counter"] <= 65_535
        and has_keys(wall, "ms zone offset") and type(wall["ms"]) is int and is_text(wall["zone"], 64) and type(wall["offset"]) is int
        and has_keys(mono, "boot ms") and is_bytes(mono["boot"], 16) and _is_uint(mono["ms"])
        and has_keys(source, "state errorMs") and source["state"] in ("unsynchronised", "system", "witness")
        and (source["errorMs"] is None or _is_uint(source["errorMs"]))
        and type(parents) is list and len(parents) <= 256 and all(is_head(parent) for parent in parents)
        and is_app(app)
    )


def is_head(value: Any) -> bool:
    """`{feed, seq, header}`."""
    return has_keys(value, "feed seq header") and is_bytes(value["feed"], 32) and _is_uint(value["seq"]) and is_bytes(value["header"], 32)


def is_app(value: Any) -> bool:
    """`{version, build}`, text of at most 64 each."""
    return has_keys(value, "version build") and is_text(value["version"], 64) and is_text(value["build"], 64)


def has_keys(value: Any, names: str) -> bool:
    """A map with exactly these keys."""
    return type(value) is dict and value.keys() == set(names.split())


def is_bytes(value: Any, size: int) -> bool:
    """A byte string of this length."""
    return type(value) is bytes and len(value) == size


def is_text(value: Any, longest: int, shortest: int = 0) -> bool:
    """Text whose length in UTF-16 code units lies in the range (entries.md, introduction)."""
    return type(value) is str and shortest <= text_length(value) <= longest


def text_length(value: str) -> int:
    """Length in UTF-16 code units."""
    return len(value) + sum(1 for character in value if character > "\uffff")


def _is_uint(value: Any) -> bool:
    return type(value) is int and value >= 0
