"""Secrets that this installation made for itself: one file each, readable by its owner only."""

import os
import secrets
from pathlib import Path


def secret(home: Path, name: str) -> str:
    """The secret of that name under `home`/secrets; made (256 bits, URL-safe) when it does not exist yet."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return (folder / name).read_text().strip()
    with os.fdopen(handle, "w") as file:
        value = secrets.token_urlsafe(32)
        file.write(value)
    return value
