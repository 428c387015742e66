"""What happened to people and cards. Append-only: nothing here is ever changed or taken away."""

from django.db import models
from django.db.models import Q

from ekelurahan.areas.tenant import TenantModel
from ekelurahan.lib.now import now


class Event(TenantModel):
    """One event of population administration: a birth, a death, a move, a correction.

    `happened_on` is when it came to pass, `reported_on` when the office was told; reports count it in the month of
    `reported_on` (LAMPID), under `component` (key of `counting.components.Component`) and, for departures, `detail`.
    `told` holds what only this kind of event says (cause of death, destination). An event is undone by another one
    that names it in `undoes`, never erased.
    """

    kind = models.CharField(max_length=20)  # key of events.kinds.Kind
    component = models.CharField(max_length=12)
    detail = models.CharField(max_length=12, blank=True)
    happened_on = models.DateField()
    reported_on = models.DateField()
    recorded_at = models.DateTimeField(default=now)
    user_id = models.UUIDField(null=True)  # None: no person, an import by command or the worker
    officer = models.CharField(max_length=120, blank=True)
    via = models.CharField(max_length=12)  # key of events.kinds.Via
    reason = models.CharField(max_length=300, blank=True)
    told = models.JSONField(default=dict)
    undoes = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kelurahan_id", "id"], name="event_office"),
            models.UniqueConstraint(fields=["kelurahan_id", "undoes"], condition=~Q(undoes=None), name="undone_once"),
            models.CheckConstraint(
                condition=Q(happened_on__lte=models.F("reported_on")), name="happened_then_reported"
            ),
        ]
        indexes = [
            models.Index(fields=["kelurahan_id", "recorded_at"], name="event_recorded"),
            models.Index(
                fields=["kelurahan_id", "reported_on", "kind"], include=["happened_on"], name="event_reported"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Change(TenantModel):
    """What one event changed of one person or card: the columns that differ, as they were and as they are since.

    Written by a trigger only. `before` is None where the row began. The order of `version` is the order of changes.
    """

    id = None  # type: ignore[assignment]  # the three columns are the key
    pk = models.CompositePrimaryKey("kelurahan_id", "subject", "version")
    subject = models.UUIDField()
    version = models.PositiveIntegerField()
    event_id = models.UUIDField()
    of_card = models.BooleanField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["kelurahan_id", "event_id"], name="change_of_event")]

    def __str__(self) -> str:
        return f"change {self.version} of {self.subject}"


class Proof(TenantModel):
    """A photo or PDF that proves an event: the bytes lie encrypted outside the database (ADR 6)."""

    event_id = models.UUIDField()
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.UUIDField()
    added_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["kelurahan_id", "event_id"], name="proof_of_event")]

    def __str__(self) -> str:
        return self.name
