"""The demo's mail server: real SMTP on this machine, and every message a file under HOME/mailbox.

`doors/demo` shows them. The socket is opened by the supervisor, so the port stays when this process is restarted.
"""

import asyncio
import os
import signal
import socket
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from ekelurahan.config.environment import home

LARGEST_MESSAGE = 20_000_000
KEPT_MESSAGES = 500


def serve() -> int:
    """Accept mail on the socket numbered EKELURAHAN_SMTP_FD until SIGTERM."""
    listening = socket.socket(fileno=int(os.environ["EKELURAHAN_SMTP_FD"]))
    folder = home() / "mailbox"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    asyncio.run(_serve(listening, folder))
    return 0


async def _serve(listening: socket.socket, folder: Path) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    server = await loop.create_server(lambda: mail_protocol(folder), sock=listening)
    async with server:
        await ended.wait()


def mail_protocol(folder: Path) -> SMTP:
    """What speaks SMTP with one client and keeps its messages in `folder`."""
    return SMTP(Mailbox(folder), data_size_limit=LARGEST_MESSAGE, enable_SMTPUTF8=True, hostname="e-kelurahan.demo")


class Mailbox:
    """Keeps each message as a file, newest name last; a message is there entirely or not at all."""

    def __init__(self, folder: Path) -> None:
        """`folder` exists."""
        self.folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        """Keep one message, with its real recipients on top."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        head = f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n".encode()
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{os.urandom(4).hex()}"
        draft = self.folder / f".{name}"
        draft.write_bytes(head + content)
        draft.rename(self.folder / f"{name}.eml")
        for old in sorted(self.folder.glob("*.eml"))[:-KEPT_MESSAGES]:
            old.unlink(missing_ok=True)
        return "250 OK"
