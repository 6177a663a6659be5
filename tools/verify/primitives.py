"""The algorithms of frames.md: SHA-256, HKDF, Ed25519, sealed boxes, XChaCha20-Poly1305."""
from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import sys
from typing import Any, Optional

try:
    from nacl import bindings
    from nacl.exceptions import CryptoError
except ImportError:
    sys.stderr.write(
        "verify needs the Python binding of libsodium.\n"
        "Debian, Ubuntu: apt-get install python3-nacl, then run with /usr/bin/python3. Elsewhere: pip install pynacl\n"
    )
    raise SystemExit(69) from None

ZEROS32 = bytes(32)
TAG_BYTES = 16


def sha256(*parts: bytes) -> bytes:
    """H of the parts laid end to end."""
    return hashlib.sha256(b"".join(parts)).digest()


def mac(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA-256 of the parts laid end to end."""
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256 (RFC 5869)."""
    key = mac(salt or ZEROS32, secret)
    out, block = b"", b""
    while len(out) < length:
        block = mac(key, block, info, bytes([len(out) // 32 + 1]))
        out += block
    return out[:length]


def same(left: bytes, right: bytes) -> bool:
    """Compares secrets in constant time."""
    return hmac.compare_digest(left, right)


def signature_holds(public: bytes, signature: bytes, *parts: bytes) -> bool:
    """Ed25519 by libsodium: canonical S, no small-order or non-canonical points (frames.md, algorithms)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    try:
        bindings.crypto_sign_open(signature + b"".join(parts), public)
        return True
    except (CryptoError, ValueError):
        return False


def open_xchacha(key: bytes, nonce: bytes, aad: bytes, sealed: bytes) -> Optional[bytes]:
    """The plaintext, or None when the tag does not hold."""
    if len(sealed) < TAG_BYTES:
        return None
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, aad, nonce, key)
    except CryptoError:
        return None


def open_chacha(key: bytes, nonce: bytes, sealed: bytes) -> Optional[bytes]:
    """ChaCha20-Poly1305 of RFC 8439 without associated bytes (age); None when the tag does not hold."""
    if len(sealed) < TAG_BYTES:
        return None
    try:
        return bindings.crypto_aead_chacha20poly1305_ietf_decrypt(sealed, None, nonce, key)
    except CryptoError:
        return None


def open_sealed_box(box: bytes, public: bytes, secret: bytes) -> Optional[bytes]:
    """crypto_box_seal_open; None when the box is for somebody else."""
    if len(box) < 48:
        return None
    try:
        return bindings.crypto_box_seal_open(box, public, secret)
    except (CryptoError, ValueError):
        return None


def x25519(secret: bytes, public: bytes) -> Optional[bytes]:
    """The shared secret; None for a public key of small order."""
    try:
        shared = bindings.crypto_scalarmult(secret, public)
    except (CryptoError, RuntimeError):
        return None
    return None if shared == ZEROS32 else shared


def x25519_public(secret: bytes) -> bytes:
    """The public key of an X25519 secret."""
    return bindings.crypto_scalarmult_base(secret)


def ed25519_public(seed: bytes) -> bytes:
    """The public key of an Ed25519 seed."""
    return bindings.crypto_sign_seed_keypair(seed)[0]


def strict_base64(text: Any) -> Optional[bytes]:
    """Base64 with padding, in its one canonical form."""
    try:
        value = base64.b64decode(text, validate=True) if type(text) is str else None
    except (binascii.Error, ValueError):
        return None
    return value if value is not None and base64.b64encode(value).decode() == text else None


def is_proper_ed25519(public: bytes) -> bool:
    """The canonical encoding of a point of the prime-order subgroup that is not the neutral one."""
    return bool(bindings.crypto_core_ed25519_is_valid_point(public))


def is_proper_x25519(public: bytes) -> bool:
    """A key of large order."""
    return x25519(b"\x42" * 32, public) is not None
