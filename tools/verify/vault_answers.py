"""Answers for the vectors of vaults, slots, evidence parts and proofs (test/vectors/README.md)."""
from __future__ import annotations

import base64
import io
from typing import Iterator, Tuple

import age
import bech32
import witness
from entry import read_entry
from evidence_parts import check_part
from frame import Refused
from primitives import sha256
from proofs import check_entry_proof, check_fork_proof
from trees import entry_leaf
from vault_files import BadVault, check_head, open_host_state, open_slot, open_value, read_head, vault_use_key

Cases = Iterator[Tuple[str, object, object]]


def head_answer(file: bytes, vault_key: bytes) -> str:
    try:
        check_head(read_head(file), vault_key)
        return "ok"
    except BadVault as bad:
        return bad.kind


def slot_answer(case: dict, vault_key: bytes) -> str:
    try:
        found = open_slot(base64.b64decode(case["file"]), case.get("passphrase"), case.get("recoveryKey"))
        return "ok" if found == vault_key else "another key"
    except age.NotOpened as failure:
        return failure.kind


def check_slots(data: dict) -> Cases:
    vault_key, vault_id = bytes.fromhex(data["vaultKey"]), bytes.fromhex(data["vaultId"])
    for case in data.get("cases", data.get("slots", [])):
        yield f"slot: {case['name']}", case["expect"], slot_answer(case, vault_key)
    for case in data.get("hostStates", data.get("hostState", [])):
        state = open_host_state(base64.b64decode(case["sealed"]), vault_key, vault_id)
        yield f"host state: {case['name']}", case["expect"], "damaged" if state is None else "ok"


def check_heads(data: dict) -> Cases:
    for case in data.get("cases", data.get("heads", [])):
        file = base64.b64decode(case["file"]) if "file" in case else case["text"].encode()
        yield f"head: {case['name']}", case["expect"], head_answer(file, bytes.fromhex(data["vaultKey"]))


def check_vault(data: dict) -> Cases:
    yield from check_slots(data)
    yield from check_heads(data)
    key = vault_use_key(bytes.fromhex(data["vaultKey"]), bytes.fromhex(data["vaultId"]), "working-copy")
    for case in data["workingCopy"]:
        table = case["table"].encode()
        aad = b"holdfast/vault/working-copy/1" + len(table).to_bytes(4, "big") + table + case["key"].encode()
        plain = open_value(key, aad, base64.b64decode(case["sealed"]))
        found = ("damaged", None) if plain is None else ("ok", plain.decode())
        yield f"row: {case['name']}", (case["expect"], case.get("text")), found
    for case in data["recoveryKeys"]:
        yield f"typed {case['typed'][:12]}", case["expect"], bech32.typed_recovery_key(case["typed"])


def edited(part: bytes, edits: list) -> bytes:
    for edit in edits:
        at = edit["at"] if edit["at"] >= 0 else len(part) + edit["at"]
        part = part[:at] + bytes.fromhex(edit["insert"]) + part[at + edit["remove"]:]
    return part


def check_evidence(data: dict) -> Cases:
    for case in data["cases"]:
        part = edited(base64.b64decode(data["parts"][case["part"]]), case["edits"])
        secret = bech32.secret_key(case.get("identity", data["identity"]))
        yield case["name"], case["expect"], check_part(io.BytesIO(part), len(part), case["recorded"], secret)


def check_proofs(data: dict) -> Cases:
    for case in data["entryProofs"]:
        yield f"entry proof: {case['name']}", *_proof_answer(case, check_entry_proof(bytes.fromhex(case["hex"])))
    for case in data["forkProofs"]:
        yield f"fork proof: {case['name']}", *_proof_answer(case, check_fork_proof(bytes.fromhex(case["hex"])))


def _proof_answer(case: dict, found: str) -> Tuple[object, object]:
    return (case["expect"], found) if "expect" in case else (case["holds"], found == "holds")


def check_entries(data: dict) -> Cases:
    for case in data["cases"]:
        entry_bytes = bytes.fromhex(case["hex"])
        leaf = entry_leaf(bytes.fromhex(case["salt"]), entry_bytes)
        entry = read_entry(entry_bytes, leaf)
        yield case["name"], (case["expect"], case["id"], case["leaf"]), (entry.outcome, entry.id, leaf.hex())


def check_witness(data: dict) -> Cases:
    for case in data["slips"]:
        digest = witness.slip_digest(bytes.fromhex(case["log"]), bytes.fromhex(case["feed"]), case["size"], bytes.fromhex(case["root"]))
        qr = f"HFS1:{case['log'].upper()}:{case['feed'].upper()}:{case['size']}:{case['root'].upper()}"
        found = (digest.hex(), witness.slip_words(digest), case["log"][:8], case["feed"][:8], qr)
        yield f"slip: {case['name']}", tuple(case[name] for name in ("digest", "words", "logCode", "feedCode", "qr")), found
    for case in data["words"]:
        yield f"words: {case['name']}", case.get("words"), witness.typed_words(case["typed"])
    for case in data["codes"]:
        yield f"code: {case['typed']}", case.get("code"), witness.typed_code(case["typed"])
    for case in data["qrTexts"]:
        expected = (case["log"], case["feed"], case["size"], case["root"]) if case["expect"] == "ok" else None
        yield f"qr: {case['name']}", expected, witness.read_qr(case["text"])
    for case in data["statements"]:
        yield f"statement: {case['name']}", case["expect"], _statement_answer(case)
    for case in data["requests"]:
        yield f"request: {case['name']}", case["der"], witness.make_request(bytes.fromhex(case["imprint"]), int(case["nonce"], 16)).hex()
    for case in data["tokens"]:
        yield f"token: {case['name']}", (case["expect"], case.get("token"), case.get("generatedAt"), case.get("accuracyMs")), _token_answer(case)


def _statement_answer(case: dict) -> str:
    data = bytes.fromhex(case["hex"])
    try:
        value = witness.read_statement(data)
    except Refused as refused:
        return refused.kind
    heads = [{name: field.hex() if isinstance(field, bytes) else field for name, field in head.items()} for head in value["heads"]]
    found = (value["log"].hex(), heads, witness.checkpoint_of(data).hex(), sha256(data).hex())
    return "ok" if found == (case["log"], case["heads"], case["checkpoint"], case["imprint"]) else f"ok, but {found}"


def _token_answer(case: dict) -> Tuple:
    try:
        stamp = witness.check_stamp(*(bytes.fromhex(case[name]) for name in ("reply", "statement")), [int(nonce, 16) for nonce in case["nonces"]], bytes.fromhex(case["authority"]))
        return "holds", stamp.token.hex(), stamp.generated_at, stamp.accuracy_ms
    except Refused as refused:
        return refused.kind, None, None, None
