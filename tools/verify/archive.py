"""The ZIP around a disclosure package, in the one form of disclosure.md section 1.1."""
from __future__ import annotations

import hashlib
import struct
import zlib
from typing import Any, Dict, List, NamedTuple, Tuple

from frame import Refused

MAX_FILE = 2_147_483_647
MAX_MEMBERS = 4096
LOCAL = struct.Struct("<4s5H3L2H")
ENTRY = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
BLOCK = 1 << 20
# Version 2.0, names in UTF-8, stored, 1980-01-01 00:00:00.
FIXED = (20, 0x0800, 0, 0, 0x0021)


class Member(NamedTuple):
    """Where the bytes of a member lie."""

    name: str
    start: int
    size: int


def read_members(data: Any) -> Dict[str, Member]:
    """The members by name, read one after another. Raises Refused('malformed-package') for any other form."""
    if len(data) > MAX_FILE:
        raise Refused("malformed-package")
    members: Dict[str, Member] = {}
    directory: List[bytes] = []
    at, before = 0, b""
    while bytes(data[at:at + 4]) == b"PK\x03\x04":
        member, raw, crc = _read_member(data, at)
        if raw <= before or len(members) == MAX_MEMBERS:
            raise Refused("malformed-package")
        directory.append(ENTRY.pack(b"PK\x01\x02", 20, *FIXED, crc, member.size, member.size, len(raw), 0, 0, 0, 0, 0, at) + raw)
        members[member.name] = member
        at, before = member.start + member.size, raw
    expected = b"".join(directory)
    expected += END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(expected), at, 0)
    if not members or len(data) - at != len(expected) or bytes(data[at:]) != expected:
        raise Refused("malformed-package")
    return members


def _read_member(data: Any, at: int) -> Tuple[Member, bytes, int]:
    if at + LOCAL.size > len(data):
        raise Refused("malformed-package")
    found = LOCAL.unpack(bytes(data[at:at + LOCAL.size]))
    crc, size, name_length = found[6], found[7], found[9]
    start = at + LOCAL.size + name_length
    raw = bytes(data[at + LOCAL.size:start])
    if found != (b"PK\x03\x04", *FIXED, crc, size, size, name_length, 0) or start + size > len(data) or not is_name(raw):
        raise Refused("malformed-package")
    if _crc_of(data, start, start + size) != crc:
        raise Refused("malformed-package")
    return Member(raw.decode("utf-8"), start, size), raw, crc


def is_name(raw: bytes) -> bool:
    """Whether a member may have this name."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    plain = not any(letter < " " or letter in "\\:\x7f" for letter in name)
    return 1 <= len(raw) <= 255 and plain and all(piece not in ("", ".", "..") for piece in name.split("/"))


def _crc_of(data: Any, start: int, end: int) -> int:
    crc = 0
    for at in range(start, end, BLOCK):
        crc = zlib.crc32(data[at:min(at + BLOCK, end)], crc)
    return crc


def sha256_of(data: Any, member: Member) -> bytes:
    """Hashes a member in blocks."""
    digest = hashlib.sha256()
    for at in range(member.start, member.start + member.size, BLOCK):
        digest.update(data[at:min(at + BLOCK, member.start + member.size)])
    return digest.digest()
