"""What was typed into a form: read piece by piece, and what cannot be read is noted beside its field."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from ekelurahan.lib.coded import Coded
from ekelurahan.lib.codes import Sex
from ekelurahan.lib.dates_id import parse_date
from ekelurahan.residents.entry import CODED_FIELDS, DATE_FIELDS, Card, Person, Value
from ekelurahan.residents.errors import Refused

C = TypeVar("C", bound=Coded)
REQUIRED = frozenset({"name", "birth_date", "sex"})  # of every person
_ID, _VERSION = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), re.compile(r"[0-9]{1,9}")
NUMBERS = frozenset({"nik", "father_nik", "mother_nik", "no_kk"})


class Typed:
    """The answers. `problems` grows while they are read; `require_read` raises it."""

    def __init__(self, data: QueryDict | None = None) -> None:
        self.data = data if data is not None else QueryDict()
        self.problems: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self.data)

    def text(self, name: str) -> str:
        """Trimmed, inner spaces single."""
        return " ".join(str(self.data.get(name, "")).split())

    def texts(self, name: str) -> list[str]:
        """All values of a field that may have several."""
        return [str(value) for value in self.data.getlist(name)]

    def number(self, name: str) -> str:
        """Digits, without the spaces and points that people write between them."""
        return "".join(letter for letter in self.text(name) if letter not in " .-")

    def day(self, name: str) -> date | None:
        """A date; None where nothing or nothing readable stands."""
        text = self.text(name)
        if not text:
            return None
        try:
            return parse_date(text)
        except ValueError as error:
            self.problems[name] = _("Isian ini %(problem)s.") % {"problem": _(str(error))}
            return None

    def choice(self, name: str, kind: type[C]) -> C | None:
        """One of a list; None where nothing was chosen."""
        text = self.text(name)
        if not text:
            return None
        if text not in list(kind):
            self.problems[name] = _("Pilihan ini tidak ada di daftar.")
            return None
        return kind(text)

    def one(self, name: str) -> UUID | None:
        """The id of a person who was chosen."""
        return next(iter(self.ids(name)), None)

    def ids(self, name: str) -> list[UUID]:
        """The ids of people who were ticked."""
        return [UUID(text) for text in self.texts(name) if _ID.fullmatch(text)]

    def versions(self) -> dict[UUID, int]:
        """The rows as they were shown, by id."""
        found = {}
        for text in self.texts("versi"):
            row, _colon, version = text.partition(":")
            if _VERSION.fullmatch(version) and _ID.fullmatch(row):
                found[UUID(row)] = int(version)
        return found

    def require(self, names: Mapping[str, str]) -> None:
        """These fields hold something; the values are what is said where they do not."""
        for name, words in names.items():
            if not self.text(name):
                self.problems.setdefault(name, words)

    def require_read(self) -> None:
        """Raises Refused when something could not be read or is missing."""
        if self.problems:
            raise Refused(self.problems)

    def column(self, name: str, prefix: str = "") -> Value:
        """One column of a person or card. An empty number is None for the NIK, and no text for the others."""
        key = prefix + name
        if name in DATE_FIELDS:
            return self.day(key)
        if name in CODED_FIELDS:
            chosen = self.choice(key, CODED_FIELDS[name])
            return chosen.value if chosen else ""
        value = self.number(key) if name in NUMBERS else self.text(key)
        if name in {"rt", "rw"}:
            return self._three_digits(key)
        return (value or None) if name == "nik" else value

    def person(self, names: Iterable[str], prefix: str = "", more: Mapping[str, Value] | None = None) -> Person | None:
        """A person from these columns; None, with problems noted, where name, birth date or sex is missing."""
        values = {name: self.column(name, prefix) for name in names}
        self.require({
            f"{prefix}name": _("Isi nama lengkap."),
            f"{prefix}birth_date": _("Isi tanggal lahir."),
            f"{prefix}sex": _("Pilih jenis kelamin."),
        })  # fmt: skip
        name, born, sex, nik = (values.pop(key, None) for key in ("name", "birth_date", "sex", "nik"))
        if not name or not isinstance(born, date) or not sex:
            return None
        rest = {key: value for key, value in values.items() if value not in ("", None)}
        return Person(
            str(name).upper(),
            born,
            Sex(str(sex)),
            str(nik) if nik else None,
            rest | dict(more or {}),
        )

    def card(self, prefix: str = "") -> Card:
        """A family card by its number, and the address in case it is new."""
        self.require({f"{prefix}no_kk": _("Isi nomor KK (16 angka).")})
        return Card(
            no_kk=self.number(f"{prefix}no_kk"), address=self.text(f"{prefix}address"), hamlet=self.text(f"{prefix}hamlet"),
            rt=self._three_digits(f"{prefix}rt"), rw=self._three_digits(f"{prefix}rw"),
        )  # fmt: skip

    def details(self, names: Sequence[str]) -> dict[str, str]:
        """What only this kind of event says, where something was told."""
        return {name: text for name in names if (text := self.text(name))}

    def _three_digits(self, name: str) -> str:
        text = self.text(name)
        if text and not (text.isascii() and text.isdigit() and len(text) <= 3):  # noqa: PLR2004  # as the column holds it
            self.problems[name] = _("RT dan RW ditulis dengan angka, paling banyak tiga.")
            return ""
        return text.zfill(3) if text else ""
