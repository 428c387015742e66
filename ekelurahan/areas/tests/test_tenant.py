"""What migrations say about a tenant table: written back as it was read, and never anything but plain names."""

from collections.abc import Callable

import pytest
from django.db.migrations.operations.base import Operation

from ekelurahan.areas.commands import load
from ekelurahan.areas.tenant import EnableRowSecurity, GrantToApp, SameOffice

OPERATIONS: list[Operation] = [
    GrantToApp("offices_handle", "SELECT, INSERT"),
    EnableRowSecurity("letters_letter", append_only=True),
    EnableRowSecurity("residents_residentword", deletable=True),
    SameOffice("letters_letterfile", "letter_id", "letters_letter"),
]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: type(operation).__name__)
def test_an_operation_is_written_as_it_was_read(operation: Operation) -> None:
    name, arguments, named = operation.deconstruct()
    again = type(operation)(*arguments, **named)
    assert name == type(operation).__name__
    assert (again.sql, again.reverse_sql) == (operation.sql, operation.reverse_sql)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "operation",
    [
        lambda: EnableRowSecurity("letters; DROP TABLE letters"),
        lambda: EnableRowSecurity("Letters"),
        lambda: GrantToApp("letters_letter", "SELECT, TRUNCATE"),
        lambda: GrantToApp("letters_letter", "ALL"),
        lambda: SameOffice("letters_letterfile", "letter id", "letters_letter"),
    ],
)
def test_anything_but_plain_names_is_refused(operation: Callable[[], Operation]) -> None:
    with pytest.raises(ValueError, match="not a"):
        operation()


def test_loading_areas_wants_no_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert load(["now"]) == 2
    assert "Pemakaian" in capsys.readouterr().out
