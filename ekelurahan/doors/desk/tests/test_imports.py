"""Importing residents by page: tried first, confirmed, done by the worker, watched."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ekelurahan.accounts.actions import end_posting
from ekelurahan.accounts.models import Posting
from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane, rounds
from ekelurahan.residents.batch.actions import match
from ekelurahan.residents.importing.jobs import storage
from ekelurahan.residents.models import Resident
from ekelurahan.residents.tests.books import HEAD, WIFE, Cells, write_book
from ekelurahan.tests.people import PLAJU_ULU, Town

ADDRESS = "/kerja/penduduk/impor/"


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def uploaded(client: Client, folder: Path, *people: Cells) -> str:
    content = write_book(folder / "penduduk.xlsx", people).read_bytes()
    answer = client.post(ADDRESS, {"berkas": SimpleUploadedFile("penduduk.xlsx", content)})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def count() -> int:
    with office_scope(PLAJU_ULU):
        return Resident.objects.count()


def test_a_file_is_tried_then_confirmed_then_imported(operator: Client, tmp_path: Path) -> None:
    before = count()
    address = uploaded(operator, tmp_path, HEAD, WIFE)
    waiting = operator.get(address).text
    assert "<progress" in waiting
    assert "Menunggu giliran" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert keep_all(Lane.IMPORTS) == 1
    tried = operator.get(address).text
    assert "Uji coba selesai" in tried
    assert "Impor sekarang" in tried
    assert count() == before
    assert operator.post(address + "persetujuan/").headers["Location"] == address
    assert operator.post(address + "persetujuan/").status_code == 409
    assert keep_all(Lane.IMPORTS) == 2  # the import, and looking for doubles afterwards
    done = operator.get(address).text
    assert "Impor selesai" in done
    assert "Impor sekarang" not in done
    assert count() == before + 2


def test_an_open_page_is_answered_only_when_it_went_on(operator: Client, tmp_path: Path) -> None:
    address = uploaded(operator, tmp_path, HEAD)
    assert operator.get(address + "?sampai=waiting-0").status_code == 204
    keep_all(Lane.IMPORTS)
    assert operator.get(address + "?sampai=waiting-0").status_code == 200


def test_progress_is_written_while_rows_are_read(
    operator: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, int]] = []
    keep = storage.keep_job

    def spy(job: storage.Job) -> None:
        told.append((job.state, job.total))
        keep(job)

    monkeypatch.setattr("ekelurahan.residents.importing.jobs.actions.keep_job", spy)
    uploaded(operator, tmp_path, HEAD, WIFE)
    keep_all(Lane.IMPORTS)
    assert ("running", 2) in told
    assert told[-1][0] == "done"


def test_a_wrong_cell_is_named_and_its_row_can_be_fetched(operator: Client, tmp_path: Path) -> None:
    before = count()
    address = uploaded(operator, tmp_path, HEAD, WIFE | {"nik": "123"})
    keep_all(Lane.IMPORTS)
    page = operator.get(address).text
    assert "1 baris ditolak" in page
    assert "tepat 16 angka" in page
    assert operator.get(address + "ditolak.xlsx").content.startswith(b"PK")
    lines = operator.get(address + "ditolak.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "tepat 16 angka" in lines[1]
    assert operator.get(address + "ditolak.pdf").status_code == 404
    operator.post(address + "persetujuan/")
    keep_all(Lane.IMPORTS)
    assert count() == before + 1


def test_what_was_confirmed_is_not_done_once_the_posting_has_ended(
    town: Town, operator: Client, tmp_path: Path
) -> None:
    before = count()
    address = uploaded(operator, tmp_path, HEAD)
    keep_all(Lane.IMPORTS)
    assert operator.post(address + "persetujuan/").status_code == 302
    end_posting(Posting.objects.get(id=town.operator.posting_id))
    assert keep_all(Lane.IMPORTS) == 1
    assert count() == before
    page = client_of(town.sekretaris).get(address).text
    assert "Masa tugas petugas yang memulai impor ini sudah berakhir" in page
    assert "Impor sekarang" not in page


def test_a_posting_that_ends_while_the_file_is_read_counts_too(
    town: Town, operator: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = count()
    address = uploaded(operator, tmp_path, HEAD)
    keep_all(Lane.IMPORTS)
    operator.post(address + "persetujuan/")

    def ends_meanwhile(*, hold: bool) -> None:
        end_posting(Posting.objects.get(id=town.operator.posting_id))
        match(hold=hold)

    monkeypatch.setattr("ekelurahan.residents.importing.actions.match", ends_meanwhile)
    keep_all(Lane.IMPORTS)
    assert count() == before
    assert "sudah berakhir" in client_of(town.sekretaris).get(address).text


def test_all_rows_or_none_can_be_asked_for(operator: Client, tmp_path: Path) -> None:
    before = count()
    address = uploaded(operator, tmp_path, HEAD, WIFE | {"nik": "123"})
    keep_all(Lane.IMPORTS)
    operator.post(address + "persetujuan/", {"utuh": "1"})
    keep_all(Lane.IMPORTS)
    assert "tidak ada yang disimpan" in operator.get(address).text
    assert count() == before


def test_where_no_row_is_right_there_is_nothing_to_confirm(operator: Client, tmp_path: Path) -> None:
    address = uploaded(operator, tmp_path, HEAD | {"nik": "123"})
    keep_all(Lane.IMPORTS)
    assert "Impor sekarang" not in operator.get(address).text
    assert operator.post(address + "persetujuan/").status_code == 409


def test_columns_are_chosen_where_the_headings_say_nothing(operator: Client) -> None:
    rows = "A;B;C;D;E;F;G\n9971140101880001;Ahmad;9971140101200001;L;01-01-1988;1;2\n"
    answer: Any = operator.post(ADDRESS, {"berkas": SimpleUploadedFile("warga.csv", rows.encode())})
    address = answer.headers["Location"]
    keep_all(Lane.IMPORTS)
    page = operator.get(address).text
    assert "tanpa kolom NIK, Nama" in page
    columns = address + "kolom/"
    assert "997114********01" in operator.get(columns).text
    wrong = operator.post(columns, {"k0": "name", "k1": "name"})
    assert (wrong.status_code, "Dua kolom" in wrong.text) == (422, True)
    names = ("nik", "name", "no_kk", "sex", "birth_date", "rt", "rw")
    assert operator.post(columns, {f"k{place}": name for place, name in enumerate(names)}).status_code == 302
    keep_all(Lane.IMPORTS)
    assert "1 penduduk baru" in operator.get(address).text
    assert 'value="rw" selected' in operator.get(columns).text


def test_columns_cannot_be_chosen_after_the_import(operator: Client, tmp_path: Path) -> None:
    address = uploaded(operator, tmp_path, HEAD)
    keep_all(Lane.IMPORTS)
    operator.post(address + "persetujuan/")
    assert operator.get(address + "kolom/").status_code == 404


@pytest.mark.parametrize("content", [b"%PDF-1.7 text", b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 not really"])
def test_what_is_no_workbook_is_told_with_what_to_do(operator: Client, content: bytes) -> None:
    answer: Any = operator.post(ADDRESS, {"berkas": SimpleUploadedFile("data.xlsx", content)})
    keep_all(Lane.IMPORTS)
    page = operator.get(answer.headers["Location"]).text
    assert "banner negative" in page
    assert "Excel" in page


def test_no_file_is_told(operator: Client) -> None:
    answer = operator.post(ADDRESS, {})
    assert answer.status_code == 422
    assert "Pilih berkas Excel atau CSV" in answer.text


def test_the_file_lies_encrypted_and_is_forgotten_afterwards(operator: Client, tmp_path: Path) -> None:
    address = uploaded(operator, tmp_path, HEAD)
    folder = Path(settings.HOME) / "imports"
    name = address.rstrip("/").rsplit("/", 1)[1].replace("-", "")
    assert not (folder / f"{name}.book").read_bytes().startswith(b"PK")
    assert b"penduduk.xlsx" not in (folder / f"{name}.job").read_bytes()
    keep_all(Lane.IMPORTS)
    operator.post(address + "persetujuan/")
    keep_all(Lane.IMPORTS)
    assert not (folder / f"{name}.book").exists()


@pytest.mark.parametrize("confirmed", [False, True])
def test_nothing_of_the_file_has_a_name_while_it_is_read(
    operator: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, confirmed: bool
) -> None:
    """A worker that is killed leaves what stands in the folder at that moment."""
    address = uploaded(operator, tmp_path, HEAD, WIFE | {"nik": "123"})
    if confirmed:
        keep_all(Lane.IMPORTS)
        operator.post(address + "persetujuan/")
    seen: set[str] = set()

    def look(*, hold: bool) -> None:
        seen.update(path.suffix for path in (Path(settings.HOME) / "imports").iterdir())
        match(hold=hold)

    monkeypatch.setattr("ekelurahan.residents.importing.actions.match", look)
    keep_all(Lane.IMPORTS)
    assert {".book", ".job"} <= seen <= {".book", ".job", ".refused"}
    assert operator.get(address + "ditolak.csv").status_code == 200


def test_files_that_nobody_confirmed_are_gone_after_the_night(operator: Client, tmp_path: Path) -> None:
    old, young = uploaded(operator, tmp_path, HEAD), uploaded(operator, tmp_path, HEAD)
    folder = Path(settings.HOME) / "imports"
    long_ago = time.time() - storage.KEPT_SECONDS - 60
    for path in folder.glob(f"{old.rstrip('/').rsplit('/', 1)[1].replace('-', '')}.*"):
        os.utime(path, (long_ago, long_ago))
    rounds()["old-imports"]()
    assert (operator.get(old).status_code, operator.get(young).status_code) == (404, 200)


def test_another_office_finds_no_import(town: Town, operator: Client, tmp_path: Path) -> None:
    address = uploaded(operator, tmp_path, HEAD)
    stranger = client_of(town.operator_next_door)
    assert stranger.get(address).status_code == 404
    assert stranger.post(address + "persetujuan/").status_code == 404
    assert stranger.get(address + "kolom/").status_code == 404
    assert stranger.get(address + "ditolak.xlsx").status_code == 404


@pytest.mark.parametrize("part", ["kasi", "lurah", "camat", "city"])
def test_only_operator_and_sekretaris_import(town: Town, part: str) -> None:
    assert client_of(getattr(town, part)).get(ADDRESS).status_code == 403
    assert client_of(town.sekretaris).get(ADDRESS).status_code == 200
