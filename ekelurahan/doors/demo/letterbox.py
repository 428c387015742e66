"""The messages that the demo's mail server kept, one file each under HOME/mailbox."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path

LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)]")
NAME = re.compile(r"[0-9A-Za-z-]{1,64}")


@dataclass(frozen=True)
class Mail:
    """One message: `name` finds its file again; `parts` is its text, links apart: (text, is a link)."""

    name: str
    subject: str
    sender: str
    recipients: str
    sent_at: datetime | None
    parts: tuple[tuple[str, bool], ...]


def newest(folder: Path, limit: int = 50) -> list[Mail]:
    """The last messages, newest first."""
    files = sorted(folder.glob("*.eml"), reverse=True)
    return [_read(file) for file in islice(files, limit)]


def find_mail(folder: Path, name: str) -> Mail | None:
    """The message of that name, if there is one."""
    file = folder / f"{name}.eml"
    return _read(file) if NAME.fullmatch(name) and file.is_file() else None


def _read(file: Path) -> Mail:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    date = message["Date"]
    return Mail(
        name=file.stem,
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        recipients=str(message["X-Envelope-To"] or message["To"] or ""),
        sent_at=_moment(str(date)) if date else None,
        parts=tuple(_parts(_text(message))),
    )


def _moment(text: str) -> datetime:
    """Mail without a zone of its own (-0000) tells the time in UTC (RFC 5322, 3.3)."""
    told = parsedate_to_datetime(text)
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""


def _parts(text: str) -> list[tuple[str, bool]]:
    """The text in order, cut where an address begins and ends."""
    found, position = [], 0
    for link in LINK.finditer(text):
        found += [(text[position : link.start()], False), (link.group(), True)]
        position = link.end()
    return [part for part in [*found, (text[position:], False)] if part[0]]
