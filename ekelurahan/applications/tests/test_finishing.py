"""The end: made by the worker, printed, handed over, withdrawn, taken back."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from ekelurahan.applications import actions
from ekelurahan.applications.errors import Refused
from ekelurahan.applications.models import Application, Event
from ekelurahan.catalogue.workflow import VERIFIED, Act, Role, Status
from ekelurahan.letters.models import Letter, LetterFile, Revocation
from ekelurahan.lib import now
from ekelurahan.tests.cases import again, approved, awaiting, handed_over, issued, returned, revoked, seen, submitted
from ekelurahan.tests.people import Town


def issue(application: Application) -> None:
    actions.issue_letter(kelurahan_id=application.kelurahan_id, application_id=str(application.id))


def test_the_worker_issues_in_its_own_name_and_only_once(at_work: Town) -> None:
    application = issued(at_work)
    file = LetterFile.objects.get()
    issue(application)
    issue(application)
    assert LetterFile.objects.get() == file
    (event,) = Event.objects.filter(act=Act.ISSUE)
    assert (event.user_id, event.name, event.role) == (None, "Sistem", Role.SYSTEM)
    assert event.details["sha256"] == file.sha256


@pytest.mark.parametrize("station", [awaiting, returned, handed_over, revoked])
def test_what_does_not_wait_for_its_letter_is_left_alone_by_the_worker(station: object, at_work: Town) -> None:
    application = station(at_work)  # type: ignore[operator]
    before, files = again(application), LetterFile.objects.count()
    issue(application)
    assert again(application).version == before.version
    assert LetterFile.objects.count() == files


def test_printing_leaves_the_status_and_can_be_repeated(at_work: Town) -> None:
    application = issued(at_work)
    for _ in range(3):
        actions.note_print(application.id, by=at_work.operator)
    assert Event.objects.filter(act=Act.PRINT).count() == 3
    assert (again(application).state, again(application).version) == (Status.ISSUED, application.version)


def test_handing_over_names_the_recipient_and_stops_the_clock(at_work: Town) -> None:
    application = issued(at_work)
    for nobody in ("", "   "):
        with pytest.raises(Refused, match="menerima"):
            actions.hand_over(application.id, recipient=nobody, by=at_work.operator)
    handed = actions.hand_over(application.id, recipient=" Budi Santoso ", by=at_work.operator)
    assert handed.recipient == "Budi Santoso"
    assert handed.finished_at is not None
    assert handed.working_seconds is not None
    assert Event.objects.get(act=Act.HAND_OVER).details == {"to_applicant": False}


def test_the_measured_minutes_are_those_of_the_office_less_the_time_it_lay_returned(at_work: Town) -> None:
    start = timezone.make_aware(datetime(2026, 11, 23, 9))  # noqa: DTZ001  # a Monday
    with now.at(start):
        application = awaiting(at_work)
    with now.at(start + timedelta(minutes=10)):
        back = actions.return_for_correction(
            application.id, version=application.version, remarks=[actions.Remark("", "Lengkapi.")], by=at_work.lurah
        )
    with now.at(start + timedelta(minutes=70)):
        again_in = actions.resubmit(
            back.id, version=back.version, answers=application.answers, shown=("ktp",), by=at_work.operator
        )
    with now.at(start + timedelta(minutes=75)):
        lurah = replace(at_work.lurah, confirmed_at=now.now())
        actions.approve(again_in.id, confirmation=seen(again_in), by=lurah)
        issue(again_in)
    with now.at(start + timedelta(minutes=78)):
        handed = actions.hand_over(again_in.id, recipient="SITI AMINAH", by=at_work.operator)
    assert handed.working_seconds == 18 * 60


def test_cancelling_needs_a_reason_and_ends_the_request(at_work: Town) -> None:
    application = awaiting(at_work)
    with pytest.raises(Refused, match="alasan"):
        actions.cancel(application.id, reason=" ", by=at_work.operator)
    assert actions.cancel(application.id, reason="Salah orang.", by=at_work.operator).finished_at is not None


def test_a_letter_is_taken_back_with_a_reason(at_work: Town) -> None:
    application = issued(at_work)
    with pytest.raises(Refused, match="alasan"):
        actions.revoke(application.id, reason="", by=at_work.lurah)
    actions.revoke(application.id, reason="Alamat salah.", by=at_work.lurah)
    revocation = Revocation.objects.get()
    assert (revocation.letter_id, revocation.reason) == (Letter.objects.get().id, "Alamat salah.")
    assert again(application).state is Status.REVOKED


def test_a_letter_in_the_residents_hands_can_be_taken_back_too(at_work: Town) -> None:
    application = handed_over(at_work)
    actions.revoke(application.id, reason="Data palsu.", by=at_work.lurah)
    assert again(application).state is Status.REVOKED
    assert again(application).recipient == "SITI AMINAH"


def test_taking_shows_who_is_at_it_until_the_next_step(at_work: Town) -> None:
    application = actions.take(submitted(at_work, VERIFIED).id, by=at_work.kasi)
    assert again(application).taken_name == "Kasim, S.Sos."
    actions.verify(application.id, version=application.version, by=at_work.kasi)
    assert again(application).taken_by is None
    assert again(application).taken_name == ""


def test_approved_but_not_issued_has_no_file_to_hand_over(at_work: Town) -> None:
    approved(at_work)
    assert not LetterFile.objects.exists()
