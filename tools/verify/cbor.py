"""Deterministic CBOR, narrowed as frames.md section 1 says. Nothing else is read or written."""
from __future__ import annotations

from typing import Any, Dict, List, Tuple

# A decoded value is None, bool, int, bytes, str, list or dict; maps keep the order of their bytes.
Value = Any

MAX_LEVELS = 32
MAX_INTEGER = 2 ** 53 - 1


class Malformed(Exception):
    """Bytes that deterministic CBOR would not have written."""


def decode(data: bytes) -> Value:
    """The one value that the bytes hold. Raises Malformed on anything that encoding would not give back."""
    try:
        value, end = _read(data, 0, 1)
    except IndexError:
        raise Malformed("the bytes end inside a value") from None
    except UnicodeDecodeError:
        raise Malformed("text that is not UTF-8") from None
    if end != len(data):
        raise Malformed("bytes after the value")
    return value


def encode(value: Value) -> bytes:
    """The bytes of a value. Raises Malformed when CBOR of this page cannot hold it."""
    out: List[bytes] = []
    _write(value, out, 1)
    return b"".join(out)


def head(major: int, number: int) -> bytes:
    """The shortest head of a major type with its number."""
    if number < 24:
        return bytes([major << 5 | number])
    for extra, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | extra]) + number.to_bytes(size, "big")
    raise Malformed("a number too large")


def _read_head(data: bytes, at: int) -> Tuple[int, int, int]:
    first = data[at]
    major, extra = first >> 5, first & 31
    if extra < 24:
        return major, extra, at + 1
    if extra > 27 or major == 7:
        raise Malformed("an indefinite length, a float or a reserved head")
    size = 1 << (extra - 24)
    end = at + 1 + size
    if end > len(data):
        raise Malformed("the bytes end inside a head")
    number = int.from_bytes(data[at + 1:end], "big")
    if number < (24 if size == 1 else 1 << 4 * size):
        raise Malformed("a head that is not the shortest")
    return major, number, end


def _read(data: bytes, at: int, level: int) -> Tuple[Value, int]:
    if level > MAX_LEVELS:
        raise Malformed("more than 32 levels")
    major, number, at = _read_head(data, at)
    if major == 0 or major == 1:
        if number > MAX_INTEGER - major:
            raise Malformed("an integer beyond 2^53-1")
        return (number if major == 0 else -1 - number), at
    if major == 2 or major == 3:
        end = at + number
        if end > len(data):
            raise Malformed("the bytes end inside a string")
        part = bytes(data[at:end])
        return (part if major == 2 else part.decode("utf-8")), end
    if major == 4:
        # Every member has at least one byte: a count beyond the rest is refused before anything is made for it.
        if number > len(data) - at:
            raise Malformed("more members than bytes")
        members: List[Value] = []
        for _ in range(number):
            member, at = _read(data, at, level + 1)
            members.append(member)
        return members, at
    if major == 5:
        return _read_map(data, at, number, level)
    if major == 7 and 20 <= number <= 22:
        return (False, True, None)[number - 20], at
    raise Malformed("a tag or a simple value")


def _read_map(data: bytes, at: int, number: int, level: int) -> Tuple[Dict[str, Value], int]:
    if number > (len(data) - at) // 2:
        raise Malformed("more members than bytes")
    members: Dict[str, Value] = {}
    before = b""
    for _ in range(number):
        start = at
        key, at = _read(data, at, level + 1)
        if type(key) is not str:
            raise Malformed("a key that is not text")
        encoded = bytes(data[start:at])
        if encoded <= before:
            raise Malformed("keys out of order or twice")
        before = encoded
        members[key], at = _read(data, at, level + 1)
    return members, at


def _write(value: Value, out: List[bytes], level: int) -> None:
    if level > MAX_LEVELS:
        raise Malformed("more than 32 levels")
    if value is None or type(value) is bool:
        out.append(b"\xf6" if value is None else b"\xf5" if value else b"\xf4")
    elif type(value) is int:
        if abs(value) > MAX_INTEGER:
            raise Malformed("an integer beyond 2^53-1")
        out.append(head(0, value) if value >= 0 else head(1, -1 - value))
    elif type(value) is bytes:
        out.append(head(2, len(value)) + value)
    elif type(value) is str:
        try:
            text = value.encode("utf-8")
        except UnicodeEncodeError:
            raise Malformed("a lone surrogate") from None
        out.append(head(3, len(text)) + text)
    elif type(value) is list:
        out.append(head(4, len(value)))
        for member in value:
            _write(member, out, level + 1)
    elif type(value) is dict:
        out.append(head(5, len(value)))
        for key, member in sorted(((encode(key), member) for key, member in value.items()), key=lambda pair: pair[0]):
            out.append(key)
            _write(member, out, level + 1)
    else:
        raise Malformed("a value that CBOR of this page cannot hold")
