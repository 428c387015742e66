"""The worker as it runs: many at once, lanes apart, woken at once, and with a full disk beneath it."""

import threading

import pytest
from django.db import OperationalError, connections

from ekelurahan.outbox import worker
from ekelurahan.outbox.actions import keep_all, keep_next
from ekelurahan.outbox.tests.promises import LETTERS, Work, promised, soon, stands
from ekelurahan.outbox.worker import work
from ekelurahan.tests.parallel import at_once


def test_many_workers_never_do_the_same_work(doing: Work, fresh_database: object) -> None:
    for number in range(60):
        promised(number)
    counts = at_once([lambda: keep_all(LETTERS)] * 6)
    assert all(isinstance(count, int) for count in counts)
    assert sorted(doing.done) == list(range(60))  # type: ignore[type-var]


def test_a_slow_mail_server_holds_up_no_letter(doing: Work, working: None) -> None:
    slow = promised(kind="test_slow")
    promised("letter")
    assert soon(lambda: doing.done == ["letter"])
    assert stands(slow).done_at is None


def test_the_worker_is_woken_at_once(doing: Work, fresh_database: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "POLL_SECONDS", 8.0)
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop,))
    thread.start()
    threading.Event().wait(0.5)
    promised("now")
    assert soon(lambda: doing.done == ["now"], seconds=2)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


FULL_DISK = """
CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER disk_is_full BEFORE {} ON {} FOR EACH ROW EXECUTE FUNCTION disk_is_full();
"""


def as_owner(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def test_while_not_even_the_failure_can_be_noted_the_promise_stays_as_it_was(
    doing: Work, fresh_database: object
) -> None:
    key = promised()
    as_owner(FULL_DISK.format("UPDATE", "outbox_promise"))
    with pytest.raises(OperationalError, match="No space left"):
        keep_next(LETTERS)
    assert stands(key).attempts == 0
    as_owner("DROP TRIGGER disk_is_full ON outbox_promise")
    assert keep_all(LETTERS) == 1


def test_the_worker_outlives_a_full_disk(doing: Work, working: None) -> None:
    as_owner(FULL_DISK.format("UPDATE", "outbox_promise"))
    key = promised()
    assert not soon(lambda: bool(doing.done), seconds=0.5), "nothing is begun that cannot be counted"
    as_owner("DROP TRIGGER disk_is_full ON outbox_promise")
    assert soon(lambda: stands(key).done_at is not None)
