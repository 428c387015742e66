"""RT and RW of a kelurahan, and who leads them for how long."""

from django.db import models
from django.db.models import Q

from ekelurahan.areas.tenant import TenantModel


class Neighbourhood(TenantModel):
    """One term of the head of an RT, or of an RW where `rt` is empty. The current one has no `until`, or a later one."""

    rw = models.CharField(max_length=3)
    rt = models.CharField(max_length=3, blank=True)
    head_name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kelurahan_id", "rw", "rt", "since"], name="term_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="term_in_order"),
        ]

    def __str__(self) -> str:
        return f"RT {self.rt} RW {self.rw}"
