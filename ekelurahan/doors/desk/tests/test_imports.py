"""Importing residents by page: tried first, confirmed, done by the worker, watched."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
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
    assert keep_all(Lane.IMPORTS) == 1
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


def test_a_wrong_cell_is_named_and_cannot_be_confirmed(operator: Client, tmp_path: Path) -> None:
    address = uploaded(operator, tmp_path, HEAD, WIFE | {"nik": "123"})
    keep_all(Lane.IMPORTS)
    page = operator.get(address).text
    assert "1 kesalahan" in page
    assert "<td" in page
    assert "nik" in page
    assert "Impor sekarang" not in page
    assert operator.post(address + "persetujuan/").status_code == 409


@pytest.mark.parametrize("content", [b"nik,nama\n1,2\n", b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 not really"])
def test_what_is_no_workbook_is_told_with_what_to_do(operator: Client, content: bytes) -> None:
    answer: Any = operator.post(ADDRESS, {"berkas": SimpleUploadedFile("data.xlsx", content)})
    keep_all(Lane.IMPORTS)
    page = operator.get(answer.headers["Location"]).text
    assert "banner negative" in page
    assert "Excel" in page


def test_no_file_is_told(operator: Client) -> None:
    answer = operator.post(ADDRESS, {})
    assert answer.status_code == 422
    assert "Pilih berkas Excel" in answer.text


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


def test_another_office_finds_no_import(town: Town, operator: Client, tmp_path: Path) -> None:
    address = uploaded(operator, tmp_path, HEAD)
    stranger = client_of(town.operator_next_door)
    assert stranger.get(address).status_code == 404
    assert stranger.post(address + "persetujuan/").status_code == 404


@pytest.mark.parametrize("part", ["kasi", "lurah", "camat", "city"])
def test_only_operator_and_sekretaris_import(town: Town, part: str) -> None:
    assert client_of(getattr(town, part)).get(ADDRESS).status_code == 403
    assert client_of(town.sekretaris).get(ADDRESS).status_code == 200
