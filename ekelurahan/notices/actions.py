"""Telling somebody: written down at once, carried afterwards."""

from uuid import UUID

from ekelurahan.lib.now import now
from ekelurahan.notices.channels import Message, mail_channel
from ekelurahan.notices.models import Notice
from ekelurahan.notices.words import Words
from ekelurahan.outbox.actions import promise
from ekelurahan.outbox.registry import Lane, keeps


def tell(words: Words, *, to: str, kelurahan_id: int, about: UUID) -> None:
    """Write a notice down and promise to carry it. Without an address nothing happens."""
    if not to:
        return
    notice = Notice.objects.create(
        kelurahan_id=kelurahan_id, kind=words.kind, to=to, subject=words.subject, body=words.body, about=about
    )
    promise("carry_notice", kelurahan_id=kelurahan_id, payload={"notice_id": str(notice.id)})


@keeps("carry_notice", lane=Lane.MAIL)
def carry_notice(*, kelurahan_id: int, notice_id: str) -> None:
    """Carry one notice; one that was carried already is left alone."""
    notice = Notice.objects.get(kelurahan_id=kelurahan_id, id=notice_id)
    if notice.sent_at is not None:
        return
    mail_channel().carry(Message(str(notice.id), notice.to, notice.subject, notice.body))
    notice.sent_at = now()
    notice.save(update_fields=["sent_at"])
