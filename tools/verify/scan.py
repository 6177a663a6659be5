"""Finding frames in a file without any key (frames.md section 3.1)."""
from __future__ import annotations

import zlib
from typing import Iterator, List, NamedTuple, Optional, Tuple

from frame import MAGIC, MAX_BODY, MAX_HEADER

WORK_FLOOR = 16 * 2 ** 20


class Range(NamedTuple):
    """Bytes of a file, the end excluded."""

    start: int
    end: int


class Scan:
    """Walks over the frames of a buffer (bytes or a memory map). `frames` is a stream; `damaged` and `tail` are whole at its end."""

    def __init__(self, data, start: int = 0) -> None:
        self.data = data
        self.size = len(data)
        self.start = start
        self.damaged: List[Range] = []
        self.tail: Optional[Range] = None
        self.reason = "clean"
        self._work = WORK_FLOOR + 8 * (self.size - start)

    def frames(self) -> Iterator[Range]:
        """Offsets of whole frames with a right CRC, in order."""
        at = self.start
        while at < self.size:
            end, reason = self._frame_at(at)
            if end is not None:
                yield Range(at, end)
                at = end
                continue
            found = self._search(at + 1)
            if found is None:
                self.tail = Range(at, self.size)
                self.reason = reason
                return
            self.damaged.append(Range(at, found))
            at = found
        if self.damaged:
            self.reason = "damage"

    def _frame_at(self, at: int, searching: bool = False) -> Tuple[Optional[int], str]:
        head = bytes(self.data[at:at + 12])
        if head[:4] != MAGIC[:len(head)]:
            return None, "not-a-frame"
        if len(head) < 12:
            return None, "incomplete"
        header_length, body_length = int.from_bytes(head[4:8], "big"), int.from_bytes(head[8:12], "big")
        if not (1 <= header_length <= MAX_HEADER and 1 <= body_length <= MAX_BODY):
            return None, "not-a-frame"
        end = at + 80 + header_length + body_length
        if end > self.size:
            return None, "incomplete"
        if searching:
            self._work -= end - at
        if zlib.crc32(self.data[at:end - 4]) != int.from_bytes(self.data[end - 4:end], "big"):
            return None, "crc-mismatch"
        return end, "clean"

    def _search(self, at: int) -> Optional[int]:
        while self._work > 0:
            at = self.data.find(MAGIC, at)
            if at < 0:
                return None
            if self._frame_at(at, True)[0] is not None:
                return at
            at += 1
        return None
