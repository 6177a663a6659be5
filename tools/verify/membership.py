"""Who may write in a log: membership bodies and the state they lead to (frames.md section 7)."""
from __future__ import annotations

from typing import Any, Dict, FrozenSet, NamedTuple, Optional, Tuple

import cbor
from frame import Header, Refused, epoch_id_of, has_keys, is_bytes, log_id_of
from primitives import ZEROS32, open_sealed_box, x25519_public

ROLES = ("admin", "writer", "reader")


class Members(NamedTuple):
    """The state at one membership frame. `newer` when an operation that this page does not know led to it."""

    roles: Dict[bytes, str]
    epochs: FrozenSet[bytes]
    newer: bool

    def may_write(self, device: bytes) -> Optional[bool]:
        """None when a newer operation leaves it undecided."""
        if self.newer:
            return None
        return self.roles.get(device) in ("admin", "writer")

    def may_change(self, device: bytes) -> Optional[bool]:
        """Whether the device may write membership frames."""
        return None if self.newer else self.roles.get(device) == "admin"


class Genesis(NamedTuple):
    """A genesis frame whose body was read and holds."""

    members: Members
    lockboxes: Tuple[Tuple[bytes, bytes], ...]
    epoch_id: bytes


def is_genesis(header: Header) -> bool:
    """Names no membership frame before it and is the first of its feed."""
    return header.type == 0 and header.seq == 0 and header.membership_head == ZEROS32


def read_operation(body: bytes) -> Dict[str, Any]:
    """The clear map with its text `op`."""
    try:
        value = cbor.decode(body)
    except cbor.Malformed:
        raise Refused("malformed-body") from None
    if type(value) is not dict or type(value.get("op")) is not str:
        raise Refused("malformed-body")
    return value


def read_genesis(header: Header, body: bytes) -> Genesis:
    """Checks the body of a genesis frame against its header."""
    value = read_operation(body)
    if value["op"] != "genesis" or not _has_genesis_shape(value):
        raise Refused("malformed-body")
    if log_id_of(header.scope, header.author, value["nonce"]) != header.log_id:
        raise Refused("wrong-log")
    roles = {member["device"]: member["role"] for member in value["members"]}
    if roles.get(header.author) != "admin":
        raise Refused("not-a-member")
    lockboxes = tuple((box["device"], box["box"]) for box in value["epoch"]["lockboxes"])
    epoch = value["epoch"]["id"]
    return Genesis(Members(roles, frozenset([epoch]), False), lockboxes, epoch)


def _has_genesis_shape(value: Dict[str, Any]) -> bool:
    if not has_keys(value, "op nonce members epoch") or not is_bytes(value["nonce"], 16):
        return False
    members, epoch = value["members"], value["epoch"]
    if type(members) is not list or not 1 <= len(members) <= 256 or not all(_is_member(member) for member in members):
        return False
    if not has_keys(epoch, "id lockboxes") or not is_bytes(epoch["id"], 32) or type(epoch["lockboxes"]) is not list:
        return False
    boxes = epoch["lockboxes"]
    if not all(has_keys(box, "device box") and is_bytes(box["device"], 32) and type(box["box"]) is bytes for box in boxes):
        return False
    devices = {member["device"] for member in members}
    return len(devices) == len(members) == len(boxes) and devices == {box["device"] for box in boxes}


def _is_member(value: Any) -> bool:
    return has_keys(value, "device x25519 role") and is_bytes(value["device"], 32) and is_bytes(value["x25519"], 32) and value["role"] in ROLES


def open_lockbox(genesis: Genesis, log_id: bytes, device: bytes, x25519_secret: bytes) -> Optional[bytes]:
    """The epoch secret for this device, or None when no lockbox of it opens and gives the epoch id."""
    for member, box in genesis.lockboxes:
        if member != device:
            continue
        plain = open_sealed_box(box, x25519_public(x25519_secret), x25519_secret)
        if plain is None:
            return None
        try:
            content = cbor.decode(plain)
        except cbor.Malformed:
            return None
        if not has_keys(content, "epochSecret log") or not is_bytes(content["epochSecret"], 32) or content["log"] != log_id:
            return None
        secret = content["epochSecret"]
        return secret if epoch_id_of(log_id, secret) == genesis.epoch_id else None
    return None
