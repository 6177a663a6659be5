"""vault.json, slots and sealed values (vault.md sections 1 to 6)."""
from __future__ import annotations

import io
import json
import re
import unicodedata
from typing import Any, Dict, Optional

import age
import bech32
import cbor
from frame import has_keys, is_bytes, text_length
from primitives import ed25519_public, hkdf, mac, open_xchacha, same, strict_base64, x25519_public
from sealed import Device

MAX_HEAD = 65_536
MAX_SLOT = 4_096
HEADING = b"HOLDFAST-VAULT-KEY-1\n"


class BadVault(Exception):
    """`kind`: not-a-vault, newer-version or damaged."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def _number(text: str) -> Any:
    value = float(text)
    return int(value) if value.is_integer() else value


def _refuse(_: str) -> Any:
    raise ValueError("no number")


def read_head(data: bytes) -> Dict[str, Any]:
    """Parses vault.json and checks every rule of section 3 but the mac."""
    if len(data) > MAX_HEAD:
        raise BadVault("damaged")
    try:
        value = json.loads(data.decode("utf-8"), parse_float=_number, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadVault("damaged") from None
    if type(value) is not dict or value.get("format") != "holdfast-vault" or type(value.get("version")) is not int:
        raise BadVault("not-a-vault")
    if value["version"] != 1:
        raise BadVault("newer-version")
    if not _is_head(value):
        raise BadVault("damaged")
    return value


def _is_hex(value: Any, digits: int) -> bool:
    return type(value) is str and re.fullmatch(f"[0-9a-f]{{{digits}}}", value) is not None


def _is_number(value: Any, least: int) -> bool:
    return type(value) is int and least <= value <= cbor.MAX_INTEGER


def _is_head(value: Dict[str, Any]) -> bool:
    if not has_keys(value, "format version vaultId name createdAt generation device workspace slots mac"):
        return False
    device, slots = value["device"], value["slots"]
    if not has_keys(device, "ed25519 x25519 sealedSecrets prefix"):
        return False
    secrets = strict_base64(device["sealedSecrets"])
    return (
        _is_hex(value["vaultId"], 32) and type(value["name"]) is str and 1 <= text_length(value["name"]) <= 200
        and _is_number(value["createdAt"], 0) and _is_number(value["generation"], 1)
        and _is_hex(device["ed25519"], 64) and _is_hex(device["x25519"], 64) and secrets is not None and len(secrets) == 104
        and type(device["prefix"]) is str and re.fullmatch("[A-Z0-9]{2}", device["prefix"]) is not None
        and _is_hex(value["workspace"], 32) and _is_hex(value["mac"], 64)
        and type(slots) is list and 1 <= len(slots) <= 16 and all(_is_slot(slot) for slot in slots)
    )


def _is_slot(slot: Any) -> bool:
    if not has_keys(slot, "name type label createdAt recipient") or slot["type"] not in ("passphrase", "recovery", "escrow"):
        return False
    if type(slot["name"]) is not str or re.fullmatch(f"[0-9a-f]{{8}}-{slot['type']}", slot["name"]) is None:
        return False
    if type(slot["label"]) is not str or not _is_number(slot["createdAt"], 0):
        return False
    if slot["type"] == "passphrase":
        return slot["recipient"] is None
    return type(slot["recipient"]) is str and bech32.recipient(slot["recipient"]) is not None


def vault_use_key(vault_key: bytes, vault_id: bytes, use: str) -> bytes:
    """Section 2."""
    return hkdf(vault_key, vault_id, f"holdfast/vault/{use}/1".encode(), 32)


def open_value(key: bytes, aad: bytes, sealed: Optional[bytes]) -> Optional[bytes]:
    """A sealed value of section 2."""
    if sealed is None or len(sealed) < 40:
        return None
    return open_xchacha(key, sealed[:24], aad, sealed[24:])


def check_head(head: Dict[str, Any], vault_key: bytes) -> Device:
    """The mac of section 3 and the device secrets of section 4. Raises BadVault."""
    vault_id = bytes.fromhex(head["vaultId"])
    rest = {name: value for name, value in head.items() if name != "mac"}
    try:
        expected = mac(vault_use_key(vault_key, vault_id, "head-mac"), b"holdfast/vault/head/1", cbor.encode(rest))
    except cbor.Malformed:
        raise BadVault("damaged") from None
    device = head["device"]
    public, x25519 = bytes.fromhex(device["ed25519"]), bytes.fromhex(device["x25519"])
    aad = b"holdfast/vault/device/1" + vault_id + public + x25519
    secrets = open_value(vault_use_key(vault_key, vault_id, "device"), aad, strict_base64(device["sealedSecrets"]))
    if not same(expected, bytes.fromhex(head["mac"])) or secrets is None or len(secrets) != 64:
        raise BadVault("damaged")
    if ed25519_public(secrets[:32]) != public or x25519_public(secrets[32:]) != x25519:
        raise BadVault("damaged")
    return Device(public, secrets[32:])


def open_slot(file: bytes, passphrase: Optional[str] = None, recovery_key: Optional[str] = None) -> bytes:
    """The vault key in a slot. Raises age.NotOpened with wrong-key or damaged."""
    if len(file) > MAX_SLOT:
        raise age.NotOpened("damaged")
    found = []
    if recovery_key is not None:
        secret = bech32.secret_key(recovery_key)
        if secret is None:
            raise age.NotOpened("wrong-key")
        age.open_file(io.BytesIO(file), found.append, secret=secret)
    else:
        age.open_file(io.BytesIO(file), found.append, passphrase=unicodedata.normalize("NFKC", passphrase or "").encode("utf-8"))
    plain = b"".join(found)
    key = strict_base64(plain[21:65].decode("latin-1"))
    if len(plain) != 66 or plain[:21] != HEADING or plain[65:] != b"\n" or key is None or len(key) != 32:
        raise age.NotOpened("damaged")
    return key


def open_host_state(sealed: bytes, vault_key: bytes, vault_id: bytes) -> Optional[Dict[str, Any]]:
    """Section 6; None when it does not open or is not one."""
    plain = open_value(vault_use_key(vault_key, vault_id, "host-state"), b"holdfast/vault/host-state/1" + vault_id, sealed)
    try:
        value = None if plain is None else cbor.decode(plain)
    except cbor.Malformed:
        return None
    if not has_keys(value, "v instance generation heads") or type(value["v"]) is not int or value["v"] != 1 or not is_bytes(value["instance"], 16):
        return None
    return value if _is_number(value["generation"], 0) and type(value["heads"]) is list and all(_is_seen(head) for head in value["heads"]) else None


def _is_seen(head: Any) -> bool:
    return has_keys(head, "log feed seq header") and is_bytes(head["log"], 16) and is_bytes(head["feed"], 32) and _is_number(head["seq"], 0) and is_bytes(head["header"], 32)
