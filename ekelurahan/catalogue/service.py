"""What a service (layanan) is: its products, what each asks, what must be shown, and the words of the letter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ekelurahan.catalogue.letter import Wording


class Kind(StrEnum):
    """What an answer is, which decides how it is asked, checked and written."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    CHOICE = "choice"
    NIK = "nik"
    RT_RW = "rt_rw"  # three digits
    PHONE = "phone"


@dataclass(frozen=True)
class Field:
    """One question. `suggestions` are offered under the digits 1-9 and may be overwritten; `choices` may not."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = True
    hint: str = ""
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    max_length: int = 120


@dataclass(frozen=True)
class Requirement:
    """A paper that the applicant shows or hands in. `key` names it in attachments and in remarks."""

    key: str
    label: str
    hint: str = ""
    required: bool = False  # True: no submission without an attachment
    cover_letter: bool = False  # only where the office asks for the RT/RW cover letter (off by default)


@dataclass(frozen=True)
class Product:
    """One letter that a service ends in."""

    slug: str
    title: str
    code: str  # short, for the number: SKD
    fields: tuple[Field, ...]
    requirements: tuple[Requirement, ...]
    wording: Wording
    sample: Mapping[str, str]  # a valid set of answers
    classification_code: str  # default; an office may set its own
    number_pattern: str = "{classification}/{serial:03d}/{unit}/{month}/{year}"
    register: str = "umum"  # the series the number comes from
    extra_facts: Callable[[Mapping[str, str], Mapping[str, str]], Mapping[str, str]] | None = None


@dataclass(frozen=True)
class Standard:
    """The 14 components of a service standard (Permenpan RB 15/2014), as the public reads them."""

    requirements: str
    procedure: str
    time: str
    fee: str
    product: str
    complaints: str
    legal_basis: str
    facilities: str
    competence: str
    internal_control: str
    staff: str
    service_guarantee: str
    safety_guarantee: str
    evaluation: str


@dataclass(frozen=True)
class Service:
    """A folder under `services`: what a resident may ask the office for."""

    slug: str
    title: str
    summary: str
    products: tuple[Product, ...]
    standard: Standard
    target_minutes: int = 10  # working minutes from submission to hand-over
    public: bool = True
    keywords: tuple[str, ...] = field(default=())

    def product(self, slug: str) -> Product:
        """The product of that name. Raises KeyError."""
        for product in self.products:
            if product.slug == slug:
                return product
        raise KeyError(slug)
