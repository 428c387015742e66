"""What every act shares: lock the row, follow the arrow, write down what happened, tell those who watch."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.sessions import posting_holds
from ekelurahan.applications.errors import ChangedMeanwhile, RightEnded
from ekelurahan.applications.models import Application, Event
from ekelurahan.audit import actions as audit
from ekelurahan.catalogue.workflow import Act, Role, Status
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import now


@dataclass(frozen=True)
class Note:
    """What an act leaves beside who and when."""

    text: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def locked(application_id: UUID, *, by: Actor | None) -> Application:
    """The row, held until the transaction ends. Absent and out of one's area look the same (404)."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("resident__family_card")
    application = rows.filter(id=application_id).first()
    if application is None or (by is not None and application.kelurahan_id not in by.area):
        raise Http404
    return application


def hold_key(draft_key: UUID) -> None:
    """Two copies of one form wait for each other here; the second finds what the first made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [draft_key.int % (1 << 62)])


def require_right(by: Actor) -> None:
    """Refuse when the posting ended since the session was opened. Raises RightEnded."""
    if not posting_holds(by.posting_id):
        raise RightEnded(_("Masa tugas Anda sudah berakhir, jadi tindakan ini tidak dilakukan. Hubungi sekretaris."))


def require_version(application: Application, version: int) -> None:
    """Refuse when the request changed since it was shown. Raises ChangedMeanwhile."""
    if application.version != version:
        raise ChangedMeanwhile(_("Permohonan ini berubah setelah Anda membukanya. Lihat lagi, lalu ulangi."))


def move(application: Application, act: Act, *, by: Actor | None, note: Note | None = None) -> Event:
    """Follow the arrow of the workflow and write everything down. Raises NotAllowed.

    The caller saves the row, unless it is new: then it is written here, because the event points at it.
    """
    note = note or Note()
    before = application.state
    step = application.flow.step(act, status=before, role=by.role if by else Role.SYSTEM)
    application.status = step.after
    application.changed_at = now()
    if step.after != before:
        application.version += 1
    if before is Status.DRAFT:
        application.save(force_insert=True)
    event = record(application, act, before, by=by, note=note)
    if step.after != before:
        count(application.kelurahan_id, step.after)
    return event


def record(application: Application, act: Act, before: Status, *, by: Actor | None, note: Note) -> Event:
    """Append the event and the audit entry, and wake the pages that watch this office."""
    event = Event.objects.create(
        kelurahan_id=application.kelurahan_id, application=application, act=act, before=before,
        after=application.status, at=application.changed_at, note=note.text[:500], details=note.details,
        user_id=by.user_id if by else None, name=by.name if by else "Sistem",
        role=by.role if by else Role.SYSTEM, device=by.user_agent if by else "", address=by.address if by else None,
    )  # fmt: skip
    audit.record(
        application.kelurahan_id, act.value, f"application:{application.id}", by=by,
        details={"before": before.value, "after": str(application.status), "note": note.text, **note.details},
    )  # fmt: skip
    _wake(application)
    return event


def count(kelurahan_id: int, status: Status) -> None:
    """Add one to today's tally of an office."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO applications_tally AS t (id, kelurahan_id, day, status, count) VALUES (%s, %s, %s, %s, 1)
            ON CONFLICT (kelurahan_id, day, status) DO UPDATE SET count = t.count + 1
            """,
            [new_id(), kelurahan_id, timezone.localdate(now()), status.value],
        )


def _wake(application: Application) -> None:
    payload = {
        "kelurahan": application.kelurahan_id,
        "application": str(application.id),
        "status": str(application.status),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('applications', %s)", [json.dumps(payload)])
