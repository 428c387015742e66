"""The rows of SECURITY's table that this door answers for, each under its number."""

import logging
import runpy
import threading
from collections import Counter
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from ekelurahan.accounts import actions as accounts
from ekelurahan.accounts.actions import Device
from ekelurahan.accounts.models import Posting
from ekelurahan.applications import actions
from ekelurahan.applications.access import inbox_handle
from ekelurahan.applications.actions import Confirmation
from ekelurahan.applications.composition import content_of
from ekelurahan.applications.errors import ConfirmationNeeded
from ekelurahan.applications.models import Application, Attachment, Decision, Event
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.queries import count_entries
from ekelurahan.catalogue.workflow import Status
from ekelurahan.doors.lurah.tests.letters import hidden, now_in, tap, waiting
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.letters.models import Letter, NumberSeries
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.tokens import ALPHABET, HANDLE_LENGTH
from ekelurahan.notices.models import Notice
from ekelurahan.offices.models import Handle
from ekelurahan.offices.queries import get_office
from ekelurahan.residents.models import Resident
from ekelurahan.tests.people import PASSWORD, PLAJU_ULU, Town, build_town, rewritten


def state_of(application: Application) -> dict[str, Any]:
    """Everything that following a link might have changed."""
    with office_scope(application.kelurahan_id):
        return {
            "row": Application.objects.values().get(id=application.id),
            "events": list(Event.objects.order_by("id").values()),
            "handles": sorted((bytes(row.hash), row.kind, row.created_at) for row in Handle.objects.all()),
            "decisions": Decision.objects.count(),
            "letters": Letter.objects.count(),
            "audit": count_entries(),
            "notices": list(Notice.objects.order_by("id").values()),
        }


def mail_link(application: Application) -> str:
    """The path in the mail, read from the mail."""
    with office_scope(application.kelurahan_id):
        body = Notice.objects.get(kind="letter_waits").body
    address = next(line for line in body.splitlines() if line.startswith(settings.PUBLIC_URL))
    return address.removeprefix(settings.PUBLIC_URL)


def test_t1_a_scanner_that_opens_the_link_a_hundred_times_changes_nothing(town: Town) -> None:
    application = waiting(town)
    link, before = mail_link(application), state_of(application)
    stranger, lurah = Client(), client_of(town.lurah)
    paths = [
        link, f"/lurah/{application.id}/", f"/lurah/{application.id}/konsep.pdf", f"/lurah/{application.id}/keadaan/",
        f"/lurah/{application.id}/persetujuan/", f"/lurah/{application.id}/penolakan/",
    ]  # fmt: skip
    for number in range(100):
        method = "get" if number % 2 else "head"
        assert getattr(stranger, method)(link).headers["Location"].startswith("/masuk/?next=")
        assert getattr(lurah, method)(paths[number % len(paths)]).status_code < HTTPStatus.BAD_REQUEST
    assert state_of(application) == before


def test_t1_the_link_leads_back_to_the_letter_after_login(town: Town) -> None:
    application, client = waiting(town), Client()
    to_login = client.get(mail_link(application)).headers["Location"]
    form = {"username": "lukman", "password": PASSWORD, "next": mail_link(application)}
    assert client.get(to_login).status_code == HTTPStatus.OK
    answer = client.post("/masuk/", form, follow=True)
    assert answer.redirect_chain[-1][0] == f"/lurah/{application.id}/"
    assert "SITI AMINAH" in answer.text


@pytest.mark.parametrize("part", ["operator", "kasi", "sekretaris", "camat", "city"])
def test_t3_a_forwarded_mail_is_refused_to_other_roles_and_logged(
    town: Town, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    application = waiting(town)
    with caplog.at_level(logging.WARNING):
        answer = client_of(getattr(town, part)).get(mail_link(application))
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert f"refused: {getattr(town, part).username}" in caplog.text
    assert "SITI" not in answer.text


def test_t3_the_lurah_of_another_office_finds_nothing_and_it_is_logged(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    application = waiting(town)
    client = client_of(town.lurah_next_door)
    with caplog.at_level(logging.WARNING):
        answer = client.get(mail_link(application))
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "refused: lina followed another office's link" in caplog.text
    for path in ("", "konsep.pdf", "keadaan/", "keputusan/", "surat.pdf"):
        assert client.get(f"/lurah/{application.id}/{path}").status_code == HTTPStatus.NOT_FOUND


def test_t3_a_paper_of_another_office_is_not_found(town: Town) -> None:
    with office_scope(PLAJU_ULU):
        paper = Attachment.objects.create(
            id=new_id(), kelurahan_id=PLAJU_ULU, draft_key=uuid4(), requirement="ktp", name="ktp.jpg", size=1,
            content_type="image/jpeg", sha256="0" * 64, added_by=town.operator.user_id,
        )  # fmt: skip
    assert client_of(town.lurah_next_door).get(f"/lurah/lampiran/{paper.id}/").status_code == HTTPStatus.NOT_FOUND


def test_t4_a_handle_has_130_random_bits_and_only_its_hash_is_kept(town: Town) -> None:
    first, second = waiting(town), waiting(town, resident=town.budi)
    codes = [inbox_handle(application.id) for application in (first, second)]
    assert all(len(code) == HANDLE_LENGTH == 26 and set(code) <= set(ALPHABET) for code in codes)
    assert sum(a == b for a, b in zip(*codes, strict=True)) < HANDLE_LENGTH // 2
    kept = [bytes(row.hash) for row in Handle.objects.all()]
    assert not any(code.encode() in value for code in codes for value in kept)


def test_t4_neighbours_of_a_handle_are_not_found_and_tries_are_counted(town: Town) -> None:
    link, client = mail_link(waiting(town)), client_of(town.lurah)
    last = link.rstrip("/")[-1]
    near = [link.rstrip("/")[:-1] + letter + "/" for letter in ALPHABET if letter != last]
    answers = [client.get(path).status_code for path in near]
    assert set(answers[:30]) == {HTTPStatus.NOT_FOUND}
    assert answers[30] == HTTPStatus.TOO_MANY_REQUESTS
    assert client.get(link).status_code == HTTPStatus.FOUND, "the right link still leads there"


def test_t5_a_form_sent_twice_decides_once(town: Town) -> None:
    application, client = waiting(town), client_of(town.lurah)
    form = hidden(tap(client, application, "persetujuan"))
    answers = [client.post(f"/lurah/{application.id}/persetujuan/", form).status_code for _ in range(3)]
    assert answers == [HTTPStatus.SEE_OTHER, HTTPStatus.CONFLICT, HTTPStatus.CONFLICT]
    with office_scope(PLAJU_ULU):
        assert Decision.objects.count() == Letter.objects.count() == 1


@pytest.mark.usefixtures("fresh_database")
def test_t5_fifty_approvals_at_once_give_one_decision_and_one_number() -> None:
    town = build_town()
    application = waiting(town)
    form = hidden(tap(client_of(town.lurah), application, "persetujuan"))
    phones = [client_of(town.lurah) for _ in range(50)]
    answers: Counter[int] = Counter()
    start = threading.Barrier(10)

    def press(mine: list[Client]) -> None:
        start.wait()
        answers.update(phone.post(f"/lurah/{application.id}/persetujuan/", form).status_code for phone in mine)
        connection.close()

    threads = [threading.Thread(target=press, args=(phones[number::10],)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {HTTPStatus.SEE_OTHER: 1, HTTPStatus.CONFLICT: 49}
    with office_scope(PLAJU_ULU):
        assert Decision.objects.count() == Letter.objects.count() == NumberSeries.objects.get().last == 1


def test_t6_what_changed_after_reading_is_shown_again_and_not_approved(town: Town) -> None:
    application, client = waiting(town), client_of(town.lurah)
    form = hidden(tap(client, application, "persetujuan"))
    with office_scope(PLAJU_ULU):
        actions.return_for_correction(
            application.id, version=application.version, remarks=[actions.Remark("purpose", "Salah")], by=town.lurah
        )
        actions.resubmit(
            application.id, version=now_in(application).version, answers={"purpose": "Mendaftar sekolah"},
            shown=("ktp", "kk"), by=town.operator,
        )  # fmt: skip
    for answer in (
        client.get(f"/lurah/{application.id}/persetujuan/", form),
        client.post(f"/lurah/{application.id}/persetujuan/", form),
        client.post(f"/lurah/{application.id}/penolakan/", {**form, "reason": "x"}),
    ):
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "Berubah setelah Anda membaca: lihat lagi" in answer.text
        assert "mendaftar sekolah" in answer.text.casefold()
    assert now_in(application).state is Status.AWAITING_LURAH
    again = hidden(tap(client, application, "persetujuan"))
    assert client.post(f"/lurah/{application.id}/persetujuan/", again).status_code == HTTPStatus.SEE_OTHER


def test_t6_a_fact_of_the_registry_that_changed_counts_as_a_change(town: Town) -> None:
    application, client = waiting(town), client_of(town.lurah)
    form = hidden(tap(client, application, "persetujuan"))
    with office_scope(PLAJU_ULU):
        rewritten(town.siti, birth_place="Prabumulih")
    answer = client.post(f"/lurah/{application.id}/persetujuan/", form)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Prabumulih" in answer.text
    assert now_in(application).state is Status.AWAITING_LURAH


def test_t7_a_right_that_ends_between_reading_and_approving_is_refused(town: Town) -> None:
    """The test is one transaction, so the session was looked up before the right ended and the act looks after it."""
    application, client = waiting(town), client_of(town.lurah)
    form = hidden(tap(client, application, "persetujuan"))
    accounts.end_posting(Posting.objects.get(id=town.lurah.posting_id))
    for path in ("persetujuan", "penolakan", "pengembalian"):
        sent = {**form, "reason": "x", "remark-ktp": "x"}
        answer = client.post(f"/lurah/{application.id}/{path}/", sent)
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert "Masa tugas Anda sudah berakhir" in answer.text
    assert now_in(application).state is Status.AWAITING_LURAH


@pytest.mark.usefixtures("fresh_database")
def test_t7_after_the_right_ended_the_session_opens_nothing() -> None:
    town = build_town()
    application, client = waiting(town), client_of(town.lurah)
    form = hidden(tap(client, application, "persetujuan"))
    accounts.end_posting(Posting.objects.get(id=town.lurah.posting_id))
    answer = client.post(f"/lurah/{application.id}/persetujuan/", form)
    assert answer.headers["Location"].startswith("/masuk/")
    assert now_in(application).state is Status.AWAITING_LURAH


def test_t8_nothing_of_the_link_or_the_person_leaks(town: Town) -> None:
    application, client = waiting(town), client_of(town.lurah)
    pages = (mail_link(application), f"/lurah/{application.id}/", "/lurah/", f"/lurah/{application.id}/konsep.pdf")
    answers: list[HttpResponse] = [tap(client, application, "persetujuan"), *(client.get(path) for path in pages)]  # type: ignore[list-item]
    for answer in answers:
        assert answer.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}
        assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(mail_link(application)).headers["Referrer-Policy"] == "no-referrer"
    with office_scope(PLAJU_ULU):
        notice, siti = Notice.objects.get(kind="letter_waits"), Resident.objects.get(id=town.siti)
    for private in (siti.nik or "", *siti.name.split()):
        assert private.casefold() not in notice.subject.casefold()
        assert private.casefold() not in notice.body.casefold()
        assert not any(private in answer.headers.get("Location", "") for answer in answers)


def test_t9_a_form_from_elsewhere_is_refused(town: Town) -> None:
    application = waiting(town)
    form = hidden(tap(client_of(town.lurah), application, "persetujuan"))
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE] = accounts.log_in("lukman", PASSWORD, device=Device())
    for path in ("persetujuan", "penolakan", "pengembalian", "pencabutan"):
        sent = {**form, "reason": "x", "remark-ktp": "x"}
        answer = client.post(f"/lurah/{application.id}/{path}/", sent, headers={"Origin": "https://evil.example"})
        assert answer.status_code == HTTPStatus.FORBIDDEN
    login = Client(enforce_csrf_checks=True).post("/masuk/", {"username": "lukman", "password": PASSWORD})
    assert login.status_code == HTTPStatus.FORBIDDEN, "login CSRF"
    assert now_in(application).state is Status.AWAITING_LURAH


def test_t9_no_other_page_may_frame_the_decision(town: Town) -> None:
    answer = client_of(town.lurah).get(f"/lurah/{waiting(town).id}/")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_t9_cookies_are_bound_to_the_host_where_there_is_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://e-kelurahan.example")
    served = runpy.run_path(str(settings.ROOT / "config" / "settings.py"))
    assert (served["SESSION_COOKIE"], served["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert served["CSRF_COOKIE_SECURE"]


def test_an_actor_without_a_fresh_password_cannot_approve_past_the_door(town: Town) -> None:
    application = waiting(town)
    with office_scope(PLAJU_ULU):
        seen = content_of(now_in(application), office=get_office(PLAJU_ULU)).sha256()
        with pytest.raises(ConfirmationNeeded):
            actions.approve(
                application.id, confirmation=Confirmation(application.version, seen),
                by=replace(town.lurah, confirmed_at=None),
            )  # fmt: skip
