"""What each file of test/vectors asks, computed here (test/vectors/README.md)."""
from __future__ import annotations

import base64
from typing import Iterator, Optional, Tuple

import bundle_answers
import sync_answers
import cbor
import trees
import vault_answers
from disclosure import Disclosure
from frame import Header, Refused, associated_bytes, epoch_id_of, feed_id_of, fingerprint_of, frame_okm, header_hash_of, log_id_of, parse_header, parse_plaintext, split_frame
from package import read_package, take_frames
from primitives import ed25519_public, sha256, x25519_public
from mended import judge_damage
from report import Findings, answer_for, problems_of, verdict_of
from scan import Scan
from sealed import Device, StoredLog

Cases = Iterator[Tuple[str, object, object]]


def raw(text: str) -> bytes:
    return bytes.fromhex(text)


def answer_of(compute) -> object:
    """The answer, or the class with which it is refused."""
    try:
        return compute()
    except Refused as refused:
        return refused.kind


def check_cbor(data: dict) -> Cases:
    for case in data["cases"]:
        try:
            value = cbor.decode(raw(case["hex"]))
            found = "ok" if cbor.encode(value) == raw(case["hex"]) and case.get("json", value) == value else "differs"
        except cbor.Malformed:
            found = "malformed"
        yield case["name"], case["expect"], found


def check_derivations(data: dict) -> Cases:
    header_bytes = raw(data["header"])
    header = parse_header(header_bytes)
    device, x25519 = ed25519_public(bytes(range(32))), x25519_public(bytes(range(128, 160)))
    log_id, secret = log_id_of(1, device, raw(data["nonce"])), raw(data["epochSecret"])
    okm = frame_okm(header, secret)
    digest = sha256(b"holdfast/prefix/1", device)
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    genesis_hash = header_hash_of(raw(data["genesisHeader"]))
    leaf = trees.entry_leaf(raw(data["entrySalt"]), raw(data["entry"]))
    found = {
        "device": device.hex(), "x25519": x25519.hex(), "fingerprint": fingerprint_of(device), "prefix": letters[digest[0] & 31] + letters[digest[1] & 31],
        "logId": log_id.hex(), "feedId": feed_id_of(header).hex(), "epochId": epoch_id_of(log_id, secret).hex(), "genesisHeaderHash": genesis_hash.hex(),
        "leaf": leaf.hex(), "feedRootAt1": trees.root_of([trees.header_leaf(genesis_hash)]).hex(), "headerSalt": header.salt.hex(),
        "key": okm[:32].hex(), "aeadNonce": okm[32:56].hex(), "commitment": okm[56:].hex(), "aad": associated_bytes(header, header_bytes).hex(),
        "headerHash": header_hash_of(header_bytes).hex(), "bodyHash": header.body_hash.hex(), "instance": header.instance.hex(),
    }
    for name, value in found.items():
        yield name, data[name], value


def check_trees(data: dict) -> Cases:
    for case in data["cases"]:
        leaves = [sha256(b"\x00", bytes([index])) for index in range(case["size"])]
        yield f"root of {case['size']}", case["root"], trees.root_of(leaves).hex()
        for index, path in enumerate(case["paths"]):
            yield f"path {index} of {case['size']}", path, [step.hex() for step in trees.path_of(leaves, index)]
            holds = trees.path_holds(leaves[index], index, case["size"], [raw(step) for step in path], raw(case["root"]))
            yield f"inclusion {index} of {case['size']}", True, holds


def check_roots(data: dict) -> Cases:
    for case in data["trees"]:
        leaves = [sha256(b"\x00", index.to_bytes(4, "big")) for index in range(case["size"])]
        yield f"tree of {case['size']}", case["root"], trees.root_of(leaves).hex()
    for case in data["feeds"]:
        edge, roots = None, [trees.EMPTY_ROOT.hex()]
        for header_hash in case["headerHashes"]:
            edge = trees.append(edge, trees.header_leaf(raw(header_hash)))
            roots.append(trees.edge_root(edge).hex())
        yield f"feed {case['name']}", case["roots"], roots
    for case in data["inclusion"]:
        holds = trees.path_holds(raw(case["leaf"]), case["index"], case["size"], [raw(step) for step in case["path"]], raw(case["root"]))
        yield f"inclusion {case['name']}", case["expect"], "holds" if holds else "fails"


def check_headers(data: dict) -> Cases:
    for case in data["cases"]:
        found = answer_of(lambda: parse_header(raw(case["hex"])))
        yield case["name"], case["expect"], "ok" if isinstance(found, Header) else found
        if isinstance(found, Header) and "fields" in case:
            shown = {camel(name): value.hex() if isinstance(value, bytes) else value for name, value in found._asdict().items()}
            yield f"{case['name']}, fields", case["fields"], shown
            yield f"{case['name']}, hash", case["headerHash"], header_hash_of(raw(case["hex"])).hex()


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def check_bodies(data: dict) -> Cases:
    for case in data["cases"]:
        found = answer_of(lambda: parse_plaintext(raw(case["hex"])))
        yield case["name"], case["expect"], found if isinstance(found, str) else "ok"
        if not isinstance(found, str):
            yield f"{case['name']}, content", (case["entries"], case["salts"]), ([entry.hex() for entry in found.entries], [salt.hex() for salt in found.salts])


def check_scans(data: dict) -> Cases:
    for case in data["cases"]:
        scan = Scan(raw(case["hex"]))
        frames = [list(found) for found in scan.frames()]
        tail = None if scan.tail is None else {"from": scan.tail.start, "to": scan.tail.end, "reason": scan.reason}
        expected = (case["expect"], case["frames"], case["damaged"], case["tail"])
        yield case["name"], expected, (scan.reason, frames, [list(found) for found in scan.damaged], tail)


def log_after(log_id: str, frames: dict, before: list, secret: Optional[bytes], device: Optional[Device]) -> StoredLog:
    log = StoredLog(raw(log_id), None, secret, device)
    for name in before:
        stored = raw(frames[name])
        log.take(lambda stored=stored: stored)
    return log


def ways_of(keys: dict, case: dict) -> list:
    device = Device(ed25519_public(raw(keys["seed"])), raw(keys["x25519Secret"]))
    return [("secret", raw(keys["epochSecret"]), None, case["expect"]), ("device", None, device, case.get("device", case["expect"])), ("keyless", None, None, case["keyless"])]


def check_frames(data: dict) -> Cases:
    for case in data["cases"]:
        frame = raw(case["frame"])
        for way, secret, device, expected in ways_of({**data, **data["device"]}, case):
            log = log_after(data["log"], data["frames"], case["before"], secret, device)
            yield f"{case['name']} ({way})", expected, log.take(lambda: frame)


def check_members(data: dict) -> Cases:
    for case in data["cases"]:
        frame, keys = raw(case["frame"]), data["logs"][case["log"]]
        for way, secret, device, expected in ways_of(keys, case):
            log = log_after(keys["log"], data["frames"], case["before"], secret, device)
            yield f"{case['name']} ({way})", (expected, case["undecided"]), (log.take(lambda: frame), len(log.reader.undecided))


def check_membership(data: dict) -> Cases:
    for case in data["cases"]:
        keys = case["device"]
        device = None if keys is None else Device(ed25519_public(raw(keys["seed"])), raw(keys["x25519Secret"]))
        frames = [raw(data["frames"][name]) for name in case["frames"]]
        for way, ordered in (("in order", frames), ("the other way round", frames[::-1])):
            yield f"{case['name']} ({way})", {name: case[name] for name in MEMBERSHIP_ANSWER}, membership_of(frames, ordered, device)


MEMBERSHIP_ANSWER = "expect problems placed waiting members removed voices invitations epochs heads decided nothing after".split()


def membership_of(frames: list, ordered: list, device: Optional[Device]) -> dict:
    log, findings = StoredLog(parse_header(split_frame(frames[0]).header).log_id, None, None, device), Findings()
    for frame in ordered:
        log.take(lambda frame=frame: frame)
    reader = log.reader
    reader.finish()
    whole = reader.graph.whole()
    state = whole.state
    after = {(placed.feed.hex(), placed.seq) for known, placed in reader.placed.items() if reader.after_removal(known)}
    return {
        "expect": verdict_of(reader, findings), "problems": problems_of(reader, findings), "placed": len(reader.placed), "waiting": reader.waiting,
        "members": sorted(f"{member.hex()} {role}" for member, role in state.roles.items()), "removed": sorted(gone.hex() for gone in state.removed),
        "voices": sorted(f"{voice.hex()} {author.hex()}" for voice, author in state.voices),
        "invitations": sorted(f"{used.hex()} {found.standing}" for used, found in state.invitations.items()), "epochs": sorted(epoch.hex() for epoch in state.epochs),
        "heads": [head.hex() for head in reader.graph.heads()], "decided": not state.newer,
        "nothing": sorted(f"{name.hex()} {why}" for name, why in whole.nothing.items()), "after": sorted(f"{feed} {seq}" for feed, seq in after),
    }


def check_chains(data: dict) -> Cases:
    for case in data["cases"]:
        log, findings = StoredLog(raw(data["log"]), None, raw(data["epochSecret"]) if case["keyed"] else None), Findings()
        for pieces in case["files"]:
            file = b"".join(raw(piece[4:] if piece.startswith("hex:") else data["frames"][piece]) for piece in pieces)
            take_frames(log, file, 0, findings)
        reader = log.reader
        reader.finish()
        findings.add_heads(reader, [{"feed": raw(head["feed"]), "seq": head["seq"], "header": raw(head["header"])} for head in case["heads"]])
        gaps = [{"feed": gap.feed.hex(), "fromSeq": gap.from_seq, "toSeq": gap.to_seq} for gap in sorted(reader.gaps)]
        names = "expect problems frames entries gaps forks duplicates sealed".split()
        found = (verdict_of(reader, findings), problems_of(reader, findings), len(reader.placed), log.entries, gaps, reader.forks, reader.duplicates, log.sealed)
        yield case["name"], tuple(case[name] for name in names), found


def check_folders(data: dict) -> Cases:
    for case in data["cases"]:
        files = [b"".join(raw(piece[4:] if piece.startswith("hex:") else data["frames"][piece]) for piece in pieces) for pieces in case["files"]]
        for secret in (raw(data["epochSecret"]), None):
            log, findings = StoredLog(raw(data["log"]), None, secret), Findings()
            for file in files:
                take_frames(log, file, 0, findings)
            log.reader.finish()
            answer = judge_damage(log.reader, answer_for(log, findings), files)
            yield case["name"], (case["expect"], case["problems"]), (answer.verdict, answer.problems)


def check_packages(data: dict) -> Cases:
    for case in data["packages"]:
        package, findings = raw(case["hex"]), Findings()
        log = answer_of(lambda: read_package(package, findings, raw(data["epochSecret"])))
        found = log if isinstance(log, str) else verdict_of(log.reader, findings)
        yield case["name"], case["expect"], found
        if "problems" in case:
            yield f"{case['name']}, problems", case["problems"], [] if isinstance(log, str) else problems_of(log.reader, findings)


def check_packages_and_proofs(data: dict) -> Cases:
    yield from check_packages(data)
    yield from vault_answers.check_proofs(data)


def check_disclosures(data: dict) -> Cases:
    for case in data["cases"]:
        found = Disclosure()
        found.check(base64.b64decode(case["base64"], validate=True))
        yield case["name"], case["answer"], found.answer()
        yield f"{case['name']}, verdict", case["expect"], found.verdict


CHECKS = {
    "cbor.json": check_cbor, "derivations.json": check_derivations, "trees.json": check_trees, "roots.json": check_roots, "headers.json": check_headers,
    "frames.json": check_frames, "members.json": check_members, "membership.json": check_membership, "bodies.json": check_bodies, "scans.json": check_scans, "chains.json": check_chains, "folders.json": check_folders,
    "packages.json": check_packages_and_proofs, "journals.json": check_packages, "proofs.json": vault_answers.check_proofs,
    "entries.json": vault_answers.check_entries, "vault.json": vault_answers.check_vault, "heads.json": vault_answers.check_heads, "slots.json": vault_answers.check_slots,
    "evidence.json": vault_answers.check_evidence, "disclosures.json": check_disclosures, "witness.json": vault_answers.check_witness, "bundle.json": bundle_answers.check_bundle, "sync.json": sync_answers.check_sync,
}
