"""Promises as the tests make them, and what a handler was asked for."""

import threading
from collections.abc import Callable
from uuid import UUID

from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.offices.models import Office
from ekelurahan.outbox.actions import promise
from ekelurahan.outbox.models import Promise
from ekelurahan.outbox.registry import Lane
from ekelurahan.tests.people import PLAJU_ULU

LETTERS, MAIL = Lane.LETTERS, Lane.MAIL


class Work:
    """What a handler was asked for; `trouble` is raised after it has written something."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.trouble: Exception | None = None
        self.gate = threading.Event()
        self.lock = threading.Lock()

    def keep(self, *, kelurahan_id: int, what: object) -> None:
        if self.trouble:
            Office.objects.create(kelurahan_id=kelurahan_id, name="written by halves")
            raise self.trouble
        with self.lock:
            self.done.append(what)

    def wait(self, *, kelurahan_id: int) -> None:
        assert kelurahan_id
        self.gate.wait(20)


def promised(what: object = 1, *, kind: str = "test", kelurahan_id: int = PLAJU_ULU) -> UUID:
    with office_scope(kelurahan_id):
        return promise(kind, kelurahan_id=kelurahan_id, payload={} if kind == "test_slow" else {"what": what})


def stands(key: UUID) -> Promise:
    with all_offices():
        return Promise.objects.get(id=key)


def soon(question: Callable[[], bool], seconds: float = 10) -> bool:
    for _ in range(int(seconds / 0.05)):
        if question():
            return True
        threading.Event().wait(0.05)
    return False
