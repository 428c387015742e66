"""Two rows that may be one person."""

from django.db import models

from ekelurahan.areas.tenant import TenantModel
from ekelurahan.lib.now import now


class Pair(TenantModel):
    """Two likely duplicates, to be looked at side by side. Where the other one belongs to another office, each office has
    a row of its own, and `stranger` holds what this one may know of the other's resident.
    """

    left = models.UUIDField()  # of this office
    right = models.UUIDField()
    other_kelurahan_id = models.BigIntegerField()  # of `right`; this office's own where both live here
    score = models.FloatField()  # probability that they are one person, 0..1
    reasons = models.JSONField(default=list)  # keys of doubles.likeness
    stranger = models.JSONField(null=True)
    state = models.CharField(max_length=10, default="open")  # open, different, merged, gone
    found_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    officer = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    event_id = models.UUIDField(null=True)  # the merge

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kelurahan_id", "left", "right"], name="pair_once")]
        indexes = [models.Index(fields=["kelurahan_id", "state", "-score"], name="pair_list")]

    def __str__(self) -> str:
        return f"pair {self.left} {self.right}"
