"""Where refusals wait while rows stream into the database: on disk, because all 100,000 rows may be wrong."""

import json
import tempfile
from collections.abc import Iterator

from ekelurahan.residents.batch.actions.refusing import Refusal


class Spool:
    """Refusals in the order they came. The file has no name and is gone with the object."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  # closed with the object

    def add(self, refusal: Refusal) -> None:
        """Keep one."""
        self._file.write(json.dumps(refusal) + "\n")

    def __iter__(self) -> Iterator[Refusal]:
        """All of them, from the first."""
        self._file.seek(0)
        yield from (Refusal(*json.loads(line)) for line in self._file)

    def close(self) -> None:
        """Forget them."""
        self._file.close()
