"""Reading entries (entries.md sections 1 to 5): known, newer or malformed, and the id an entry goes by."""
from __future__ import annotations

import re
import unicodedata
from typing import Any, Callable, Dict, List, NamedTuple, Optional

import cbor
from entry_kinds import AUTHORITIES, BODIES, ENVELOPE, PARTS, TIME, WITNESS_BODIES
from frame import text_length
from primitives import strict_base64
from values import VALUES

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KNOWN, NEWER, MALFORMED = "known", "newer", "malformed"
FIRST_MS, LAST_MS = -62_135_596_800_000, 253_402_300_799_999
# What String.prototype.trim takes away.
SPACE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

# An array of two whose first member is the text 'part'.
PART_BEGINS = b"\x82\x64part"

Test = Callable[[Any], bool]


class Entry(NamedTuple):
    """One entry as a reader understands it; `value` is None when it is not a map."""

    outcome: str
    id: str
    value: Optional[Dict[str, Any]]


def read_entry(data: bytes, leaf: bytes) -> Entry:
    """An entry of one leaf."""
    try:
        value = cbor.decode(data)
    except cbor.Malformed:
        value = None
    return judge_entry(value, leaf)


def judge_entry(value: Any, leaf: bytes) -> Entry:
    """An entry whose value was decoded and, where it has parts, put together."""
    if type(value) is not dict:
        return Entry(MALFORMED, id_of_leaf(leaf), None)
    found = value["id"] if _is_id(value.get("id")) else id_of_leaf(leaf)
    return Entry(_outcome_of(value), found, value)


def id_of_leaf(leaf: bytes) -> str:
    """Section 1: the id of an entry in which none is written."""
    return ALPHABET[leaf[0] % 8] + "".join(ALPHABET[byte % 32] for byte in leaf[1:26])


def _outcome_of(value: Dict[str, Any]) -> str:
    version, kind = value.get("v"), value.get("kind")
    if type(version) is int and version > 1:
        return NEWER
    if type(version) is not int or version != 1 or type(kind) is not str:
        return MALFORMED
    if kind not in BODIES and kind != "witness":
        return NEWER
    if not fits(ENVELOPE, value):
        return MALFORMED
    body = value["body"]
    shape = WITNESS_BODIES.get(str(body.get("witnessKind")), "") if kind == "witness" else BODIES[kind]
    return KNOWN if shape and fits(shape, body) else MALFORMED


def fits(shape: str, value: Any) -> bool:
    """Whether a map has the fields of a shape; unknown fields are ignored."""
    if type(value) is not dict:
        return False
    for field in shape.split():
        name, kind = field.split(":", 1)
        optional = name.endswith("?")
        name = name.rstrip("?")
        if name not in value:
            if not optional:
                return False
        elif not _is_of(kind, value[name], optional):
            return False
    return True


def _is_of(kind: str, value: Any, optional: bool) -> bool:
    if kind.startswith("["):
        return type(value) is list and all(_is_of(kind[1:-1], member, False) for member in value)
    if optional and value == "" and kind in ("line", "text"):
        return True
    if kind in VALUES:
        return type(value) is str and value in VALUES[kind]
    if kind in PARTS:
        return fits(PARTS[kind], value)
    if kind in TESTS:
        return TESTS[kind](value)
    return type(value) is str and value in kind.split("|")


def _text(longest: int, shortest: int = 0, trimmed: bool = False) -> Test:
    def test(value: Any) -> bool:
        return type(value) is str and shortest <= text_length(value.strip(SPACE) if trimmed else value) and text_length(value) <= longest

    return test


def _pattern(pattern: str) -> Test:
    found = re.compile(pattern)
    return lambda value: type(value) is str and found.fullmatch(value) is not None


def _integer(least: int, most: int = cbor.MAX_INTEGER) -> Test:
    return lambda value: type(value) is int and least <= value <= most


def _is_line(value: Any) -> bool:
    return type(value) is str and 1 <= text_length(value.strip(SPACE)) <= 500


def _is_id(value: Any) -> bool:
    return type(value) is str and re.fullmatch(f"[0-7][{ALPHABET}]{{25}}", value) is not None


def _is_time(value: Any) -> bool:
    if not fits(TIME, value) or (value["at"] is None) != (value["precision"] == "unknown"):
        return False
    return "until" not in value or (value["at"] is not None and value["until"] >= value["at"])


def _is_authority(value: Any) -> bool:
    return type(value) is dict and type(value.get("basis")) is str and value["basis"] in AUTHORITIES and fits(AUTHORITIES[value["basis"]], value)


def _is_tag(value: Any) -> bool:
    if type(value) is not str or not 1 <= text_length(value) <= 60:
        return False
    letters = [unicodedata.category(letter)[0] in "LN" or unicodedata.category(letter) == "Mn" for letter in value]
    return unicodedata.category(value[0])[0] in "LN" and all(good or letter in "_.:-" for good, letter in zip(letters, value))


def _is_base64_of(most: int) -> Test:
    def test(value: Any) -> bool:
        found = strict_base64(value)
        return found is not None and 1 <= len(found) <= most

    return test


TESTS: Dict[str, Test] = {
    "version": lambda value: type(value) is int and value == 1,
    "flag": lambda value: type(value) is bool,
    "anyText": lambda value: type(value) is str,
    "anyMap": lambda value: type(value) is dict,
    "id": _is_id,
    "line": _is_line,
    "text": _text(64_000, 1, trimmed=True),
    "name": _text(200, 1, trimmed=True),
    "written": _text(200),
    "late": _text(2_000),
    "initials": _text(4, 1),
    "incidentRef": _text(40, 1, trimmed=True),
    "zone": _text(64, 1),
    "prefix": _pattern("[A-Z0-9]{2}"),
    "ref": _pattern("(EV|A|D|T|S|U|I|F|DS|C|B|CS|M)-[A-Z0-9]{2}-[0-9]{3,}"),
    "section": _pattern("[a-z][a-z-]{1,40}"),
    "field": _pattern("[A-Za-z]{1,40}"),
    "uuid": _pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
    "country": _pattern("[A-Z]{2}"),
    "techniqueId": _pattern(r"T[0-9]{4}(\.[0-9]{3})?"),
    "sha256": _pattern("[0-9a-f]{64}"),
    "hex16": _pattern("[0-9a-f]{32}"),
    "rotation": _pattern("(?:[0-9a-f]{2}){1,1096}"),
    "hex": _pattern("([0-9a-f]{2})+"),
    "code": _pattern("[0-9a-f]{8}"),
    "nonce": _pattern("(?!0{16})[0-7][0-9a-f]{15}"),
    "words": _pattern("[a-z]+( [a-z]+){7}"),
    "token": _is_base64_of(48 * 1024),
    "cosignature": _is_base64_of(128 * 1024),
    "fingerprint": _pattern("[0-9a-f]{20}"),
    "certificate": _is_base64_of(16 * 1024),
    "integer": _integer(-cbor.MAX_INTEGER),
    "instant": lambda value: value is None or type(value) is int and FIRST_MS <= value <= LAST_MS,
    "count": _integer(0),
    "weekday": _integer(1, 7),
    "minuteOfDay": _integer(0, 1439),
    "day": _pattern("[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"),
    "positive": _integer(1),
    "lineNumber": _integer(1, 999),
    "place": _integer(0, 9999),
    "updateMinutes": _integer(1, 525_600),
    "retentionHours": _integer(1, 87_600),
    "rank": _integer(0, 9),
    "nanos": _integer(0, 999_999),
    "offset": _integer(-1080, 1080),
    "time": _is_time,
    "authority": _is_authority,
    "tag": _is_tag,
}


def references_of(value: Any) -> List[int]:
    """Section 1.1: the leaves named by a decoded entry, in the order of its bytes, at the places where one may stand."""
    return [reference for _, reference in referring_fields(value)]


def referring_fields(value: Any) -> List[tuple]:
    """`(path, leaf)` of each reference."""
    found: List[tuple] = []
    if type(value) is not dict:
        return found
    for name, member in value.items():
        if name in ("onBehalfOf", "witness"):
            found += [((name,), reference) for reference in _reference(member)]
        elif name == "author" and type(member) is dict:
            found += [((name, "name"), reference) for reference in _reference(member.get("name"))]
        elif name == "body" and type(member) is dict:
            for field, content in member.items():
                found += [((name, field), reference) for reference in _reference(content)]
    return found


def _reference(value: Any) -> List[int]:
    is_one = type(value) is dict and len(value) == 1 and type(value.get("part")) is int and value["part"] >= 0
    return [value["part"]] if is_one else []


def part_text(value: Any) -> Optional[str]:
    """The text of a well-formed part."""
    good = type(value) is list and len(value) == 2 and value[0] == "part" and type(value[1]) is str and value[1] != ""
    return value[1] if good else None


def is_part(value: Any) -> bool:
    """Section 1.1: whether a decoded leaf is a part."""
    return part_text(value) is not None


def count_entries(leaves: List[bytes]) -> int:
    """Section 1.1: how many entries the leaves of a whole frame are; parts belong to the entry before them."""
    parts = [leaf.startswith(PART_BEGINS) and part_text(_decoded(leaf)) is not None for leaf in leaves]
    return parts.count(False) + (1 if parts and parts[0] else 0)


def _decoded(leaf: bytes) -> Any:
    try:
        return cbor.decode(leaf)
    except cbor.Malformed:
        return None
