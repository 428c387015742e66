"""People who come and people who go."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ekelurahan.accounts.actor import Actor
from ekelurahan.doors.registry.forms.event_form import EventForm, Subject, followers, new_head
from ekelurahan.doors.registry.forms.fields import Field, Look, Section, coded, column, of_person, person_choice
from ekelurahan.doors.registry.forms.typed import Typed
from ekelurahan.lib.codes import Citizenship, FamilyRelation
from ekelurahan.lib.registry_codes import CardStatus, MoveReason
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.events.actions.moving import register_arrival, register_departure
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import Arrival, Leaving, Place
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import FamilyCard

PERSON = (
    "nik", "name", "sex", "birth_place", "birth_date", "family_relation", "religion", "marital_status", "education",
    "occupation", "father_name", "mother_name", "citizenship",
)  # fmt: skip
MOST_PEOPLE = 15
AREA_HINT = lazy("Ketik nama kelurahan atau desa, bila perlu dengan kotanya: «Sukajadi, Bandung». Atau kodenya.")


def card_fields(card: FamilyCard | None = None) -> list[Section]:
    """Which card people come onto; asked only where it is not known yet."""
    if card is not None:
        return []
    fields = [column("no_kk", required=True), *address_fields(None)]
    text = lazy("Bila nomor KK ini sudah tercatat, alamatnya tidak perlu diisi.")
    return [Section(lazy("Kartu keluarga"), fields, text)]


def address_fields(card: FamilyCard | None, *, required: bool = False) -> list[Field]:
    """Address, RT and RW; those of a card that stands already as a start."""
    return [
        replace(column(name, required=required and name != "hamlet"), initial=getattr(card, name, "") if card else "")
        for name in ("address", "rt", "rw", "hamlet")
    ]


def people_sections(count: int, *, first_leads: bool) -> list[Section]:
    """The same questions about each of several people."""
    sections = []
    for number in range(1, count + 1):
        initial = FamilyRelation.HEAD.value if first_leads and number == 1 else ""
        fields = [
            column(name, prefix=of_person(number - 1), required=name in {"name", "sex", "birth_date", "family_relation"},
                   initial={"family_relation": initial, "citizenship": Citizenship.INDONESIAN.value}.get(name, ""))
            for name in PERSON
        ]  # fmt: skip
        sections.append(Section(_("Orang ke-%(number)s") % {"number": number} if count > 1 else _("Orangnya"), fields))
    return sections


def count_of(typed: Typed) -> int:
    """How many people are asked for: one more with each press of «Tambah orang»."""
    text = typed.text("jumlah")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 1  # noqa: PLR2004
    return min(asked + (typed.text("tambah") == "1"), MOST_PEOPLE)


def read_people(typed: Typed, count: int) -> list[Person]:
    """Everybody whose questions hold an answer. Raises Refused with all that could not be read."""
    people = []
    for number in range(1, count + 1):
        prefix = of_person(number - 1)
        if number > 1 and not any(typed.text(prefix + name) for name in PERSON if name != "citizenship"):
            continue
        typed.require({f"{prefix}family_relation": _("Pilih hubungan dengan kepala keluarga.")})
        people.append(typed.person(PERSON, prefix))
    typed.require_read()
    return [person for person in people if person is not None]


def _card_of(subject: Subject, typed: Typed) -> Card:
    card = subject.card
    return Card(card.no_kk, card.address, card.rt, card.rw, card.hamlet) if card else typed.card()


def _arrival_sections(subject: Subject, typed: Typed) -> list[Section]:
    origin = Section(lazy("Asal"), [
        Field("code", lazy("Kelurahan atau desa asal"), Look.AREA, hint=AREA_HINT),
        Field("origin_address", lazy("Alamat asal"), most=255),
        Field("country", lazy("Negara asal, bila dari luar negeri"), most=60),
        Field("letter", lazy("Nomor surat pindah (SKPWNI)"), most=50),
        coded("move_reason", lazy("Alasan pindah"), MoveReason),
    ])  # fmt: skip
    people = people_sections(count_of(typed), first_leads=subject.card is None)
    return [origin, *card_fields(subject.card), *people]


def _arrival(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    card = _card_of(subject, typed)
    origin = Place(code=typed.text("code"), address=typed.text("origin_address"), country=typed.text("country"))
    if not any((origin.code, origin.address, origin.country)):
        words = _("Dari mana datangnya? Cari kelurahan atau desa asal, atau isi alamat asal atau negaranya.")
        typed.problems.setdefault("code", words)
    arrival = Arrival(card, read_people(typed, count_of(typed)), origin)
    return register_arrival(arrival, kelurahan_id=subject.kelurahan_id, told=told, by=by)


ARRIVAL = EventForm(
    slug="kedatangan", kind=Kind.ARRIVE, title=lazy("Catat kedatangan"),
    lead=lazy(
        "Untuk orang dari luar kota ini. Yang datang dari kelurahan lain di kota ini sudah menunggu "
        "di «Pindah antarkelurahan» begitu kelurahan asalnya mencatat kepindahannya."
    ),
    hint=lazy("Orang dari luar kota masuk ke KK ini."), happened=lazy("Tanggal datang"),
    button=lazy("Simpan kedatangan"), sections=_arrival_sections, act=_arrival, details=("letter", "move_reason"),
    grows=True,
)  # fmt: skip


def _enrol(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    card = _card_of(subject, typed)
    people = read_people(typed, 1)
    return add_resident(card, people[0], kelurahan_id=subject.kelurahan_id, told=told, by=by)


ENROL = EventForm(
    slug="pendataan", kind=Kind.ENROL, title=lazy("Data warga yang belum tercatat"),
    lead=lazy("Untuk warga yang sudah lama tinggal di sini tetapi belum ada di data. Yang baru datang: pakai Kedatangan."),
    hint=lazy("Anggota keluarga yang belum ada di data."), happened="", button=lazy("Simpan warga"),
    sections=lambda subject, _typed: [*card_fields(subject.card), *people_sections(1, first_leads=subject.card is None)],
    act=_enrol,
)  # fmt: skip


def _departure_sections(subject: Subject, typed: Typed) -> list[Section]:
    present = subject.present
    asked = typed.texts("orang")  # from the page of one person
    who = [Field(
        "resident_ids", lazy("Siapa yang pindah?"), Look.TICKS, person_choice(present), required=True,
        initial=asked or ([str(present[0].id)] if len(present) == 1 else ()),
    )]  # fmt: skip
    if len(present) > 1:
        nobody = [("", _("Kepala keluarga tidak pindah, atau semua pindah"))]
        hint = lazy("Pilih hanya bila kepala keluarga pindah dan ada anggota yang tinggal.")
        choice = [*nobody, *person_choice(followers(present))]
        who.append(Field("new_head", lazy("Kepala keluarga baru"), Look.RADIO, choice, hint))
    where = [
        Field("code", lazy("Kelurahan atau desa tujuan"), Look.AREA, hint=AREA_HINT),
        Field("country", lazy("Negara tujuan, bila ke luar negeri"), most=60),
        Field("address", lazy("Alamat tujuan"), most=255),
        replace(column("rt"), label=lazy("RT tujuan")),
        replace(column("rw"), label=lazy("RW tujuan")),
    ]
    more = [
        coded("move_reason", lazy("Alasan pindah"), MoveReason, required=True),
        coded("movers_card", lazy("KK yang pindah"), CardStatus),
        coded("stayers_card", lazy("KK yang tinggal"), CardStatus),
        Field("letter", lazy("Nomor surat pindah (SKPWNI)"), most=50),
    ]
    return [
        Section(lazy("Yang pindah"), who), Section(lazy("Tujuan"), where), Section(lazy("Keterangan"), more),
    ]  # fmt: skip


def _departure(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    typed.require({"resident_ids": _("Centang siapa yang pindah."), "move_reason": _("Pilih alasan pindah.")})
    if not typed.text("country"):
        typed.require({"code": _("Cari kelurahan atau desa tujuan, lalu pilih. Ke luar negeri: isi negaranya.")})
    place = Place(
        code="" if typed.text("country") else typed.text("code"), address=typed.text("address"),
        rt=str(typed.column("rt")), rw=str(typed.column("rw")), country=typed.text("country"),
    )  # fmt: skip
    leaving = Leaving(
        typed.ids("resident_ids"), place, typed.choice("move_reason", MoveReason) or MoveReason.OTHER, new_head(typed),
        typed.choice("movers_card", CardStatus), typed.choice("stayers_card", CardStatus),
    )  # fmt: skip
    typed.require_read()
    return register_departure(leaving, kelurahan_id=subject.kelurahan_id, told=told, by=by)


DEPARTURE = EventForm(
    slug="pindah", kind=Kind.DEPART, title=lazy("Catat pindah keluar"),
    lead=lazy(
        "Untuk yang pindah ke kelurahan, kota, atau negara lain. Kelurahan lain di kota ini akan melihatnya "
        "dan menerima mereka di sana."
    ),
    hint=lazy("Satu orang, beberapa, atau semuanya pindah dari kelurahan ini."), happened=lazy("Tanggal pindah"),
    button=lazy("Simpan kepindahan"), sections=_departure_sections, act=_departure, details=("letter",),
    fits=lambda subject: bool(subject.present),
)  # fmt: skip

FORMS: Sequence[EventForm] = (ARRIVAL, ENROL, DEPARTURE)
