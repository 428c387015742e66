"""The two sets of columns: our own, which hold everything, and OpenSID's 44."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from ekelurahan.residents.importing.columns import COLUMNS
from ekelurahan.residents.importing.fields import LABELS

LAYOUTS = ("own", "opensid")


def names_of(layout: str) -> list[str]:
    """Our names of its columns, in order."""
    return [column.field for column in COLUMNS] if layout == "opensid" else list(LABELS)


def headings_of(layout: str) -> list[str]:
    """What the first row says: always in Indonesian, as files are read again by their headings."""
    with override("id"):
        return [column.header for column in COLUMNS] if layout == "opensid" else [_(text) for text in LABELS.values()]
