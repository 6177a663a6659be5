"""Membership bodies: the genesis, what comes after it, and boxes (frames.md section 7, membership.md section 2)."""
from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import cbor
from frame import Header, Refused, epoch_id_of, has_keys, is_bytes, log_id_of
from operations import KINDS, has_form
from primitives import ZEROS32, open_sealed_box, x25519_public

ROLES = ("admin", "writer", "reader")


class Genesis(NamedTuple):
    """A genesis frame whose body was read and holds."""

    operation: Dict[str, Any]


def is_genesis(header: Header) -> bool:
    """Names no membership frame before it and is the first of its feed."""
    return header.type == 0 and header.seq == 0 and header.membership_head == ZEROS32


def read_operation(body: bytes) -> Dict[str, Any]:
    """The clear map with its text `op`."""
    try:
        value = cbor.decode(body)
    except cbor.Malformed:
        raise Refused("malformed-body") from None
    if type(value) is not dict or type(value.get("op")) is not str or len(value["op"].encode("utf-16-le")) > 128:
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
    return Genesis(value)


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


def known_operation(body: bytes) -> Dict[str, Any]:
    """The operation of a membership frame after the genesis; one with another name or other keys is `newer`."""
    value = read_operation(body)
    if value["op"] != "genesis" and not has_keys(value, KINDS.get(value["op"], "no such operation")):
        return {"op": "newer"}
    if value["op"] == "genesis" or not has_form(value):
        raise Refused("malformed-body")
    return value


def boxes_for(operation: Dict[str, Any], device: bytes) -> List[Tuple[bytes, bytes]]:
    """Epoch ids and boxes that an operation has for a device: of its own epoch, and of the history for who joins."""
    epoch = operation.get("epoch")
    own = [] if epoch is None else [(epoch["id"], box["box"]) for box in epoch["lockboxes"] if box["device"] == device]
    joins = operation["op"] == "admit" and operation["member"]["device"] == device
    return own + ([(box["id"], box["box"]) for box in operation["history"]] if joins else [])


def open_lockbox(epoch_id: bytes, box: bytes, log_id: bytes, x25519_secret: bytes) -> Optional[bytes]:
    """The epoch secret in a box, or None when it does not open or does not give the epoch id."""
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
    return secret if epoch_id_of(log_id, secret) == epoch_id else None
