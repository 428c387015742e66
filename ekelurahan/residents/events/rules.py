"""The rules of families and moves. No database: what is judged is handed in.

Who may lead a family: Permendagri 108/2019 and UU 24/2013 art. 63 (a KTP at 17, or when married) make an adult of
whoever is 17 or has ever married. Classes and kinds of a move: form F-1.03.
"""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext as _

from ekelurahan.lib.codes import FamilyRelation, MaritalStatus, Sex
from ekelurahan.lib.registry_codes import MoveClass, MoveKind
from ekelurahan.residents.entry import Value

ADULT = 17  # years
YOUNGEST_PARENT, OLDEST_MOTHER = 10, 55  # years, beyond which the office is asked whether it is sure
YOUNGEST_MOTHER, YOUNG_MOTHER = 12, 15  # years: younger than the first is refused, than the second is asked about
YOUNG_SPOUSE = 16  # years; who is younger is asked about
LONG_AGO = 10  # years; an event before that is asked about

Problems = dict[str, str]
Kin = FamilyRelation

_SPOUSES = {Kin.HUSBAND, Kin.WIFE}
_OUTSIDERS = {Kin.DOMESTIC_WORKER, Kin.OTHER}
_PARENT_OF_FAMILY = _SPOUSES | {Kin.PARENT, Kin.PARENT_IN_LAW, Kin.CHILD_IN_LAW, Kin.HEAD}
_AFTER: Mapping[Kin, Mapping[Kin, Kin]] = {  # what the new head was, what a member was: what the member is
    Kin.WIFE: {
        Kin.CHILD: Kin.CHILD, Kin.CHILD_IN_LAW: Kin.CHILD_IN_LAW, Kin.GRANDCHILD: Kin.GRANDCHILD,
        Kin.PARENT: Kin.PARENT_IN_LAW, Kin.PARENT_IN_LAW: Kin.PARENT, Kin.WIFE: Kin.OTHER, Kin.HUSBAND: Kin.OTHER,
    },
    Kin.CHILD: {Kin.HEAD: Kin.PARENT, Kin.WIFE: Kin.PARENT, Kin.HUSBAND: Kin.PARENT},
    Kin.CHILD_IN_LAW: {Kin.HEAD: Kin.PARENT_IN_LAW, Kin.WIFE: Kin.PARENT_IN_LAW, Kin.HUSBAND: Kin.PARENT_IN_LAW},
    Kin.PARENT: {
        Kin.HEAD: Kin.CHILD, Kin.WIFE: Kin.CHILD_IN_LAW, Kin.HUSBAND: Kin.CHILD_IN_LAW, Kin.CHILD: Kin.GRANDCHILD,
    },
    Kin.PARENT_IN_LAW: {Kin.HEAD: Kin.CHILD_IN_LAW, Kin.WIFE: Kin.CHILD, Kin.HUSBAND: Kin.CHILD, Kin.CHILD: Kin.GRANDCHILD},
}  # fmt: skip


def age_on(birth_date: date, day: date) -> int:
    """Whole years of age on that day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def may_lead(birth_date: date, marital_status: str, on: date) -> bool:
    """Whether somebody is old enough to lead a family: 17, or ever married."""
    return age_on(birth_date, on) >= ADULT or marital_status not in {"", MaritalStatus.SINGLE}


def doubt_of_day(day: date, today: date) -> str:
    """What makes the day of an event unlikely: that it is so long ago; empty where it is not."""
    if age_on(day, today) < LONG_AGO:
        return ""
    return _("Tanggal ini sudah %(years)s tahun yang lalu. Periksa tahunnya.") % {"years": age_on(day, today)}


def problem_of_relation(name: str, relation: str, sex: str) -> str:
    """Whether somebody is a husband or wife of the wrong sex; empty where not, or where the sex is not known."""
    if relation == Kin.HUSBAND and sex == Sex.FEMALE:
        return _(
            "%(name)s perempuan, tidak dapat menjadi Suami. Pilih hubungan lain, atau periksa jenis kelaminnya."
        ) % {"name": name}
    if relation == Kin.WIFE and sex == Sex.MALE:
        return _(
            "%(name)s laki-laki, tidak dapat menjadi Istri. Pilih hubungan lain, atau periksa jenis kelaminnya."
        ) % {"name": name}
    return ""


def is_young_spouse(birth_date: date, marital_status: str, relation: str, on: date) -> bool:
    """Whether somebody is written down as married, or once married, unusually young."""
    married = relation in _SPOUSES or marital_status not in {"", MaritalStatus.SINGLE}
    return married and age_on(birth_date, on) < YOUNG_SPOUSE


def relation_under(new_head_was: str, relation: str, sex: str) -> FamilyRelation:
    """What a member is to the new head, who `new_head_was` to the old one; of the old head and parents, `sex` decides.

    Where that does not follow (a brother's wife, a grandchild whose parent is unknown): another relative.
    """
    was = Kin.WIFE if new_head_was in _SPOUSES else Kin(new_head_was) if new_head_was else Kin.OTHER
    is_now = Kin(relation) if relation else Kin.OTHER
    spouse_of_new_head = (was is Kin.WIFE and is_now is Kin.HEAD) or (was is is_now is Kin.PARENT)
    if spouse_of_new_head:
        return Kin.WIFE if sex == Sex.FEMALE else Kin.HUSBAND
    if is_now in _OUTSIDERS:
        return is_now
    if was in _OUTSIDERS:
        return Kin.OTHER
    return _AFTER.get(was, {}).get(is_now, Kin.RELATIVE)


def problems_of_newborn(values: Mapping[str, Value], mother: date | None, father: date | None) -> Problems:
    """What makes a birth impossible; birth dates of parents where they are known."""
    born, found = values["birth_date"], {}
    assert isinstance(born, date)
    if str(values.get("family_relation") or Kin.CHILD) in _PARENT_OF_FAMILY:
        found["family_relation"] = _("Bayi tidak dapat menjadi kepala keluarga, pasangan, atau orang tua. Pilih Anak.")
    if mother and born <= mother:
        found["birth_date"] = _(
            "Anak tidak dapat lahir sebelum ibunya. Periksa tanggal lahir, atau pilih ibu yang lain."
        )
    if father and born <= father:
        found["birth_date"] = _(
            "Anak tidak dapat lahir sebelum ayahnya. Periksa tanggal lahir, atau pilih ayah yang lain."
        )
    if mother and mother < born and age_on(mother, born) < YOUNGEST_MOTHER:
        words = _(
            "Ibu ini baru berumur %(age)s tahun waktu anaknya lahir. Periksa tanggal lahir, atau pilih ibu yang lain."
        )
        found["mother"] = words % {"age": age_on(mother, born)}
    return found


def doubts_of_newborn(born: date, mother: date | None, father: date | None) -> Problems:
    """What makes a birth unlikely."""
    found = {}
    if mother and age_on(mother, born) >= OLDEST_MOTHER:
        found["birth_date"] = _("Ibunya sudah berumur %(age)s tahun waktu itu. Periksa tanggal lahir keduanya.") % {
            "age": age_on(mother, born)
        }
    for parent, youngest in ((mother, YOUNG_MOTHER), (father, YOUNGEST_PARENT)):
        if parent and age_on(parent, born) < youngest:
            found["birth_date"] = _young(age_on(parent, born))
    return found


def doubt_of_child(born: date, parent: date) -> str:
    """What makes somebody an unlikely child of the head or of the head's wife or husband; empty where nothing does."""
    if born <= parent:
        return _("Anak ini lebih tua daripada orang tuanya. Periksa tanggal lahir dan hubungan keluarganya.")
    return _young(age_on(parent, born)) if age_on(parent, born) < YOUNGEST_PARENT else ""


def _young(age: int) -> str:
    return _("Orang tuanya baru berumur %(age)s tahun waktu itu. Periksa tanggal lahir keduanya.") % {"age": age}


def move_class(origin: str, destination: str, country: str = "") -> MoveClass:
    """Which border a move crosses, by the two 10-digit kelurahan codes; a country means abroad."""
    if country:
        return MoveClass.ABROAD
    for digits, border in (
        (10, MoveClass.INSIDE), (6, MoveClass.KELURAHAN), (4, MoveClass.KECAMATAN), (2, MoveClass.CITY),
    ):  # fmt: skip
        if origin[:digits] == destination[:digits]:
            return border
    return MoveClass.PROVINCE


def move_kind(*, head_goes: bool, movers: int, members: int) -> MoveKind:
    """Who of a family goes, in the words of F-1.03."""
    if not head_goes:
        return MoveKind.MEMBERS
    if movers == members and members > 1:
        return MoveKind.WHOLE_FAMILY
    return MoveKind.HEAD if movers == 1 else MoveKind.HEAD_AND_SOME


def problem_of_heads(heads: int, members: int, *, heads_before: int, members_before: int) -> str:
    """What speaks against the heads of a card after an event; families that were out of order before may stay so."""
    if heads > max(1, heads_before):
        return _("Satu KK hanya boleh punya satu kepala keluarga. Pilih hubungan lain untuk yang kedua.")
    if members and not heads and (heads_before or not members_before):
        return _("KK ini tidak akan punya kepala keluarga. Tunjuk kepala keluarga baru dari anggota yang tinggal.")
    return ""


def problem_of_new_head(
    new_head: object, movers: Collection[object], stayers: Collection[object], *, head_goes: bool
) -> str:
    """Whether a new head is named exactly where one is needed, and is one of those who stay."""
    if not (head_goes and stayers):
        return _("Kepala keluarga tidak berganti di sini. Kosongkan kepala keluarga baru.") if new_head else ""
    if new_head is None:
        return _("Kepala keluarga pergi sedangkan anggota lain tinggal. Tunjuk kepala keluarga baru.")
    if new_head in movers or new_head not in stayers:
        return _("Kepala keluarga baru harus dipilih dari anggota yang tinggal.")
    return ""
