"""What a resident sees with number and PIN, or with the receipt's QR: everything needed, and nobody's data."""

from collections.abc import Callable
from dataclasses import asdict
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekelurahan.applications.access import inbox_handle, pin_fits, tracking_handle, tracking_pin
from ekelurahan.applications.models import Application
from ekelurahan.applications.tracking import next_step, tracked_by_handle, tracked_by_number
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.workflow import VERIFIED, Status
from ekelurahan.letters.queries import verified_by_code
from ekelurahan.lib.tokens import ALPHABET
from ekelurahan.tests import cases
from ekelurahan.tests.people import PLAJU_ULU, Town

STATIONS = [
    cases.submitted, cases.checked, cases.returned, cases.awaiting, cases.approved, cases.rejected, cases.issued,
    cases.handed_over, cases.cancelled, cases.revoked,
]  # fmt: skip


@pytest.mark.parametrize("station", STATIONS, ids=lambda station: station.__name__)
def test_every_station_is_told_in_plain_words_and_without_anybodys_data(
    station: Callable[[Town], Application], town: Town
) -> None:
    with office_scope(PLAJU_ULU):
        application = station(town)
        number, pin, handle = application.number, tracking_pin(application.id), tracking_handle(application.id)
    tracked = tracked_by_number(number, pin)
    assert tracked is not None
    assert tracked == tracked_by_handle(handle)
    assert (tracked.number, tracked.holder, tracked.status) == (number, "S*** A*****", application.state)
    assert tracked.next_step == next_step(application.state)
    assert tracked.steps[0].words == "Permohonan diterima di loket"
    told = str(asdict(tracked))
    for secret in ("SITI", "9901014205900001", "Oki", "Kasim", "Lukman", "oki@"):
        assert secret not in told
    assert bool(tracked.letter_number) == (application.state in {Status.ISSUED, Status.HANDED_OVER, Status.REVOKED})


def test_a_wrong_number_and_a_wrong_pin_look_the_same(at_work: Town) -> None:
    application = cases.awaiting(at_work)
    pin = tracking_pin(application.id)
    wrong = f"{(int(pin) + 1) % 1_000_000:06d}"
    for number, tried in ((application.number, wrong), (application.number, ""), ("PLU-2611-XXXXX", pin), ("", pin)):
        assert tracked_by_number(number, tried) is None
    assert tracked_by_handle(application.number) is None, "a number is no handle"
    assert tracked_by_handle(inbox_handle(application.id)) is None, "neither is the lurah's"


def test_a_number_is_read_as_people_type_it(at_work: Town) -> None:
    application = cases.awaiting(at_work)
    pin = tracking_pin(application.id)
    assert tracked_by_number(f" {application.number.lower()} ", f" {pin} ")
    assert tracked_by_number(application.number.replace("-", " "), pin)


def test_reasons_are_shown_to_the_applicant(at_work: Town) -> None:
    back, no = cases.returned(at_work, VERIFIED), cases.rejected(at_work)
    returned, rejected = tracked_by_handle(tracking_handle(back.id)), tracked_by_handle(tracking_handle(no.id))
    assert returned is not None
    assert rejected is not None
    assert returned.remarks == ("Tulis keperluannya lebih jelas.",)
    assert rejected.steps[-1].note == "Bukan warga sini."


def test_the_issued_letter_can_be_verified_from_there(at_work: Town) -> None:
    tracked = tracked_by_handle(tracking_handle(cases.issued(at_work).id))
    assert tracked is not None
    verified = verified_by_code(tracked.verification_code)
    assert verified is not None
    assert verified.number == tracked.letter_number


def test_every_status_has_its_words() -> None:
    assert all(next_step(status) for status in Status)


@given(st.uuids(), st.uuids())
def test_codes_are_long_secret_and_different_for_every_purpose(one: UUID, two: UUID) -> None:
    codes = {tracking_handle(one), inbox_handle(one), tracking_handle(two), inbox_handle(two)}
    assert len(codes) == (2 if one == two else 4)
    assert all(len(code) == 26 and set(code) <= set(ALPHABET) for code in codes)
    assert len(tracking_pin(one)) == 6
    assert tracking_pin(one).isdigit()
    assert pin_fits(one, tracking_pin(one))


@given(st.uuids(), st.text(max_size=12))
def test_no_other_text_is_the_pin(application_id: UUID, typed: str) -> None:
    assert pin_fits(application_id, typed) == (typed.strip() == tracking_pin(application_id))


def test_another_secret_makes_other_codes(settings: object) -> None:
    key = UUID(int=7)
    before = tracking_handle(key), tracking_pin(key)
    settings.SECRET_KEY = "another secret of this house"  # type: ignore[attr-defined]
    assert tracking_handle(key) != before[0]
    assert tracking_pin(key) != before[1]
