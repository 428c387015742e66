"""Encryption at rest: AES-256-GCM with a key derived from a secret, bound to what the bytes belong to."""

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class BoxBroken(Exception):
    """The bytes were changed, belong to something else, or the key is another one."""


def close_box(secret: str, data: bytes, *, belongs_to: str) -> bytes:
    """Encrypt. `belongs_to` must be given again to open: bytes cannot be moved from one owner to another."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(secret)).encrypt(nonce, data, belongs_to.encode())


def open_box(secret: str, box: bytes, *, belongs_to: str) -> bytes:
    """Decrypt. Raises BoxBroken."""
    try:
        return AESGCM(_key(secret)).decrypt(box[:_NONCE], box[_NONCE:], belongs_to.encode())
    except (InvalidTag, ValueError) as error:
        raise BoxBroken from error


def _key(secret: str) -> bytes:
    return hashlib.sha256(b"e-kelurahan at rest:" + secret.encode()).digest()
