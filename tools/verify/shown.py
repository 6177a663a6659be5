"""What a disclosure shows of one frame: entries, their fields, and what is withheld (disclosure.md sections 3 to 5)."""
from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import cbor
from entry import is_part, judge_entry, part_text, references_of, referring_fields
from frame import Refused
from trees import entry_leaf

WITHHELD = "[withheld]"


class Leaf(NamedTuple):
    """A shown leaf."""

    index: int
    salt: bytes
    content: bytes


class Shown(NamedTuple):
    """Counts of section 4 for one frame."""

    leaves: int
    entries: int
    redacted: int


def decode_leaf(content: bytes) -> Any:
    """The value, or None when it is no CBOR."""
    try:
        return cbor.decode(content)
    except cbor.Malformed:
        return None


def count_shown(values: Dict[int, Any]) -> Shown:
    """Counts over the shown leaves of one frame, by index."""
    redacted = sum(1 for value in values.values() for reference in references_of(value) if reference not in values)
    return Shown(len(values), sum(1 for value in values.values() if not is_part(value)), redacted)


def check_parts(values: Dict[int, Any]) -> None:
    """Step 12: every shown part has its entry. Raises Refused('stray-part')."""
    reach, run = -1, -2
    for index in sorted(values):
        if not is_part(values[index]):
            reach, run = index + len(references_of(values[index])), index
        elif index == run + 1:
            run = index
        elif index > reach:
            raise Refused("stray-part")


def describe(leaves: List[Leaf]) -> List[Dict[str, Any]]:
    """The shown entries of one frame for people: id, kind, fields, and the names of the fields that are withheld."""
    values = {leaf.index: decode_leaf(leaf.content) for leaf in leaves}
    found: List[Dict[str, Any]] = []
    for leaf in leaves:
        value = values[leaf.index]
        if is_part(value):
            continue
        withheld: List[str] = []
        if type(value) is dict:
            for path, reference in referring_fields(value):
                text = part_text(values.get(reference))
                _put(value, path, text)
                if text is None:
                    withheld.append(" ".join(path).replace("body ", ""))
        entry = judge_entry(value, entry_leaf(leaf.salt, leaf.content))
        found.append({"id": entry.id, "index": leaf.index, "readable": entry.outcome, "value": entry.value, "withheld": withheld})
    return found


def _put(value: Dict[str, Any], path: Tuple[str, ...], text: Optional[str]) -> None:
    for name in path[:-1]:
        value = value[name]
    value[path[-1]] = text if text is not None else WITHHELD
