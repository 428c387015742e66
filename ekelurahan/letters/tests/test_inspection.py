"""Inspection: one changed byte is seen wherever it is, and no file whatsoever breaks the inspector."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ekelurahan.letters import inspection
from ekelurahan.letters.inspection import State, inspect
from ekelurahan.letters.keys import SealKey, ca_certificate, ensure_ca, ensure_office_key
from ekelurahan.letters.seal import seal
from ekelurahan.letters.tests.papers import certificate
from ekelurahan.letters.typesetting import typeset

GAP = b"/Contents <"


def test_a_sealed_letter_is_intact_and_names_its_office(sealed: bytes, ca: x509.Certificate) -> None:
    found = inspect(sealed, ca)
    assert found.state == State.INTACT
    assert found.signer_name == "Segel Elektronik Kelurahan Plaju Ulu"
    assert found.office_id == 1671141001
    assert found.covers_whole_document
    assert found.forbids_changes
    assert found.signed_at is not None
    assert datetime.now(UTC) - found.signed_at < timedelta(minutes=10)
    assert found.sha256 == hashlib.sha256(sealed).hexdigest()


def gap_of(pdf: bytes) -> tuple[int, int]:
    """Where the signature itself stands: the only bytes that its digest does not cover."""
    start = pdf.rindex(GAP[:-1]) + len(GAP) - 1
    return start, pdf.index(b">", start) + 1


def places_to_change(pdf: bytes) -> list[int]:
    start, end = gap_of(pdf)
    return [*range(0, len(pdf), 331), *range(start - 12, end + 12, 11), *range(len(pdf) - 200, len(pdf), 3)]


@pytest.mark.parametrize("bit", [0x01, 0x20])
def test_one_changed_byte_is_detected_wherever_it_is(sealed: bytes, ca: x509.Certificate, bit: int) -> None:
    for place in places_to_change(sealed):
        changed = bytearray(sealed)
        changed[place] ^= bit
        assert inspect(bytes(changed), ca).state in {State.CHANGED, State.NOT_A_PDF}, place


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_byte_can_be_replaced(sealed: bytes, ca: x509.Certificate, data: st.DataObject) -> None:
    start, end = gap_of(sealed)
    place = data.draw(st.one_of(st.integers(0, len(sealed) - 1), st.integers(start, end - 1)))
    value = data.draw(st.integers(0, 255).filter(lambda byte: byte != sealed[place]))
    changed = sealed[:place] + bytes([value]) + sealed[place + 1 :]
    assert inspect(changed, ca).state != State.INTACT


@pytest.mark.parametrize("added", [b"\n", b"% catatan", b"\x00" * 100])
def test_added_bytes_are_detected(sealed: bytes, ca: x509.Certificate, added: bytes) -> None:
    assert inspect(sealed + added, ca).state == State.CHANGED
    assert inspect(added + sealed, ca).state in {State.CHANGED, State.NOT_A_PDF}


def test_an_incremental_update_is_detected(sealed: bytes, ca: x509.Certificate) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/Lang"] = pdf_string("en")
    writer.update_root()
    changed = io.BytesIO()
    writer.write(changed)
    found = inspect(changed.getvalue(), ca)
    assert found.state == State.CHANGED
    assert not found.covers_whole_document


def test_a_letter_resaved_by_another_program_is_not_ours_any_more(sealed: bytes, ca: x509.Certificate) -> None:
    copy = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed)) as document:
        document.save(copy)
    assert inspect(copy.getvalue(), ca).state != State.INTACT


def test_an_unsigned_letter_is_unsigned(ca: x509.Certificate) -> None:
    assert inspect(typeset(certificate()), ca).state == State.UNSIGNED


def test_a_seal_of_another_deployment_is_foreign(tmp_path: Path, ca: x509.Certificate) -> None:
    ensure_ca(tmp_path, b"x", "Pemerintah Kota Lain")
    key = ensure_office_key(tmp_path, b"x", 1671141001, "Kelurahan Plaju Ulu")
    pdf = seal(typeset(certificate()), key, at=datetime.now(UTC))
    assert inspect(pdf, ca).state == State.FOREIGN
    assert inspect(pdf, ca_certificate(tmp_path)).state == State.INTACT


def test_an_authority_that_only_bears_our_name_convinces_nobody(tmp_path: Path, ca: x509.Certificate) -> None:
    ensure_ca(tmp_path, b"x", "Pemerintah Kota Palembang")
    key = ensure_office_key(tmp_path, b"x", 1671141001, "Kelurahan Plaju Ulu")
    pdf = seal(typeset(certificate()), key, at=datetime.now(UTC))
    assert inspect(pdf, ca).state == State.CHANGED


def test_a_letter_stays_intact_after_the_certificate_of_the_office_ended(
    sealed: bytes, ca: x509.Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate counts at the time of sealing; a letter does not expire with it."""
    seen: list[datetime | None] = []
    original = inspection._context  # what the inspector asks

    def spying(root: object, moment: datetime | None) -> object:
        seen.append(moment)
        return original(root, moment)

    monkeypatch.setattr(inspection, "_context", spying)
    found = inspect(sealed, ca)
    assert seen == [found.signed_at]


def test_a_seal_dated_outside_its_certificate_does_not_hold(seal_key: SealKey, ca: x509.Certificate) -> None:
    pdf = typeset(certificate())
    for years in (-1, 6):
        at = datetime.now(UTC) + timedelta(days=365 * years)
        assert inspect(seal(pdf, seal_key, at=at), ca).state == State.CHANGED


def test_an_encrypted_pdf_is_answered(ca: x509.Certificate) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset(certificate()))) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert inspect(locked.getvalue(), ca).state == State.UNSIGNED


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-", b"%PDF-1.7\n%%EOF", b"PK\x03\x04", b"\xff" * 5000, b"%PDF-1.7 /ByteRange"]
)
def test_garbage_is_answered(content: bytes, ca: x509.Certificate) -> None:
    assert inspect(content, ca).state in {State.NOT_A_PDF, State.CHANGED}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_letter_is_answered(sealed: bytes, ca: x509.Certificate, share: float) -> None:
    assert inspect(sealed[: int(len(sealed) * share)], ca).state in {State.NOT_A_PDF, State.CHANGED}


def test_a_huge_file_is_answered_at_once(ca: x509.Certificate) -> None:
    assert inspect(b"%PDF-1.7\n" + bytes(inspection.LARGEST), ca).state == State.NOT_A_PDF


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_scrambled_letters_never_break_the_inspector(sealed: bytes, ca: x509.Certificate, data: st.DataObject) -> None:
    tail = len(sealed) - 9000  # where the structures of the update stand
    start = data.draw(st.integers(tail, len(sealed) - 1))
    cut = data.draw(st.integers(0, 40))
    filling = data.draw(st.binary(max_size=40))
    scrambled = sealed[:start] + filling + sealed[start + cut :]
    assert inspect(scrambled, ca).state == State.INTACT or scrambled != sealed
