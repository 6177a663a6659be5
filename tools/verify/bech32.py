"""Bech32 (BIP 173) for the keys of age, and recovery keys as people type them (vault.md section 1.1)."""
from __future__ import annotations

from typing import List, Optional, Tuple

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
SECRET_PREFIX = "age-secret-key-"


def _checksum(values: List[int]) -> int:
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(GENERATORS):
            if top >> bit & 1:
                state ^= generator
    return state


def decode(text: str) -> Optional[Tuple[str, bytes]]:
    """Prefix and bytes, or None when the text is no Bech32."""
    if text != text.lower() and text != text.upper():
        return None
    text = text.lower()
    split = text.rfind("1")
    prefix, data = text[:split], [LETTERS.find(letter) for letter in text[split + 1:]]
    if split < 1 or len(data) < 6 or -1 in data or not all(33 <= ord(letter) <= 126 for letter in prefix):
        return None
    spread = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    if _checksum(spread + data) != 1:
        return None
    number = 0
    for value in data[:-6]:
        number = number << 5 | value
    bits = 5 * (len(data) - 6)
    spare = bits % 8
    if spare > 4 or number & ((1 << spare) - 1):
        return None
    return prefix, (number >> spare).to_bytes(bits // 8, "big")


def secret_key(text: str) -> Optional[bytes]:
    """The 32 bytes of an AGE-SECRET-KEY-1…, or None."""
    found = decode(text)
    return found[1] if found is not None and found[0] == SECRET_PREFIX and len(found[1]) == 32 else None


def recipient(text: str) -> Optional[bytes]:
    """The 32 bytes of an age1…, in lower case, or None."""
    found = decode(text) if text == text.lower() else None
    return found[1] if found is not None and found[0] == "age" and len(found[1]) == 32 else None


def typed_recovery_key(typed: str) -> Optional[str]:
    """The key in its exact form, from what somebody typed; None when the checksum does not hold."""
    text = "".join(letter for letter in typed.upper() if not letter.isspace() and letter != "-")
    prefix = (SECRET_PREFIX + "1").upper().replace("-", "")
    rest = text[len(prefix):] if text.startswith(prefix) else text
    rest = rest.translate(str.maketrans({"O": "0", "I": "L", "1": "L", "B": "8"}))
    exact = (SECRET_PREFIX + "1").upper() + rest
    return exact if secret_key(exact) is not None else None
