"""Births, deaths, the missing and the found, wrong entries."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ekelurahan.accounts.actor import Actor
from ekelurahan.doors.registry.forms.event_form import EventForm, Subject, is_head_of_others, new_head
from ekelurahan.doors.registry.forms.fields import Field, Look, Section, coded, column, person_choice
from ekelurahan.doors.registry.forms.typed import Typed
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.lib.now import now
from ekelurahan.lib.registry_codes import BirthHelper, BirthMultiple, BirthSite, DeathCause, DeathWitness, LifeStatus
from ekelurahan.residents.events.actions.mending import wrong_entry
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.actions.vital import register_birth, register_death, report_found, report_missing
from ekelurahan.residents.events.entries import Newborn
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.events.rules import YOUNGEST_MOTHER, YOUNGEST_PARENT, age_on
from ekelurahan.residents.models import Resident

_BABY = (
    "name", "sex", "birth_date", "birth_place", "nik", "religion", "family_relation", "birth_certificate", "blood_group",
    "mother_name", "father_name",
)  # fmt: skip
_LED = {FamilyRelation.HEAD, FamilyRelation.WIFE, FamilyRelation.HUSBAND}
_ABSENT = {LifeStatus.LOST, LifeStatus.AWAY}


def successor(subject: Subject) -> list[Section]:
    """Who leads the family on, where its head goes."""
    if not is_head_of_others(subject):
        return []
    options = person_choice(subject.others())
    text = _("%(name)s adalah kepala keluarga, dan ada yang tinggal di KK ini.") % {"name": subject.the_person.name}
    field = Field("new_head", lazy("Siapa kepala keluarga yang baru?"), Look.RADIO, options, required=True)
    return [Section(lazy("Kepala keluarga baru"), [field], text)]


def _birth_sections(subject: Subject, _typed: Typed) -> list[Section]:
    head = next((row for row in subject.present if row.family_relation == FamilyRelation.HEAD), None)
    child = Section(lazy("Anak"), [
        column("name", required=True),
        column("sex", required=True),
        column("birth_date", required=True),
        column("birth_place", required=True),
        column("nik", hint=lazy("Biarkan kosong bila belum punya NIK.")),
        column("family_relation", required=True, initial=FamilyRelation.CHILD.value),
        column("religion", initial=head.religion if head else ""),
    ])  # fmt: skip
    parents = Section(
        lazy("Orang tua"),
        [*_parent_fields(subject, "mother", Sex.FEMALE), *_parent_fields(subject, "father", Sex.MALE)],
    )
    more = Section(lazy("Keterangan kelahiran"), [
        Field("time", lazy("Jam lahir"), hint=lazy("Misalnya 07.30"), most=5),
        coded("place", lazy("Tempat bersalin"), BirthSite),
        coded("helper", lazy("Penolong kelahiran"), BirthHelper),
        coded("multiple", lazy("Jenis kelahiran"), BirthMultiple),
        Field("order", lazy("Anak ke"), most=2),
        Field("weight", lazy("Berat bayi (kg)"), most=6),
        Field("length", lazy("Panjang bayi (cm)"), most=5),
        column("birth_certificate"),
        column("blood_group"),
        Field("letter", lazy("Nomor surat keterangan lahir"), most=50),
        Field("reporter", lazy("Nama pelapor")),
    ], folded=True)  # fmt: skip
    return [child, parents, more]


def _parent_fields(subject: Subject, name: str, sex: Sex) -> list[Field]:
    """A mother or father of this card, or the name of one who stands elsewhere."""
    people = [row for row in subject.people if row.sex == sex and _may_be_parent(row)]
    couple = [row for row in people if row.family_relation in _LED]
    elsewhere = _("Tidak ada di KK ini")
    words = {"mother": (lazy("Ibu"), lazy("Nama ibu, bila tidak ada di KK ini")),
             "father": (lazy("Ayah"), lazy("Nama ayah, bila tidak ada di KK ini"))}[name]  # fmt: skip
    initial = str(couple[0].id) if len(couple) == 1 else ""
    return [
        Field(name, words[0], Look.RADIO, [*person_choice(people), ("", elsewhere)], initial=initial),
        Field(f"{name}_name", words[1]),
    ]


def _may_be_parent(row: Resident) -> bool:
    youngest = YOUNGEST_MOTHER if row.sex == Sex.FEMALE else YOUNGEST_PARENT
    old_enough = age_on(row.birth_date, timezone.localdate(now())) >= youngest
    return old_enough and row.life_status != LifeStatus.INVALID


def _birth(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    person = typed.person(_BABY)
    typed.require({"birth_place": _("Isi tempat lahir: nama kota atau kabupaten.")})
    typed.require_read()
    assert person is not None
    newborn = Newborn(subject.the_card.id, person, mother=typed.one("mother"), father=typed.one("father"))
    return register_birth(newborn, kelurahan_id=subject.kelurahan_id, told=told, by=by)


BIRTH = EventForm(
    slug="kelahiran", kind=Kind.BIRTH, title=lazy("Catat kelahiran"), lead=lazy("Anak ini dicatat di KK orang tuanya."),
    hint=lazy("Anak lahir di keluarga ini."), happened="", button=lazy("Simpan kelahiran"), sections=_birth_sections,
    act=_birth, details=("time", "place", "helper", "multiple", "order", "weight", "length", "letter", "reporter"),
    fits=lambda subject: bool(subject.present),
)  # fmt: skip


def _death_sections(subject: Subject, _typed: Typed) -> list[Section]:
    more = Section(lazy("Keterangan kematian"), [
        Field("place", lazy("Tempat meninggal")),
        coded("cause", lazy("Sebab kematian"), DeathCause),
        coded("attested_by", lazy("Yang menerangkan"), DeathWitness),
        Field("time", lazy("Jam"), hint=lazy("Misalnya 07.30"), most=5),
        Field("letter", lazy("Nomor surat keterangan kematian"), most=50),
        Field("burial_place", lazy("Tempat pemakaman")),
        Field("reporter", lazy("Nama pelapor")),
        Field("reporter_relation", lazy("Hubungan pelapor dengan yang meninggal"), most=50),
    ])  # fmt: skip
    return [*successor(subject), more]


def _death(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    typed.require_read()
    head = new_head(typed)
    return register_death(subject.the_person.id, kelurahan_id=subject.kelurahan_id, told=told, by=by, new_head=head)


DEATH = EventForm(
    slug="kematian", kind=Kind.DEATH, title=lazy("Catat kematian"),
    lead=lazy("Datanya pindah ke arsip; surat-suratnya tetap tersimpan."), hint=lazy("Warga ini meninggal."),
    happened=lazy("Tanggal meninggal"), button=lazy("Simpan kematian"), sections=_death_sections, act=_death,
    details=("place", "cause", "attested_by", "time", "letter", "burial_place", "reporter", "reporter_relation"),
    fits=lambda subject: subject.the_person.is_present or subject.the_person.life_status in _ABSENT, starts_today=False,
)  # fmt: skip


def _missing_sections(subject: Subject, _typed: Typed) -> list[Section]:
    more = Section(lazy("Keterangan"), [
        Field("last_seen", lazy("Terakhir terlihat di mana"), most=200),
        Field("police_letter", lazy("Nomor laporan polisi"), most=50),
        Field("reporter", lazy("Nama pelapor")),
    ])  # fmt: skip
    return [*successor(subject), more]


def _missing(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    typed.require_read()
    head = new_head(typed)
    return report_missing(subject.the_person.id, kelurahan_id=subject.kelurahan_id, told=told, by=by, new_head=head)


MISSING = EventForm(
    slug="hilang", kind=Kind.MISSING, title=lazy("Catat orang hilang"),
    lead=lazy("Selama hilang, orang ini tidak dihitung sebagai penduduk."),
    hint=lazy("Pergi dan tidak diketahui di mana."), happened=lazy("Hilang sejak"), button=lazy("Simpan"),
    sections=_missing_sections, act=_missing, details=("last_seen", "police_letter", "reporter"),
    fits=lambda subject: subject.the_person.is_present,
)  # fmt: skip


def _found_sections(subject: Subject, _typed: Typed) -> list[Section]:
    fields = [
        Field("place", lazy("Ditemukan di mana"), most=200),
        Field("letter", lazy("Nomor surat"), most=50),
        column("family_relation", initial=_old_relation(subject.the_person, subject.others())),
    ]
    return [Section(lazy("Keterangan"), fields)]


def _old_relation(person: Resident, others: list[Resident]) -> str:
    """The relation from before, unless somebody else leads the family by now."""
    led = any(row.family_relation == FamilyRelation.HEAD for row in others)
    return "" if led and person.family_relation == FamilyRelation.HEAD else person.family_relation


def _found(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    relation = typed.choice("family_relation", FamilyRelation)
    typed.require_read()
    return report_found(subject.the_person.id, kelurahan_id=subject.kelurahan_id, told=told, by=by, relation=relation)


FOUND = EventForm(
    slug="ditemukan", kind=Kind.FOUND, title=lazy("Catat orang ditemukan"),
    lead=lazy("Orang ini dihitung lagi sebagai penduduk."), hint=lazy("Yang hilang sudah kembali."),
    happened=lazy("Tanggal ditemukan"), button=lazy("Simpan"), sections=_found_sections, act=_found,
    details=("place", "letter"), fits=lambda subject: subject.the_person.life_status in _ABSENT,
)  # fmt: skip


def _wrong(subject: Subject, typed: Typed, told: Told, by: Actor) -> object:
    head = new_head(typed)
    return wrong_entry(subject.the_person.id, kelurahan_id=subject.kelurahan_id, told=told, by=by, new_head=head)


WRONG = EventForm(
    slug="salah-catat", kind=Kind.WRONG_ENTRY, title=lazy("Tandai salah catat"),
    lead=lazy("Untuk orang yang tidak pernah menjadi warga kelurahan ini. Datanya tetap tersimpan di arsip."),
    hint=lazy("Orang ini seharusnya tidak pernah dicatat di sini."), happened="", button=lazy("Tandai salah catat"),
    sections=lambda subject, _typed: successor(subject), act=_wrong, needs_reason=True,
    fits=lambda subject: subject.the_person.life_status != LifeStatus.INVALID,
)  # fmt: skip
