"""What anybody learns who holds a letter: by its code, or by the file itself."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone

from ekelurahan.applications.access import tracking_handle
from ekelurahan.applications.models import Application
from ekelurahan.areas.scope import current_area, office_scope
from ekelurahan.letters.actions import seal_letter
from ekelurahan.letters.composition import verification_handle
from ekelurahan.letters.models import Letter, LetterFile, Revocation
from ekelurahan.letters.queries import Validity, find_file, find_letter, verified_by_code, verified_by_file
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import now
from ekelurahan.lib.tokens import grouped
from ekelurahan.offices.actions import open_handle
from ekelurahan.offices.queries import HandleKind
from ekelurahan.tests import cases
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town


def letter_after(station: Callable[[Town], Application], town: Town) -> tuple[Letter, bytes]:
    with office_scope(PLAJU_ULU):
        station(town)
        file = LetterFile.objects.first()
        return Letter.objects.get(), bytes(file.pdf) if file else b""


@pytest.mark.parametrize(
    ("station", "validity"),
    [
        (cases.approved, Validity.NOT_ISSUED),
        (cases.issued, Validity.VALID),
        (cases.handed_over, Validity.VALID),
        (cases.revoked, Validity.REVOKED),
    ],
)
def test_the_code_tells_how_the_letter_stands(
    station: Callable[[Town], Application], validity: Validity, town: Town
) -> None:
    letter, _ = letter_after(station, town)
    found = verified_by_code(verification_handle(letter.id))
    assert found is not None
    assert (found.validity, found.number, found.title) == (validity, letter.number, "Surat Keterangan Domisili")
    assert (found.holder, found.office, found.kecamatan) == ("S*** A*****", "Plaju Ulu", "Plaju")
    assert found.signer == "Lukman Hakim, S.IP., M.Si."
    told = str(asdict(found))
    for secret in ("SITI", "9901014205900001", "Kapten Abdullah Lr"):
        assert secret not in told
    assert current_area() is None


def test_a_letter_taken_back_says_dicabut_and_why(town: Town) -> None:
    letter, pdf = letter_after(cases.revoked, town)
    for found in (verified_by_code(verification_handle(letter.id)), verified_by_file(pdf)):
        assert found is not None
        assert found.validity == "DICABUT"
        assert found.reason == "Alamat ternyata salah."
        assert found.revoked_at is not None


def test_the_file_itself_is_recognised_and_with_one_byte_changed_it_is_not(town: Town) -> None:
    letter, pdf = letter_after(cases.issued, town)
    found = verified_by_file(pdf)
    assert found is not None
    assert (found.number, found.validity) == (letter.number, Validity.VALID)
    assert verified_by_file(pdf[:-1] + b"x") is None
    assert verified_by_file(pdf + b"\n") is None
    assert verified_by_file(b"") is None


def test_the_code_is_read_as_people_type_it(town: Town) -> None:
    letter, _ = letter_after(cases.issued, town)
    code = verification_handle(letter.id)
    assert verified_by_code(grouped(code).lower()) == verified_by_code(code)
    assert verified_by_code(code.replace("1", "l").replace("0", "o")) == verified_by_code(code)


def test_no_other_code_leads_to_a_letter(town: Town) -> None:
    letter, _ = letter_after(cases.issued, town)
    with office_scope(PLAJU_ULU):
        track, sha256 = tracking_handle(Application.objects.get().id), LetterFile.objects.get().sha256
    for code in ("", "0", str(letter.id), letter.number, track, sha256, verification_handle(new_id())):
        assert verified_by_code(code) is None


def test_one_replaced_by_another_is_superseded(town: Town) -> None:
    letter, _ = letter_after(cases.issued, town)
    with office_scope(PLAJU_ULU):
        Revocation.objects.create(
            kelurahan_id=PLAJU_ULU, letter=letter, reason="Diperbaiki.", superseded_by=new_id(), user_id=new_id()
        )
    found = verified_by_code(verification_handle(letter.id))
    assert found is not None
    assert found.validity is Validity.SUPERSEDED


@pytest.mark.parametrize(("days", "validity"), [(-1, Validity.EXPIRED), (0, Validity.VALID), (30, Validity.VALID)])
def test_a_letter_with_an_end_holds_until_the_end_of_that_day(days: int, validity: Validity, town: Town) -> None:
    letter, _ = letter_after(cases.approved, town)
    with office_scope(PLAJU_ULU):
        twin = Letter.objects.get()
        twin.id, twin.application_id, twin.serial = new_id(), new_id(), 99
        twin.valid_until = timezone.localdate(now()) + timedelta(days=days)
        twin.save(force_insert=True)
        open_handle(verification_handle(twin.id), HandleKind.VERIFY, kelurahan_id=PLAJU_ULU, object_id=twin.id)
        seal_letter(twin, scan_png=b"")
    assert letter.id != twin.id
    found = verified_by_code(verification_handle(twin.id))
    assert found is not None
    assert found.validity is validity


def test_the_neighbour_finds_neither_letter_nor_file(town: Town) -> None:
    letter, _ = letter_after(cases.issued, town)
    with office_scope(PLAJU_DARAT):
        assert find_letter(PLAJU_ULU, letter.application_id) is None
        assert find_file(PLAJU_ULU, letter.id) is None
    with office_scope(PLAJU_ULU):
        assert find_letter(PLAJU_ULU, letter.application_id) == letter


def test_verifying_asks_the_database_a_handful_of_times(town: Town, django_assert_max_num_queries: object) -> None:
    letter, _ = letter_after(cases.issued, town)
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # savepoints of the scope among them
        verified_by_code(verification_handle(letter.id))
