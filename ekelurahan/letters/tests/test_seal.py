"""The seal: valid to others' tools, over the whole file, forbidding changes, and still PDF/A and PDF/UA."""

import io
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from pyhanko.pdf_utils.reader import PdfFileReader

from ekelurahan.catalogue.letter import Paragraph
from ekelurahan.letters import typesetting
from ekelurahan.letters.inspection import State, inspect
from ekelurahan.letters.keys import SealKey
from ekelurahan.letters.seal import seal
from ekelurahan.letters.tests.papers import certificate, declaration
from ekelurahan.letters.typesetting import typeset


@pytest.mark.needs("pdfsig")
def test_pdfsig_finds_one_valid_signature_over_the_total_document(sealed: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(sealed)
    said = subprocess.run(
        ["pdfsig", tmp_path / "letter.pdf"], capture_output=True, text=True, check=True
    ).stdout  # a fixed program
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "Signer Certificate Common Name: Segel Elektronik Kelurahan Plaju Ulu" in said
    assert "ETSI.CAdES.detached" in said
    assert said.count("Signature #") == 1


@pytest.mark.needs("pdfsig")
def test_pdfsig_sees_a_changed_byte(sealed: bytes, tmp_path: Path) -> None:
    broken = bytearray(sealed)
    broken[sealed.index(b"stream") + 40] ^= 1
    (tmp_path / "letter.pdf").write_bytes(broken)
    said = subprocess.run(
        ["pdfsig", tmp_path / "letter.pdf"], capture_output=True, text=True, check=False
    ).stdout  # a fixed program
    assert "Signature is Valid." not in said


@pytest.mark.needs("qpdf")
def test_qpdf_finds_no_fault_in_the_file(sealed: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(sealed)
    subprocess.run(["qpdf", "--check", tmp_path / "letter.pdf"], check=True, capture_output=True)  # a fixed program


def test_the_typeset_file_stands_unchanged_at_the_start(seal_key: SealKey) -> None:
    pdf = typeset(certificate())
    assert seal(pdf, seal_key, at=datetime.now(UTC)).startswith(pdf)


def test_the_seal_claims_the_given_time_reason_and_place(seal_key: SealKey, ca: x509.Certificate) -> None:
    at = datetime.now(UTC).replace(microsecond=0)
    pdf = seal(typeset(certificate()), seal_key, at=at, reason="Pengesahan surat", location="Palembang")
    assert inspect(pdf, ca).signed_at == at
    with pikepdf.open(io.BytesIO(pdf)) as document:
        signature = document.Root["/AcroForm"]["/Fields"][0]["/V"]
        assert str(signature["/Reason"]) == "Pengesahan surat"
        assert str(signature["/Location"]) == "Palembang"
        assert str(signature["/Name"]) == "Segel Elektronik Kelurahan Plaju Ulu"


def test_what_is_signed_is_digest_type_and_which_certificate_signs(sealed: bytes, seal_key: SealKey) -> None:
    signed = PdfFileReader(io.BytesIO(sealed)).embedded_signatures[0].signer_info["signed_attrs"]
    assert {attribute["type"].native for attribute in signed} == {
        "content_type", "message_digest", "signing_certificate_v2",
    }  # fmt: skip
    named = next(found for found in signed if found["type"].native == "signing_certificate_v2")["values"][0]["certs"][0]
    assert named["cert_hash"].native == seal_key.certificate.fingerprint(hashes.SHA256())
    assert named["issuer_serial"]["serial_number"].native == seal_key.certificate.serial_number


def test_the_seal_is_a_certification_that_allows_no_changes(sealed: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed)) as document:
        signature = document.Root["/Perms"]["/DocMDP"]
        reference = signature["/Reference"][0]
        assert reference["/TransformMethod"] == "/DocMDP"
        assert reference["/TransformParams"]["/P"] == 1


def test_the_sealed_file_still_conforms_to_pdf_a_and_pdf_ua(sealed: bytes) -> None:
    """The rules that a signature field breaks unless it is made with care (PDF/A-2 6.3, PDF/UA-1 7.18)."""
    with pikepdf.open(io.BytesIO(sealed)) as document:
        with document.open_metadata() as metadata:
            assert metadata.pdfa_status == "2A"
            assert metadata["pdfuaid:part"] == "1"
        field = document.Root["/AcroForm"]["/Fields"][0]
        assert str(field["/TU"]) == "Segel Elektronik Kelurahan Plaju Ulu"
        assert int(field["/F"]) & 4 == 4  # prints
        assert int(field["/F"]) & (1 | 2 | 32) == 0  # neither invisible nor hidden nor "no view"
        assert isinstance(field["/AP"]["/N"], pikepdf.Stream)
        key = int(field["/StructParent"])
        numbers = list(document.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"])
        element = numbers[[int(item) for item in numbers[::2]].index(key) * 2 + 1]
        assert element["/S"] == "/Form"
        assert element["/K"]["/Obj"].objgen == field.objgen
        assert element.objgen in [child.objgen for child in element["/P"]["/K"]]
        assert int(document.Root["/StructTreeRoot"]["/ParentTreeNextKey"]) == key + 1
        assert document.pages[0]["/Tabs"] == "/S"


def test_the_signature_is_embedded_with_both_certificates_and_little_room_to_spare(sealed: bytes) -> None:
    found = re.search(rb"/Contents ?<([0-9A-F]+)>", sealed)
    assert found
    spare = len(found[1]) - len(found[1].rstrip(b"0"))
    assert spare < 1500  # hexadecimal digits


def test_many_letters_of_one_key_are_each_intact(seal_key: SealKey, ca: x509.Certificate) -> None:
    pdf = typeset(declaration())
    made = {seal(pdf, seal_key, at=datetime.now(UTC)) for _ in range(20)}
    assert len(made) == 20
    assert {inspect(letter, ca).state for letter in made} == {State.INTACT}


def test_a_letter_of_two_pages_is_sealed_too(seal_key: SealKey, ca: x509.Certificate) -> None:
    content = declaration().content
    long = replace(content, blocks=(*[Paragraph("Kalimat yang mengisi halaman. " * 15)] * 10, *content.blocks))
    pdf = seal(typeset(replace(declaration(), content=long)), seal_key, at=datetime.now(UTC))
    assert inspect(pdf, ca).state == State.INTACT


JARS = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        *("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io"),
        *("javax.activation", "jaxb-api"),
    )
]


@pytest.mark.needs("java")
@pytest.mark.skipif(
    not all(jar.exists() for jar in JARS), reason="needs libpdfbox2-java, libactivation-java, libjaxb-api-java"
)
def test_preflight_finds_a_sealed_letter_to_be_valid_pdf_a(seal_key: SealKey, tmp_path: Path) -> None:
    """Preflight knows only PDF/A-1b: the same template is set so, without the scan (A-1 has no transparency)."""
    sheet = replace(declaration(), signer=replace(declaration().signer, scan_png=b""))
    (pdf,) = typesetting._compile(sheet, dense=False, format="pdf", pdf_standards=["a-1b"])
    path = tmp_path / "letter.pdf"
    path.write_bytes(seal(pdf, seal_key, at=datetime.now(UTC)))
    validator = "org.apache.pdfbox.preflight.Validator_A1b"
    command = ["java", "-cp", ":".join(map(str, JARS)), validator, str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is a valid PDF/A-1b file" in said.stdout, said.stdout + said.stderr
