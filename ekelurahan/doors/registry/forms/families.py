"""Family cards: new, split, joined, led by somebody else, moved inside the kelurahan."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ekelurahan.accounts.actor import Actor
from ekelurahan.doors.registry.forms.event_form import EventForm, Subject, followers, new_head
from ekelurahan.doors.registry.forms.fields import Field, Look, Section, column, of_person, person_choice
from ekelurahan.doors.registry.forms.moving import address_fields
from ekelurahan.doors.registry.forms.typed import Typed
from ekelurahan.lib.codes import FamilyRelation
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.events.actions.families import change_head, join_card, open_card, relocate, split_card
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import Address, Founding, Joining, NewHead
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.households import find_by_nik, find_card, people_on
from ekelurahan.residents.models import Resident

ROWS = 2  # people of a new card that are asked for at first
MOST_ROWS = 12


def _relation_fields(people: Iterable[Resident], label: str) -> list[Field]:
    """One choice per person: what somebody is to the head. `label` holds the name."""
    relations = [(member.value, _(member.words)) for member in FamilyRelation if member is not FamilyRelation.HEAD]
    return [
        Field(f"relation:{row.id}", label % {"name": row.name}, Look.SELECT, relations,
              initial="" if row.family_relation == FamilyRelation.HEAD else row.family_relation)
        for row in people
    ]  # fmt: skip


def _relations(typed: Typed, ids: Iterable[UUID]) -> dict[UUID, FamilyRelation]:
    """What each of them is to the head; those without an answer are noted as problems."""
    found = {}
    for resident_id in ids:
        relation = typed.choice(f"relation:{resident_id}", FamilyRelation)
        if relation is None:
            typed.problems.setdefault(f"relation:{resident_id}", _("Pilih hubungan dengan kepala keluarga."))
        else:
            found[resident_id] = relation
    return found


def _stayers_head(subject: Subject) -> Field:
    nobody = [("", _("Kepala keluarga tetap di KK ini"))]
    hint = lazy("Pilih hanya bila kepala keluarga ikut pindah KK dan ada anggota yang tinggal.")
    options = [*nobody, *person_choice(followers(subject.present))]
    return Field("new_head", lazy("Kepala keluarga baru bagi yang tinggal"), Look.RADIO, options, hint)


def _heads(typed: Typed) -> tuple[NewHead, ...]:
    head = new_head(typed)
    return (head,) if head else ()


def _split_sections(subject: Subject, _typed: Typed) -> list[Section]:
    people = person_choice(subject.present)
    who = [
        Field("resident_ids", lazy("Siapa yang pindah ke KK baru?"), Look.TICKS, people, required=True),
        Field("head", lazy("Siapa kepala keluarga di KK baru?"), Look.RADIO, people, required=True),
    ]
    label = _("%(name)s, bila ikut, di KK baru menjadi")
    relations = Section(lazy("Hubungan di KK baru"), _relation_fields(subject.present, label), folded=False,
                        text=lazy("Hanya untuk yang ikut pindah; kepala keluarga baru tidak perlu diisi."))  # fmt: skip
    card = Section(lazy("KK baru"), [column("no_kk", required=True), *address_fields(subject.the_card)])
    return [Section(lazy("Yang pisah"), who), relations, card, Section(lazy("KK lama"), [_stayers_head(subject)])]


def _split(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    typed.require({
        "resident_ids": _("Centang siapa yang pindah ke KK baru."), "head": _("Pilih kepala keluarga di KK baru."),
    })  # fmt: skip
    ids, head = typed.ids("resident_ids"), typed.one("head")
    if head and ids and head not in ids:
        typed.problems["head"] = _("Kepala keluarga di KK baru harus salah satu yang dicentang.")
    card = typed.card()
    others = _relations(typed, [one for one in ids if one != head])
    typed.require_read()
    assert head is not None
    founding = Founding(card, head, others, _heads(typed))
    return split_card(subject.the_card.id, founding, kelurahan_id=subject.kelurahan_id, told=told, by=by)


SPLIT = EventForm(
    slug="pisah-kk", kind=Kind.SPLIT_CARD, title=lazy("Pisah KK"),
    lead=lazy("Beberapa anggota keluarga ini mendapat KK sendiri; yang lain tetap di KK ini."),
    hint=lazy("Beberapa anggota mendapat KK sendiri."), happened=lazy("Tanggal pisah KK"),
    button=lazy("Simpan pisah KK"), sections=_split_sections, act=_split,
    fits=lambda subject: len(subject.present) > 1,
)  # fmt: skip


def _head_sections(subject: Subject, _typed: Typed) -> list[Section]:
    field = Field(
        "new_head",
        lazy("Siapa kepala keluarga yang baru?"),
        Look.RADIO,
        person_choice(followers(subject.present)),
        required=True,
    )
    fields = _relation_fields(subject.present, _("%(name)s menjadi"))
    blank = [Field(one.name, one.label, one.look, one.options) for one in fields]
    text = lazy("Kosongkan saja: hubungan yang lain mengikuti dengan sendirinya. Isi hanya bila hasilnya keliru.")
    return [Section(lazy("Kepala keluarga"), [field]), Section(lazy("Hubungan anggota lain"), blank, text, folded=True)]


def _head(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    typed.require({"new_head": _("Pilih kepala keluarga yang baru.")})
    chosen = typed.one("new_head")
    relations = {
        row.id: relation
        for row in subject.present
        if row.id != chosen and (relation := typed.choice(f"relation:{row.id}", FamilyRelation))
    }
    typed.require_read()
    assert chosen is not None
    head = NewHead(chosen, relations)
    return change_head(subject.the_card.id, head, kelurahan_id=subject.kelurahan_id, told=told, by=by)


HEAD = EventForm(
    slug="ganti-kepala", kind=Kind.CHANGE_HEAD, title=lazy("Ganti kepala keluarga"),
    lead=lazy("Anggota lain memimpin keluarga ini mulai sekarang."), hint=lazy("Anggota lain memimpin keluarga ini."),
    happened=lazy("Berlaku sejak"), button=lazy("Simpan"), sections=_head_sections, act=_head,
    fits=lambda subject: len(subject.present) > 1,
)  # fmt: skip


def _join_sections(subject: Subject, _typed: Typed) -> list[Section]:
    who = Field(
        "resident_ids", lazy("Siapa yang pindah ke KK lain?"), Look.TICKS, person_choice(subject.present), required=True
    )
    target = Field(
        "no_kk",
        lazy("Nomor KK tujuan"),
        hint=lazy("KK itu harus sudah tercatat di kelurahan ini."),
        required=True,
        most=16,
    )
    relations = _relation_fields(subject.present, _("%(name)s, bila ikut, di sana menjadi"))
    sections = [Section(lazy("Yang pindah"), [who]), Section(lazy("KK tujuan"), [target, *relations])]
    if len(subject.present) > 1:
        sections.append(Section(lazy("KK lama"), [_stayers_head(subject)]))
    return sections


def _join(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    typed.require({"resident_ids": _("Centang siapa yang pindah."), "no_kk": _("Isi nomor KK tujuan.")})
    relations = _relations(typed, typed.ids("resident_ids"))
    typed.require_read()
    card = find_card(typed.number("no_kk"), kelurahan_id=subject.kelurahan_id)
    if card is None:
        raise Refused({"no_kk": _("Tidak ada KK dengan nomor ini di kelurahan ini. Periksa nomornya.")})
    joining = Joining(card.id, relations, _heads(typed))
    return join_card(joining, kelurahan_id=subject.kelurahan_id, told=told, by=by)


JOIN = EventForm(
    slug="gabung-kk", kind=Kind.JOIN_CARD, title=lazy("Gabung ke KK lain"),
    lead=lazy("Satu atau beberapa anggota masuk ke KK lain di kelurahan ini."),
    hint=lazy("Anggota masuk ke KK lain di kelurahan ini."), happened=lazy("Tanggal gabung"),
    button=lazy("Simpan"), sections=_join_sections, act=_join, fits=lambda subject: bool(subject.present),
)  # fmt: skip


def _relocate_sections(subject: Subject, _typed: Typed) -> list[Section]:
    return [Section(lazy("Alamat baru"), address_fields(subject.the_card, required=True))]


def _relocate(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    typed.require({"address": _("Isi alamat baru."), "rt": _("Isi RT."), "rw": _("Isi RW.")})
    rt, rw = str(typed.column("rt")), str(typed.column("rw"))
    typed.require_read()
    address = Address(typed.text("address"), rt, rw, typed.text("hamlet"))
    return relocate(subject.the_card.id, address, kelurahan_id=subject.kelurahan_id, told=told, by=by)


RELOCATE = EventForm(
    slug="pindah-alamat", kind=Kind.RELOCATE, title=lazy("Pindah alamat dalam kelurahan"),
    lead=lazy("Seluruh keluarga pindah rumah, tetapi tetap di kelurahan ini."),
    hint=lazy("Seluruh keluarga pindah rumah di kelurahan ini."), happened=lazy("Tanggal pindah"),
    button=lazy("Simpan alamat baru"), sections=_relocate_sections, act=_relocate,
    fits=lambda subject: bool(subject.present),
)  # fmt: skip


def _rows(typed: Typed) -> int:
    text = typed.text("jumlah")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else ROWS  # noqa: PLR2004
    return max(1, min(asked + (typed.text("tambah") == "1"), MOST_ROWS))


def _open_sections(subject: Subject, typed: Typed) -> list[Section]:
    count = _rows(typed)
    relations = [(member.value, _(member.words)) for member in FamilyRelation]
    fields = []
    for number in range(1, count + 1):
        initial = FamilyRelation.HEAD.value if number == 1 else ""
        fields += [
            Field(
                f"{of_person(number - 1)}nik",
                _("NIK orang ke-%(number)s") % {"number": number},
                required=number == 1,
                most=16,
            ),
            Field(
                f"{of_person(number - 1)}family_relation",
                _("Di KK baru menjadi"),
                Look.SELECT,
                relations,
                initial=initial,
            ),
        ]
    people = _people_of(subject, typed, count)
    sections = [
        Section(lazy("KK baru"), [column("no_kk", required=True), *address_fields(None, required=True)]),
        Section(
            lazy("Anggota KK baru"), fields, lazy("Semuanya sudah warga kelurahan ini, dari satu KK atau beberapa.")
        ),
    ]
    return [*sections, *_left_behind(people.values(), subject.kelurahan_id)]


def _people_of(subject: Subject, typed: Typed, count: int) -> dict[int, Resident]:
    """The people whose NIK was typed, by the number of their row."""
    niks = {number: typed.number(f"{of_person(number - 1)}nik") for number in range(1, count + 1)}
    found = find_by_nik([nik for nik in niks.values() if nik], kelurahan_id=subject.kelurahan_id)
    return {number: found[nik] for number, nik in niks.items() if nik in found}


def _left_behind(people: Iterable[Resident], kelurahan_id: int) -> list[Section]:
    """For each family whose head is among them and that goes on: who leads it?"""
    movers = {row.id: row for row in people}
    fields = []
    for row in movers.values():
        if row.family_relation != FamilyRelation.HEAD or not row.is_present:
            continue
        members = people_on(row.family_card_id, kelurahan_id=kelurahan_id)
        stay = [one for one in members if one.is_present and one.id not in movers]
        if stay:
            label = _("Kepala keluarga baru di KK lama %(name)s") % {"name": row.name}
            fields.append(Field(f"new_head:{row.id}", label, Look.RADIO, person_choice(stay), required=True))
    return [Section(lazy("KK lama"), fields)] if fields else []


def _open(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    card, count = typed.card(), _rows(typed)
    people = _people_of(subject, typed, count)
    relations: dict[UUID, FamilyRelation] = {}
    for number in range(1, count + 1):
        if not typed.text(f"{of_person(number - 1)}nik"):
            continue
        if number not in people:
            typed.problems[f"{of_person(number - 1)}nik"] = _("NIK ini tidak ada di kelurahan ini. Periksa angkanya.")
            continue
        relation = typed.choice(f"{of_person(number - 1)}family_relation", FamilyRelation)
        typed.require({f"{of_person(number - 1)}family_relation": _("Pilih hubungan di KK baru.")})
        if relation:
            relations[people[number].id] = relation
    heads = [one for one, relation in relations.items() if relation is FamilyRelation.HEAD]
    if len(heads) != 1:
        typed.problems.setdefault("people-0-family_relation", _("Pilih tepat satu kepala keluarga di KK baru."))
    typed.require_read()
    others = {one: relation for one, relation in relations.items() if one != heads[0]}
    chosen = [typed.one(f"new_head:{row.id}") for row in people.values()]
    founding = Founding(card, heads[0], others, [NewHead(one) for one in chosen if one])
    return open_card(founding, kelurahan_id=subject.kelurahan_id, told=told, by=by)


OPEN = EventForm(
    slug="kk-baru", kind=Kind.NEW_CARD, title=lazy("KK baru"),
    lead=lazy("Untuk warga yang sudah tercatat, misalnya pasangan yang baru menikah."), hint=lazy("KK baru untuk warga sini."),
    happened=lazy("Berlaku sejak"), button=lazy("Simpan KK baru"), sections=_open_sections, act=_open, grows=True,
)  # fmt: skip
