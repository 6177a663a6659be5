"""Journal packages (frames.md section 10)."""
from __future__ import annotations

import zlib
from typing import Any, Callable, Dict, NamedTuple, Optional

import cbor
from frame import Refused, has_keys, is_app, is_bytes, is_head
from primitives import signature_holds
from report import Findings
from scan import Range, Scan
from sealed import Device, StoredLog

MAGIC = b"HFP1"
MAX_MANIFEST = 1_048_576
SCOPES = ("workspace", "incident")


class Package(NamedTuple):
    """A package whose opening holds: the manifest, and where its frames begin."""

    manifest: Dict[str, Any]
    frames_at: int


def open_package(data) -> Package:
    """Reads and checks what stands before the frames."""
    if bytes(data[:4]) != MAGIC or len(data) < 8:
        raise Refused("malformed-package")
    length = int.from_bytes(data[4:8], "big")
    if length > MAX_MANIFEST:
        raise Refused("too-large")
    end = 8 + length + 64
    if length == 0 or end + 4 > len(data):
        raise Refused("malformed-package")
    if zlib.crc32(data[:end]) != int.from_bytes(data[end:end + 4], "big"):
        raise Refused("crc-mismatch")
    encoded = bytes(data[8:8 + length])
    manifest = _read_manifest(encoded)
    if not signature_holds(manifest["exporter"], bytes(data[8 + length:end]), b"holdfast/package/1", encoded):
        raise Refused("bad-signature")
    return Package(manifest, end + 4)


def _read_manifest(encoded: bytes) -> Dict[str, Any]:
    try:
        value = cbor.decode(encoded)
    except cbor.Malformed:
        raise Refused("malformed-package") from None
    if type(value) is not dict or value.get("format") != "holdfast-package":
        raise Refused("malformed-package")
    if type(value.get("version")) is int and value["version"] != 1:
        raise Refused("unknown-version")
    def whole(name: str) -> bool:
        return type(value[name]) is int and value[name] >= 0

    holds = (
        has_keys(value, "format version log scope exporter exportedAt frames bytes heads app") and value["version"] == 1
        and is_bytes(value["log"], 16) and value["scope"] in SCOPES and is_bytes(value["exporter"], 32)
        and whole("exportedAt") and whole("frames") and whole("bytes")
        and type(value["heads"]) is list and all(is_head(head) for head in value["heads"]) and is_app(value["app"])
    )
    if not holds:
        raise Refused("malformed-package")
    return value


def read_package(data, findings: Findings, epoch_secret: Optional[bytes] = None, device: Optional[Device] = None) -> StoredLog:
    """Opens the package and takes all its frames. Raises Refused for the opening."""
    package = open_package(data)
    manifest = package.manifest
    log = StoredLog(manifest["log"], SCOPES.index(manifest["scope"]), epoch_secret, device)
    take_frames(log, data, package.frames_at, findings)
    log.reader.finish()
    findings.add_heads(log.reader, manifest["heads"])
    if not is_member(log, manifest["exporter"]):
        findings.problems.add("unknown-exporter")
        findings.failed = True
    return log


def is_member(log: StoredLog, device: bytes) -> bool:
    """Whether the device is a member of the log that was read."""
    state = log.reader.membership()
    return state is not None and (state.newer or device in state.roles)


def take_frames(log: StoredLog, data, start: int, findings: Findings, reload: Optional[Callable[[Range], bytes]] = None) -> None:
    """Scans the frames of one file into the log. With `reload` the data need not outlive this call: frames that wait are read again by it."""
    scan = Scan(data, start)
    live = [True]

    def load(found: Range) -> bytes:
        return bytes(data[found.start:found.end]) if live or reload is None else reload(found)

    for found in scan.frames():
        log.take(lambda found=found: load(found))
    live.clear()
    findings.add_scan(scan.reason if scan.tail is not None else "clean", bool(scan.damaged))
