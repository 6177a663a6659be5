"""A whole vault folder (vault.md): its logs, and with a secret its head, its entries and the sealed parts of evidence."""
from __future__ import annotations

import os
import re
from typing import Any, Dict, Iterable, Iterator, List, NamedTuple, Optional, Tuple

import age
import cbor
from candidate import Candidate
from entry import fits
from entry_kinds import PARTS
from evidence_parts import check_part
from frame import Body
from mended import judge_damage
from package import take_frames
from report import FAILED, INCOMPLETE, MALFORMED, OK, Findings, LogAnswer, answer_for
from sealed import Device, StoredLog
from source import opened, read_range
from vault_files import BadVault, check_head, open_slot, read_head


class Unusable(Exception):
    """No check can begin; the text says why."""


class VaultAnswer(NamedTuple):
    """What a check of a folder found."""

    verdict: str
    keyed: bool
    logs: List[LogAnswer]
    problems: List[str]
    parts: int
    bad_parts: List[str]


def check_vault(folder: str, passphrase: Optional[str], recovery_key: Optional[str]) -> VaultAnswer:
    """Reads a vault and changes nothing. Raises Unusable, OSError."""
    problems: List[str] = []
    device: Optional[Device] = None
    head = _read_head(folder, problems)
    if passphrase is not None or recovery_key is not None:
        device = _unlock(folder, head, passphrase, recovery_key, problems)
    parts: Dict[str, List[Dict[str, Any]]] = {}
    logs = [_check_log(path, log_id, head, device, parts) for log_id, path in _logs_in(folder)]
    checked, bad = _check_parts(folder, parts)
    return VaultAnswer(_worst(logs, bool(problems or bad)), device is not None, logs, problems, checked, bad)


def _read_head(folder: str, problems: List[str]) -> Optional[Dict[str, Any]]:
    """vault.json, or its second copy where that is missing or ill-formed (vault.md section 11)."""
    first, second = (_read_copy(folder, name) for name in ("vault.json", "vault.second.json"))
    if first is None and second is None:
        raise Unusable("there is no vault.json in this folder, so it is no vault")
    if first is not None:
        try:
            return read_head(first)
        except BadVault as bad:
            if bad.kind != "damaged":
                raise Unusable(f"vault.json is not one that this check reads: {bad.kind}") from None
    problems.append("vault.json: missing" if first is None else "vault.json: damaged")
    try:
        return None if second is None else read_head(second)
    except BadVault:
        return None


def _read_copy(folder: str, name: str) -> Optional[bytes]:
    try:
        with open(os.path.join(folder, name), "rb") as file:
            return file.read(65_537)
    except FileNotFoundError:
        return None


def _unlock(folder: str, head: Optional[Dict[str, Any]], passphrase: Optional[str], recovery_key: Optional[str], problems: List[str]) -> Optional[Device]:
    if head is None:
        return None
    kinds = ("passphrase",) if passphrase is not None else ("recovery", "escrow")
    for slot in head["slots"]:
        if slot["type"] not in kinds:
            continue
        try:
            with open(os.path.join(folder, "slots", slot["name"] + ".age"), "rb") as file:
                vault_key = open_slot(file.read(4_097), passphrase, recovery_key)
        except (age.NotOpened, FileNotFoundError):
            continue
        try:
            return check_head(head, vault_key)
        except BadVault:
            problems.append("vault.json: its mac or device secrets do not hold")
            return None
    raise Unusable("the secret does not open this vault")


def _logs_in(folder: str) -> Iterator[Tuple[str, str]]:
    root = os.path.join(folder, "log")
    names = sorted(os.listdir(root)) if os.path.isdir(root) else []
    for name in names:
        if re.fullmatch("[0-9a-f]{32}", name) and os.path.isdir(os.path.join(root, name)):
            yield name, os.path.join(root, name)


def _check_log(path: str, log_id: str, head: Optional[Dict[str, Any]], device: Optional[Device], parts: Dict[str, List[Dict[str, Any]]]) -> LogAnswer:
    scope = None if head is None else 0 if head["workspace"] == log_id else 1
    log, findings = StoredLog(bytes.fromhex(log_id), scope, None, device), Findings()

    def note_parts(candidate: Candidate, body: Body) -> None:
        for entry in body.entries:
            if b"sealedSha256" in entry:
                parts.update(_parts_in(entry))

    log.on_body = note_parts
    names = sorted((name for name in os.listdir(path) if re.fullmatch(r"[0-9]+\.frames", name)), key=lambda name: (int(name[:-7]), name))
    for name in names:
        file = os.path.join(path, name)
        with opened(file) as data:
            take_frames(log, data, 0, findings, lambda found, file=file: read_range(file, found.start, found.end))
    log.reader.finish()
    return judge_damage(log.reader, answer_for(log, findings), _each(os.path.join(path, name) for name in names))


def _each(files: Iterable[str]) -> Iterator[Any]:
    for file in files:
        with opened(file) as data:
            yield data


def _parts_in(entry: bytes) -> Dict[str, List[Dict[str, Any]]]:
    try:
        value = cbor.decode(entry)
    except cbor.Malformed:
        return {}
    body = value.get("body") if type(value) is dict else None
    good = type(body) is dict and value.get("kind") == "evidence" and type(value.get("id")) is str and fits(PARTS["sealed"], body.get("sealed"))
    # The id becomes a folder name: nothing but its own alphabet may pass.
    return {value["id"]: body["sealed"]["parts"]} if good and re.fullmatch("[0-7][0-9A-Z]{25}", value["id"]) else {}


def _check_parts(folder: str, items: Dict[str, List[Dict[str, Any]]]) -> Tuple[int, List[str]]:
    checked, bad = 0, []
    for item, parts in sorted(items.items()):
        for number, recorded in enumerate(parts, 1):
            name = os.path.join("evidence", item, f"{number:05d}.age")
            checked += 1
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    found = check_part(file, os.fstat(file.fileno()).st_size, recorded, None)
            except FileNotFoundError:
                found = "missing"
            if found != "ok":
                bad.append(f"{name}: {found}")
    return checked, bad


def _worst(logs: List[LogAnswer], failed: bool) -> str:
    """The worst verdict of all journals (vault.md section 11)."""
    found = [log.verdict for log in logs] + ([FAILED] if failed else [])
    return max(found, key=[OK, INCOMPLETE, FAILED, MALFORMED].index) if logs else MALFORMED
