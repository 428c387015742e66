"""Where a notice leaves the house."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage


@dataclass(frozen=True)
class Message:
    """What a channel carries."""

    id: str
    to: str
    subject: str
    body: str


class Channel(Protocol):
    """Carries one message or raises; carrying the same message twice is allowed and harmless."""

    def carry(self, message: Message) -> None:
        """Raises OSError (smtplib's errors among them) when the message was not taken."""


class SmtpChannel:
    """Mail through the SMTP server of the settings. The Message-ID is fixed, so a repeat can be recognised."""

    def carry(self, message: Message) -> None:
        """One connection, one message."""
        mail = EmailMessage(
            message.subject, message.body, to=[message.to],
            headers={"Message-ID": f"<{message.id}@e-kelurahan>", "Auto-Submitted": "auto-generated"},
        )  # fmt: skip
        mail.send()


class NullChannel:
    """Takes everything and sends nothing: notices stay in the database only."""

    def carry(self, message: Message) -> None:
        """Nothing to do."""


CHANNELS: dict[str, type[Channel]] = {"smtp": SmtpChannel, "null": NullChannel}


def mail_channel() -> Channel:
    """The channel that MAIL_CHANNEL names."""
    return CHANNELS[settings.MAIL_CHANNEL]()
