"""age files (age-encryption.org/v1, binary): what slots and evidence parts are made of (vault.md 1, evidence.md 1)."""
from __future__ import annotations

import base64
import hashlib
import re
from typing import BinaryIO, Callable, List, NamedTuple, Optional

from primitives import hkdf, mac, open_chacha, same, x25519, x25519_public

FIRST_LINE = b"age-encryption.org/v1"
CHUNK = 65_536
MAX_HEADER_LINES = 256


class NotOpened(Exception):
    """`kind` is wrong-key (no stanza opens) or damaged (everything else)."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Stanza(NamedTuple):
    """One recipient stanza."""

    arguments: List[str]
    body: bytes


class Opening(NamedTuple):
    """The header of a file, and its bytes up to and with the three dashes that the header MAC covers."""

    stanzas: List[Stanza]
    covered: bytes
    mac: bytes


def raw_base64(text: str) -> bytes:
    """Base64 without padding, in its one canonical form."""
    if not re.fullmatch(r"[A-Za-z0-9+/]*", text) or len(text) % 4 == 1:
        raise NotOpened("damaged")
    value = base64.b64decode(text + "=" * (-len(text) % 4))
    if base64.b64encode(value).decode().rstrip("=") != text:
        raise NotOpened("damaged")
    return value


def read_opening(file: BinaryIO) -> Opening:
    """Reads the header; the file stands at the payload afterwards."""
    lines: List[bytes] = []

    def line() -> str:
        found = file.readline(1024)
        if not found.endswith(b"\n") or len(lines) >= MAX_HEADER_LINES or not all(32 <= byte <= 126 for byte in found[:-1]):
            raise NotOpened("damaged")
        lines.append(found)
        return found[:-1].decode("ascii")

    if line().encode() != FIRST_LINE:
        raise NotOpened("damaged")
    stanzas: List[Stanza] = []
    while True:
        text = line()
        if text.startswith("--- "):
            covered = b"".join(lines[:-1]) + b"---"
            found = raw_base64(text[4:])
            if not stanzas or len(found) != 32:
                raise NotOpened("damaged")
            return Opening(stanzas, covered, found)
        arguments = text.split(" ")
        if arguments[0] != "->" or len(arguments) < 2 or "" in arguments:
            raise NotOpened("damaged")
        body = ""
        while True:
            part = line()
            if len(part) > 64:
                raise NotOpened("damaged")
            body += part
            if len(part) < 64:
                break
        stanzas.append(Stanza(arguments[1:], raw_base64(body)))


def _unwrap_x25519(opening: Opening, secret: bytes) -> bytes:
    if any(stanza.arguments[0] == "scrypt" for stanza in opening.stanzas):
        raise NotOpened("damaged")
    own = x25519_public(secret)
    for stanza in opening.stanzas:
        if stanza.arguments[0] != "X25519":
            continue
        if len(stanza.arguments) != 2 or len(stanza.body) != 32:
            raise NotOpened("damaged")
        share = raw_base64(stanza.arguments[1])
        if len(share) != 32:
            raise NotOpened("damaged")
        shared = x25519(secret, share)
        if shared is None:
            raise NotOpened("damaged")
        file_key = open_chacha(hkdf(shared, share + own, b"age-encryption.org/v1/X25519", 32), bytes(12), stanza.body)
        if file_key is not None:
            return file_key
    raise NotOpened("wrong-key")


def _unwrap_scrypt(opening: Opening, passphrase: bytes) -> bytes:
    stanza = opening.stanzas[0]
    if len(opening.stanzas) != 1 or stanza.arguments[0] != "scrypt" or len(stanza.arguments) != 3 or len(stanza.body) != 32:
        raise NotOpened("damaged")
    salt, factor = raw_base64(stanza.arguments[1]), stanza.arguments[2]
    # vault.md section 1: checked before any derivation, so that a planted file can neither weaken nor stall the unlock.
    if len(salt) != 16 or not re.fullmatch(r"1[6-9]|20", factor):
        raise NotOpened("damaged")
    cost = 1 << int(factor)
    key = hashlib.scrypt(passphrase, salt=b"age-encryption.org/v1/scrypt" + salt, n=cost, r=8, p=1, maxmem=1024 * (cost + 8), dklen=32)
    file_key = open_chacha(key, bytes(12), stanza.body)
    if file_key is None:
        raise NotOpened("wrong-key")
    return file_key


def open_file(file: BinaryIO, take: Callable[[bytes], object], secret: Optional[bytes] = None, passphrase: Optional[bytes] = None) -> None:
    """Opens a whole file chunk by chunk and hands the plaintext on. Raises NotOpened."""
    opening = read_opening(file)
    file_key = _unwrap_x25519(opening, secret) if secret is not None else _unwrap_scrypt(opening, passphrase or b"")
    if not same(mac(hkdf(file_key, b"", b"header", 32), opening.covered), opening.mac):
        raise NotOpened("damaged")
    nonce = file.read(16)
    if len(nonce) != 16:
        raise NotOpened("damaged")
    key = hkdf(file_key, nonce, b"payload", 32)
    counter, chunk = 0, file.read(CHUNK + 16)
    while True:
        after = file.read(CHUNK + 16)
        last = not after
        plain = open_chacha(key, counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00"), chunk)
        if plain is None or (plain == b"" and counter > 0):
            raise NotOpened("damaged")
        take(plain)
        if last:
            return
        counter, chunk = counter + 1, after
