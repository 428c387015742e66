"""Kinds of promises and a worker, for the tests of this room."""

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ekelurahan.outbox.tests.promises import Work


@pytest.fixture
def doing(monkeypatch: pytest.MonkeyPatch) -> "Work":
    """Three kinds of promises, known during this test only."""
    from ekelurahan.outbox import registry
    from ekelurahan.outbox.registry import keeps
    from ekelurahan.outbox.tests.promises import LETTERS, MAIL, Work

    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    task = Work()
    keeps("test", lane=LETTERS)(task.keep)
    keeps("test_mail", lane=MAIL)(task.keep)
    keeps("test_slow", lane=MAIL)(task.wait)
    return task


@pytest.fixture
def working(fresh_database: object, doing: "Work") -> Iterator[None]:
    """The real worker, in a thread of this process."""
    from ekelurahan.outbox.worker import work

    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop,))
    thread.start()
    yield
    doing.gate.set()
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
