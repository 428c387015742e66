"""Everything that writes residents and family cards, one by one. Many at once: `importing.actions`."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.audit import actions as audit
from ekelurahan.lib.names import search_words
from ekelurahan.lib.now import now
from ekelurahan.residents.entry import CARD_FIELDS, Card, Person, Value, problems_of
from ekelurahan.residents.models import FamilyCard, Resident, ResidentWord


class Refused(Exception):
    """The entry cannot be written. `problems` maps fields to sentences for the screen."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


def add_resident(card: Card, person: Person, *, kelurahan_id: int, by: Actor | None) -> Resident:
    """Write a new person, and the family card unless it stands already. Raises Refused."""
    values = person.values()
    if problems := problems_of(values, no_kk=card.no_kk, today=timezone.localdate(now())):
        raise Refused(problems)
    with transaction.atomic(), _unique_nik():
        resident = Resident(kelurahan_id=kelurahan_id, family_card=_card(card, kelurahan_id), **values)
        resident.save(force_insert=True)
        _write_words(resident)
        audit.record(kelurahan_id, "resident.add", f"resident:{resident.id}", by=by)
    return resident


def update_resident(resident: Resident, changes: Mapping[str, Value], *, by: Actor | None) -> list[str]:
    """Write what differs, return the names of the columns that changed. Raises Refused.

    Columns of the family card (`no_kk`, `address`, …) change the card, hence all its members.
    """
    person = {name: value for name, value in changes.items() if name not in CARD_FIELDS}
    known = {name: getattr(resident, name) for name in ("name", "birth_date", "nik")}
    no_kk = str(changes.get("no_kk") or resident.family_card.no_kk)
    if problems := problems_of(known | person, no_kk=no_kk, today=timezone.localdate(now())):
        raise Refused(problems)
    with transaction.atomic(), _unique_nik():
        changed = _write_changes(resident, person)
        changed += _write_changes(resident.family_card, {k: v for k, v in changes.items() if k in CARD_FIELDS})
        if "name" in changed:
            _write_words(resident)
        if changed:
            audit.record(
                resident.kelurahan_id, "resident.update", f"resident:{resident.id}", by=by, details={"fields": changed}
            )
    return changed


@transaction.atomic
def reveal_numbers(resident: Resident, *, reason: str, by: Actor) -> None:
    """Write down that somebody looked at the whole NIK and KK number, and why (UU 27/2022). Raises Refused without a reason."""
    if not reason.strip():
        raise Refused({"reason": _("Tulis mengapa nomor lengkapnya diperlukan. Alasan ini dicatat.")})
    audit.record(
        resident.kelurahan_id, "resident.reveal", f"resident:{resident.id}", by=by,
        details={"reason": reason.strip()[:200]},
    )  # fmt: skip


def _write_changes(row: Resident | FamilyCard, changes: Mapping[str, Value]) -> list[str]:
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, changes[name])
    if changed:
        row.save(update_fields=[*changed, "updated_at"])
    return changed


def _card(card: Card, kelurahan_id: int) -> FamilyCard:
    """The card of that number; a new one takes the address that came with the person."""
    return FamilyCard.objects.get_or_create(
        kelurahan_id=kelurahan_id,
        no_kk=card.no_kk,
        defaults={"address": card.address, "rt": card.rt, "rw": card.rw, "hamlet": card.hamlet},
    )[0]


def _write_words(resident: Resident) -> None:
    ResidentWord.objects.filter(kelurahan_id=resident.kelurahan_id, resident_id=resident.id).delete()
    ResidentWord.objects.bulk_create(
        ResidentWord(kelurahan_id=resident.kelurahan_id, word=word, resident_id=resident.id)
        for word in search_words(resident.name)
    )


class _unique_nik:  # noqa: N801  # reads as a function in a `with`
    """Turns the database's refusal of a second NIK into words. Must stand inside the transaction it ends."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, IntegrityError) and "resident_nik" in str(error):
            raise Refused({"nik": _("NIK ini sudah terdaftar di kelurahan ini.")}) from None
        if isinstance(error, IntegrityError) and "family_card_no_kk" in str(error):
            raise Refused({"no_kk": _("Nomor KK ini sudah dipakai kartu lain di kelurahan ini.")}) from None
