"""Who lives somewhere, by one answer at a time: of an RT, an RW, a kelurahan, a kecamatan, the city.

Read from the daily tallies that the registry keeps; a whole page is one statement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ekelurahan.lib.coded import Coded
from ekelurahan.lib.codes import (
    BloodGroup,
    Citizenship,
    Disability,
    Education,
    FamilyRelation,
    MaritalStatus,
    Occupation,
    Religion,
    Sex,
)
from ekelurahan.residents.counting.ages import GROUPS, age_at_end_of, group_of, group_words
from ekelurahan.residents.models.counting import WHOLE

DIMENSIONS: dict[str, tuple[str, type[Coded]]] = {
    "religion": (gettext_noop("Agama"), Religion),
    "education": (gettext_noop("Pendidikan terakhir"), Education),
    "occupation": (gettext_noop("Pekerjaan"), Occupation),
    "marital_status": (gettext_noop("Status perkawinan"), MaritalStatus),
    "blood_group": (gettext_noop("Golongan darah"), BloodGroup),
    "disability": (gettext_noop("Disabilitas"), Disability),
    "citizenship": (gettext_noop("Kewarganegaraan"), Citizenship),
}
SORTED_BY_NUMBER_OF_PEOPLE = {"occupation"}  # 89 of them: the common ones first, those of nobody left out
_READ = ["birth", "all", "family_relation", *DIMENSIONS]

_OFFICE = """
    SELECT dimension, key, sex, people FROM residents_tally
    WHERE kelurahan_id = %s AND rw = %s AND rt = %s AND dimension = ANY (%s)
"""
_WHOLE_RW = """
    SELECT dimension, key, sex, sum(people)::int FROM residents_tally
    WHERE kelurahan_id = %s AND rw = %s AND rt <> '*' AND dimension = ANY (%s) GROUP BY 1, 2, 3
"""
# Without a word about `rt`, the index of whole offices has all columns; months of birth are most rows, so they are
# grouped by as little as can be.
_AREA = """
    SELECT 'birth', key, sex, sum(people)::int FROM residents_tally
    WHERE dimension = 'birth' AND kelurahan_id BETWEEN %s AND %s AND rw = '*' GROUP BY key, sex
    UNION ALL
    SELECT dimension, key, sex, sum(people)::int FROM residents_tally
    WHERE dimension = ANY (%s) AND kelurahan_id BETWEEN %s AND %s AND rw = '*' GROUP BY dimension, key, sex
"""


@dataclass(frozen=True)
class Place:
    """Whose people: an area by its range of kelurahan codes; of one kelurahan also an RW, or an RT in it."""

    lo: int
    hi: int
    rw: str = ""
    rt: str = ""


@dataclass(frozen=True)
class Share:
    """One line: how many men and women gave one answer. `total` counts those too whose sex is not written down."""

    label: str
    male: int = 0
    female: int = 0
    total: int = 0


@dataclass(frozen=True)
class Statistic:
    """All answers to one question."""

    slug: str
    title: str
    shares: Sequence[Share]

    @property
    def total(self) -> Share:
        """Everybody who was asked."""
        return _sum(_("Jumlah"), self.shares)

    @property
    def most(self) -> int:
        """The largest number of men, of women or of both in one line: the length of a chart."""
        return max((share.total for share in self.shares), default=0)


@dataclass(frozen=True)
class Statistics:
    """Everything a page of statistics shows. Ages are those at the end of `month`."""

    month: date
    everybody: Share
    heads: Share
    ages: Statistic
    answers: Sequence[Statistic]


Counted = dict[str, dict[str, dict[str, int]]]  # dimension, key, sex


def statistics_of(place: Place, month: date) -> Statistics:
    """The people who live there now; ages as of the last day of `month`. One statement."""
    counted = _counted(place)
    heads = counted.get("family_relation", {}).get(FamilyRelation.HEAD, {})
    return Statistics(
        month=month,
        everybody=_share(_("Penduduk"), counted.get("all", {}).get("", {})),
        heads=_share(_("Kepala keluarga"), heads),
        ages=_ages(counted.get("birth", {}), month),
        answers=[_statistic(dimension, counted.get(dimension, {})) for dimension in DIMENSIONS],
    )


def neighbourhoods_of(kelurahan_id: int) -> list[tuple[str, str]]:
    """RW and RT of an office in which somebody lives, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rw, rt FROM residents_tally WHERE kelurahan_id = %s AND dimension = 'all' AND key = '' "
            "AND rw <> '*' GROUP BY rw, rt HAVING sum(people) > 0 ORDER BY rw, rt",
            [kelurahan_id],
        )
        return list(cursor.fetchall())


def _counted(place: Place) -> Counted:
    words: list[Any]
    if place.lo != place.hi:
        statement, words = _AREA, [place.lo, place.hi, _READ[1:], place.lo, place.hi]
    elif place.rw and not place.rt:
        statement, words = _WHOLE_RW, [place.lo, place.rw, _READ]
    else:
        statement, words = _OFFICE, [place.lo, place.rw or WHOLE, place.rt or WHOLE, _READ]
    found: Counted = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, words)
        for dimension, key, sex, people in cursor.fetchall():
            found.setdefault(dimension, {}).setdefault(key, {})[sex] = people
    return found


def _ages(births: dict[str, dict[str, int]], month: date) -> Statistic:
    groups: dict[int, dict[str, int]] = {first: {} for first in GROUPS}
    for born, sexes in births.items():
        group = groups[group_of(age_at_end_of(month, born))]
        for sex, people in sexes.items():
            group[sex] = group.get(sex, 0) + people
    return Statistic("umur", _("Umur"), [_share(group_words(first), sexes) for first, sexes in groups.items()])


def _statistic(dimension: str, keys: dict[str, dict[str, int]]) -> Statistic:
    title, codes = DIMENSIONS[dimension]
    shares = [_share(code.words, keys.get(code, {})) for code in codes]
    if dimension in SORTED_BY_NUMBER_OF_PEOPLE:
        shares = sorted((share for share in shares if share.total), key=lambda share: -share.total)
    others = [sexes for key, sexes in keys.items() if key not in set(codes)]
    unknown = _sum(_("Belum diisi"), [_share("", sexes) for sexes in others])
    return Statistic(dimension.replace("_", "-"), _(title), [*shares, unknown] if unknown.total else shares)


def _share(label: str, sexes: dict[str, int]) -> Share:
    return Share(label, sexes.get(Sex.MALE, 0), sexes.get(Sex.FEMALE, 0), sum(sexes.values()))


def _sum(label: str, shares: Iterable[Share]) -> Share:
    shares = list(shares)
    return Share(label, *(sum(getattr(share, name) for share in shares) for name in ("male", "female", "total")))
