"""What the official code lists have in common: a stable key for us, a number for the forms, a label for people."""

import re
from enum import StrEnum
from functools import cache
from typing import Self

_KEPT_SHORT = frozenset({
    "A", "B", "AB", "O", "SD", "SLTP", "SLTA", "SLB", "PNS", "TNI", "POLRI", "RI", "BUMN", "BUMD", "DPR", "DPD",
    "BPK", "DPRD", "YME", "TK", "KB", "IUD", "BPJS", "KTP", "EL", "KIA", "KK", "RS", "RB", "ITAS", "ITAP",
    "I", "II", "III", "IV",
})  # fmt: skip
_SMALL = frozenset({"dan", "terhadap"})


class Coded(StrEnum):
    """One list. Members are written NAME = "key", number, "OFFICIAL LABEL".

    The key is what we store and never changes; the number is what F-forms and OpenSID files carry; the label is
    written as the official list writes it, in capitals.
    """

    number: int
    label: str

    def __new__(cls, key: str, number: int = 0, label: str = "") -> Self:
        """The member and its two properties."""
        member = str.__new__(cls, key)
        member._value_ = key
        member.number = number
        member.label = label
        return member

    @property
    def words(self) -> str:
        """The label as running text shows it: "Pegawai Negeri Sipil (PNS)", "Laki-laki"."""
        return _words(self.label)

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """The member of that number, label, words or key; case, spaces and signs do not matter. None when there is none."""
        return _lookup(cls).get(squeezed(text))  # type: ignore[return-value]  # the cache is keyed by the class

    @classmethod
    def aliases(cls) -> dict[str, Self]:
        """Other spellings that files carry. For subclasses to fill."""
        return {}


def squeezed(text: str) -> str:
    """What two spellings of one label share: "TAMAT SD / SEDERAJAT" and "Tamat SD/Sederajat" are one; so are 1 and 01."""
    plain = re.sub(r"[^0-9a-z+\-]", "", text.lower())
    return plain.lstrip("0") or plain


@cache
def _lookup(cls: type[Coded]) -> dict[str, Coded]:
    found: dict[str, Coded] = {squeezed(text): member for text, member in cls.aliases().items()}
    for member in cls:
        found.update({squeezed(text): member for text in (member.value, member.label, member.words)})
        found[str(member.number)] = member
    return found


@cache
def _words(label: str) -> str:
    lowered = re.sub(r"[A-Z]+", lambda found: _cased(found.group()), label)
    return re.sub(r"(\w)-([A-Z])(?=[a-z])", lambda found: f"{found[1]}-{found[2].lower()}", lowered)


def _cased(word: str) -> str:
    if word in _KEPT_SHORT:
        return word
    return word.lower() if word.lower() in _SMALL else word.capitalize()
