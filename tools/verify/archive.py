"""The ZIP around a disclosure package, read by the rules of disclosure.md sections 1 and 5.1 and no others."""
from __future__ import annotations

import hashlib
import struct
from typing import Dict, List, NamedTuple

from frame import Refused

MAX_MEMBERS = 4096
MAX_DIRECTORY = 16 * 2 ** 20
END = struct.Struct("<4s4H2LH")
ENTRY = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
BLOCK = 1 << 20


class Member(NamedTuple):
    """Where the bytes of a member lie."""

    name: str
    start: int
    size: int


def read_members(data) -> Dict[str, Member]:
    """The members by name. Raises Refused('malformed-package')."""
    end_at, count, directory_at, directory_size = _read_end(data)
    directory = bytes(data[directory_at:directory_at + directory_size])
    members: Dict[str, Member] = {}
    spans: List[tuple] = []
    at = 0
    for _ in range(count):
        if at + ENTRY.size > len(directory):
            raise Refused("malformed-package")
        found = ENTRY.unpack_from(directory, at)
        magic, flags, method, size, plain_size = found[0], found[3], found[4], found[8], found[9]
        name_length, extra_length, comment_length, disk, local_at = found[10], found[11], found[12], found[13], found[16]
        raw = directory[at + ENTRY.size:at + ENTRY.size + name_length]
        at += ENTRY.size + name_length + extra_length + comment_length
        # Bit 0 encryption, 3 data descriptor, 6 and 13 strong encryption.
        if magic != b"PK\x01\x02" or at > len(directory) or flags & 0x2049 or method != 0 or size != plain_size or disk != 0 or 0xFFFFFFFF in (size, local_at):
            raise Refused("malformed-package")
        name = _plain_name(raw)
        member = Member(name, _start_of(data, local_at, raw, size), size)
        if name in members or member.start + size > directory_at:
            raise Refused("malformed-package")
        members[name] = member
        spans.append((local_at, member.start + size))
    spans.sort()
    if at != len(directory) or any(before[1] > after[0] for before, after in zip(spans, spans[1:])) or end_at < directory_at:
        raise Refused("malformed-package")
    return members


def sha256_of(data, member: Member) -> bytes:
    """Hashes a member in blocks."""
    digest = hashlib.sha256()
    for at in range(member.start, member.start + member.size, BLOCK):
        digest.update(data[at:min(at + BLOCK, member.start + member.size)])
    return digest.digest()


def _read_end(data) -> tuple:
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - END.size - 65_535))
    if at < 0 or at + END.size > len(data):
        raise Refused("malformed-package")
    _, disk, first_disk, here, count, size, directory_at, comment = END.unpack(bytes(data[at:at + END.size]))
    holds = disk == first_disk == 0 and here == count <= MAX_MEMBERS and size <= MAX_DIRECTORY and directory_at + size == at and at + END.size + comment == len(data)
    if not holds:
        raise Refused("malformed-package")
    return at, count, directory_at, size


def _start_of(data, at: int, raw_name: bytes, size: int) -> int:
    if at + LOCAL.size > len(data):
        raise Refused("malformed-package")
    magic, _, flags, method, _, _, _, packed, plain, name_length, extra_length = LOCAL.unpack(bytes(data[at:at + LOCAL.size]))
    start = at + LOCAL.size + name_length + extra_length
    if magic != b"PK\x03\x04" or flags & 0x2049 or method != 0 or packed != size or plain != size:
        raise Refused("malformed-package")
    if bytes(data[at + LOCAL.size:at + LOCAL.size + name_length]) != raw_name:
        raise Refused("malformed-package")
    return start


def _plain_name(raw: bytes) -> str:
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("malformed-package") from None
    if name == "" or name.startswith("/") or "\\" in name or "\0" in name or any(part in ("", ".", "..") for part in name.split("/")):
        raise Refused("malformed-package")
    return name
