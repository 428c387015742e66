"""Reading single cells. Each function takes a cell that holds something, and returns what is stored.

None means: the cell says nothing ("-", "0" for a missing number). ValueError says what to do, for the screen.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ekelurahan.lib.coded import Coded
from ekelurahan.lib.dates_id import parse_date
from ekelurahan.lib.no_kk import check_no_kk
from ekelurahan.lib.now import now

_NOTHING = frozenset({"", "-", "--", "0000-00-00", "00-00-0000", "NULL", "null"})
_NOT_NAME = re.compile(r"[^A-Z0-9,.'\- ]+")
_NEIGHBOURHOOD = re.compile(r"(?:R[TW]\.?\s*)?(\d{1,3})", re.IGNORECASE)
_EXACT_DIGITS = 15  # that Excel keeps of a number
NIK_LENGTH = 16
CARD_TAG_LENGTH = range(10, 18)
_A_DAY = timedelta(days=1)


def plain(cell: object) -> str:
    """A cell as text: without the quote that keeps Excel from calculating, whole numbers without ".0"."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    written = " ".join(str(cell).split()).removeprefix("'").strip()
    return "" if written in _NOTHING else written


def text(cell: object, *, longest: int) -> str | None:
    """Any text up to a length."""
    written = plain(cell)
    if len(written) > longest:
        msg = _("terlalu panjang (%(length)s huruf); paling banyak %(longest)s.") % {
            "length": len(written),
            "longest": longest,
        }
        raise ValueError(msg)
    return written or None


def name(cell: object) -> str | None:
    """A name as the KTP prints it: capitals; signs other than , . ' - become a space."""
    written = " ".join(_NOT_NAME.sub(" ", plain(cell).upper().replace("\u2019", "'").replace("`", "'")).split())
    return text(written, longest=100) if any(sign.isalpha() for sign in written) else None


def hamlet(cell: object) -> str | None:
    """Capitals, without the word DUSUN before it."""
    return text(plain(cell).upper().removeprefix("DUSUN ").strip(), longest=50)


def neighbourhood(cell: object) -> str | None:
    """RT or RW: three digits, whatever zeros, quotes or words stand before them."""
    written = plain(cell)
    if not written:
        return None
    if not (found := _NEIGHBOURHOOD.fullmatch(written)):
        msg = _("isi dengan paling banyak tiga angka, misalnya 004.")
        raise ValueError(msg)
    return found[1].zfill(3)


def sixteen_digits(cell: object) -> str | None:
    """A NIK as text. 0 means: none yet. A number whose last digit Excel has dropped is refused."""
    written = plain(cell).replace(" ", "")
    if written.strip("0") == "":
        return None
    if "*" in written:
        msg = _("nomor ini disamarkan. Ekspor ulang dengan nomor lengkap.")
        raise ValueError(msg)
    if not (len(written) == NIK_LENGTH and written.isascii() and written.isdigit()):
        msg = _("harus tepat 16 angka, sekarang %(length)s tanda. Salin ulang dari KK atau KTP.") % {
            "length": len(written)
        }
        raise ValueError(msg)
    if isinstance(cell, float) or (not isinstance(cell, str) and written[_EXACT_DIGITS:] == "0"):
        msg = _(
            "tersimpan sebagai bilangan sehingga Excel menghapus angka terakhir. Ubah sel ke format Teks, lalu isi ulang."
        )
        raise ValueError(msg)
    return written


def no_kk(cell: object) -> str | None:
    """A KK number as text."""
    digits = sixteen_digits(cell)
    if digits and (errors := check_no_kk(digits).errors):
        raise ValueError(_(errors[0]))
    return digits


def day(cell: object) -> date | None:
    """A date in any of the four shapes."""
    if isinstance(cell, str) and not plain(cell):
        return None
    try:
        return parse_date(cell)
    except ValueError as error:
        raise ValueError(_(str(error))) from None


def birth_day(cell: object) -> date | None:
    """A date that is not in the future."""
    born = day(cell)
    if born and born > now().date() + _A_DAY:  # east of Greenwich it is tomorrow already
        msg = _("tanggal lahir tidak boleh di masa depan.")
        raise ValueError(msg)
    return born


def card_tag(cell: object) -> str | None:
    """The number in the chip of a KTP-el."""
    written = plain(cell)
    if written and len(written) not in CARD_TAG_LENGTH:
        msg = _("nomor chip KTP-el terdiri dari 10 sampai 17 tanda.")
        raise ValueError(msg)
    return written or None


class CodeReader:
    """Reads the number, label or key of one code list; every spelling is worked out once."""

    def __init__(self, coded: type[Coded], extra: Mapping[str, Coded]) -> None:
        self.coded = coded
        self.known: dict[object, str] = {spelling: member.value for spelling, member in extra.items()}

    def __call__(self, cell: object) -> str | None:
        """The key."""
        if (known := self.known.get(cell)) is not None:
            return known
        written = plain(cell)
        if not written:
            return None
        member = self.coded.from_text(written) or self._extra(written)
        if member is None:
            raise ValueError(self._advice())
        self.known[cell] = member
        return member

    def _extra(self, written: str) -> str | None:
        return self.known.get(written)

    def _advice(self) -> str:
        members = list(self.coded)
        numbers = [member.number for member in members]
        straight = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        shown = f"{numbers[0]}-{numbers[-1]}" if straight else ", ".join(map(str, numbers))
        return _("tidak ada di daftar. Isi dengan angka %(numbers)s atau labelnya, misalnya %(label)s.") % {
            "numbers": shown,
            "label": members[0].label,
        }
