"""A row as it stood when a form was shown: what the operator saw, however often it was changed since."""

from copy import copy
from typing import TypeVar

from ekelurahan.residents.models import Change, FamilyCard, Resident

Row = TypeVar("Row", Resident, FamilyCard)


def as_shown(row: Row, version: int | None) -> Row:
    """A copy of the row with its columns as of that version; as it is now where no earlier version is named."""
    seen = copy(row)
    if version is None or version >= row.version:
        return seen
    fields = {field.attname: field for field in row._meta.concrete_fields}  # noqa: SLF001  # Django's documented API
    changes = Change.objects.filter(kelurahan_id=row.kelurahan_id, subject=row.id, version__gt=version)
    for change in changes.order_by("-version"):
        for name, value in (change.before or {}).items():
            setattr(seen, name, fields[name].to_python(value))
    seen.version = version
    return seen
