"""Files of requirements: who may bring them, until when, and that they lie encrypted and whole on the disk or not at all."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import Http404

from ekelurahan.accounts.actions import end_posting
from ekelurahan.accounts.models import Posting
from ekelurahan.applications import actions
from ekelurahan.applications.access import attachment_for
from ekelurahan.applications.actions import Upload
from ekelurahan.applications.actions.attaching import MAX_PER_REQUEST
from ekelurahan.applications.errors import Refused, RightEnded
from ekelurahan.applications.models import Attachment
from ekelurahan.applications.queries import attachments_of, drafted_attachments
from ekelurahan.catalogue.workflow import NotAllowed
from ekelurahan.files import storage
from ekelurahan.files.cleaning import safe_name
from ekelurahan.files.errors import FileRefused
from ekelurahan.files.storage import keep_file, read_file
from ekelurahan.lib.sealed_box import BoxBroken
from ekelurahan.tests.cases import again, approved, asked, awaiting, handed_over, rejected, returned
from ekelurahan.tests.people import PLAJU_ULU, Town
from ekelurahan.tests.pictures_of import jpeg

PHOTO = Upload("ktp", "C:\\foto\\KTP Siti.exe", jpeg())


@pytest.fixture
def files(settings: object, tmp_path: Path) -> Path:
    """An empty data folder."""
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path / "files"


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_with_its_form_and_goes_over_to_the_request(at_work: Town, files: Path) -> None:
    request = asked(at_work.siti)
    row = actions.attach(PHOTO, draft_key=request.draft_key, kelurahan_id=PLAJU_ULU, by=at_work.operator)
    assert (row.name, row.content_type, row.requirement) == ("KTP Siti.jpg", "image/jpeg", "ktp")
    assert [file.id for file in drafted_attachments(PLAJU_ULU, request.draft_key)] == [row.id]
    application = actions.submit(request, by=at_work.operator)
    assert [file.id for file in attachments_of(application)] == [row.id]
    assert not drafted_attachments(PLAJU_ULU, request.draft_key)
    assert read_file(row.id).startswith(b"\xff\xd8\xff")


def test_the_same_file_sent_twice_is_kept_once(at_work: Town, files: Path) -> None:
    key = uuid4()
    rows = {actions.attach(PHOTO, draft_key=key, kelurahan_id=PLAJU_ULU, by=at_work.operator).id for _ in range(3)}
    assert len(rows) == len(on_disk(files)) == 1


def test_twenty_files_are_enough(at_work: Town, files: Path) -> None:
    key = uuid4()
    for place in range(MAX_PER_REQUEST):
        upload = Upload(f"p{place}", "a.jpg", PHOTO.content)
        actions.attach(upload, draft_key=key, kelurahan_id=PLAJU_ULU, by=at_work.operator)
    with pytest.raises(FileRefused, match="20 berkas"):
        actions.attach(PHOTO, draft_key=key, kelurahan_id=PLAJU_ULU, by=at_work.operator)


@pytest.mark.parametrize("part", ["kasi", "sekretaris", "lurah", "camat", "city"])
def test_papers_come_in_at_the_counter_only(part: str, at_work: Town, files: Path) -> None:
    application, actor = awaiting(at_work), getattr(at_work, part)
    row = actions.attach_to(PHOTO, application_id=application.id, by=at_work.operator)
    with pytest.raises(NotAllowed, match="Petugas loket"):
        actions.attach(PHOTO, draft_key=uuid4(), kelurahan_id=PLAJU_ULU, by=actor)
    with pytest.raises(NotAllowed):
        actions.attach_to(PHOTO, application_id=application.id, by=actor)
    with pytest.raises(NotAllowed):
        actions.remove_attachment(row, by=actor)
    assert Attachment.objects.get().removed_at is None


def test_whose_posting_has_ended_brings_nothing_in(at_work: Town, files: Path) -> None:
    application = awaiting(at_work)
    end_posting(Posting.objects.get(id=at_work.operator.posting_id))
    with pytest.raises(RightEnded):
        actions.attach_to(PHOTO, application_id=application.id, by=at_work.operator)


def test_the_neighbour_reaches_no_file(at_work: Town, files: Path) -> None:
    application = awaiting(at_work)
    row = actions.attach_to(PHOTO, application_id=application.id, by=at_work.operator)
    with pytest.raises(Http404):
        attachment_for(at_work.operator_next_door, row.id)
    with pytest.raises(Http404):
        actions.attach_to(PHOTO, application_id=application.id, by=at_work.operator_next_door)
    with pytest.raises(Http404):
        actions.remove_attachment(row, by=at_work.operator_next_door)
    assert attachment_for(at_work.operator, row.id) == row


@pytest.mark.parametrize("station", [approved, rejected, handed_over])
def test_after_the_decision_papers_stay_as_they_were(station: object, at_work: Town, files: Path) -> None:
    application = awaiting(at_work)
    row = actions.attach_to(PHOTO, application_id=application.id, by=at_work.operator)
    decided = station(at_work)  # type: ignore[operator]
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.attach_to(PHOTO, application_id=decided.id, by=at_work.operator)
    Attachment.objects.filter(id=row.id).update(application=decided)
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.remove_attachment(again_file(row), by=at_work.operator)


def test_a_file_taken_out_is_gone_for_everybody_but_not_from_the_history(at_work: Town, files: Path) -> None:
    application = returned(at_work)
    row = actions.attach_to(PHOTO, application_id=application.id, by=at_work.operator)
    actions.remove_attachment(row, by=at_work.operator)
    assert not attachments_of(again(application))
    with pytest.raises(Http404):
        attachment_for(at_work.operator, row.id)
    assert Attachment.objects.get().removed_at is not None


def test_on_the_disk_nothing_can_be_read_or_exchanged(at_work: Town, files: Path) -> None:
    row = actions.attach(PHOTO, draft_key=uuid4(), kelurahan_id=PLAJU_ULU, by=at_work.operator)
    other = actions.attach(PHOTO, draft_key=uuid4(), kelurahan_id=PLAJU_ULU, by=at_work.operator)
    path, elsewhere = storage._path(row.id), storage._path(other.id)
    assert b"JFIF" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    elsewhere.write_bytes(path.read_bytes())
    with pytest.raises(BoxBroken):
        read_file(other.id)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(BoxBroken):
        read_file(row.id)


def test_a_full_disk_is_told_and_leaves_no_half_file_and_no_row(at_work: Town, files: Path, full_disk: None) -> None:
    with pytest.raises(FileRefused, match="cakram server penuh"):
        actions.attach(PHOTO, draft_key=uuid4(), kelurahan_id=PLAJU_ULU, by=at_work.operator)
    assert on_disk(files) == []
    assert not Attachment.objects.exists()


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written goes to /dev/full: the kernel's own "no space left on device"."""
    monkeypatch.setattr("tempfile.mkstemp", full_mkstemp)


def full_mkstemp(dir: Path) -> tuple[int, str]:  # noqa: A002  # the name that mkstemp has
    name = dir / "half"
    name.symlink_to("/dev/full")
    return os.open(name, os.O_RDWR), str(name)


WRITES_TOO_MUCH = """
import django, os, resource, signal, sys, uuid
os.environ["DJANGO_SETTINGS_MODULE"] = "ekelurahan.config.settings"
django.setup()
from ekelurahan.files.storage import keep_file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    keep_file(uuid.uuid4(), bytes(1_000_000))
except OSError as error:
    print(error.strerror)
"""


def test_a_file_that_does_not_fit_leaves_nothing_behind(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", WRITES_TOO_MUCH], check=True, capture_output=True, text=True,
        env={"EKELURAHAN_HOME": str(tmp_path), "PATH": "/usr/bin", "PYTHONPATH": str(settings.ROOT.parent)},
    ).stdout  # fmt: skip
    assert said.strip() == "File too large"
    assert on_disk(tmp_path) == []


def test_a_file_kept_twice_under_one_name_is_the_last_one(files: Path) -> None:
    key = uuid4()
    keep_file(key, b"one")
    keep_file(key, b"two")
    assert read_file(key) == b"two"
    assert len(on_disk(files)) == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ('a"; filename="b.exe', "a__ filename=_b.jpg".replace("=", "_")),
        ("foto\r\nX-Evil: 1.jpg", "foto__X-Evil_ 1.jpg"),
        (".htaccess", "berkas.jpg"),
        ("", "berkas.jpg"),
        ("x" * 300 + ".png", "x" * 80 + ".jpg"),
        ("Foto KTP (1).JPG", "Foto KTP (1).jpg"),
    ],
)
def test_names_of_files_are_safe_in_a_header(given: str, kept: str) -> None:
    assert safe_name(given, "jpg") == kept


def again_file(row: Attachment) -> Attachment:
    return Attachment.objects.get(id=row.id)
