"""The proofs of events."""

from collections.abc import Sequence
from uuid import UUID

from ekelurahan.residents.models import Proof


def proofs_of(event_ids: Sequence[UUID], *, kelurahan_id: int) -> dict[UUID, list[Proof]]:
    """The proofs of some events, by event; one query, none for no events."""
    found: dict[UUID, list[Proof]] = {}
    if event_ids:
        for row in Proof.objects.filter(kelurahan_id=kelurahan_id, event_id__in=event_ids).order_by("added_at", "id"):
            found.setdefault(row.event_id, []).append(row)
    return found


def find_proof(proof_id: UUID, *, kelurahan_id: int) -> Proof | None:
    """One proof of this office."""
    return Proof.objects.filter(kelurahan_id=kelurahan_id, id=proof_id).first()
