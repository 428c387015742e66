"""A form of the registry, sent: the event and its proofs in one transaction, however often the button is pressed."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.sessions import posting_holds
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.models import Event
from ekelurahan.residents.proofs.actions import Paper, keep_proofs


@transaction.atomic
def once(
    key: UUID, act: Callable[[], object], *, kelurahan_id: int, by: Actor, papers: Sequence[Paper] = ()
) -> UUID:  # fmt: skip
    """Do `act`, whose event takes `key` as its id, and keep its proofs; done already, nothing is done again.

    Two copies of one form wait for each other here. Returns the id of the event. Raises what `act` raises, FileRefused,
    and Refused when nothing differs from what is written already or the posting has ended.
    """
    if not posting_holds(by.posting_id):
        raise Refused({"": _("Masa tugas Anda sudah berakhir, jadi tidak ada yang disimpan. Hubungi sekretaris.")})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key.int % (1 << 62)])
    if not _is_recorded(key, kelurahan_id):
        act()
        if not _is_recorded(key, kelurahan_id):
            raise Refused({"": _("Tidak ada yang berubah. Ubah isian yang keliru, lalu simpan.")})
        keep_proofs(key, papers, kelurahan_id=kelurahan_id, by=by)
    return key


def _is_recorded(key: UUID, kelurahan_id: int) -> bool:
    return Event.objects.filter(kelurahan_id=kelurahan_id, id=key).exists()
