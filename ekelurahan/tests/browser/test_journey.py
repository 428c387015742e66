"""The main job, end to end: issue by issue what was promised of it, measured on one real letter."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from ekelurahan.tests.browser.house import House
from ekelurahan.tests.browser.journey import REASON, Journey, Walk
from ekelurahan.tests.browser.visitors import Crowd

pytestmark = [
    pytest.mark.browser,
    pytest.mark.needs("pdfsig", "pdffonts", "pdftoppm", "qpdf", "zbarimg"),
]
MM = 72 / 25.4
F4 = (215 * MM, 330 * MM)


@pytest.fixture(scope="module")
def journey(everybody: Crowd, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    told = Walk(everybody, tmp_path_factory.mktemp("journey")).all_the_way()
    assert everybody.leave() == []
    return told


@pytest.fixture(scope="module")
def letter(journey: Journey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("letter") / "letter.pdf"
    file.write_bytes(journey.pdf)
    return file


def said_by(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_operator_needs_at_most_twelve_keys_from_the_search_to_the_printed_receipt(journey: Journey) -> None:
    print(f"keys: {journey.keys}; {journey.seconds_at_counter:.1f} s by a machine")
    assert journey.keys <= 12
    assert journey.receipt_printed == 1


def test_the_lurah_needs_at_most_three_taps_from_the_mail_to_the_approval(journey: Journey) -> None:
    print(f"taps: {journey.taps}")
    assert journey.taps <= 3


def test_the_counter_sees_the_decision_within_two_seconds_without_a_reload(journey: Journey) -> None:
    print(f"decision at the counter: {journey.seconds_to_decision:.2f} s")
    assert journey.seconds_to_decision < 2


def test_the_letter_is_there_within_two_seconds(journey: Journey) -> None:
    print(f"letter ready to print: {journey.seconds_to_letter:.2f} s")
    assert journey.seconds_to_letter < 2


def test_the_subject_of_the_mail_names_nobody(journey: Journey) -> None:
    assert journey.subject == "Surat menunggu keputusan Anda"


def test_the_link_in_the_mail_shows_nothing_before_login(journey: Journey) -> None:
    assert "Masuk petugas" in journey.before_login
    for secret in (journey.resident.name, journey.resident.nik, journey.receipt.number):
        assert secret not in journey.before_login


def test_the_resident_follows_each_step_in_plain_words(journey: Journey) -> None:
    assert "Menunggu Lurah" in journey.tracked["submitted"]
    assert "Menunggu Anda ambil di loket" in journey.tracked["issued"]
    assert "Diserahkan" in journey.tracked["handed_over"]
    for words in journey.tracked.values():
        assert journey.resident.nik not in words
        assert journey.resident.name not in words
        assert "GRATIS" in words


def test_the_qr_of_the_receipt_shows_the_same_as_number_and_pin(journey: Journey, house: House) -> None:
    assert re.fullmatch(rf"{house.url}/p/[^/]+/", journey.qr_of_receipt)
    assert journey.tracked["by QR"] == journey.tracked["handed_over"]


def test_the_camats_open_page_counts_along(journey: Journey) -> None:
    open_before, handed_over_before = journey.camat_before
    assert journey.camat_submitted == (open_before + 1, handed_over_before)
    assert journey.camat_handed_over == (open_before, handed_over_before + 1)


def test_the_qr_at_150_dpi_leads_to_a_page_that_says_sah(journey: Journey, house: House) -> None:
    assert re.fullmatch(rf"{house.url}/v/[^/]+/", journey.qr)
    assert "SAH" in journey.verification
    assert "Kelurahan Plaju Ulu, Kecamatan Plaju, Kota Palembang" in journey.verification
    ((number,),) = house.rows(
        "SELECT number FROM letters_letter WHERE application_id = %s", journey.receipt.application
    )
    assert number in journey.verification


def test_the_verification_page_masks_the_name(journey: Journey) -> None:
    first = journey.resident.name.split()[0]
    assert journey.resident.name not in journey.verification
    assert re.search(rf"\b{first[0]}\w*\*+", journey.verification)


def test_a_revoked_letter_says_so_and_why(journey: Journey) -> None:
    assert "DICABUT" in journey.revoked
    assert REASON in journey.revoked
    assert "Surat ini asli dan berlaku" not in journey.revoked


def test_pdfsig_finds_the_seal_valid_over_the_whole_document(letter: Path) -> None:
    said = said_by("pdfsig", letter)
    assert "Signature is Valid." in said
    assert "Total document signed" in said


def test_pyhanko_trusts_the_seal_by_the_authority_of_this_house(letter: Path, house: House) -> None:
    root = load_cert_from_pemder(str(house.home / "keys" / "ca.crt"))
    with (
        letter.open("rb") as content,
        ThreadPoolExecutor() as elsewhere,
    ):  # the browser's event loop runs in this thread
        (seal,) = PdfFileReader(content).embedded_signatures
        trust = ValidationContext(trust_roots=[root], allow_fetching=False)
        found = elsewhere.submit(validate_pdf_signature, seal, trust).result()
    assert found.bottom_line
    assert found.docmdp_ok


def test_qpdf_finds_no_fault(letter: Path) -> None:
    said_by("qpdf", "--check", letter)


def test_all_fonts_are_embedded(letter: Path) -> None:
    lines = said_by("pdffonts", letter).splitlines()[2:]
    assert lines
    assert {line.split()[-5] for line in lines} == {"yes"}


def test_the_paper_is_exactly_f4(letter: Path) -> None:
    with pikepdf.open(letter) as pdf:
        _, _, width, height = (float(edge) for edge in pdf.pages[0].mediabox)
    assert (width, height) == pytest.approx(F4, abs=0.02)
