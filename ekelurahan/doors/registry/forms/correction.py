"""Data that was written wrongly, or is known by now: every column of a person and of the card."""

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


def _act(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    changes: dict[str, Value] = {}
    for name in (*(name for group in GROUPS for name in group.columns), *CARD_FIELDS):
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
    sections=_sections, act=_act, fits=lambda subject: subject.the_person.life_status != LifeStatus.INVALID,
)  # fmt: skip
