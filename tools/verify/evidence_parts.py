"""Parts of evidence items against what the signed entry says (evidence.md sections 1, 2 and 6)."""
from __future__ import annotations

import hashlib
from typing import Any, BinaryIO, Dict, Optional

import age


class _HashingReader:
    """Passes a file on and hashes all that was read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.hash = hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self.file.read(size)
        self.hash.update(data)
        return data

    def readline(self, size: int) -> bytes:
        data = self.file.readline(size)
        self.hash.update(data)
        return data


def check_part(file: BinaryIO, size: int, recorded: Dict[str, Any], secret: Optional[bytes]) -> str:
    """ok, damaged (another file than recorded, or it does not open) or hash-mismatch. Without the item's secret only length and sealed hash."""
    if size != recorded["sealedBytes"]:
        return "damaged"
    if secret is None:
        found = hashlib.sha256()
        for block in iter(lambda: file.read(1 << 20), b""):
            found.update(block)
        return "ok" if found.hexdigest() == recorded["sealedSha256"] else "damaged"
    reader, plain, count = _HashingReader(file), hashlib.sha256(), 0

    def take(chunk: bytes) -> None:
        nonlocal count
        count += len(chunk)
        plain.update(chunk)

    try:
        age.open_file(reader, take, secret=secret)  # type: ignore[arg-type]
    except age.NotOpened:
        return "damaged"
    if reader.hash.hexdigest() != recorded["sealedSha256"]:
        return "damaged"
    return "ok" if (count, plain.hexdigest()) == (recorded["plainBytes"], recorded.get("plainSha256", plain.hexdigest())) else "hash-mismatch"
