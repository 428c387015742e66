"""Data that was written wrongly, or is known by now: every column of a person and of the card."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ekelurahan.accounts.actor import Actor
from ekelurahan.doors.registry.columns import GROUPS, MASKED
from ekelurahan.doors.registry.forms.event_form import EventForm, Subject
from ekelurahan.doors.registry.forms.fields import Field, Section, column
from ekelurahan.doors.registry.forms.typed import REQUIRED, Typed
from ekelurahan.lib.dates_id import short_date
from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.actions import update_resident
from ekelurahan.residents.entry import CARD_FIELDS, DATE_FIELDS, Value
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.events.shown import as_shown

CLEARED = "-"  # what is typed to empty a number that is not shown


def _sections(subject: Subject, _typed: Typed) -> list[Section]:
    sections = [
        Section(group.title, [_field(subject, name) for name in group.columns], folded=number > 1)
        for number, group in enumerate(GROUPS)
    ]
    card = Section(lazy("Kartu keluarga"), [_field(subject, name) for name in CARD_FIELDS], folded=True,
                   text=lazy("Perubahan di sini berlaku untuk semua anggota KK."))  # fmt: skip
    return [*sections, card]


def _field(subject: Subject, name: str) -> Field:
    row = subject.the_card if name in CARD_FIELDS else subject.the_person
    value = getattr(row, name)
    field = column(name, required=name in REQUIRED)
    if name in MASKED:  # numbers stay hidden: only a new one is typed
        words = _("Kini %(number)s. Kosong: tetap; tanda - : dihapus.")
        return replace(field, hint=words % {"number": masked_number(value)} if value else "")
    return replace(field, initial=(short_date(value) if value else "") if name in DATE_FIELDS else value)


def _fields(subject: Subject) -> Iterator[Field]:
    return (field for section in _sections(subject, Typed()) for field in section.fields)


def _as_shown(subject: Subject, typed: Typed) -> Subject:
    """Person and card as they stood in the form that comes back."""
    seen, person, card = typed.versions(), subject.the_person, subject.the_card
    return replace(subject, person=as_shown(person, seen.get(person.id)), card=as_shown(card, seen.get(card.id)))


def _is_as_shown(field: Field, typed: Typed) -> bool:
    """Nobody touched this answer: it stands as the form showed it."""
    return field.name in typed.data and typed.text(field.name) == " ".join(str(field.initial).split())


def _renewed(subject: Subject, typed: Typed) -> Typed:
    """The answers over the rows as they are now: what was typed stays, what was not touched shows what stands today."""
    renewed = Typed(typed.data.copy())
    is_other_card = bool(typed.versions()) and subject.the_card.id not in typed.versions()
    for before, now_is in zip(_fields(_as_shown(subject, typed)), _fields(subject), strict=True):
        if _is_as_shown(before, typed) or (is_other_card and before.name in CARD_FIELDS):
            renewed.data[before.name] = str(now_is.initial)
        elif before.initial != now_is.initial:
            words = _("Isian ini sudah diubah menjadi «%(value)s». Periksa mana yang benar.")
            renewed.problems[before.name] = words % {"value": _in_words(now_is)}
    return renewed


def _in_words(field: Field) -> str:
    return str({option[0]: option[1] for option in field.options}.get(str(field.initial), field.initial))


def _act(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    changes: dict[str, Value] = {}
    for field in _fields(_as_shown(subject, typed)):
        name = field.name
        if _is_as_shown(field, typed):
            continue  # else a form that lay open would write back what somebody else changed meanwhile
        if name not in MASKED:
            changes[name] = typed.column(name)
        elif typed.text(name) == CLEARED:
            changes[name] = None if name == "nik" else ""
        elif typed.text(name):
            changes[name] = typed.column(name)
    typed.require_read()
    person = subject.the_person
    return update_resident(person, changes, by=by, told=told, version=told.seen.get(person.id))


CORRECTION = EventForm(
    slug="perbaikan", kind=Kind.CORRECT, title=lazy("Perbaiki data"),
    lead=lazy("Ubah yang keliru atau belum lengkap; yang lain biarkan. Yang lama tetap tersimpan di riwayat."),
    hint=lazy("Ada yang keliru atau belum lengkap."), happened="", button=lazy("Simpan perbaikan"),
    sections=_sections, act=_act, fits=lambda subject: subject.the_person.life_status != LifeStatus.INVALID, renewed=_renewed,
)  # fmt: skip
