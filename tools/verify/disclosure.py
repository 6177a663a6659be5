"""Checking a disclosure package (disclosure.md section 5)."""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Set, Tuple

import archive
from candidate import Candidate, candidate_of
from disclosure_file import SCOPES, Proof, Record, read_proof, read_record, records_agree, signature_of_manifest_holds, walk_records
from frame import Header, Refused, open_body
from ingest import OPENED, SEALED, LogReader
from primitives import sha256
from report import FAILED, INCOMPLETE, MALFORMED, OK
from shown import Leaf, Shown, check_parts, count_shown, decode_leaf
from trees import entry_leaf, path_holds


MEMBER = "disclosure.hfd"


class Disclosure:
    """What a check found. `classes` are those of section 5; counts are those found up to where the check stopped."""

    def __init__(self) -> None:
        self.classes: Set[str] = set()
        self.verdict = MALFORMED
        self.manifest: Optional[Dict[str, Any]] = None
        self.reader: Optional[LogReader] = None
        self.frames = self.leaves = self.shown = self.entries = self.redacted = 0
        self.members: Dict[str, archive.Member] = {}
        self.on_shown: Callable[[Header, List[Leaf]], None] = lambda header, leaves: None

    @property
    def gaps(self) -> int:
        """The number of missing frames."""
        return 0 if self.reader is None else sum(gap.to_seq - gap.from_seq + 1 for gap in self.reader.gaps)

    def answer(self) -> Dict[str, Any]:
        """The JSON answer."""
        return {
            "verdict": self.verdict, "classes": sorted(self.classes), "log": None if self.manifest is None else self.manifest["log"].hex(),
            "frames": self.frames, "leaves": self.leaves, "shown": self.shown, "entries": self.entries, "redacted": self.redacted,
            "forks": 0 if self.reader is None else self.reader.forks, "gaps": self.gaps,
        }

    def check(self, data) -> None:
        """All steps over the bytes (or a memory map) of a ZIP or of disclosure.hfd."""
        try:
            proof = self._open(data)
        except Refused as refused:
            self.classes.add(refused.kind)
            return
        self.manifest = proof.manifest
        if not signature_of_manifest_holds(proof):
            self._stop("bad-signature")
        elif not records_agree(data, proof):
            self._stop("records-mismatch")
        else:
            self._check_records(data, proof)
            self._check_whole(data, proof)

    def _stop(self, kind: str) -> None:
        self.classes.add(kind)
        self.verdict = FAILED

    def _open(self, data) -> Proof:
        if bytes(data[:2]) != b"PK":
            return read_proof(data, 0, len(data))
        self.members = archive.read_members(data)
        member = self.members.get(MEMBER)
        if member is None:
            raise Refused("malformed-package")
        return read_proof(data, member.start, member.start + member.size)

    def _check_records(self, data, proof: Proof) -> None:
        reader = LogReader(proof.manifest["log"], SCOPES.index(proof.manifest["scope"]))
        reader.on_placed = self._count_leaves
        self.reader = reader
        before: Optional[Tuple] = None
        seen: Set[bytes] = set()
        for start, end in walk_records(data, proof):
            self.frames += 1
            try:
                record = read_record(bytes(data[start:end]))
            except Refused as refused:
                self.classes.add(refused.kind)
                continue
            held = [record]
            candidate = self._candidate(record.header, record.value["header"], record.value["signature"], held, data, start, end)
            place = (record.sort != "membership", candidate.feed, record.header.seq, candidate.hash)
            if before is not None and place <= before:
                self.classes.add("malformed-record")
            before = place
            # A record with the header of an earlier one mends nothing (step 13).
            if candidate.hash not in seen:
                seen.add(candidate.hash)
                reader.take(candidate)
            held.clear()
        reader.finish()
        self.classes |= reader.problems - {"newer-membership"}

    def _candidate(self, header: Header, header_bytes: bytes, signature: bytes, held: List[Record], data, start: int, end: int) -> Candidate:
        def record() -> Record:
            return held[0] if held else read_record(bytes(data[start:end]))

        def body() -> bytes:
            return record().value["body"]

        def check_body() -> None:
            found = record()
            if "body" in found.value and sha256(found.value["body"]) != header.body_hash:
                raise Refused("body-hash-mismatch")

        def check_content() -> str:
            found = record()
            if found.sort == "sealed":
                return SEALED
            if found.sort == "opened":
                opened = open_body(header, header_bytes, found.value["body"], found.value["key"])
                leaves = [Leaf(index, salt, entry) for index, (salt, entry) in enumerate(zip(opened.salts, opened.entries))]
                self._show(header, leaves, False)
            else:
                self._show(header, _proved_leaves(header, found.value["leaves"]), True)
            return OPENED

        return candidate_of(header, header_bytes, signature, body, check_body, check_content)

    def _count_leaves(self, candidate: Candidate) -> None:
        self.leaves += candidate.header.entry_count

    def _show(self, header: Header, leaves: List[Leaf], partly: bool) -> None:
        values = {leaf.index: decode_leaf(leaf.content) for leaf in leaves}
        if partly:
            check_parts(values)
        found: Shown = count_shown(values)
        self.shown += found.leaves
        self.entries += found.entries
        self.redacted += found.redacted
        self.on_shown(header, leaves)

    def _check_whole(self, data, proof: Proof) -> None:
        reader, manifest = self.reader, proof.manifest
        assert reader is not None
        if not _heads_agree(reader, manifest["heads"]):
            self.classes.add("heads-mismatch")
        counts = {"frames": self.frames, "leaves": self.leaves, "shown": self.shown, "entries": self.entries, "redacted": self.redacted}
        if counts != manifest["counts"]:
            self.classes.add("counts-mismatch")
        if not _exporter_is_member(reader, manifest["exporter"]):
            self.classes.add("unknown-exporter")
        if self.members and not self._files_agree(data, manifest["files"]):
            self.classes.add("file-mismatch")
        self.verdict = self._judge(reader)

    def _files_agree(self, data, files: List[Dict[str, Any]]) -> bool:
        listed = {file["name"]: file for file in files}
        if listed.keys() != self.members.keys() - {MEMBER}:
            return False
        return all(self.members[name].size == file["size"] and archive.sha256_of(data, self.members[name]) == file["sha256"] for name, file in listed.items())

    def _judge(self, reader: LogReader) -> str:
        if not reader.placed:
            return MALFORMED
        if self.classes - {"unknown-version"}:
            return FAILED
        missing = reader.gaps or reader.waiting or reader.undecided or "newer-membership" in reader.problems
        return INCOMPLETE if missing or self.classes else OK


def _proved_leaves(header: Header, leaves: List[Dict[str, Any]]) -> List[Leaf]:
    """Step 11."""
    for leaf in leaves:
        if not path_holds(entry_leaf(leaf["salt"], leaf["leaf"]), leaf["index"], header.entry_count, leaf["path"], header.entries_root):
            raise Refused("leaf-mismatch")
    return [Leaf(leaf["index"], leaf["salt"], leaf["leaf"]) for leaf in leaves]


def _heads_agree(reader: LogReader, heads: List[Dict[str, Any]]) -> bool:
    """Step 14."""
    newest = reader.newest_heads()
    listed = {head["feed"]: head for head in heads}
    return listed.keys() == newest.keys() and all(listed[feed]["seq"] == seq and listed[feed]["header"] in hashes for feed, (seq, hashes) in newest.items())


def _exporter_is_member(reader: LogReader, exporter: bytes) -> bool:
    """Step 16: in the membership of the log, and undecided behind a newer operation."""
    state = reader.membership()
    return state is not None and (state.newer or exporter in state.roles)
