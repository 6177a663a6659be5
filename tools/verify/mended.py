"""Damage in a vault folder that a repair made good (vault.md section 11)."""
from __future__ import annotations

from typing import Dict, Iterable, Set

from frame import feed_id_of, header_hash_of, parse_header, split_frame
from ingest import LogReader
from report import FAILED, INCOMPLETE, OK, LogAnswer
from scan import Scan


def judge_damage(reader: LogReader, answer: LogAnswer, files: Iterable[bytes]) -> LogAnswer:
    """The same answer, or one that is ok where late frames account for all damaged bytes. The files (bytes or maps) are read only when that is in question."""
    if answer.problems != ["damage"] or answer.verdict not in (FAILED, INCOMPLETE) or answer.gaps or answer.forks or reader.waiting or reader.undecided:
        return answer
    account = Account()
    for data in files:
        account.add(data)
    return answer._replace(verdict=OK, kept=account.damaged) if account.holds else answer


class Account:
    """Damaged bytes, and the bytes of frames that were read after a later one of their feed."""

    def __init__(self) -> None:
        self.damaged = 0
        self.late = 0
        self._unfollowed = False
        self._seen: Set[bytes] = set()
        self._newest: Dict[bytes, int] = {}

    @property
    def holds(self) -> bool:
        return not self._unfollowed and self.late >= self.damaged

    def add(self, data) -> None:
        """Takes the next file."""
        scan = Scan(data)
        for found in scan.frames():
            self._unfollowed = False
            # Every frame was taken before: it is well-formed.
            header_bytes = split_frame(bytes(data[found.start:found.end])).header
            header = parse_header(header_bytes)
            known = header_hash_of(header_bytes)
            if known in self._seen:
                continue
            self._seen.add(known)
            feed = feed_id_of(header)
            reached = self._newest.get(feed, -1)
            if header.seq < reached:
                self.late += found.end - found.start
            self._newest[feed] = max(reached, header.seq)
        damaged = scan.damaged + ([scan.tail] if scan.tail is not None else [])
        self._unfollowed = self._unfollowed or scan.tail is not None
        self.damaged += sum(gap.end - gap.start for gap in damaged)
