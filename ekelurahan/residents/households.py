"""The people of one family card, and the rows that stand for one person."""

from collections.abc import Iterable
from uuid import UUID

from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.residents.doubles.queries import merged_into
from ekelurahan.residents.models import FamilyCard, Resident

_ORDER = {relation.value: relation.number for relation in FamilyRelation}


def people_on(card_id: UUID, *, kelurahan_id: int) -> list[Resident]:
    """Everybody who stands on this card, archived ones too: the head first, then by relation and age. One query."""
    rows = Resident.objects.filter(kelurahan_id=kelurahan_id, family_card_id=card_id)
    return sorted(rows, key=lambda row: (not row.is_present, _ORDER.get(row.family_relation, 99), row.birth_date))


def find_card(no_kk: str, *, kelurahan_id: int) -> FamilyCard | None:
    """The card of that number in this office."""
    return FamilyCard.objects.filter(kelurahan_id=kelurahan_id, no_kk=no_kk).first()


def find_by_nik(niks: Iterable[str], *, kelurahan_id: int) -> dict[str, Resident]:
    """The people of this office with these NIK, wrong entries left out; with their cards. One query."""
    rows = Resident.objects.select_related("family_card").filter(kelurahan_id=kelurahan_id, nik__in=list(niks))
    return {row.nik: row for row in rows.exclude(life_status="invalid") if row.nik}


def merged_rows(resident_id: UUID, *, kelurahan_id: int) -> list[UUID]:
    """Rows that were merged into this one, and into those before: their letters belong to the same person."""
    return merged_into(resident_id, kelurahan_id=kelurahan_id)


def rows_of(ids: Iterable[UUID], *, kelurahan_id: int) -> list[Resident]:
    """The rows of some residents of this office; one query."""
    return list(Resident.objects.filter(kelurahan_id=kelurahan_id, id__in=list(ids)))


def names_of(ids: Iterable[UUID], *, kelurahan_id: int) -> dict[UUID, str]:
    """The names of some residents; one query, none for nobody."""
    wanted = list(ids)
    if not wanted:
        return {}
    return dict(Resident.objects.filter(kelurahan_id=kelurahan_id, id__in=wanted).values_list("id", "name"))
