"""Findings in plain words (disclosure.md section 6, frames.md section 11)."""
from __future__ import annotations

import unicodedata
from datetime import datetime, timezone
from typing import Any, Dict, List

from disclosure import Disclosure
from frame import fingerprint_of
from report import FAILED, INCOMPLETE, MALFORMED, OK, LogAnswer

VERDICTS = {
    OK: "OK: what could be checked holds.",
    FAILED: "FAILED: something does not hold.",
    INCOMPLETE: "INCOMPLETE: what is here holds, but parts are missing or could not be judged.",
    MALFORMED: "NOT READABLE: this is no file that can be checked, or nothing in it can be read.",
}
MEANINGS = {
    "malformed-package": "the file is no disclosure or journal package, or breaks the rules of one",
    "unknown-version": "something was written by a newer version and was not judged",
    "bad-signature": "a signature does not hold",
    "records-mismatch": "the records are not those that the exporter signed for",
    "malformed-record": "a record is not well-formed, out of order or there twice",
    "malformed-frame": "a frame or its header is not well-formed",
    "crc-mismatch": "bytes are damaged",
    "too-large": "a length is beyond its limit",
    "wrong-log": "a frame belongs to another journal",
    "not-a-member": "an author was no member who may write",
    "broken-chain": "a frame does not follow the one before it",
    "wrong-feed-root": "a frame does not commit to the frames before it",
    "body-hash-mismatch": "a content is not the one that was signed",
    "unknown-epoch": "a frame was sealed under a key that the journal does not know",
    "commitment-mismatch": "a key is not the key of its frame",
    "decrypt-failed": "a content does not open with its key",
    "malformed-body": "a content is not well-formed",
    "entries-root-mismatch": "entries are not those that were signed",
    "leaf-mismatch": "a shown entry or field is not the one that was signed",
    "stray-part": "a field is shown without its entry",
    "heads-mismatch": "the newest frames are not those that the exporter named",
    "counts-mismatch": "the numbers are not those that the exporter named",
    "unknown-exporter": "the exporter is no member of the journal",
    "file-mismatch": "a file beside the proof is not the one that the exporter listed",
    "fork": "a device wrote two different frames for one place",
    "damage": "bytes between or after frames cannot be read",
    "head-missing": "a frame that was seen elsewhere is missing",
    "head-differs": "another frame stands where one was seen elsewhere",
    "bad-lockbox": "a box with a key for this device does not open, or holds another key",
    "newer-membership": "the members were changed by a newer version; authors after it are undecided",
}
NOT_PROVEN = (
    "An author could have left out their own newest entries, as long as nobody else had seen them.",
    "All times are what the clocks of the devices said. The order within each feed is proved.",
    "A name is what the holder of the device key wrote. Compare the fingerprint with the person.",
)
NOT_PROVEN_DISCLOSED = (
    "That entries and fields were withheld, and how many, is known; what they say is not.",
    "Nothing shows why they were withheld.",
) + NOT_PROVEN + ("The certificate and entries.html are claims of the exporter; only what disclosure.hfd shows is proven.",)
MOST_SHOWN = 2_000


def clean(text: str) -> str:
    """Text of others for a terminal: control and direction characters become visible codes."""
    return "".join(letter if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else f"<{ord(letter):04X}>" for letter in text)


def problem_lines(problems: List[str]) -> List[str]:
    """One line per class, in words."""
    lead = {"unknown-version": "INCOMPLETE ", "head-missing": "INCOMPLETE ", "newer-membership": "INCOMPLETE ", "bad-lockbox": "NOT PROVEN "}
    return [f"{lead.get(kind, 'FAILED     ')} {kind}: {MEANINGS.get(kind, kind)}" for kind in problems]


def disclosure_lines(found: Disclosure, shown: List[Dict[str, Any]]) -> List[str]:
    """The whole report of a disclosure package."""
    lines = [VERDICTS[found.verdict], ""]
    if found.manifest is not None:
        lines += [f"journal     {found.manifest['log'].hex()} ({found.manifest['scope']})", f"exported by device {fingerprint_of(found.manifest['exporter'])}"]
        if found.manifest["statement"]:
            lines.append(f"statement   {clean(found.manifest['statement'])}")
        lines.append("")
    for entry in shown[:MOST_SHOWN]:
        lines += entry_lines(entry)
    if len(shown) > MOST_SHOWN:
        lines.append(f"… and {len(shown) - MOST_SHOWN} more entries")
    lines += [""] if shown else []
    if found.reader is not None:
        whole = "every frame was placed" if found.reader.waiting == 0 and not found.reader.problems else "of the others see below"
        lines += [
            f"shown       {found.entries} entries in {found.shown} leaves",
            f"withheld    {found.leaves - found.shown} of {found.leaves} leaves, among them {found.redacted} fields of shown entries",
            f"holds       {len(found.reader.placed)} of {found.frames} frames are signed by the device they name and stand in their feeds; {whole}",
        ]
    lines += problem_lines(sorted(found.classes))
    if found.gaps:
        lines.append(f"INCOMPLETE  {found.gaps} frames are missing between or before others")
    if found.reader is not None and found.reader.waiting:
        lines.append(f"INCOMPLETE  {found.reader.waiting} frames could not be placed")
    return lines + [f"not proven  {text}" for text in NOT_PROVEN_DISCLOSED]


def entry_lines(entry: Dict[str, Any]) -> List[str]:
    """One shown entry: when, kind, author, fields, and the names of what is withheld."""
    value = entry["value"]
    if entry["readable"] != "known" and not (value and entry["withheld"]):
        return [f"{entry['id']}  an entry that this check cannot read ({entry['readable']})"]
    body, author, recorded = value.get("body"), value.get("author"), value.get("recorded")
    name = author.get("name") if type(author) is dict else None
    at = recorded.get("at") if type(recorded) is dict else None
    lines = [f"{entry['id']}  {instant(at)}  {clean(str(value.get('kind')))}  by {clean(str(name))}"]
    for field, content in (body.items() if type(body) is dict else ()):
        # The key of an evidence item opens it: never shown.
        if field != "sealed":
            lines.append(f"    {clean(field)}: {clean(str(content))}")
    return lines


def instant(at: Any) -> str:
    """Unix milliseconds as UTC."""
    try:
        return datetime.fromtimestamp(at / 1000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (TypeError, ValueError, OverflowError, OSError):
        return "time unknown"


def log_lines(log: LogAnswer, keyed: bool) -> List[str]:
    """The report of one journal."""
    lines = [f"journal {log.log}: {log.verdict}, {log.frames} frames"]
    lines.append(f"holds       {log.entries} entries are exactly what was signed" if keyed else f"not proven  the content of {log.sealed} frames is sealed and was not looked at; its hash is as signed")
    for feed in log.feeds:
        lines.append(f"feed        {feed['feed'][:16]}: {feed['frames']} frames, newest seq {feed['newestSeq']}, device {feed['device']}")
    if log.kept:
        lines.append(f"holds       complete, with damaged bytes kept: {log.kept} bytes cannot be read, and the frames that lay there stand further on")
    if log.nothing:
        lines.append(f"not proven  {log.nothing} changes of the membership count for nothing: who made them was removed meanwhile, or another change came first")
    if log.after:
        lines.append(f"not proven  {log.after} frames are by a device that was removed, and were not seen before; they are kept and flagged")
    lines += problem_lines([kind for kind in log.problems if kind != "damage" or not log.kept])
    for gap in log.gaps:
        lines.append(f"INCOMPLETE  frames {gap.from_seq} to {gap.to_seq} of feed {gap.feed.hex()[:16]} are missing")
    if log.forks:
        lines.append(f"FAILED      {log.forks} places where a feed parts")
    return lines
