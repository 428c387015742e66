"""Rows of one move, at the office that sends and at the one that receives.

Whoever touches a move holds the registry of both offices first (the lower code first), then the receiving office's row.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.areas.scope import Area, office_scope
from ekelurahan.audit import actions as audit
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import now
from ekelurahan.offices.models import Office
from ekelurahan.residents.entry import PERSON_FIELDS
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.models import Event, Resident, Transfer

WAITING, ACCEPTED, REFUSED, WITHDRAWN = "waiting", "accepted", "refused", "withdrawn"
IN, OUT = "in", "out"

_STAYS_BEHIND = {"life_status", "current_address", "latitude", "longitude", "remark"}
_HANDED_OVER = tuple(name for name in PERSON_FIELDS if name not in _STAYS_BEHIND)
_SETTLED = {
    ACCEPTED: "Perpindahan ini sudah diterima kelurahan tujuan.",
    REFUSED: "Perpindahan ini sudah ditolak kelurahan tujuan.",
    WITHDRAWN: "Perpindahan ini sudah ditarik kembali oleh kelurahan asal.",
}


def hold_registry(*kelurahan_ids: int) -> None:
    """Hold the registry of these offices until the transaction ends: for whoever has to look before an event is recorded.

    Of two offices always the one with the lower code first, so that two moves cannot wait for each other.
    """
    with connection.cursor() as cursor:
        for kelurahan_id in sorted(set(kelurahan_ids)):
            cursor.execute("SELECT hold_registry(%s)", [kelurahan_id])


def is_office(kelurahan_id: int) -> bool:
    """Whether that kelurahan keeps its registry here."""
    with office_scope(kelurahan_id):
        return Office.objects.filter(kelurahan_id=kelurahan_id).exists()


def at(kelurahan_id: int) -> AbstractContextManager[Area]:
    """The scope of the other office of a move, for what has to be written there."""
    return office_scope(kelurahan_id)


def send(event: Event, rows: Sequence[Resident], *, to: int, by: Actor | None) -> Transfer:
    """Let people wait at another office, after their departure was recorded with both registries held."""
    move = new_id()
    out = Transfer.objects.create(
        kelurahan_id=event.kelurahan_id, move=move, side=OUT, other_kelurahan_id=to, event_id=event.id,
        people={"people": [{"id": str(row.id), "name": row.name} for row in rows]},
    )  # fmt: skip
    told = _handed_over(event, rows, to)
    with office_scope(to):
        Transfer.objects.create(
            kelurahan_id=to, move=move, side=IN, other_kelurahan_id=event.kelurahan_id, event_id=event.id, people=told
        )
        audit.record(to, "transfer.waiting", f"transfer:{move}", by=by)
    return out


def locked_move(transfer_id: UUID, *, kelurahan_id: int, state: str = WAITING) -> Transfer:
    """This office's row of a move that is in that state, with the move held. Raises Refused."""
    own = Transfer.objects.filter(kelurahan_id=kelurahan_id, id=transfer_id).first()
    if own is None:
        raise Refused({"": _("Perpindahan ini tidak ada di kelurahan ini. Muat ulang daftarnya.")})
    hold_registry(kelurahan_id, own.other_kelurahan_id)
    receiver = kelurahan_id if own.side == IN else own.other_kelurahan_id
    with office_scope(receiver):
        decisive = Transfer.objects.select_for_update().get(kelurahan_id=receiver, move=own.move)
    if decisive.state != state:
        raise Refused({"": _(_SETTLED.get(decisive.state, "Perpindahan ini masih menunggu kelurahan tujuan."))})
    own.refresh_from_db()
    return own


def settle_move(
    own: Transfer, state: str, *, by: Actor | None, reason: str = "", rows: Sequence[Resident] = ()
) -> Transfer:  # fmt: skip
    """Write what became of a move into both rows, and into the audit of both offices. The move must be held.

    When it waits no more, the receiving office keeps no more of the people than their names, and which of its `rows` each
    of them got: whoever is accepted once more gets that row again.
    """
    told = {
        "state": state, "decided_at": None if state == WAITING else now(), "reason": reason.strip()[:300],
        "decided_by": by.user_id if by else None, "officer": by.name if by else "",
    }  # fmt: skip
    for kelurahan_id in sorted((own.kelurahan_id, own.other_kelurahan_id)):
        with office_scope(kelurahan_id):
            Transfer.objects.filter(kelurahan_id=kelurahan_id, move=own.move).update(**told)
            audit.record(kelurahan_id, f"transfer.{state}", f"transfer:{own.move}", by=by)
    _keep_what_is_needed(own, state, rows)
    own.refresh_from_db()
    return own


def _keep_what_is_needed(own: Transfer, state: str, rows: Sequence[Resident]) -> None:
    """The receiving office holds what is written of people while they wait; then their names, and how accepted ones came.

    Of those who wait again it is told again.
    """
    here, there = own.kelurahan_id, own.other_kelurahan_id
    receiver, sender = (here, there) if own.side == IN else (there, here)
    with office_scope(receiver):
        incoming = Transfer.objects.get(kelurahan_id=receiver, move=own.move)
        move, people = incoming.people, incoming.people["people"]
        if state == WAITING:
            with office_scope(sender):
                incoming.people = {**move, "people": _told_again(incoming)}
        else:
            names = [{"id": one["id"], "name": one["name"]} for one in people]
            incoming.people = {"people": names}
            if state == ACCEPTED:
                given = [name | {"row": str(row.id)} for name, row in zip(names, rows, strict=True)]
                incoming.people = {**move, "people": given}
        incoming.save(update_fields=["people"])


def _told_again(incoming: Transfer) -> list[dict[str, Any]]:
    """The same people in the same order, as the office that they left has them in its archive."""
    people, sender = incoming.people["people"], incoming.other_kelurahan_id
    rows = Resident.objects.filter(kelurahan_id=sender).in_bulk([one["id"] for one in people])
    found = [_person(rows[UUID(one["id"])], incoming.kelurahan_id) for one in people]
    return [person | {"row": one["row"]} if "row" in one else person for person, one in zip(found, people, strict=True)]


def _handed_over(event: Event, rows: Sequence[Resident], to: int) -> dict[str, Any]:
    card = rows[0].family_card
    return {
        "people": [_person(row, to) for row in rows],
        "card": {name: getattr(card, name) for name in ("no_kk", "address", "hamlet", "rt", "rw")},
        "told": event.told,
        "happened_on": event.happened_on.isoformat(),
    }


def _person(row: Resident, to: int) -> dict[str, Any]:
    """Somebody as the other office is told, with the row that it has of them since they left it, if they came from there."""
    told = {"id": str(row.id), **_columns(row)}
    arrivals = Transfer.objects.filter(kelurahan_id=row.kelurahan_id, side=IN, state=ACCEPTED, other_kelurahan_id=to)
    came = arrivals.filter(people__people__contains=[{"row": told["id"]}]).order_by("-decided_at").first()
    left = [one["id"] for one in came.people["people"] if one.get("row") == told["id"]] if came else []
    return told | {"row": left[0]} if left else told


def _columns(row: Resident) -> dict[str, Any]:
    """What the other office needs of a person; parents by their NIK, for their rows are not the other office's.

    What is not known is said as well: whoever lived there before has an archived row, in which it stands otherwise.
    """
    found = {name: getattr(row, name) for name in _HANDED_OVER}
    for parent in ("mother", "father"):
        parent_id = getattr(row, parent)
        known = parent_id and Resident.objects.filter(kelurahan_id=row.kelurahan_id, id=parent_id).first()
        if known:
            found |= {f"{parent}_nik": known.nik or "", f"{parent}_name": known.name, parent: str(known.id)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
