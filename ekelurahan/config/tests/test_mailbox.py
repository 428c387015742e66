"""The demo's mail server: real SMTP, one file a message."""

import asyncio
import smtplib
import socket
from email.message import EmailMessage
from pathlib import Path

import pytest

from ekelurahan.config.mailbox import mail_protocol
from ekelurahan.doors.demo.letterbox import newest


def send(folder: Path, message: EmailMessage) -> None:
    async def scene() -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        server = await asyncio.get_running_loop().create_server(lambda: mail_protocol(folder), sock=listening)
        async with server:
            await asyncio.to_thread(_deliver, listening.getsockname()[1], message)

    asyncio.run(scene())


def _deliver(port: int, message: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as client:
        client.send_message(message)


def letter_waits(subject: str = "Surat menunggu Anda") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "e@example.test", "lurah@example.test", subject
    message["Date"] = "Tue, 24 Nov 2026 08:30:00 +0700"
    message.set_content("Buka http://localhost:8000/lurah/surat/ABC/.\n<script>alert(1)</script> – terima kasih\n")
    return message


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_what_is_sent_by_smtp_is_kept_and_shown_newest_first(tmp_path: Path) -> None:
    send(tmp_path, letter_waits("Pertama"))
    send(tmp_path, letter_waits("Kedua"))
    mails = newest(tmp_path)
    assert [mail.subject for mail in mails] == ["Kedua", "Pertama"]
    assert mails[0].recipients == "lurah@example.test"
    assert ("http://localhost:8000/lurah/surat/ABC/", True) in mails[0].parts
    assert not list(tmp_path.glob(".*"))
