"""Frames as they are stored, read with or without keys (frames.md sections 3, 6 and 8)."""
from __future__ import annotations

from typing import Any, Callable, Dict, List, NamedTuple, Optional

from candidate import Candidate, candidate_of
from entry import count_entries
from frame import Body, Framed, Header, Refused, epoch_id_of, frame_okm, open_body, parse_header, split_frame
from ingest import OPENED, SEALED, LogReader
from membership import boxes_for, open_lockbox
from primitives import sha256


class Device(NamedTuple):
    """The secrets of a vault's device."""

    public: bytes
    x25519_secret: bytes


class StoredLog:
    """One log read from whole frames. Counts what was placed, opened and only sealed."""

    def __init__(self, log_id: bytes, scope: Optional[int] = None, epoch_secret: Optional[bytes] = None, device: Optional[Device] = None) -> None:
        self.reader = LogReader(log_id, scope)
        self.reader.on_operation = self._open_boxes
        self.reader.on_settled = self._count
        self.secrets: Dict[bytes, bytes] = {} if epoch_secret is None else {epoch_id_of(log_id, epoch_secret): epoch_secret}
        self.device = device
        self.entries = 0
        self.sealed = 0
        self.on_body: Callable[[Candidate, Body], None] = lambda candidate, body: None

    def take(self, load: Callable[[], bytes]) -> str:
        """Reads one frame; `load` gives its bytes, and again when they are needed later."""
        try:
            framed = split_frame(load())
            header = parse_header(framed.header)
            if header.body_length != len(framed.body):
                raise Refused("malformed-frame")
        except Refused as refused:
            self.reader.problems.add(refused.kind)
            return refused.kind
        # Held while the frame is looked at for the first time; a frame that waits is loaded again.
        held = [framed.body]
        outcome = self.reader.take(self._candidate(header, framed, held, load))
        held.clear()
        return outcome

    def _candidate(self, header: Header, framed: Framed, held: List[bytes], load: Callable[[], bytes]) -> Candidate:
        header_bytes = framed.header

        def body() -> bytes:
            return held[0] if held else split_frame(load()).body

        def check_body() -> None:
            if sha256(body()) != header.body_hash:
                raise Refused("body-hash-mismatch")

        def check_content() -> str:
            secret = self.secrets.get(header.epoch_id)
            if secret is None:
                return SEALED
            opened = open_body(header, header_bytes, body(), frame_okm(header, secret))
            self.entries += count_entries(opened.entries)
            self.on_body(candidate, opened)
            return OPENED

        candidate = candidate_of(header, header_bytes, framed.signature, body, check_body, check_content)
        return candidate

    def _count(self, candidate: Candidate, outcome: str) -> None:
        if outcome == SEALED:
            self.sealed += 1

    def _open_boxes(self, operation: Dict[str, Any]) -> None:
        if self.device is None:
            return
        for epoch_id, box in boxes_for(operation, self.device.public):
            secret = open_lockbox(epoch_id, box, self.reader.log_id, self.device.x25519_secret)
            if secret is None:
                self.reader.problems.add("bad-lockbox")
            else:
                self.secrets[epoch_id] = secret
