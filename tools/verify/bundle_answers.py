"""Answers to bundle.json (test/vectors): manifests, flips, cosignatures and whole parts."""
from __future__ import annotations

from typing import Iterator, Tuple

import bundle
from frame import Refused

Cases = Iterator[Tuple[str, object, object]]


def check_bundle(data: dict) -> Cases:
    """Every vector of the file with the answer that is expected and the one that was found."""
    for case in data["manifests"]:
        yield f"manifest: {case['name']}", tuple(case.get(name) for name in ("expect", "framesAt", "bundle", "pieces", "heads")), _manifest_answer(bytes.fromhex(case["hex"]))
    for case in data["flips"]:
        yield f"flips: {case['name']}", case["expect"], _flips_answer(bytes.fromhex(case["hex"]))
    for case in data["cosignatures"]:
        yield f"cosignature: {case['name']}", tuple(case.get(name) for name in ("expect", "device", "at", "heads")), _cosignature_answer(case)
    for case in data["parts"]:
        yield f"part: {case['name']}", tuple(case.get(name) for name in ("expect", "log", "frames")), _part_answer(case)


def _manifest_answer(data: bytes) -> tuple:
    try:
        part = bundle.open_part(data)
    except Refused as refused:
        return (refused.kind, None, None, None, None)
    manifest = part.manifest
    return ("ok", part.frames_at, manifest["bundle"].hex(), len(manifest["pieces"]), len(manifest["heads"]))


def _flips_answer(data: bytes) -> str:
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit >> 3] ^= 1 << (bit & 7)
        if _manifest_answer(bytes(flipped))[0] == "ok":
            return f"bit {bit} is not noticed"
    return "refused" if _manifest_answer(data)[0] == "ok" else "the whole one is refused"


def _cosignature_answer(case: dict) -> tuple:
    members = [bytes.fromhex(member) for member in case["members"]]
    try:
        value = bundle.check_cosignature(bytes.fromhex(case["hex"]), bytes.fromhex(case["log"]), members)
    except Refused as refused:
        return (refused.kind, None, None, None)
    return ("ok", value["device"].hex(), value["at"], len(value["statement"]["heads"]))


def _part_answer(case: dict) -> tuple:
    try:
        part, frames = bundle.open_sealed(bytes.fromhex(case["hex"]), bytes.fromhex(case["x25519Secret"]))
    except Refused as refused:
        return (refused.kind, None, None)
    return ("ok", part.manifest["log"].hex(), frames)
