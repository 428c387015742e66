"""A form of the registry, sent: the event and its proofs in one transaction, however often the button is pressed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.sessions import posting_holds
from ekelurahan.residents.errors import Refused, SentBefore
from ekelurahan.residents.events.actions.recording import ANSWERS
from ekelurahan.residents.models import Event
from ekelurahan.residents.proofs.actions import Paper, keep_proofs


@dataclass(frozen=True)
class Sheet:
    """What came with the key: the digest of the answers (`Told.answers`), and proofs."""

    answers: str = ""
    papers: Sequence[Paper] = ()


@transaction.atomic
def once(
    key: UUID, act: Callable[[], object], *, kelurahan_id: int, by: Actor, sheet: Sheet = Sheet()
) -> UUID:  # fmt: skip
    """Do `act`, whose event takes `key` as its id, and keep its proofs; done already, nothing is done again.

    Two copies of one form wait for each other here. Returns the id of the event. Raises what `act` raises, FileRefused,
    SentBefore when other answers were recorded under this key, and Refused when nothing differs from what is written
    already or the posting has ended.
    """
    if not posting_holds(by.posting_id):
        raise Refused({"": _("Masa tugas Anda sudah berakhir, jadi tidak ada yang disimpan. Hubungi sekretaris.")})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key.int % (1 << 62)])
    first = _recorded(key, kelurahan_id)
    if first is None:
        act()
        if _recorded(key, kelurahan_id) is None:
            raise Refused({"": _("Tidak ada yang berubah. Ubah isian yang keliru, lalu simpan.")})
    elif first.told.get(ANSWERS, sheet.answers) != sheet.answers:
        raise SentBefore({"": _("Formulir ini sudah dikirim dan isian pertamanya sudah tersimpan; ini isian baru yang "
                                "belum tersimpan. Periksa, lalu simpan sekali lagi bila ini pun harus dicatat.")})  # fmt: skip
    keep_proofs(key, sheet.papers, kelurahan_id=kelurahan_id, by=by)
    return key


def _recorded(key: UUID, kelurahan_id: int) -> Event | None:
    return Event.objects.filter(kelurahan_id=kelurahan_id, id=key).first()
