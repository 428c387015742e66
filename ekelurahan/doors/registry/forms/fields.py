"""What a form asks: fields in sections. What the template draws, and nothing of what is done with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ekelurahan.doors.registry.columns import LABELS
from ekelurahan.lib.coded import Coded
from ekelurahan.lib.dates_id import short_date
from ekelurahan.residents.entry import CODED_FIELDS, DATE_FIELDS, TEXT_FIELDS
from ekelurahan.residents.models import Resident

Words = str | Promise
Options = Sequence[tuple[str, str] | tuple[str, str, str]]  # value, label, and perhaps a hint
CARD_LENGTHS = {"no_kk": 16, "address": 255, "hamlet": 50, "rt": 3, "rw": 3}
DIGITS = frozenset({"no_kk", "nik", "father_nik", "mother_nik", "rt", "rw", "postcode"})
WIDTHS = {
    "rt": "w4",
    "rw": "w4",
    "postcode": "w4",
    "nik": "w20",
    "no_kk": "w20",
    "father_nik": "w20",
    "mother_nik": "w20",
}
_OF_PERSON = re.compile(r"^people-[0-9]+-")
FEW = 4  # choices that are shown at once; more become a list to open


class Look(StrEnum):
    """How a field is drawn."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    SELECT = "select"
    RADIO = "radio"
    TICKS = "ticks"  # several of the options
    AREA = "area"  # a kelurahan, looked for by name or code


@dataclass(frozen=True)
class Field:
    """One question. `initial` is what stands in it before anybody typed."""

    name: str
    label: Words
    look: Look = Look.TEXT
    options: Options = ()
    hint: Words = ""
    required: bool = False
    initial: str | Sequence[str] = ""
    most: int = 100

    @property
    def column(self) -> str:
        """What it asks, whoever of several people it is asked of."""
        return column_of(self.name)

    @property
    def is_number(self) -> bool:
        """Whether only digits are typed."""
        return self.column in DIGITS

    @property
    def is_broad(self) -> bool:
        """Whether it takes the whole width of the form: people and places to choose from, long texts."""
        few = len(self.options) <= FEW and not any(len(option) > 2 for option in self.options)  # noqa: PLR2004
        return self.look in {Look.TICKS, Look.AREA, Look.LONG} or (self.look is Look.RADIO and not few)

    @property
    def width(self) -> str:
        """The class of its box."""
        return WIDTHS.get(self.column, "")


@dataclass(frozen=True)
class Section:
    """Questions that belong together. `folded` ones may stay unread: nothing in them is required."""

    title: Words
    fields: Sequence[Field]
    text: Words = ""
    folded: bool = False


def of_person(place: int) -> str:
    """What the names of questions about one of several people begin with, as refusals name them."""
    return f"people-{place}-"


def column_of(name: str) -> str:
    """The name without that beginning."""
    return _OF_PERSON.sub("", name)


def coded(name: str, label: Words, kind: type[Coded], *, required: bool = False, initial: str = "") -> Field:
    """A choice from an official list: few ones side by side, many in a list to open."""
    options = [(member.value, _(member.words)) for member in kind]
    look = Look.RADIO if len(options) <= FEW and required else Look.SELECT
    return Field(name, label, look, options, required=required, initial=initial)


def column(name: str, *, required: bool = False, initial: str = "", prefix: str = "", hint: Words = "") -> Field:
    """The question for one column of a person or a card."""
    label, key = LABELS[name], prefix + name
    if name in CODED_FIELDS:
        return coded(key, label, CODED_FIELDS[name], required=required, initial=initial)
    if name in DATE_FIELDS:
        return Field(key, label, Look.DATE, required=required, initial=initial, hint=hint)
    most = 16 if name == "nik" else CARD_LENGTHS.get(name) or TEXT_FIELDS[name]
    look = Look.LONG if most > 1000 else Look.TEXT  # noqa: PLR2004  # only the remark
    return Field(key, label, look, required=required, initial=initial, hint=hint, most=most)


def person_choice(people: Sequence[Resident], first: Sequence[tuple[str, str]] = ()) -> Options:
    """People to choose from, with what tells them apart."""
    return [*first, *((str(row.id), row.name, described(row)) for row in people)]


def described(row: Resident) -> str:
    """Relation and birth date."""
    relation = CODED_FIELDS["family_relation"]
    words = _(relation(row.family_relation).words) if row.family_relation else _("hubungan belum dicatat")
    return _("%(relation)s, lahir %(day)s") % {"relation": words, "day": short_date(row.birth_date)}
