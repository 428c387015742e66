"""Notices through a real SMTP server on this machine: down, up, hesitant, refusing."""

import email
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller

from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.lib import now
from ekelurahan.notices import words
from ekelurahan.notices.actions import carry_notice, tell
from ekelurahan.notices.channels import CHANNELS, Message, NullChannel, SmtpChannel, mail_channel
from ekelurahan.notices.models import Notice
from ekelurahan.notices.queries import told_about
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.models import Promise
from ekelurahan.outbox.registry import Lane
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1", "::1"]), pytest.mark.django_db]
WORDS = words.letter_waits(title="Surat Keterangan Domisili", number="PLU-1", office="Plaju Ulu", link="http://x/")


class Postman:
    """Takes mail. `answer` is what it says after it has taken one."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"
        self.refuses: str | None = None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        return self.answer


@pytest.fixture
def port(settings: Any) -> int:
    """Where the mail server is expected; nobody listens there yet."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = int(server.getsockname()[1])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_CHANNEL = "127.0.0.1", number, "smtp"
    return number


@pytest.fixture
def postman(port: int) -> Iterator[Postman]:
    """A mail server that can be started and stopped."""
    postman = Postman()
    controller = Controller(postman, hostname="127.0.0.1", port=port)
    postman.start, postman.stop = controller.start, controller.stop  # type: ignore[attr-defined]
    yield postman
    if controller.server is not None:
        controller.stop()


def told(to: str = "lukman@example.test") -> Notice:
    with office_scope(PLAJU_ULU):
        tell(WORDS, to=to, kelurahan_id=PLAJU_ULU, about=uuid4())
        return Notice.objects.latest("created_at")


def carried(notice: Notice) -> bool:
    with all_offices():
        return Notice.objects.get(id=notice.id).sent_at is not None


def promise_of(notice: Notice) -> Promise:
    with all_offices():
        return Promise.objects.get(payload__notice_id=str(notice.id))


def test_a_mail_arrives_as_it_was_written(postman: Any) -> None:
    postman.start()
    notice = told()
    assert keep_all(Lane.MAIL) == 1
    (mail,) = postman.mails
    assert (mail["To"], mail["Subject"]) == ("lukman@example.test", "Surat menunggu keputusan Anda")
    assert mail["Message-ID"] == f"<{notice.id}@e-kelurahan>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().split() == WORDS.body.split()
    assert carried(notice)


def test_while_the_server_is_down_the_mail_waits_and_then_comes_once(postman: Any) -> None:
    notice = told()
    assert keep_all(Lane.MAIL) == 1
    waiting = promise_of(notice)
    assert (waiting.attempts, carried(notice)) == (1, False)
    assert "ConnectionRefusedError" in waiting.last_error
    postman.start()
    with now.at(waiting.run_at):
        assert (keep_all(Lane.MAIL), keep_all(Lane.MAIL)) == (1, 0)
    assert len(postman.mails) == 1
    assert carried(notice)


def test_a_server_that_takes_the_mail_and_then_hesitates_gets_it_again_with_the_same_id(postman: Any) -> None:
    postman.start()
    postman.answer = "451 try again later"
    notice = told()
    keep_all(Lane.MAIL)
    assert not carried(notice)
    postman.answer = "250 OK"
    with now.at(promise_of(notice).run_at):
        keep_all(Lane.MAIL)
    assert [mail["Message-ID"] for mail in postman.mails] == [f"<{notice.id}@e-kelurahan>"] * 2
    assert carried(notice)


def test_an_address_that_is_refused_does_not_hold_up_the_next(postman: Any) -> None:
    postman.start()
    postman.refuses = "550 no such user"
    refused = told("nobody@example.test")
    keep_all(Lane.MAIL)
    postman.refuses = None
    taken = told()
    keep_all(Lane.MAIL)
    assert (carried(refused), carried(taken)) == (False, True)
    assert "550" in promise_of(refused).last_error


def test_what_was_carried_is_not_carried_again(postman: Any) -> None:
    postman.start()
    notice = told()
    keep_all(Lane.MAIL)
    with office_scope(PLAJU_ULU):
        carry_notice(kelurahan_id=PLAJU_ULU, notice_id=str(notice.id))
    assert len(postman.mails) == 1


def test_without_an_address_there_is_nothing_to_carry() -> None:
    with office_scope(PLAJU_ULU):
        tell(WORDS, to="", kelurahan_id=PLAJU_ULU, about=uuid4())
        assert not Notice.objects.exists()
        assert not Promise.objects.exists()


def test_the_counter_sees_what_was_told_and_the_neighbour_does_not() -> None:
    notice = told()
    with office_scope(PLAJU_ULU):
        assert [(line.kind, line.sent_at) for line in told_about(PLAJU_ULU, notice.about)] == [("letter_waits", None)]
    with office_scope(PLAJU_DARAT):
        assert list(told_about(PLAJU_ULU, notice.about)) == []


def test_a_line_break_in_an_address_carries_no_second_header(postman: Any) -> None:
    postman.start()
    with pytest.raises(ValueError, match=r"[Nn]ewline|Header|address"):
        SmtpChannel().carry(Message("1", "a@example.test\nBcc: spy@example.test", "s", "b"))
    assert postman.mails == []


def test_the_setting_names_the_channel(settings: Any) -> None:
    for name, channel in CHANNELS.items():
        settings.MAIL_CHANNEL = name
        assert type(mail_channel()) is channel
    NullChannel().carry(Message("1", "a@example.test", "s", "b"))
