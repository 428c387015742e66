"""Rows that stand for others merged into them: they do not leave the population while the others name them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ekelurahan.lib.dates_id import long_date
from ekelurahan.residents.errors import ChangedLater
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.residents.models import Change, Event, Resident


def require_stand_alone(resident_ids: Collection[UUID], *, kelurahan_id: int, since: datetime | None = None) -> None:
    """No row was merged into these (since that moment). Raises ChangedLater, naming the latest merge.

    Else a person whom two rows stood for would be gone with one of them: the other is invalid since the merge.
    """
    rows = Resident.objects.filter(kelurahan_id=kelurahan_id, merged_into__in=list(resident_ids))
    subjects = list(rows.values_list("id", flat=True)) if resident_ids else []
    if not subjects:
        return
    changes = Change.objects.filter(kelurahan_id=kelurahan_id, subject__in=subjects, after__has_key="merged_into")
    merges = Event.objects.filter(kelurahan_id=kelurahan_id, kind=Kind.MERGE, id__in=changes.values("event_id"))
    if since is not None:
        merges = merges.filter(recorded_at__gte=since)
    last = merges.order_by("-recorded_at").first()
    if last is not None:
        words = _("Batalkan dulu %(kind)s tanggal %(day)s: data lain digabungkan ke data orang ini.") % {
            "kind": Kind(last.kind).label, "day": long_date(last.reported_on),
        }  # fmt: skip
        raise ChangedLater({"": words}, last.id)
