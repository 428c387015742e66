"""Where uploads lie: outside the web root, encrypted, under random names."""

import os
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings

from ekelurahan.lib.sealed_box import close_box, open_box


def keep_file(file_id: UUID, content: bytes) -> None:
    """Encrypt and write; the file is whole on the disk or not there at all. Raises OSError when the disk is full."""
    path = _path(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    box = close_box(settings.FILE_KEY, content, belongs_to=f"upload:{file_id}")
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(box)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_file(file_id: UUID) -> bytes:
    """Read and decrypt. Raises FileNotFoundError or BoxBroken."""
    return open_box(settings.FILE_KEY, _path(file_id).read_bytes(), belongs_to=f"upload:{file_id}")


def _path(file_id: UUID) -> Path:
    name = file_id.hex
    return Path(settings.HOME) / "files" / name[-2:] / name
