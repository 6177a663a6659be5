"""Head slips, log statements and time-stamp tokens (witness.md sections 1, 3 and 4)."""
from __future__ import annotations

import base64
import calendar
import os
import re
import subprocess
import tempfile
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import cbor
from frame import Refused, has_keys, is_bytes
from primitives import sha256

SHA256_OID = bytes.fromhex("0609608648016503040201")
SIGNED_DATA_OID = bytes.fromhex("06092a864886f70d010702")
TSTINFO_OID = bytes.fromhex("060b2a864886f70d0109100104")
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "words.txt"), encoding="ascii") as _file:
    WORDS: List[str] = _file.read().split()


def slip_digest(log: bytes, feed: bytes, size: int, root: bytes) -> bytes:
    """Section 1."""
    return sha256(b"holdfast/head-slip/1", log, feed, size.to_bytes(8, "big"), root)


def slip_words(digest: bytes) -> str:
    """The first 88 bits as eight words."""
    number = int.from_bytes(digest[:11], "big")
    return " ".join(WORDS[number >> 77 - 11 * at & 2047] for at in range(8))


def typed_words(typed: str) -> Optional[str]:
    """Eight words as somebody typed them, whole; None when one is not of the list."""
    found = [_whole_word(word) for word in typed.lower().split()]
    return " ".join(word for word in found if word) if len(found) == 8 and None not in found else None


def _whole_word(typed: str) -> Optional[str]:
    if typed in WORDS:
        return typed
    fitting = [word for word in WORDS if word.startswith(typed)] if len(typed) >= 4 else []
    return fitting[0] if len(fitting) == 1 else None


def typed_code(typed: str) -> Optional[str]:
    """Eight hexadecimal digits; spaces and hyphens do not matter."""
    code = re.sub(r"[\s-]", "", typed).lower()
    return code if re.fullmatch("[0-9a-f]{8}", code) else None


def read_qr(text: str) -> Optional[Tuple[str, str, int, str]]:
    """Log, feed, size and root of a QR text."""
    found = re.fullmatch(r"HFS1:([0-9A-F]{32}):([0-9A-F]{64}):([1-9][0-9]{0,15}):([0-9A-F]{64})", text.strip().upper())
    if found is None or int(found[3]) > cbor.MAX_INTEGER:
        return None
    return found[1].lower(), found[2].lower(), int(found[3]), found[4].lower()


def read_statement(data: bytes) -> Dict[str, Any]:
    """Section 3. Raises Refused('malformed-statement')."""
    try:
        value = cbor.decode(data)
    except cbor.Malformed:
        raise Refused("malformed-statement") from None
    heads = value.get("heads") if type(value) is dict else None
    holds = (
        has_keys(value, "format version log heads") and value["format"] == "holdfast-log-statement" and type(value["version"]) is int and value["version"] == 1
        and is_bytes(value["log"], 16) and type(heads) is list and len(heads) > 0 and all(_is_sized_head(head) for head in heads)
        and all(before["feed"] < after["feed"] for before, after in zip(heads, heads[1:]))
    )
    if not holds:
        raise Refused("malformed-statement")
    return value


def _is_sized_head(head: Any) -> bool:
    shape = has_keys(head, "feed size root header") and is_bytes(head["feed"], 32) and is_bytes(head["root"], 32) and is_bytes(head["header"], 32)
    return shape and type(head["size"]) is int and head["size"] >= 1


def checkpoint_of(statement: bytes) -> bytes:
    """Section 3: the value of header member 13."""
    return sha256(b"holdfast/checkpoint/1", statement)


def make_request(imprint: bytes, nonce: int) -> bytes:
    """Section 4: the whole TimeStampReq in DER."""
    number = nonce.to_bytes(nonce.bit_length() // 8 + 1, "big")
    algorithm = der(0x30, SHA256_OID + b"\x05\x00")
    return der(0x30, b"\x02\x01\x01" + der(0x30, algorithm + der(4, imprint)) + der(2, number) + b"\x01\x01\xff")


def der(tag: int, content: bytes) -> bytes:
    """One element."""
    length = len(content)
    size = length.to_bytes((length.bit_length() + 7) // 8 or 1, "big")
    return bytes([tag]) + (bytes([length]) if length < 128 else bytes([0x80 | len(size)]) + size) + content


def elements(data: bytes) -> List[Tuple[int, bytes, bytes]]:
    """`(tag, content, whole)` of the elements laid end to end. Raises Refused('malformed-token')."""
    found, at = [], 0
    while at < len(data):
        length, start = data[at + 1] if at + 1 < len(data) else -1, at + 2
        if length >= 0x80:
            start += length & 0x7F
            length = int.from_bytes(data[at + 2:start], "big") if 0x80 < length <= 0x84 else -1
        if length < 0 or start + length > len(data):
            raise Refused("malformed-token")
        found.append((data[at], data[start:start + length], data[at:start + length]))
        at = start + length
    return found


class Stamp(NamedTuple):
    """What a token says."""

    token: bytes
    imprint: bytes
    nonce: Optional[int]
    generated_at: int
    accuracy_ms: Optional[int]


def read_stamp(reply: bytes) -> Stamp:
    """A TimeStampResp or a bare token. Raises Refused: malformed-token, not-granted, other-imprint for another algorithm."""
    try:
        ((tag, content, whole),) = elements(reply)
        first = elements(content)
        if first[0][0] == 0x30:
            if elements(first[0][1])[0][1] not in (b"\x00", b"\x01"):
                raise Refused("not-granted")
            whole, first = first[1][2], elements(first[1][1])
        if tag != 0x30 or first[0][2] != SIGNED_DATA_OID:
            raise Refused("malformed-token")
        content_info = elements(elements(elements(first[1][1])[0][1])[2][1])
        if content_info[0][2] != TSTINFO_OID:
            raise Refused("malformed-token")
        # [0] EXPLICIT OCTET STRING around the TSTInfo.
        info = elements(elements(content_info[1][1])[0][1])
        return _stamp_of(whole, elements(info[0][1]))
    except (IndexError, ValueError):
        raise Refused("malformed-token") from None


def _stamp_of(token: bytes, fields: List[Tuple[int, bytes, bytes]]) -> Stamp:
    algorithm, imprint = elements(fields[2][1])
    if elements(algorithm[1])[0][2] != SHA256_OID:
        raise Refused("other-imprint")
    text = fields[4][1].decode("ascii")
    at = calendar.timegm((int(text[:4]), int(text[4:6]), int(text[6:8]), int(text[8:10]), int(text[10:12]), int(text[12:14]))) * 1000
    fraction = re.fullmatch(r"\d{14}(?:\.(\d+))?Z", text)
    if fraction is None:
        raise Refused("malformed-token")
    at += int(((fraction[1] or "") + "000")[:3])
    rest = fields[5:]
    accuracy = next((_accuracy(content) for tag, content, _ in rest if tag == 0x30), None)
    nonce = next((int.from_bytes(content, "big") for tag, content, _ in rest if tag == 2), None)
    return Stamp(token, imprint[1], nonce, at, accuracy)


def _accuracy(content: bytes) -> int:
    parts = {tag: int.from_bytes(value, "big") for tag, value, _ in elements(content)}
    return parts.get(2, 0) * 1000 + parts.get(0x80, 0) + (1 if parts.get(0x81, 0) > 0 else 0)


def check_stamp(reply: bytes, statement: bytes, nonces: List[int], authority: bytes) -> Stamp:
    """Section 4: the first failure as Refused. Signature and chain are openssl's, at the time that the token states."""
    stamp = read_stamp(reply)
    if stamp.imprint != sha256(statement):
        raise Refused("other-imprint")
    if stamp.nonce is not None and stamp.nonce not in nonces:
        raise Refused("other-nonce")
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        pem = b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(authority) + b"-----END CERTIFICATE-----\n"
        paths = {name: os.path.join(folder, name) for name in ("token", "statement", "authority")}
        for name, content in (("token", stamp.token), ("statement", statement), ("authority", pem)):
            with open(paths[name], "wb") as file:
                file.write(content)
        command = ["openssl", "ts", "-verify", "-data", paths["statement"], "-in", paths["token"], "-token_in", "-CAfile", paths["authority"], "-partial_chain"]
        run = subprocess.run(command + ["-attime", str(stamp.generated_at // 1000)], capture_output=True, timeout=60, check=False)
    if run.returncode != 0:
        said = run.stderr.decode("latin-1").lower()
        raise Refused("outside-validity" if "expired" in said or "not yet valid" in said else "bad-signature" if "signature failure" in said else "untrusted-authority")
    return stamp
