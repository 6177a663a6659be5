"""Verdicts over a whole log (test/vectors/README.md) and how they are said."""
from __future__ import annotations

from typing import Iterable, List, NamedTuple, Optional, Set

from frame import is_head
from ingest import Gap, LogReader

OK, FAILED, INCOMPLETE, MALFORMED = "ok", "failed", "incomplete", "malformed"
EXIT_CODES = {OK: 0, FAILED: 1, INCOMPLETE: 2, MALFORMED: 3}
# Problems that say only that something is missing or could not be judged.
NOT_FAILURES = {"head-missing", "newer-membership", "damage", "unknown-version"}


class Findings:
    """What was found in the files of one log, besides its frames."""

    def __init__(self) -> None:
        self.problems: Set[str] = set()
        self.failed = False
        self.incomplete = False

    def add_scan(self, reason: str, damaged: bool) -> None:
        """The end of a scan: `reason` of frames.md section 3.1."""
        if damaged:
            self.problems.add("damage")
            self.failed = True
        if reason == "incomplete":
            self.problems.add("damage")
            self.incomplete = True
        elif reason in ("crc-mismatch", "not-a-frame"):
            self.problems.add("damage")
            self.failed = True

    def add_heads(self, reader: LogReader, heads: Iterable[dict]) -> None:
        """Expected heads: missing ones, and other frames in their place."""
        for head in heads:
            here = reader.slots.get((head["feed"], head["seq"]), [])
            if head["header"] in here:
                continue
            if here:
                self.problems.add("head-differs")
                self.failed = True
            else:
                self.problems.add("head-missing")
                self.incomplete = True


def verdict_of(reader: LogReader, findings: Findings) -> str:
    """The four verdicts, in the order of the page."""
    problems = reader.problems | findings.problems
    if not reader.placed:
        return MALFORMED
    if findings.failed or problems - NOT_FAILURES:
        return FAILED
    if findings.incomplete or reader.gaps or reader.waiting or reader.undecided or problems & NOT_FAILURES:
        return INCOMPLETE
    return OK


def problems_of(reader: LogReader, findings: Findings) -> List[str]:
    """Sorted, each once."""
    return sorted(reader.problems | findings.problems)
