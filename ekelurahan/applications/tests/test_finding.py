"""The counter's one search box: what is typed, what a scanner types, and nothing of the neighbour."""

import pytest

from ekelurahan.applications.access import inbox_handle, tracking_handle
from ekelurahan.applications.contacts import contact_problems
from ekelurahan.applications.finding import Found, find
from ekelurahan.areas.scope import office_scope
from ekelurahan.letters.composition import verification_handle
from ekelurahan.letters.models import Letter
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.tokens import grouped
from ekelurahan.tests.cases import issued
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town


def test_a_receipt_and_a_letter_lead_to_their_request(at_work: Town) -> None:
    application = issued(at_work)
    track, verify = tracking_handle(application.id), verification_handle(Letter.objects.get().id)
    scanned = [
        f"https://kelurahan.example/p/{track}/", f"/v/{verify}", track, verify.lower(), grouped(verify),
        application.number, f" {application.number.lower()} ",
    ]  # fmt: skip
    for text in scanned:
        found = find(text, kelurahan_id=PLAJU_ULU)
        assert found.request is not None, text
        assert found.request.id == application.id
        assert found.first is found.request


def test_what_leads_elsewhere_finds_nothing(at_work: Town) -> None:
    application = issued(at_work)
    codes = [tracking_handle(application.id), verification_handle(Letter.objects.get().id), application.number]
    with office_scope(PLAJU_DARAT):
        for text in codes:
            assert find(text, kelurahan_id=PLAJU_DARAT) == Found(), text
    for text in (inbox_handle(application.id), tracking_handle(new_id()), "PLU-2611-ZZZZZ", "/p/x/", ""):
        assert find(text, kelurahan_id=PLAJU_ULU).first is None, text


def test_everything_else_is_a_name_or_a_number_of_a_person(at_work: Town) -> None:
    for text in ("siti", "9901014205900001", "9901010101100001"):
        found = find(text, kelurahan_id=PLAJU_ULU)
        assert "SITI AMINAH" in [resident.name for resident in found.residents]
        assert found.request is None
        assert found.first is found.residents[0]


@pytest.mark.parametrize(
    ("email", "phone", "wrong"),
    [
        ("", "", set()),
        ("siti@example.id", "0812 3456 7890", set()),
        ("siti", "", {"contact_email"}),
        (f"{'s' * 60}@{'e' * 60}.{'x' * 60}.{'y' * 60}.{'z' * 30}.id", "", {"contact_email"}),
        ("", "12", {"contact_phone"}),
        ("siti@", "abc", {"contact_email", "contact_phone"}),
    ],
)
def test_how_an_applicant_can_be_told_is_checked(email: str, phone: str, wrong: set[str]) -> None:
    assert set(contact_problems(email=email, phone=phone)) == wrong
