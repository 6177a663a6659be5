"""Verdicts over a whole log (test/vectors/README.md) and how they are said."""
from __future__ import annotations

from typing import Any, Dict, Iterable, List, NamedTuple, Set

from frame import fingerprint_of
from ingest import Gap, LogReader
from sealed import StoredLog

OK, FAILED, INCOMPLETE, MALFORMED = "ok", "failed", "incomplete", "malformed"
EXIT_CODES = {OK: 0, FAILED: 1, INCOMPLETE: 2, MALFORMED: 3}
# Problems that say only that something is missing or could not be judged.
NOT_FAILURES = {"head-missing", "newer-membership", "damage", "unknown-version"}
# A box that does not open hides entries from one device; nothing of the log is wrong.
NOT_JUDGED = {"bad-lockbox"}


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
    problems = (reader.problems | findings.problems) - NOT_JUDGED
    if not reader.placed:
        return MALFORMED
    if findings.failed or problems - NOT_FAILURES:
        return FAILED
    if findings.incomplete or reader.gaps or reader.waiting or reader.undecided or problems & (NOT_FAILURES - {"newer-membership"}):
        return INCOMPLETE
    return OK


def problems_of(reader: LogReader, findings: Findings) -> List[str]:
    """Sorted, each once."""
    return sorted(reader.problems | findings.problems)


class LogAnswer(NamedTuple):
    """What was found in one log."""

    log: str
    verdict: str
    frames: int
    entries: int
    sealed: int
    feeds: List[Dict[str, Any]]
    forks: int
    gaps: List[Gap]
    problems: List[str]
    # Damaged bytes of a vault folder whose frames are in the log all the same (vault.md section 11).
    kept: int = 0
    # Membership operations that count for nothing, and frames of removed devices that nobody had seen (membership.md section 3).
    nothing: int = 0
    after: int = 0

    def as_json(self) -> Dict[str, Any]:
        """The fields by name, bytes in hexadecimal."""
        gaps = [{"feed": gap.feed.hex(), "fromSeq": gap.from_seq, "toSeq": gap.to_seq} for gap in self.gaps]
        return {**self._asdict(), "gaps": gaps}


def answer_for(log: StoredLog, findings: Findings) -> LogAnswer:
    """Sums up a log after its last frame."""
    reader = log.reader
    feeds = []
    for feed, (seq, hashes) in sorted(reader.newest_heads().items()):
        placed = sum(len(reader.slots[feed, at]) for at in reader.seqs.get(feed, []))
        feeds.append({"feed": feed.hex(), "frames": placed, "newestSeq": seq, "heads": sorted(found.hex() for found in hashes), "device": fingerprint_of(reader.authors[feed])})
    return LogAnswer(
        reader.log_id.hex(), verdict_of(reader, findings), len(reader.placed), log.entries, log.sealed, feeds, reader.forks, sorted(reader.gaps), problems_of(reader, findings),
        nothing=0 if reader.graph.whole() is None else len(reader.graph.whole().nothing), after=sum(1 for known in reader.placed if reader.after_removal(known))
    )
