"""Answers to sync.json (test/vectors)."""
from __future__ import annotations

from typing import Iterator, Tuple

import sync
from primitives import signature_holds

Cases = Iterator[Tuple[str, object, object]]


def check_sync(data: dict) -> Cases:
    """Every vector of the file with the answer that is expected and the one that was found."""
    for case in data["signed"]:
        yield case["name"], (case["expect"], case.get("size")), _signed_answer(case)
    for case in data["sessions"]:
        yield case["name"], case["expect"], "holds" if _session_holds(case) else "fails"
    for case in data["fingerprints"]:
        yield f"fingerprint: {case['name']}", case["fingerprint"], sync.fingerprint(bytes.fromhex(case["identity"]), bytes.fromhex(case["pin"]))
    for case in data["pairings"]:
        found = sync.parse_pairing(case["text"])
        answer = ("bad-pairing", None, None, None, None) if found is None else ("ok", found[0], found[1], found[2].hex(), found[3].hex())
        yield f"pairing: {case['name']}", tuple(case.get(name) for name in ("expect", "host", "port", "pin", "identity")), answer
    for case in data["voucherTexts"]:
        found = sync.parse_voucher_text(case["text"])
        yield f"voucher text: {case['name']}", (case["expect"], case.get("hex")), ("bad-voucher", None) if found is None else ("ok", found.hex())
    for case in data["requests"]:
        yield case["name"], case["expect"], "ok" if sync.request_has_form(case["verb"], bytes.fromhex(case["hex"])) else "bad-request"


def _signed_answer(case: dict) -> tuple:
    kind = case["kind"]
    value = sync.signed_content(kind, bytes.fromhex(case["hex"]), bytes.fromhex(case["server"]))
    if value is None:
        return (f"bad-{kind}", None)
    if kind == "checkpoint":
        return ("ok", value["size"]) if value["log"].hex() == case["log"] else ("bad-checkpoint", None)
    if kind == "voucher":
        return ("ok" if value["expires"] is None or value["expires"] > case["now"] else "bad-voucher", None)
    return ("ok" if value["pin"].hex() == case["pin"] else "bad-rotation", None)


def _session_holds(case: dict) -> bool:
    client, server, binding, identity, signature = (bytes.fromhex(case[name]) for name in ("clientNonce", "serverNonce", "binding", "identity", "signature"))
    if "pin" in case:
        return signature_holds(identity, signature, b"holdfast/session/1", client, server, bytes.fromhex(case["pin"]), binding)
    device = bytes.fromhex(case["device"])
    return signature_holds(device, signature, b"holdfast/login/1", client, server, identity, binding, device)
