"""People who are no longer among the residents, and the families that they leave."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.lib.codes import FamilyRelation, MaritalRecord, MaritalStatus
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.checking import (
    ABSENT,
    heads_of,
    locked_card,
    locked_people,
    members_of,
    require_born,
    require_present,
    settle,
)
from ekelurahan.residents.events.actions.heading import require_successor, succeed
from ekelurahan.residents.events.actions.merged import require_stand_alone
from ekelurahan.residents.events.actions.recording import Told, change
from ekelurahan.residents.events.entries import NewHead
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Event, Resident

_BECOMES: Mapping[Kind, LifeStatus] = {
    Kind.DEATH: LifeStatus.DEAD,
    Kind.DEPART: LifeStatus.MOVED,
    Kind.MISSING: LifeStatus.LOST,
    Kind.WRONG_ENTRY: LifeStatus.INVALID,
}
_ALSO_OF_ABSENT = {Kind.DEATH, Kind.WRONG_ENTRY}
_SPOUSES = {FamilyRelation.HUSBAND, FamilyRelation.WIFE}


def take_away(
    event: Event, told: Told, resident_ids: Sequence[UUID], new_head: NewHead | None, *, by: Actor | None
) -> list[Resident]:
    """Members of one family are gone by this event; a new head leads those who stay. Raises Refused, Doubtful.

    Their rows keep card and relation, as the archive shows them.
    """
    rows = locked_people(resident_ids, told, kelurahan_id=event.kelurahan_id)
    kind = Kind(event.kind)
    _require_there(rows, kind, event)
    card = locked_card(rows[0].family_card_id, told, kelurahan_id=event.kelurahan_id)
    members = members_of(card)
    require_successor([row for row in rows if row.is_present], members, new_head)
    before = heads_of(event.kelurahan_id, [card.id])
    for row in rows:
        change(event, row, {"life_status": _BECOMES[kind].value})
    if kind is Kind.DEATH:
        _widow(event, rows[0], members)
    settle(event, told, before, succeed(event, told, card, new_head, by=by))
    return rows


def _require_there(rows: Sequence[Resident], kind: Kind, event: Event) -> None:
    for row in rows:
        if not (kind in _ALSO_OF_ABSENT and row.life_status in ABSENT):
            require_present(row)
    if len({row.family_card_id for row in rows}) > 1:
        raise Refused({"resident_ids": _("Pilih anggota satu KK saja. Untuk KK lain catat peristiwa tersendiri.")})
    if kind is Kind.WRONG_ENTRY:
        require_stand_alone([row.id for row in rows], kelurahan_id=event.kelurahan_id)
    else:
        require_born(event, *rows)


def _widow(event: Event, dead: Resident, members: Sequence[Resident]) -> None:
    """Whoever was married to the deceased, as the head and wife or husband of one family."""
    spouses = [row for row in members if row.family_relation in _SPOUSES and row.id != dead.id]
    left = spouses if dead.family_relation == FamilyRelation.HEAD else []
    if dead.family_relation in _SPOUSES and not spouses:
        left = [row for row in members if row.family_relation == FamilyRelation.HEAD]
    for row in left:
        if row.marital_status == MaritalStatus.MARRIED:
            widowed = {"marital_status": MaritalStatus.WIDOWED.value, "marital_record": MaritalRecord.WIDOWED.value}
            change(event, row, widowed)
