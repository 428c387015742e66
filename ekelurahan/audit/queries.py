"""Reading the log, and proving that nobody changed it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ekelurahan.audit.chain import GENESIS, entry_hash
from ekelurahan.audit.models import Entry


@dataclass(frozen=True)
class Break:
    """The first entry of an office that does not follow from the one before it."""

    kelurahan_id: int
    seq: int
    action: str
    reason: str


def find_breaks() -> Iterator[Break]:
    """Walk every chain in the current scope; yields at most one break per office."""
    broken: set[int] = set()
    ends: dict[int, tuple[int, bytes]] = {}
    for entry in Entry.objects.order_by("kelurahan_id", "seq").iterator(chunk_size=2000):
        if entry.kelurahan_id in broken:
            continue
        reason = _fault(entry, *ends.get(entry.kelurahan_id, (0, GENESIS)))
        if reason:
            broken.add(entry.kelurahan_id)
            yield Break(entry.kelurahan_id, entry.seq, entry.action, reason)
        ends[entry.kelurahan_id] = (entry.seq, bytes(entry.hash))


def count_entries() -> int:
    """How many entries the current scope holds."""
    return Entry.objects.count()


def _fault(entry: Entry, seq: int, last_hash: bytes) -> str:
    if entry.seq != seq + 1:
        return f"entri {seq + 1} hilang"
    if bytes(entry.previous) != last_hash:
        return "tidak menyambung ke entri sebelumnya"
    expected = entry_hash(last_hash, kelurahan_id=entry.kelurahan_id, seq=entry.seq, at=entry.at, body=entry.body)
    if bytes(entry.hash) != expected:
        return "isi entri tidak cocok dengan sidik jarinya"
    told = json.loads(entry.body)
    return (
        ""
        if (told["action"], told["object"]) == (entry.action, entry.object)
        else "kolom entri tidak cocok dengan isinya"
    )
