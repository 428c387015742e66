"""Who is on the way, as one office sees it."""

from uuid import UUID

from ekelurahan.residents.models import Transfer


def waiting_in(kelurahan_id: int) -> list[Transfer]:
    """Moves that wait for this office's word, the oldest first."""
    return list(Transfer.objects.filter(kelurahan_id=kelurahan_id, side="in", state="waiting").order_by("sent_at"))


def waiting_out(kelurahan_id: int) -> list[Transfer]:
    """Moves from this office that nobody has accepted yet, the oldest first."""
    return list(Transfer.objects.filter(kelurahan_id=kelurahan_id, side="out", state="waiting").order_by("sent_at"))


def settled(kelurahan_id: int, limit: int = 50) -> list[Transfer]:
    """Moves in and out that are decided, the latest first."""
    found = Transfer.objects.filter(kelurahan_id=kelurahan_id, decided_at__isnull=False)
    return list(found.order_by("-decided_at")[:limit])


def find_transfer(transfer_id: UUID, *, kelurahan_id: int) -> Transfer | None:
    """One move as this office sees it."""
    return Transfer.objects.filter(kelurahan_id=kelurahan_id, id=transfer_id).first()
