"""Operations of a membership: their form, what they must satisfy, what they change (membership.md sections 1 to 3.2)."""
from __future__ import annotations

from typing import Any, Dict, NamedTuple, Optional, Tuple

from frame import has_keys, is_bytes
from primitives import is_proper_ed25519, is_proper_x25519, sha256, signature_holds

ROLES = ("admin", "writer", "reader", "witness")
MAX_MEMBERS, MAX_MERGES, MAX_OPERATIONS, MAX_SEEN = 256, 16, 1024, 64
KINDS = {
    "invite": "op merges invitation",
    "cancel": "op merges invitation",
    "admit": "op merges member invitation proof history epoch",
    "role": "op merges device role epoch",
    "remove": "op merges device seen epoch",
    "rotate": "op merges epoch",
}


class Invitation(NamedTuple):
    """An invitation and what became of it: open, used or cancelled."""

    key: bytes
    role: str
    history: str
    standing: str


class Members(NamedTuple):
    """A state. `newer` when an operation that this page does not know led to it. Dictionaries are copied, never changed."""

    roles: Dict[bytes, str]
    epochs: frozenset
    newer: bool
    invitations: Dict[bytes, Invitation] = {}
    # Per removed device the frames that were seen of it: feed, seq, header hash.
    removed: Dict[bytes, Tuple[Tuple[bytes, int, bytes], ...]] = {}
    # First voices to remove an admin: device and author.
    voices: Tuple[Tuple[bytes, bytes], ...] = ()

    def may_write(self, device: bytes) -> Optional[bool]:
        """None when a newer operation leaves it undecided."""
        if self.newer:
            return None
        return self.roles.get(device) in ("admin", "writer")

    def may_change(self, device: bytes) -> Optional[bool]:
        """Whether the device may write membership frames."""
        return None if self.newer else self.roles.get(device) == "admin"

    def admins(self) -> int:
        """How many admins there are."""
        return sum(1 for role in self.roles.values() if role == "admin")


def has_form(value: Dict[str, Any]) -> bool:
    """Section 2: keys, types and limits of an operation of this version."""
    kind = value["op"]
    if not has_keys(value, KINDS[kind]) or not _are_merges(value["merges"]):
        return False
    epoch_holds = "epoch" not in value or _is_epoch(value["epoch"]) or (kind == "remove" and value["epoch"] is None)
    if kind == "invite":
        return _is_invitation(value["invitation"])
    if kind == "cancel":
        return is_bytes(value["invitation"], 16)
    if kind == "admit":
        return epoch_holds and _is_admission(value)
    if kind == "role":
        return epoch_holds and is_bytes(value["device"], 32) and value["role"] in ROLES
    if kind == "remove":
        seen = value["seen"]
        return epoch_holds and is_bytes(value["device"], 32) and type(seen) is list and len(seen) <= MAX_SEEN and all(_is_reference(one) for one in seen)
    return epoch_holds


def breach_of(log_id: bytes, state: Members, operation: Dict[str, Any], author: bytes) -> Optional[str]:
    """Section 2.1 against the state of the parents: the class of a breach, or None."""
    if state.roles.get(author) != "admin":
        return "not-a-member"
    if not _own_rules_hold(log_id, state, operation, author):
        return "malformed-body"
    after = apply(state, operation, author, operation["op"] != "remove" or takes_effect(state, operation["device"], author))
    if after.admins() == 0:
        return "malformed-body"
    epoch = operation.get("epoch")
    if epoch is not None:
        boxes = [box["device"] for box in epoch["lockboxes"]]
        wanted = {device for device, role in after.roles.items() if role != "witness"}
        if epoch["id"] in state.epochs or len(set(boxes)) != len(boxes) or set(boxes) != wanted:
            return "malformed-body"
    return None


def takes_effect(state: Members, device: bytes, author: bytes) -> bool:
    """Section 3.2: of an admin among three or more it is the second voice."""
    return state.roles.get(device) != "admin" or state.admins() < 3 or has_other_voice(state, device, author)


def has_other_voice(state: Members, device: bytes, author: bytes) -> bool:
    """Another admin wants the device removed."""
    return any(voice == device and by != author for voice, by in state.voices)


def apply(state: Members, operation: Dict[str, Any], author: bytes, effective: bool) -> Members:
    """The state after an operation that holds, epochs aside."""
    kind = operation["op"]
    if kind == "invite":
        made = operation["invitation"]
        return state._replace(invitations={**state.invitations, made["id"]: Invitation(made["key"], made["role"], made["history"], "open")})
    if kind == "cancel":
        return _with_standing(state, operation["invitation"], "cancelled")
    if kind == "admit":
        member = operation["member"]
        joined = state if operation["invitation"] is None else _with_standing(state, operation["invitation"], "used")
        return joined._replace(roles={**state.roles, member["device"]: member["role"]})
    if kind == "role":
        return state._replace(roles={device: operation["role"] if device == operation["device"] else role for device, role in state.roles.items()})
    if kind == "remove":
        device = operation["device"]
        if not effective:
            return state if (device, author) in state.voices else state._replace(voices=state.voices + ((device, author),))
        seen = tuple((one["feed"], one["seq"], one["header"]) for one in operation["seen"])
        return state._replace(
            roles={other: role for other, role in state.roles.items() if other != device}, removed={**state.removed, device: seen},
            voices=tuple(voice for voice in state.voices if device not in voice))
    if kind == "newer":
        return state._replace(newer=True)
    return state


def conflicts(state: Members, operation: Dict[str, Any], author: bytes) -> bool:
    """Section 3.1, step 2: skipped for what came before it in order, although it holds in its own place."""
    kind = operation["op"]
    if kind == "invite":
        return operation["invitation"]["id"] in state.invitations
    if kind == "cancel":
        known = state.invitations.get(operation["invitation"])
        return known is None or known.standing != "open"
    if kind == "admit":
        device, used = operation["member"]["device"], operation["invitation"]
        usable = used is None or (used in state.invitations and state.invitations[used].standing != "used")
        return not usable or device in state.roles or device in state.removed or len(state.roles) >= MAX_MEMBERS
    if kind == "role":
        return operation["device"] not in state.roles or apply(state, operation, author, False).admins() == 0
    if kind == "remove":
        return operation["device"] not in state.roles
    return False


def invitation_id_of(log_id: bytes, key: bytes) -> bytes:
    """Section 4."""
    return sha256(b"holdfast/invitation-id/1", log_id, key)[:16]


def _own_rules_hold(log_id: bytes, state: Members, operation: Dict[str, Any], author: bytes) -> bool:
    kind = operation["op"]
    if kind == "invite":
        made = operation["invitation"]
        return made["id"] not in state.invitations and made["id"] == invitation_id_of(log_id, made["key"])
    if kind == "cancel":
        return operation["invitation"] in state.invitations and state.invitations[operation["invitation"]].standing == "open"
    if kind == "admit":
        return _admission_holds(log_id, state, operation)
    if kind == "role":
        return operation["device"] in state.roles and state.roles[operation["device"]] != operation["role"]
    if kind == "remove":
        device = operation["device"]
        effective = takes_effect(state, device, author)
        return device in state.roles and effective == (operation["epoch"] is not None) and (effective or (device, author) not in state.voices)
    return True


def _admission_holds(log_id: bytes, state: Members, operation: Dict[str, Any]) -> bool:
    member, used, proof = operation["member"], operation["invitation"], operation["proof"]
    device, ids = member["device"], [box["id"] for box in operation["history"]]
    if device in state.roles or device in state.removed or len(state.roles) >= MAX_MEMBERS:
        return False
    if not is_proper_ed25519(device) or not is_proper_x25519(member["x25519"]):
        return False
    if len(set(ids)) != len(ids) or not set(ids) <= state.epochs or (ids and member["role"] == "witness"):
        return False
    if used is None:
        return proof is None
    invitation = state.invitations.get(used)
    if invitation is None or invitation.standing != "open" or invitation.role != member["role"] or proof is None:
        return False
    statement = b"holdfast/join/1" + log_id + used + device + member["x25519"]
    signed = signature_holds(invitation.key, proof["invitation"], statement) and signature_holds(device, proof["device"], statement)
    return signed and (invitation.history == "all" or not ids)


def _with_standing(state: Members, used: bytes, standing: str) -> Members:
    known = state.invitations.get(used)
    return state if known is None else state._replace(invitations={**state.invitations, used: known._replace(standing=standing)})


def _are_merges(value: Any) -> bool:
    return type(value) is list and len(value) <= MAX_MERGES and all(is_bytes(one, 32) for one in value) and all(left < right for left, right in zip(value, value[1:]))


def _is_epoch(value: Any) -> bool:
    if not has_keys(value, "id lockboxes") or not is_bytes(value["id"], 32) or type(value["lockboxes"]) is not list or len(value["lockboxes"]) > MAX_MEMBERS:
        return False
    return all(has_keys(box, "device box") and is_bytes(box["device"], 32) and type(box["box"]) is bytes for box in value["lockboxes"])


def _is_invitation(value: Any) -> bool:
    if not has_keys(value, "id key role history expires") or not is_bytes(value["id"], 16) or not is_bytes(value["key"], 32):
        return False
    return value["role"] in ROLES and value["history"] in ("all", "from-now") and (value["expires"] is None or _is_uint(value["expires"]))


def _is_admission(value: Dict[str, Any]) -> bool:
    member, proof, history = value["member"], value["proof"], value["history"]
    if not has_keys(member, "device x25519 role") or not is_bytes(member["device"], 32) or not is_bytes(member["x25519"], 32) or member["role"] not in ROLES:
        return False
    if value["invitation"] is not None and not is_bytes(value["invitation"], 16):
        return False
    if proof is not None and not (has_keys(proof, "invitation device") and is_bytes(proof["invitation"], 64) and is_bytes(proof["device"], 64)):
        return False
    return type(history) is list and len(history) <= MAX_OPERATIONS and all(has_keys(box, "id box") and is_bytes(box["id"], 32) and type(box["box"]) is bytes for box in history)


def _is_reference(value: Any) -> bool:
    return has_keys(value, "feed seq header") and is_bytes(value["feed"], 32) and _is_uint(value["seq"]) and is_bytes(value["header"], 32)


def _is_uint(value: Any) -> bool:
    return type(value) is int and value >= 0
