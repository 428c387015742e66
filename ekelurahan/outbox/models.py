"""Work promised in a transaction, done after it; work of every night."""

from django.db import models
from django.db.models import Q

from ekelurahan.areas.tenant import TenantModel
from ekelurahan.lib.now import now


class Promise(TenantModel):
    """One piece of work. Kept until done; `dead_at` marks what needs a human being."""

    kind = models.CharField(max_length=40)
    lane = models.CharField(max_length=10)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now)
    run_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["lane", "run_at"], name="outbox_due", condition=Q(done_at=None, dead_at=None)),
            models.Index(fields=["kelurahan_id", "dead_at"], name="outbox_dead", condition=Q(dead_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Round(models.Model):
    """The nightly work of one name: the night it was last done for. Not a tenant table: it tells of no office."""

    name = models.CharField(max_length=40, primary_key=True)
    night = models.DateField()
    busy_until = models.DateTimeField(null=True)  # somebody is at it; later than this they have died

    def __str__(self) -> str:
        return f"{self.name} {self.night}"
