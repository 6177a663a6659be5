"""What console and server say to each other (sync.md sections 1 to 4), as far as it is signed, typed or scanned."""
from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Optional, Tuple

import cbor
from frame import has_keys, is_bytes
from primitives import sha256, signature_holds

MAX_CONTENT = 1024
KINDS = {
    "checkpoint": (b"HFK1", b"holdfast/server-checkpoint/1", "format version server log size root at"),
    "voucher": (b"", b"holdfast/voucher/1", "format version server id logs expires"),
    "rotation": (b"HFR1", b"holdfast/rotation/1", "format version identity pin nextIdentity nextPin at"),
}


def signed_content(kind: str, data: bytes, server: bytes) -> Optional[dict]:
    """The map of something signed by this identity; None when it is not one."""
    magic, tag, keys = KINDS[kind]
    start = len(magic) + 4 if magic else 0
    content, signature = data[start:-64], data[-64:]
    if not 1 <= len(data) - start - 64 <= MAX_CONTENT or data[: len(magic)] != magic:
        return None
    if magic and int.from_bytes(data[4:8], "big") != len(content):
        return None
    try:
        value = cbor.decode(content)
    except ValueError:
        return None
    if not has_keys(value, keys) or value["format"] != f"holdfast-{kind}" or not _is_one(value["version"]) or not _has_form(kind, value):
        return None
    signer = value["identity" if kind == "rotation" else "server"]
    return value if signer == server and signature_holds(server, signature, tag, content) else None


def _has_form(kind: str, value: dict) -> bool:
    if kind == "checkpoint":
        return is_bytes(value["server"], 32) and is_bytes(value["log"], 16) and is_uint(value["size"]) and is_bytes(value["root"], 32) and is_uint(value["at"])
    if kind == "voucher":
        ends = value["expires"] is None or is_uint(value["expires"])
        return is_bytes(value["server"], 32) and is_bytes(value["id"], 16) and is_uint(value["logs"]) and 1 <= value["logs"] <= 64 and ends
    return all(is_bytes(value[name], 32) for name in ("identity", "pin", "nextIdentity", "nextPin")) and is_uint(value["at"])


def is_uint(value: Any, most: int = 2**53 - 1) -> bool:
    """An integer from 0 to this."""
    return type(value) is int and 0 <= value <= most


def _is_one(value: Any) -> bool:
    return type(value) is int and value == 1


def fingerprint(identity: bytes, pin: bytes) -> str:
    """Section 1."""
    digits = sha256(b"holdfast/server/1", identity, pin)[:10].hex()
    return " ".join(digits[at : at + 4] for at in range(0, 20, 4))


def parse_pairing(text: str) -> Optional[Tuple[str, int, bytes, bytes]]:
    """Host, port, pin and identity of a code; None when it is none."""
    parts = text.strip().lower().split(":")
    if len(parts) != 5 or parts[0] != "hfa1":
        return None
    host, port, pin, identity = parts[1].replace("%3a", ":"), parts[2], _hex(parts[3]), _hex(parts[4])
    six = re.fullmatch(r"\[([0-9a-f:.]{2,45}(?:%[a-z0-9_.-]{1,32})?)\]", host)
    label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
    named = len(host) <= 253 and re.fullmatch(rf"{label}(?:\.{label})*\.?", host)
    name = six.group(1) if six and ":" in six.group(1) else host if named else None
    if name is None or not re.fullmatch("[0-9]{1,5}", port) or not 1 <= int(port) <= 65535:
        return None
    if pin is None or identity is None or len(pin) != 32 or len(identity) != 32:
        return None
    return name, int(port), pin, identity


def parse_voucher_text(text: str) -> Optional[bytes]:
    """Bytes of a voucher that was typed or scanned."""
    compact = re.sub(r"[\s-]", "", text.upper())
    if compact.startswith("HFV1:"):
        return _hex(compact[5:].lower()) or None
    if not compact or "=" in compact:
        return None
    try:
        data = base64.b32decode(compact + "=" * (-len(compact) % 8))
    except (binascii.Error, ValueError):
        return None
    return data if base64.b32encode(data).decode("ascii").rstrip("=") == compact and data else None


def _hex(text: str) -> Optional[bytes]:
    return bytes.fromhex(text) if re.fullmatch("(?:[0-9a-f]{2})*", text) else None


def request_has_form(verb: str, data: bytes) -> bool:
    """Section 2 and 3, for the verbs of the vectors."""
    try:
        value = cbor.decode(data)
    except ValueError:
        return False
    if verb == "hello":
        return has_keys(value, "versions nonce") and type(value["versions"]) is list and 1 <= len(value["versions"]) <= 16 and all(is_uint(one) for one in value["versions"]) and is_bytes(value["nonce"], 32)
    if verb == "push":
        frames = value.get("frames") if has_keys(value, "log frames") else None
        if type(frames) is not list or not is_bytes(value["log"], 16) or not 1 <= len(frames) <= 256:
            return False
        return all(type(one) is bytes and 1 <= len(one) <= 1_052_752 for one in frames) and (len(frames) == 1 or sum(map(len, frames)) <= 1_048_576)
    if verb == "pull":
        if not has_keys(value, "log from have maxBytes") or type(value["have"]) is not list or len(value["have"]) > 4096:
            return False
        held = all(has_keys(one, "feed size") and is_bytes(one["feed"], 32) and is_uint(one["size"]) for one in value["have"])
        return is_bytes(value["log"], 16) and is_uint(value["from"]) and held and is_uint(value["maxBytes"], 8_388_608)
    if not has_keys(value, "log blob size from bytes"):
        return False
    sized = is_uint(value["size"], 269_484_032) and value["size"] >= 1
    return is_bytes(value["log"], 16) and is_bytes(value["blob"], 32) and sized and is_uint(value["from"]) and type(value["bytes"]) is bytes and len(value["bytes"]) <= 1_048_576
