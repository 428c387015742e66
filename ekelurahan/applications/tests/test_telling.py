"""Who gets which mail after which act; and that no subject line ever tells a name or a number of a person."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.accounts import actions as accounts
from ekelurahan.accounts.actions import NewUser
from ekelurahan.accounts.models import Posting
from ekelurahan.applications import actions
from ekelurahan.applications.access import inbox_handle, tracking_handle
from ekelurahan.applications.errors import Refused
from ekelurahan.applications.models import Application
from ekelurahan.catalogue.workflow import VERIFIED, Role
from ekelurahan.lib.now import now
from ekelurahan.notices import words
from ekelurahan.notices.models import Notice
from ekelurahan.offices.queries import HandleKind, find_handle
from ekelurahan.outbox.models import Promise
from ekelurahan.tests import cases
from ekelurahan.tests.people import PLAJU_ULU, Town

SITI = "siti@example.test"


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("created_at", "id").values_list("kind", "to"))


def test_the_lurah_hears_at_once_what_waits_for_him(at_work: Town) -> None:
    application = cases.awaiting(at_work)
    notice = Notice.objects.get()
    assert (notice.kind, notice.to, notice.about) == ("letter_waits", "lukman@example.test", application.id)
    assert f"/lurah/surat/{inbox_handle(application.id)}/" in notice.body
    assert Promise.objects.get(kind="carry_notice").payload == {"notice_id": str(notice.id)}


def test_he_hears_only_after_the_checks(at_work: Town) -> None:
    application = cases.submitted(at_work, VERIFIED)
    checked = actions.verify(application.id, version=application.version, by=at_work.kasi)
    assert told() == []
    actions.endorse(checked.id, version=checked.version, by=at_work.sekretaris)
    assert told() == [("letter_waits", "lukman@example.test")]


def test_everybody_who_holds_the_office_now_hears_it_and_nobody_else(at_work: Town) -> None:
    acting = accounts.add_user(NewUser("plh", "Plh. Lurah", email="plh@example.test"))
    gone = accounts.add_user(NewUser("gone", "Mantan Lurah", email="gone@example.test"))
    soon = accounts.add_user(NewUser("soon", "Calon Lurah", email="soon@example.test"))
    silent = accounts.add_user(NewUser("silent", "Tanpa Pos-el"))
    for user, starts in ((acting, -1), (gone, -9), (soon, 1), (silent, -1)):
        posting = accounts.post(user, Role.LURAH, "16.71.14.1001", starts_at=now() + timedelta(days=starts))
        if user is gone:
            accounts.end_posting(posting)
    cases.awaiting(at_work)
    assert sorted(to for _, to in told()) == ["lukman@example.test", "plh@example.test"]


def test_mended_and_back_before_him_he_hears_again_by_the_same_link(at_work: Town) -> None:
    application = cases.returned(at_work)
    actions.resubmit(
        application.id, version=application.version, answers=application.answers, shown=(), by=at_work.operator
    )
    links = {body.split("/lurah/surat/")[1].split("/")[0] for body in Notice.objects.values_list("body", flat=True)}
    assert told() == [("letter_waits", "lukman@example.test")] * 2
    assert links == {inbox_handle(application.id)}
    assert find_handle(links.pop(), HandleKind.INBOX) == (PLAJU_ULU, application.id)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (
            lambda a, t: actions.reject(a.id, confirmation=cases.seen(a), reason="Bukan warga.", by=t.lurah),
            "request_rejected",
        ),
        (
            lambda a, t: actions.return_for_correction(
                a.id, version=a.version, remarks=[actions.Remark("", "Lengkapi.")], by=t.lurah
            ),
            "request_returned",
        ),
    ],
)
def test_the_applicant_hears_what_concerns_her_if_she_left_an_address(
    act: Callable[[Application, Town], object], kind: str, at_work: Town
) -> None:
    act(cases.submitted(at_work, contact_email=SITI), at_work)
    act(cases.submitted(at_work), at_work)
    assert [line for line in told() if line[0] == kind] == [(kind, SITI)]


def test_she_hears_when_the_letter_is_there(at_work: Town) -> None:
    application = cases.submitted(at_work, contact_email=SITI)
    actions.approve(application.id, confirmation=cases.seen(application), by=at_work.lurah)
    assert ("letter_ready", SITI) not in told(), "not before it exists"
    actions.issue_letter(kelurahan_id=PLAJU_ULU, application_id=str(application.id))
    notice = Notice.objects.get(kind="letter_ready")
    assert notice.to == SITI
    assert f"/p/{tracking_handle(application.id)}/" in notice.body
    assert "GRATIS" in notice.body


def test_a_receipt_is_sent_on_demand_and_only_to_an_address(at_work: Town) -> None:
    actions.send_receipt(cases.submitted(at_work, contact_email=SITI), by=at_work.operator)
    assert ("receipt", SITI) in told()
    with pytest.raises(Refused, match="pos-el"):
        actions.send_receipt(cases.submitted(at_work), by=at_work.operator)


def test_whatever_happens_no_mail_names_the_resident(at_work: Town) -> None:
    for station in (cases.returned, cases.rejected, cases.handed_over, cases.cancelled, cases.revoked):
        station(at_work)
    Application.objects.update(contact_email=SITI)
    assert Notice.objects.count() >= 5
    for subject, body in Notice.objects.values_list("subject", "body"):
        assert "SITI" not in subject + body
        assert "9901014205900001" not in subject + body


text = st.text(min_size=1, max_size=60)


@given(title=text, number=text, office=text, reason=text)
def test_a_subject_line_depends_on_nothing_that_was_typed(title: str, number: str, office: str, reason: str) -> None:
    told = {"title": title, "number": number, "link": "http://x/"}
    messages = [
        words.letter_waits(office=office, **told),
        words.letter_ready(office=office, **told),
        words.receipt(office=office, pin="123456", **told),
        words.request_rejected(reason=reason, **told),
        words.request_returned(**told),
    ]
    assert {message.subject for message in messages} == {
        "Surat menunggu keputusan Anda",
        "Surat Anda siap diambil",
        "Tanda terima permohonan Anda",
        "Permohonan Anda ditolak",
        "Permohonan Anda perlu diperbaiki",
    }


def test_a_posting_that_ends_ends_the_mail(at_work: Town) -> None:
    accounts.end_posting(Posting.objects.get(id=at_work.lurah.posting_id))
    cases.awaiting(at_work)
    assert told() == []
