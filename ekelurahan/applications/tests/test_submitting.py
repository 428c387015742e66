"""Handing in: what is asked for, what is refused with words, and that a form sent twice is one request."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.http import Http404

from ekelurahan.accounts.actions import end_posting
from ekelurahan.accounts.models import Posting
from ekelurahan.applications import actions
from ekelurahan.applications.actions import NewRequest, Upload, submitting
from ekelurahan.applications.errors import AnswersNotRight, LikelyDuplicate, Refused, RightEnded
from ekelurahan.applications.models import Application, Attachment, Event
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.workflow import STANDARD, VERIFIED, NotAllowed, Status
from ekelurahan.lib import now
from ekelurahan.offices.models import Handle
from ekelurahan.tests.cases import again, asked, choose, returned, seen, submitted
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town, rewritten
from ekelurahan.tests.pictures_of import jpeg


@pytest.mark.parametrize(("chain", "status"), [(STANDARD, Status.AWAITING_LURAH), (VERIFIED, Status.SUBMITTED)])
def test_a_request_starts_where_the_offices_chain_says(chain: object, status: Status, at_work: Town) -> None:
    application = submitted(at_work, chain)  # type: ignore[arg-type]
    assert (application.state, application.version) == (status, 1)
    assert application.number.startswith("PLU-")
    assert again(application).answers == {"purpose": "Melamar pekerjaan", "actual_address": "", "since": ""}


@pytest.mark.parametrize("part", ["kasi", "sekretaris", "lurah"])
def test_only_the_operator_hands_in(part: str, at_work: Town) -> None:
    nothing_kept(asked(at_work.siti), getattr(at_work, part), NotAllowed)


@pytest.mark.parametrize("part", ["camat", "city"])
def test_somebody_of_no_single_office_cannot_hand_in(part: str, at_work: Town) -> None:
    nothing_kept(asked(at_work.siti), getattr(at_work, part), Refused)


def test_a_resident_of_another_office_is_not_found(at_work: Town) -> None:
    nothing_kept(asked(at_work.neighbour), at_work.operator, Http404)


def test_an_operator_whose_posting_ended_cannot_hand_in(at_work: Town) -> None:
    end_posting(Posting.objects.get(id=at_work.operator.posting_id))
    nothing_kept(asked(at_work.siti), at_work.operator, RightEnded)


def test_a_service_that_is_closed_here_is_refused(at_work: Town) -> None:
    choose(STANDARD, offered=False)
    assert "tidak dibuka" in str(nothing_kept(asked(at_work.siti), at_work.operator, Refused))


def test_wrong_answers_come_back_with_one_sentence_each(at_work: Town) -> None:
    refusal = nothing_kept(
        asked(at_work.siti, answers={"purpose": " ", "since": "31-02-2020"}), at_work.operator, AnswersNotRight
    )
    assert isinstance(refusal, AnswersNotRight)
    assert set(refusal.errors) == {"purpose", "since"}


def test_an_unknown_product_is_no_request(at_work: Town) -> None:
    nothing_kept(asked(at_work.siti, product="tidak-ada"), at_work.operator, KeyError)


def test_the_cover_letter_is_asked_for_where_the_office_wants_it(at_work: Town) -> None:
    choose(STANDARD, cover_letter=True)
    refusal = nothing_kept(asked(at_work.siti), at_work.operator, AnswersNotRight)
    assert isinstance(refusal, AnswersNotRight)
    assert set(refusal.errors) == {"pengantar"}
    assert actions.submit(asked(at_work.siti, shown=("pengantar",)), by=at_work.operator).shown == ["pengantar"]


def test_an_attached_cover_letter_is_as_good_as_a_shown_one(at_work: Town) -> None:
    choose(STANDARD, cover_letter=True)
    request = asked(at_work.siti)
    upload = Upload("pengantar", "pengantar.jpg", jpeg())
    file = actions.attach(upload, draft_key=request.draft_key, kelurahan_id=PLAJU_ULU, by=at_work.operator)
    application = actions.submit(request, by=at_work.operator)
    assert Attachment.objects.get(id=file.id).application_id == application.id


def test_what_is_no_paper_of_this_product_is_not_kept_as_shown(at_work: Town) -> None:
    application = actions.submit(asked(at_work.siti, shown=("kk", "<b>", "ktp", "paspor")), by=at_work.operator)
    assert application.shown == ["ktp", "kk"]


def test_the_same_form_twice_is_the_same_request(at_work: Town) -> None:
    request = asked(at_work.siti, duplicate_accepted=False)
    first = actions.submit(request, by=at_work.operator)
    second = actions.submit(replace(request, answers={"purpose": "Lain"}), by=at_work.operator)
    assert first.id == second.id
    assert again(first).answers["purpose"] == "Melamar pekerjaan"
    assert Event.objects.count() == 1


def test_the_same_letter_within_thirty_days_is_asked_about(at_work: Town) -> None:
    first = submitted(at_work)
    again_please = asked(at_work.siti, duplicate_accepted=False)
    with pytest.raises(LikelyDuplicate, match=first.number) as refusal:
        actions.submit(again_please, by=at_work.operator)
    assert refusal.value.application_id == first.id
    assert actions.submit(replace(again_please, duplicate_accepted=True), by=at_work.operator).id != first.id


@pytest.mark.parametrize("change", ["another person", "another product", "after 31 days", "the first was cancelled"])
def test_what_is_no_duplicate_is_not_asked_about(change: str, at_work: Town) -> None:
    first = submitted(at_work)
    request = asked(at_work.siti, duplicate_accepted=False)
    moment = now.now()
    if change == "another person":
        request = replace(request, resident_id=at_work.budi)
    elif change == "another product":
        witnesses = {f"witness{n}_{what}": "Ada" for n in (1, 2) for what in ("name", "address")}
        request = replace(request, product="pernyataan", answers={**request.answers, **witnesses})
    elif change == "after 31 days":
        moment += timedelta(days=31)
    else:
        actions.cancel(first.id, reason="Keliru.", by=at_work.operator)
    with now.at(moment):
        assert actions.submit(request, by=at_work.operator).id != first.id


def test_a_number_that_is_taken_is_drawn_again(at_work: Town) -> None:
    drawn: Iterator[str] = iter(["AAAAA", "AAAAA", "BBBBB"])
    with patch.object(submitting, "random_code", lambda _length: next(drawn)):
        first, second = submitted(at_work), submitted(at_work)
    assert (first.number[-5:], second.number[-5:]) == ("AAAAA", "BBBBB")


def test_a_mended_request_keeps_its_place_and_goes_through_the_checks_again(at_work: Town) -> None:
    application = returned(at_work, VERIFIED)
    mended = actions.resubmit(
        application.id, version=application.version, answers={"purpose": "Membuka rekening"}, shown=(),
        by=at_work.operator,
    )  # fmt: skip
    assert mended.state is Status.SUBMITTED
    assert mended.submitted_at == application.submitted_at
    assert mended.remarks == []
    assert mended.answers["purpose"] == "Membuka rekening"
    checked = actions.verify(mended.id, version=mended.version, by=at_work.kasi)
    assert actions.endorse(checked.id, version=checked.version, by=at_work.sekretaris).state is Status.AWAITING_LURAH


def test_a_mended_request_is_checked_like_a_new_one(at_work: Town) -> None:
    application = returned(at_work)
    choose(STANDARD, cover_letter=True)
    for answers, shown, wrong in (
        ({"purpose": ""}, ("pengantar",), "purpose"),
        ({"purpose": "Kerja"}, (), "pengantar"),
    ):
        with pytest.raises(AnswersNotRight) as refusal:
            actions.resubmit(
                application.id, version=application.version, answers=answers, shown=shown, by=at_work.operator
            )
        assert set(refusal.value.errors) == {wrong}
    assert again(application).state is Status.RETURNED


def test_mending_changes_what_the_lurah_has_to_have_seen(at_work: Town) -> None:
    application = returned(at_work)
    before = seen(application)
    mended = actions.resubmit(
        application.id, version=application.version, answers={"purpose": "Lain"}, shown=(), by=at_work.operator
    )
    assert seen(mended) != before


def nothing_kept(request: NewRequest, by: object, refusal: type[Exception]) -> Exception:
    handles = Handle.objects.count()
    with pytest.raises(refusal) as raised:
        actions.submit(request, by=by)  # type: ignore[arg-type]
    assert not Application.objects.exists()
    assert not Event.objects.exists()
    assert Handle.objects.count() == handles
    return raised.value


def test_a_form_key_of_another_office_leads_nowhere(at_work: Town) -> None:
    key = uuid4()
    submitted(at_work, draft_key=key)
    with office_scope(PLAJU_DARAT):
        own = actions.submit(asked(at_work.neighbour, draft_key=key), by=at_work.operator_next_door)
    assert own.kelurahan_id == PLAJU_DARAT


@pytest.mark.parametrize("purpose", ["Melamar kerja 🚀", "申请", "Kerja\u202egnisaj", "a\x00b"])
def test_what_no_letter_can_print_is_refused_at_the_counter(purpose: str, at_work: Town) -> None:
    refusal = nothing_kept(asked(at_work.siti, answers={"purpose": purpose}), at_work.operator, AnswersNotRight)
    assert "tidak dapat dicetak" in str(refusal)


def test_neither_is_a_name_of_the_registry_that_no_letter_can_print(at_work: Town) -> None:
    rewritten(at_work.siti, name="SITI 李")
    assert "李" in str(nothing_kept(asked(at_work.siti), at_work.operator, Refused))
