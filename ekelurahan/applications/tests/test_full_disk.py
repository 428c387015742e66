"""A disk that is full while the letter is written: the number stays, the letter comes later, nothing is lost."""

import pytest
from django.db import connections

from ekelurahan.applications.models import Application, Event
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.queries import find_breaks
from ekelurahan.catalogue.workflow import Act, Status
from ekelurahan.letters.models import Letter, LetterFile
from ekelurahan.lib import now
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.models import Promise
from ekelurahan.outbox.registry import Lane
from ekelurahan.tests.cases import approved
from ekelurahan.tests.people import PLAJU_ULU, build_town

FULL_DISK = """
CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER disk_is_full BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION disk_is_full();
"""


@pytest.mark.parametrize("table", ["letters_letterfile", "applications_event", "audit_entry", "offices_handle"])
def test_a_letter_that_cannot_be_written_is_written_later(table: str, fresh_database: object) -> None:
    town = build_town()
    with office_scope(PLAJU_ULU):
        approved(town)
        number = Letter.objects.get().number
    with connections["owner"].cursor() as cursor:
        cursor.execute(FULL_DISK.format(table))
    assert keep_all(Lane.LETTERS) == 1
    with office_scope(PLAJU_ULU):
        promise = Promise.objects.get(kind="issue_letter")
        assert (promise.attempts, promise.done_at) == (1, None)
        assert "No space left on device" in promise.last_error
        assert Application.objects.get().state is Status.APPROVED
        assert not LetterFile.objects.exists()
        assert not Event.objects.filter(act=Act.ISSUE).exists()
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"DROP TRIGGER disk_is_full ON {table}")
    with now.at(promise.run_at):
        assert keep_all(Lane.LETTERS) == 1
    with office_scope(PLAJU_ULU):
        assert Application.objects.get().state is Status.ISSUED
        assert [file.letter.number for file in LetterFile.objects.select_related("letter")] == [number]
        assert list(find_breaks()) == []
