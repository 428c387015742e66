"""The door that shows the demo's mail."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import include, path

from ekelurahan.doors.demo.letterbox import find_mail

urlpatterns = [path("", include("ekelurahan.config.urls")), path("demo/", include("ekelurahan.doors.demo.urls"))]


def letter_waits(subject: str = "Surat menunggu Anda") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "e@example.test", "lurah@example.test", subject
    message["Date"] = "Tue, 24 Nov 2026 08:30:00 +0700"
    message.set_content("Buka http://localhost:8000/lurah/surat/ABC/.\n<script>alert(1)</script> – terima kasih\n")
    return message


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_the_pages_show_mail_and_escape_it(client: Client) -> None:
    folder = Path(settings.HOME) / "mailbox"
    folder.mkdir(exist_ok=True)
    (folder / "20261124T083000000000-abcd.eml").write_bytes(letter_waits().as_bytes())
    assert "Surat menunggu Anda" in client.get("/demo/surel/").content.decode()
    page = client.get("/demo/surel/20261124T083000000000-abcd/").content.decode()
    assert '<a href="http://localhost:8000/lurah/surat/ABC/">' in page
    assert "&lt;script&gt;" in page
    assert client.get("/demo/surel/nothing/").status_code == 404


@pytest.mark.parametrize("told", ["Tue, 24 Nov 2026 08:30:00 +0700", "Tue, 24 Nov 2026 01:30:00 -0000"])
def test_a_mail_without_a_zone_tells_the_time_in_utc(tmp_path: Path, told: str) -> None:
    message = letter_waits()
    message.replace_header("Date", told)
    (tmp_path / "abcd.eml").write_bytes(message.as_bytes())
    mail = find_mail(tmp_path, "abcd")
    assert mail
    assert mail.sent_at == datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["../secrets/SECRET_KEY", "", "a" * 65, "."])
def test_a_name_cannot_leave_the_mailbox(tmp_path: Path, name: str) -> None:
    assert find_mail(tmp_path, name) is None
