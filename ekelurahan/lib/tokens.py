"""Random and derived handles that people scan or type: Crockford base32, no I, L, O or U."""

import hashlib
import hmac
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
HANDLE_LENGTH = 26  # 130 bits


def random_code(length: int) -> str:
    """So many random letters, 5 bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def derived_handle(secret: str, *, purpose: str, about: str) -> str:
    """A handle of 130 bits that only holders of the secret can compute: it need not be stored in clear."""
    digest = hmac.new(secret.encode(), f"{purpose}:{about}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(HANDLE_LENGTH))


def derived_pin(secret: str, *, purpose: str, about: str) -> str:
    """Six digits that only holders of the secret can compute."""
    digest = hmac.new(secret.encode(), f"pin:{purpose}:{about}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest, 'big') % 1_000_000:06d}"


def normalised(code: str) -> str:
    """What a person typed, as it was issued: no spaces or dashes, I and L read as 1, O as 0."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return plain.translate(str.maketrans("ILO", "110"))


def grouped(handle: str, size: int = 5) -> str:
    """In groups that a person can read aloud: ABCDE-FGHJK-…"""
    return "-".join(handle[start : start + size] for start in range(0, len(handle), size))


def hash_of_code(code: str) -> bytes:
    """What a table keeps of a handle."""
    return hashlib.sha256(normalised(code).encode()).digest()
