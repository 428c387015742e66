"""Setting up a city from the command line: offices, people, keys, signatures."""

import io
from pathlib import Path

import pytest
from pytest_django import Settings

from ekelurahan.accounts.actions import Device, LoginRefused, log_in
from ekelurahan.accounts.commands import add, commands
from ekelurahan.accounts.models import Session, User
from ekelurahan.accounts.sessions import hash_of
from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.letters.commands import keys
from ekelurahan.offices.commands import enrol, open_offices
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import find_signature

PLAJU_ULU = 1671141001
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
ADD = ["budi", "--name", "Budi, S.Sos.", "--role", "lurah", "--area", "16.71.14.1001"]


def test_a_kecamatan_is_opened_and_opening_it_again_changes_nothing(db: None) -> None:
    assert open_offices(["16.71.14"]) == open_offices(["16.71.14"]) == 0
    with all_offices():
        assert Office.objects.count() == 7
        office = Office.objects.get(kelurahan_id=PLAJU_ULU)
    assert (office.kecamatan, office.city_title, office.place) == ("Plaju", "PEMERINTAH KOTA PALEMBANG", "Palembang")


def test_an_area_without_kelurahan_is_refused(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert open_offices([]) == 2
    assert "Pemakaian" in capsys.readouterr().out
    with pytest.raises(ValueError, match="Kode wilayah tidak dikenal"):
        open_offices(["palembang"])


def test_a_user_is_added_once_and_can_log_in(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("sungai-musi-mengalir\nsungai-musi-mengalir\n"))
    assert (add(ADD), add(ADD)) == (0, 1)
    assert log_in("budi", "sungai-musi-mengalir", device=Device())


def test_a_weak_password_is_refused_and_nobody_is_added(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("12345\n"))
    assert add(ADD) == 1
    assert capsys.readouterr().err
    assert not User.objects.exists()


def test_keys_are_made_for_every_office(
    db: None, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.HOME = tmp_path
    assert keys([]) == 2
    open_offices(["16.71.14"])
    assert keys([]) == 0
    assert "Otoritas" in capsys.readouterr().out
    assert len(list((tmp_path / "keys" / "offices").glob("*.pem"))) == 7
    settings.SEAL_PASSPHRASE = "another"
    assert keys([]) == 1


def test_a_signature_is_kept_encrypted_and_other_files_are_refused(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("sungai-musi-mengalir\n"))
    add(ADD)
    (tmp_path / "ttd.png").write_bytes(PNG)
    (tmp_path / "ttd.jpg").write_bytes(b"\xff\xd8\xff")
    assert enrol(["16.71.14.1001", "budi", str(tmp_path / "ttd.png")]) == 0
    assert enrol(["16.71.14.1001", "budi", str(tmp_path / "ttd.jpg")]) == 1
    assert enrol(["16.71.14.1001", "nobody", str(tmp_path / "ttd.png")]) == 1
    assert enrol([]) == 2
    with office_scope(PLAJU_ULU):
        assert find_signature(PLAJU_ULU, User.objects.get(username="budi").id) == PNG


def test_a_person_is_given_a_new_password_loses_the_postings_and_is_shut_out(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("sungai-musi-mengalir\nsungai-ogan-mengalir\n12345\n"))
    add(ADD)
    words = commands()
    first = log_in("budi", "sungai-musi-mengalir", device=Device())
    assert words["set-password"](["budi"]) == 0
    assert not Session.objects.filter(token_hash=hash_of(first)).exists(), "logged out everywhere"
    second = log_in("budi", "sungai-ogan-mengalir", device=Device())
    assert words["set-password"](["budi"]) == 1, "a weak one is refused"
    assert Session.objects.filter(token_hash=hash_of(second)).exists()
    assert words["end-postings"](["budi"]) == 0
    assert not User.objects.get(username="budi").postings.filter(ends_at=None).exists()
    assert words["disable-user"](["budi"]) == 0
    with pytest.raises(LoginRefused):
        log_in("budi", "sungai-ogan-mengalir", device=Device())
    assert words["disable-user"](["nobody"]) == 1
    assert words["disable-user"]([]) == 2
