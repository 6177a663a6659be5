"""Writes small logs and disclosure packages for the tests of the Python verifier; every choice is fixed, nothing is random."""
from __future__ import annotations

import hashlib
import struct
import zlib
from typing import Any, Dict, List, Optional

import cbor
import trees
from frame import Header, feed_id_of, frame_okm, associated_bytes, epoch_id_of, header_hash_of, log_id_of, padded_length, parse_header
from nacl import bindings
from primitives import ZEROS32, ed25519_public, sha256, x25519_public

SEED, X25519, SECRET = bytes(range(32)), bytes(range(128, 160)), bytes(range(32, 64))
STRANGER = bytes(range(64, 96))


def sign(seed: bytes, *parts: bytes) -> bytes:
    message = b"".join(parts)
    return bindings.crypto_sign(message, bindings.crypto_sign_seed_keypair(seed)[1])[:64]


class Frame:
    def __init__(self, header: List[Any], body: bytes, seed: bytes, salts: List[bytes], entries: List[bytes], okm: bytes) -> None:
        self.members, self.body, self.seed = header, body, seed
        self.salts, self.entries, self.okm = salts, entries, okm
        self.header = cbor.encode(header)
        self.signature = sign(seed, b"holdfast/frame/1", self.header)
        self.hash = header_hash_of(self.header)
        self.parsed = parse_header(self.header)
        self.feed = feed_id_of(self.parsed)

    def stored(self) -> bytes:
        """The bytes of section 3."""
        framed = b"HFF1" + struct.pack(">II", len(self.header), len(self.body)) + self.header + self.signature + self.body
        return framed + struct.pack(">I", zlib.crc32(framed))


class Writer:
    """One device that writes one feed of one incident."""

    def __init__(self, seed: bytes = SEED, instance: bytes = bytes(range(64, 80)), genesis: Optional["Frame"] = None) -> None:
        self.seed, self.instance, self.device = seed, instance, ed25519_public(seed)
        self.frames: List[Frame] = []
        self.edge: trees.Edge = None
        if genesis is None:
            nonce = bytes(range(16, 32))
            self.log = log_id_of(1, self.device, nonce)
            self.epoch = epoch_id_of(self.log, SECRET)
            box = bindings.crypto_box_seal(cbor.encode({"epochSecret": SECRET, "log": self.log}), x25519_public(X25519))
            member = {"device": self.device, "x25519": x25519_public(X25519), "role": "admin"}
            body = cbor.encode({"op": "genesis", "nonce": nonce, "members": [member], "epoch": {"id": self.epoch, "lockboxes": [{"device": self.device, "box": box}]}})
            self.genesis = self._membership(body, ZEROS32)
        else:
            self.log, self.epoch, self.genesis = genesis.parsed.log_id, epoch_id_of(genesis.parsed.log_id, SECRET), genesis

    def _start(self, type_: int, before: List[Frame]) -> List[Any]:
        # The tree of the whole feed grows with it; only a fork computes its own.
        whole = len(before) == len(self.frames)
        root = trees.edge_root(self.edge) if whole else trees.root_of([trees.header_leaf(frame.hash) for frame in before])
        return [1, type_, 1, self.log, self.device, self.instance, len(before), before[-1].hash if before else ZEROS32, root]

    def _membership(self, body: bytes, head: bytes) -> Frame:
        header = self._start(0, self.frames) + [0, trees.EMPTY_ROOT, ZEROS32, head, None, ZEROS32, ZEROS32, len(body), sha256(body)]
        return self._append(Frame(header, body, self.seed, [], [], b""))

    def _append(self, frame: Frame) -> Frame:
        self.frames.append(frame)
        self.edge = trees.append(self.edge, trees.header_leaf(frame.hash))
        return frame

    def newer(self) -> Frame:
        return self._membership(cbor.encode({"op": "rotate"}), self.genesis.hash)

    def stored(self) -> bytes:
        """The feed as a frame file."""
        return b"".join(frame.stored() for frame in self.frames)

    def write(self, entries: List[bytes], after: Optional[int] = None, head: Optional[bytes] = None) -> Frame:
        """A journal frame at the end of the feed, or in place of the frames after a seq (a fork)."""
        before = self.frames if after is None else self.frames[:after]
        salts = [sha256(b"salt", bytes([index]), entry)[:16] for index, entry in enumerate(entries)]
        root = trees.root_of([trees.entry_leaf(salt, entry) for salt, entry in zip(salts, entries)])
        start = self._start(1, before) + [len(entries), root, self.epoch, head or self.genesis.hash, None, sha256(b"frame", *entries)]
        plain = body_plaintext(entries, salts)
        draft = Header(*start, bytes(32), len(plain) + 16, bytes(32))
        okm = frame_okm(draft, SECRET)
        members = start + [okm[56:]]
        draft_bytes = cbor.encode(members + [len(plain) + 16, bytes(32)])
        body = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, associated_bytes(draft, draft_bytes), okm[32:56], okm[:32])
        frame = Frame(members + [len(body), sha256(body)], body, self.seed, salts, entries, okm)
        return self._append(frame) if after is None else frame


def body_plaintext(entries: List[bytes], salts: List[bytes]) -> bytes:
    fields = cbor.encode({
        "entries": entries, "salts": salts, "hlc": {"ms": 1, "counter": 0}, "wall": {"ms": 1, "zone": "UTC", "offset": 0},
        "mono": {"boot": bytes(16), "ms": 1}, "timeSource": {"state": "system", "errorMs": None}, "parents": [], "app": {"version": "1", "build": "t"},
    })
    plain = struct.pack(">I", len(fields)) + fields
    return plain + bytes(padded_length(len(plain)) - len(plain))


def note(text: str, **changes: Any) -> Dict[str, Any]:
    """A note as a value."""
    time = {"at": 1_700_000_000_000, "zone": "UTC", "written": "12:00", "precision": "minute", "clockSource": "device", "offsetMinutes": 0}
    envelope = {
        "v": 1, "id": "01JD00TSA02GWZ19MQ9H7H16TY", "kind": "note", "body": {"text": text}, "author": {"name": "Ada Lind", "prefix": "K7"}, "occurred": time,
        "recorded": {"at": 1_700_000_000_000, "zone": "UTC", "offsetMinutes": 0}, "source": "typed", "tags": [], "links": [],
    }
    return {**envelope, **changes}


def noted(text: str, **changes: Any) -> bytes:
    return cbor.encode(note(text, **changes))


def split_note(index: int) -> List[bytes]:
    """A note in three leaves, of which the first has this index."""
    value = note("", body={"text": {"part": index + 1}}, author={"name": {"part": index + 2}, "prefix": "K7"})
    return [cbor.encode(value), cbor.encode(["part", "Isolated srv-1"]), cbor.encode(["part", "Ada Lind"])]


def record(frame: Frame, sort: str, indices: Optional[List[int]] = None) -> Dict[str, Any]:
    base: Dict[str, Any] = {"sort": sort, "header": frame.header, "signature": frame.signature}
    if sort in ("membership", "opened"):
        base["body"] = frame.body
    if sort == "opened":
        base["key"] = frame.okm
    if sort == "leaves":
        leaves = [trees.entry_leaf(salt, entry) for salt, entry in zip(frame.salts, frame.entries)]
        base["leaves"] = [{"index": at, "salt": frame.salts[at], "path": trees.path_of(leaves, at), "leaf": frame.entries[at]} for at in indices or []]
    return base


def proof(writer: Writer, records: List[Dict[str, Any]], counts: List[int], heads: List[Frame], seed: bytes = SEED, files: Optional[List[Dict[str, Any]]] = None, packed: Optional[List[bytes]] = None,
          replaced: Optional[Dict[str, Any]] = None, **changes: Any) -> bytes:
    """The bytes of disclosure.hfd; `packed` stands in for the encoded records."""
    joined = b"".join(struct.pack(">I", len(one)) + one for one in packed or map(cbor.encode, records))
    manifest = {
        "format": "holdfast-disclosure", "version": 1, "log": writer.log, "scope": "incident", "exporter": ed25519_public(seed), "app": {"version": "1", "build": "t"},
        "statement": "for the test", "records": {"count": len(records), "bytes": len(joined), "sha256": hashlib.sha256(joined).digest()},
        "counts": dict(zip(("frames", "leaves", "shown", "entries", "redacted"), counts)),
        "heads": sorted(({"feed": head.feed, "seq": head.parsed.seq, "header": head.hash} for head in heads), key=lambda head: head["feed"]), "files": files or [],
    }
    manifest.update(changes, **(replaced or {}))
    encoded = cbor.encode(manifest)
    return b"HFD1" + struct.pack(">I", len(encoded)) + encoded + sign(seed, b"holdfast/disclosure/1", encoded) + joined
