"""Everything one letter needs to be set on paper. Pure: bytes and words come from the caller."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ekelurahan.catalogue.letter import LetterContent


class Paper(StrEnum):
    """Paper of official letters, by name (DOMAIN: A4 for electronic letters, F4/folio still common at counters)."""

    A4 = "A4"
    F4 = "F4"

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return {"A4": (210.0, 297.0), "F4": (215.0, 330.0)}[self.value]


@dataclass(frozen=True)
class Letterhead:
    """The kop: three lines in capitals, then address and contact in small print."""

    city: str  # PEMERINTAH KOTA PALEMBANG
    kecamatan: str  # KECAMATAN PLAJU
    kelurahan: str  # KELURAHAN PLAJU ULU
    address: str
    contact: str = ""
    emblem_svg: bytes = b""


@dataclass(frozen=True)
class Signer:
    """Who signs for the office, as the signature block names him."""

    heading: str  # LURAH PLAJU ULU,
    name: str
    rank: str = ""  # Penata Tingkat I (III/d)
    nip: str = ""  # 18 digits
    scan_png: bytes = b""  # his scanned signature; empty: room for wet ink


@dataclass(frozen=True)
class Sheet:
    """One letter, complete."""

    content: LetterContent
    letterhead: Letterhead
    signer: Signer
    place: str  # Palembang
    number: str  # 400.12.2.1/012/PLU/XI/2026
    date: date
    verification_url: str
    verification_code: str  # the same handle in groups a person can type
    signature_note: str  # which kind of signature the letter bears
    paper: Paper = Paper.F4
    draft: bool = False  # a watermark KONSEP, and no QR
