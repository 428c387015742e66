"""Pages that only some states show: each failure, each validity of a letter, each role's menu."""

from datetime import UTC, date, datetime

import pytest
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import resolve

from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.failures import FAILURES, failure
from ekelurahan.doors.navigation import MENUS, PUBLIC, menu_for
from ekelurahan.letters.inspection import State
from ekelurahan.letters.queries import Validity, VerifiedLetter

HEADINGS = {
    Validity.VALID: "Surat ini asli dan berlaku.",
    Validity.SUPERSEDED: "sudah diganti",
    Validity.REVOKED: "sudah dicabut",
    Validity.EXPIRED: "masa berlakunya sudah lewat",
    Validity.NOT_ISSUED: "sedang dibuat",
}
FINDINGS = {
    State.CHANGED: "Jangan diterima",
    State.FOREIGN: "tidak disegel",
    State.UNSIGNED: "tidak disegel",
    State.NOT_A_PDF: "bukan PDF",
}


@pytest.mark.parametrize("status", FAILURES)
def test_every_failure_says_what_to_do_and_leads_on(status: int) -> None:
    answer = failure(RequestFactory().get("/kerja/"), status, back="/kerja/")
    assert answer.status_code == status
    assert FAILURES[status].advice in answer.text
    assert 'href="/kerja/"' in answer.text


@pytest.mark.parametrize("validity", Validity)
def test_every_validity_of_a_letter_has_its_page(validity: Validity) -> None:
    moment = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    letter = VerifiedLetter(
        validity, "400.12.2.1/001/PLU/XI/2026", "Surat Keterangan Domisili", date(2026, 11, 24), "S*** A*****",
        "Plaju Ulu", "Plaju", "Kota Palembang", "Lukman", "LURAH PLAJU ULU,", moment, "0" * 64,
        "Alamat keliru", moment, date(2027, 5, 24),
    )  # fmt: skip
    page = render(RequestFactory().get("/v/x/"), "portal/letter.html", {"letter": letter, "file": None}).text
    assert HEADINGS[validity] in page
    assert validity.value in page
    assert "24 Mei 2027" in page


@pytest.mark.parametrize("state", FINDINGS)
def test_every_finding_about_a_file_has_its_page(state: State) -> None:
    page = render(RequestFactory().get("/v/berkas/"), "portal/file.html", {"state": state}).text
    assert FINDINGS[state] in page


@pytest.mark.parametrize("role", [None, *MENUS])
def test_every_entry_of_a_menu_leads_somewhere(role: Role | None) -> None:
    for place in menu_for(role).places:
        assert resolve(place.path)


def test_the_longest_entry_is_where_one_is() -> None:
    menu = menu_for(Role.OPERATOR)
    here = menu.here("/kerja/antre/baru/")
    assert here is not None
    assert here.path == "/kerja/antre/"
    assert menu_for(None).here("/masuk/") is None
    assert menu_for(None).places == PUBLIC
