"""What is left when a process is killed in the middle of its work: everything that was promised, and nothing by halves."""

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections
from django.test import Client

from ekelurahan.applications import actions
from ekelurahan.applications.actions import Confirmation
from ekelurahan.applications.models import Application, Event
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.queries import find_breaks
from ekelurahan.catalogue.workflow import Act, Status
from ekelurahan.config import embedded
from ekelurahan.letters.models import Letter, LetterFile
from ekelurahan.notices.models import Notice
from ekelurahan.outbox.models import Promise
from ekelurahan.outbox.worker import work
from ekelurahan.tests.cases import approved, awaiting, seen, submitted
from ekelurahan.tests.people import PLAJU_ULU, Town, build_town


def test_a_worker_killed_at_random_points_issues_every_letter_once(fresh_database: embedded.Urls) -> None:
    town = build_town()
    with office_scope(PLAJU_ULU):
        for _ in range(100):
            application = submitted(town, contact_email="siti@example.test")
            actions.approve(application.id, confirmation=seen(application), by=town.lurah)
        promised = list(Letter.objects.values_list("number", flat=True))
    seed = random.randrange(1_000_000)
    kills = subprocess.run(
        [sys.executable, "-m", "ekelurahan.tests.worker_under_fire", str(seed)],
        check=True, capture_output=True, text=True, timeout=100, env=os.environ | told_to_a_child(fresh_database),
    ).stdout  # fmt: skip
    assert int(kills) >= 3, f"the work was done before anybody could be killed (seed {seed})"
    with office_scope(PLAJU_ULU):
        assert Application.objects.filter(status=Status.ISSUED).count() == 100
        assert Event.objects.filter(act=Act.ISSUE).count() == 100
        assert len(set(LetterFile.objects.values_list("letter_id", flat=True))) == 100
        assert list(Letter.objects.values_list("number", flat=True)) == promised
        assert sorted(Letter.objects.values_list("serial", flat=True)) == list(range(1, 101))
        assert Notice.objects.filter(kind="letter_ready").count() == 100
        assert not Promise.objects.filter(done_at=None).exists()
        assert max(Promise.objects.values_list("attempts", flat=True)) > 1, "somebody was killed at work"
        assert list(find_breaks()) == []


def test_a_worker_told_to_stop_finishes_the_letter_it_has_begun(fresh_database: embedded.Urls) -> None:
    town = build_town()
    with office_scope(PLAJU_ULU):
        for _ in range(5):
            approved(town)
    stop = threading.Event()
    worker = threading.Thread(target=work, args=(stop,))
    worker.start()
    stop.set()
    worker.join(20)
    assert not worker.is_alive()
    with office_scope(PLAJU_ULU):
        issued = Application.objects.filter(status=Status.ISSUED).count()
        assert (
            LetterFile.objects.count()
            == issued
            == Promise.objects.filter(kind="issue_letter", done_at__isnull=False).count()
        )


@pytest.mark.timeout(120)
def test_a_database_killed_in_the_middle_keeps_what_was_committed_and_nothing_else(own_server: Path) -> None:
    town = build_town()
    with office_scope(PLAJU_ULU):
        kept, broken = awaiting(town), awaiting(town)
        told, other = seen(kept), seen(broken)
    with office_scope(PLAJU_ULU):
        actions.approve(kept.id, confirmation=told, by=town.lurah)
    with pytest.raises((OperationalError, InterfaceError)):
        approve_while_the_server_dies(broken, other, town, own_server)
    assert Client().get("/healthz").status_code == 503
    embedded.start(own_server)
    close_old_connections()  # what Django does when the next request comes in
    assert Client().get("/healthz").status_code == 200
    with office_scope(PLAJU_ULU):
        assert Application.objects.get(id=kept.id).state is Status.APPROVED
        assert Application.objects.get(id=broken.id).state is Status.AWAITING_LURAH
        assert [letter.serial for letter in Letter.objects.all()] == [1]
        assert list(find_breaks()) == []
        actions.approve(broken.id, confirmation=other, by=town.lurah)
        assert sorted(Letter.objects.values_list("serial", flat=True)) == [1, 2]


@pytest.mark.timeout(120)
def test_a_worker_outlives_the_death_of_its_database(own_server: Path) -> None:
    town, stop = build_town(), threading.Event()
    worker = threading.Thread(target=work, args=(stop,))
    worker.start()
    try:
        kill_server(own_server)
        embedded.start(own_server)
        close_old_connections()
        with office_scope(PLAJU_ULU):
            application = approved(town)
        wait_until_issued(application)
    finally:
        stop.set()
        worker.join(20)
    assert not worker.is_alive()


def approve_while_the_server_dies(application: Application, told: Confirmation, town: Town, home: Path) -> None:
    with office_scope(PLAJU_ULU):
        actions.approve(application.id, confirmation=told, by=town.lurah)
        kill_server(home)
        Letter.objects.count()


def wait_until_issued(application: Application) -> None:
    for _ in range(100):
        with office_scope(PLAJU_ULU):
            if Application.objects.get(id=application.id).state is Status.ISSUED:
                return
        threading.Event().wait(0.1)
    pytest.fail("the worker did not come back")


def kill_server(home: Path) -> None:
    """SIGKILL to the postmaster, as the kernel does it when memory runs out."""
    data = (home / "postgres").resolve() / "data"
    os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    embedded._children[data].wait()


def told_to_a_child(urls: embedded.Urls) -> dict[str, str]:
    secrets = {name: getattr(settings, name) for name in ("SECRET_KEY", "FILE_KEY", "SEAL_PASSPHRASE")}
    return {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner, "MAIL_CHANNEL": "null", **secrets}
