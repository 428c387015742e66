"""The lurah's decision: on what he saw, with a password just given, once, and kept with its evidence."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications import actions
from ekelurahan.applications.actions import Upload
from ekelurahan.applications.errors import ChangedMeanwhile, ConfirmationNeeded, Refused
from ekelurahan.applications.models import Application, Decision, Event
from ekelurahan.catalogue.letter import content_from_dict
from ekelurahan.catalogue.workflow import STANDARD, Act, NotAllowed, Status
from ekelurahan.letters.models import Letter, NumberSeries
from ekelurahan.lib.now import now
from ekelurahan.offices.actions import set_profile
from ekelurahan.offices.queries import get_office
from ekelurahan.outbox.models import Promise
from ekelurahan.residents.actions import update_resident
from ekelurahan.residents.models import Resident
from ekelurahan.tests.cases import again, approved, awaiting, choose, rejected, returned, seen
from ekelurahan.tests.people import PLAJU_ULU, Town, rewritten
from ekelurahan.tests.pictures_of import jpeg


def test_an_approval_numbers_the_letter_promises_it_and_keeps_the_evidence(at_work: Town) -> None:
    application = awaiting(at_work)
    told = seen(application)
    lurah = replace(at_work.lurah, user_agent="Firefox di Android", address="10.1.2.3")
    actions.approve(application.id, confirmation=told, by=lurah)
    letter, decision = Letter.objects.get(), Decision.objects.get()
    assert again(application).state is Status.APPROVED
    assert letter.number == f"400.12.2.1/001/PLU/{roman_month()}/{timezone.localdate().year}"
    assert (decision.approved, decision.letter_id, decision.version) == (True, letter.id, told.version)
    assert decision.content_sha256 == told.content_sha256 == letter.content_sha256
    assert content_from_dict(decision.content).sha256() == decision.content_sha256
    assert (decision.user_id, decision.posting_id, decision.level) == (lurah.user_id, lurah.posting_id, "password")
    assert (decision.device, decision.address) == ("Firefox di Android", "10.1.2.3")
    (promised,) = Promise.objects.filter(kind="issue_letter")
    assert promised.payload == {"application_id": str(application.id)}


def test_a_rejection_needs_a_reason_and_gives_no_number(at_work: Town) -> None:
    application = awaiting(at_work)
    with pytest.raises(Refused, match="alasan penolakan"):
        actions.reject(application.id, confirmation=seen(application), reason="  ", by=at_work.lurah)
    actions.reject(application.id, confirmation=seen(application), reason="Bukan warga.", by=at_work.lurah)
    decision = Decision.objects.get()
    assert (decision.approved, decision.reason, decision.letter_id) == (False, "Bukan warga.", None)
    assert again(application).finished_at is not None
    assert not Letter.objects.exists()
    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize(("station", "word"), [(approved, "Disetujui"), (rejected, "Ditolak")])
def test_what_was_decided_is_not_decided_again(station: Any, word: str, at_work: Town) -> None:
    application = station(at_work)
    for decide in (approve, reject):
        with pytest.raises(NotAllowed, match=word):
            decide(again(application), at_work.lurah)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    "change", ["registry", "family card", "office", "attachment added", "attachment taken out", "returned and mended"]
)
@pytest.mark.parametrize("act", [Act.APPROVE, Act.REJECT])
def test_what_changed_after_it_was_seen_has_to_be_seen_again(change: str, act: Act, at_work: Town) -> None:
    decide = partial(actions.approve, by=at_work.lurah)
    if act is Act.REJECT:
        decide = partial(actions.reject, reason="Tidak.", by=at_work.lurah)
    application = awaiting(at_work)
    upload = Upload("ktp", "ktp.jpg", jpeg())
    file = actions.attach_to(upload, application_id=application.id, by=at_work.operator)
    told = seen(again(application))
    if change == "registry":
        update_resident(Resident.objects.get(id=at_work.siti), {"name": "SITI AMINAH BINTI ALI"}, by=None)
    elif change == "family card":
        update_resident(Resident.objects.get(id=at_work.siti), {"address": "Jl. Lain No. 1"}, by=None)
    elif change == "office":
        set_profile(get_office(PLAJU_ULU), {"kecamatan": "Plaju Baru"}, by=None)
    elif change == "attachment added":
        upload = Upload("kk", "kk.jpg", jpeg())
        actions.attach_to(upload, application_id=application.id, by=at_work.operator)
    elif change == "attachment taken out":
        actions.remove_attachment(file, by=at_work.operator)
    else:
        return_and_mend(again(application), at_work)
    with pytest.raises(ChangedMeanwhile):
        decide(application.id, confirmation=told)
    assert not Decision.objects.exists()
    assert not Letter.objects.exists()
    actions.approve(application.id, confirmation=seen(again(application)), by=at_work.lurah)


@pytest.mark.parametrize("minutes", [None, 16, 600])
def test_a_password_given_too_long_ago_is_asked_for_again(minutes: int | None, at_work: Town) -> None:
    application = awaiting(at_work)
    given = None if minutes is None else now() - timedelta(minutes=minutes)
    for decide in (approve, reject):
        with pytest.raises(ConfirmationNeeded, match="kata sandi"):
            decide(application, replace(at_work.lurah, confirmed_at=given))
    assert again(application).state is Status.AWAITING_LURAH
    approve(application, replace(at_work.lurah, confirmed_at=now() - timedelta(minutes=14)))


def test_the_letter_is_signed_as_the_one_who_approved(at_work: Town) -> None:
    application = awaiting(at_work)
    approve(application, replace(at_work.lurah, title="Plh. LURAH PLAJU ULU", name="Sekar Wangi, S.E."))
    signer = Letter.objects.get().sheet["signer"]
    assert (signer["heading"], signer["name"]) == ("Plh. LURAH PLAJU ULU,", "Sekar Wangi, S.E.")


def test_the_letter_bears_the_day_of_the_decision(at_work: Town) -> None:
    approved(at_work)
    letter = Letter.objects.get()
    assert letter.date == timezone.localdate(now())
    assert letter.year == date.today().year  # noqa: DTZ011


def test_returning_needs_a_reason(at_work: Town) -> None:
    application = awaiting(at_work)
    for remarks in ([], [actions.Remark("purpose", "  ")]):
        with pytest.raises(Refused, match="alasan"):
            actions.return_for_correction(
                application.id, version=application.version, remarks=remarks, by=at_work.lurah
            )
    assert again(application).state is Status.AWAITING_LURAH


def test_reasons_for_returning_are_tied_to_fields(at_work: Town) -> None:
    application = returned(at_work)
    assert application.remarks == [{"target": "purpose", "text": "Tulis keperluannya lebih jelas."}]
    assert Event.objects.get(act=Act.RETURN).note == "Tulis keperluannya lebih jelas."


def return_and_mend(application: Application, town: Town) -> None:
    remarks = [actions.Remark("purpose", "Lagi.")]
    back = actions.return_for_correction(application.id, version=application.version, remarks=remarks, by=town.lurah)
    actions.resubmit(back.id, version=back.version, answers=application.answers, shown=("ktp",), by=town.operator)


def approve(application: Application, by: Actor) -> None:
    actions.approve(application.id, confirmation=seen(application), by=by)


def reject(application: Application, by: Actor) -> None:
    actions.reject(application.id, confirmation=seen(application), reason="Tidak.", by=by)


def roman_month() -> str:
    return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][timezone.localdate().month - 1]


def test_a_letter_that_could_never_be_printed_or_numbered_gets_no_number(at_work: Town) -> None:
    application = awaiting(at_work)
    rewritten(at_work.siti, name="SITI 李")
    with pytest.raises(Refused, match="李"):
        approve(again(application), at_work.lurah)
    rewritten(at_work.siti, name="SITI AMINAH")
    choose(STANDARD, number_pattern="{nomor}")
    with pytest.raises(Refused, match="Pola nomor"):
        approve(again(application), at_work.lurah)
    assert not Letter.objects.exists()
    assert again(application).state is Status.AWAITING_LURAH
