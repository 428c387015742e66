"""Keys: made once, kept safely, opened only with the passphrase, renewed in time."""

import multiprocessing
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from ekelurahan.letters import keys
from ekelurahan.letters.keys import KeyUnusableError, ca_certificate, ensure_ca, ensure_office_key

PASSPHRASE = b"rahasia"
CITY = "Pemerintah Kota Palembang"
PLAJU_ULU = 1671141001


def common_name(certificate: x509.Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def test_the_office_certificate_names_the_office_and_hangs_under_the_authority(tmp_path: Path) -> None:
    authority = ensure_ca(tmp_path, PASSPHRASE, CITY)
    key = ensure_office_key(tmp_path, PASSPHRASE, PLAJU_ULU, "Kelurahan Plaju Ulu")
    assert common_name(key.certificate) == "Segel Elektronik Kelurahan Plaju Ulu"
    assert key.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value == CITY
    assert key.certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value == str(PLAJU_ULU)
    key.certificate.verify_directly_issued_by(authority.certificate)
    years = (key.certificate.not_valid_after_utc - datetime.now(UTC)).days / 365.25
    assert round(years) == 5


def test_a_second_call_finds_the_same_keys(tmp_path: Path) -> None:
    assert ensure_ca(tmp_path, PASSPHRASE, CITY).certificate == ensure_ca(tmp_path, PASSPHRASE, CITY).certificate
    first, second = (ensure_office_key(tmp_path, PASSPHRASE, PLAJU_ULU, "Kelurahan Plaju Ulu") for _ in range(2))
    assert first is second  # so that sealing prepares itself once for each key
    assert ca_certificate(tmp_path) == first.ca_certificate


def test_private_keys_are_encrypted_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    ensure_ca(tmp_path, PASSPHRASE, CITY)
    ensure_office_key(tmp_path, PASSPHRASE, PLAJU_ULU, "Kelurahan Plaju Ulu")
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in kept} == {"ca.pem", "ca.crt", f"{PLAJU_ULU}.pem"}  # and no draft is left behind
    for path in kept:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert b"BEGIN PRIVATE KEY" not in path.read_bytes()
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in (tmp_path / "ca.pem").read_bytes()


def test_a_wrong_passphrase_opens_nothing_and_says_so(tmp_path: Path) -> None:
    ensure_ca(tmp_path, PASSPHRASE, CITY)
    with pytest.raises(KeyUnusableError, match="kata sandi salah"):
        ensure_office_key(tmp_path, b"salah", PLAJU_ULU, "Kelurahan Plaju Ulu")


def test_without_an_authority_no_office_key_is_made(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusableError, match="belum dibuat"):
        ensure_office_key(tmp_path, PASSPHRASE, PLAJU_ULU, "Kelurahan Plaju Ulu")
    with pytest.raises(KeyUnusableError, match="tidak terbaca"):
        ca_certificate(tmp_path)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    ensure_ca(tmp_path, PASSPHRASE, CITY)
    (tmp_path / "ca.pem").write_bytes(b"rusak")
    with pytest.raises(KeyUnusableError, match="rusak"):
        ensure_ca(tmp_path, PASSPHRASE, CITY)


def test_a_certificate_about_to_end_is_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_ca(tmp_path, PASSPHRASE, CITY)
    old = ensure_office_key(tmp_path, PASSPHRASE, PLAJU_ULU, "Kelurahan Plaju Ulu")
    monkeypatch.setattr(keys, "_RENEW_BEFORE", timedelta(days=6 * 366))
    new = ensure_office_key(tmp_path, PASSPHRASE, PLAJU_ULU, "Kelurahan Plaju Ulu")
    assert new.certificate != old.certificate
    assert common_name(new.certificate) == common_name(old.certificate)


def test_a_very_long_name_is_cut_to_what_a_certificate_holds(tmp_path: Path) -> None:
    ensure_ca(tmp_path, PASSPHRASE, CITY)
    key = ensure_office_key(tmp_path, PASSPHRASE, PLAJU_ULU, "Kelurahan " + "Panjang " * 20)
    assert len(common_name(key.certificate)) <= 64


def _serial_of_a_new_key(folder: str) -> int:
    ensure_ca(Path(folder), PASSPHRASE, CITY)
    return ensure_office_key(Path(folder), PASSPHRASE, PLAJU_ULU, "Kelurahan Plaju Ulu").certificate.serial_number


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        serials = pool.map(_serial_of_a_new_key, [str(tmp_path)] * 8)
    assert len(set(serials)) == 1
