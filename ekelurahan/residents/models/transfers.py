"""People on their way from one office of the city to another."""

from django.db import models

from ekelurahan.areas.tenant import TenantModel
from ekelurahan.lib.now import now


class Transfer(TenantModel):
    """One move between two offices, as one of them sees it: each has a row of its own with the same `move`.

    The row of the receiving office (`side` in) decides: whoever changes the state locks that row first. Its `people` hold
    what the office needs to take the people up, as long as they wait, then names, and the rows they got here; the row of the
    sending office names residents only.
    """

    move = models.UUIDField()
    side = models.CharField(max_length=3)  # in, out
    other_kelurahan_id = models.BigIntegerField()
    event_id = models.UUIDField()  # the departure, at the sending office
    state = models.CharField(max_length=10, default="waiting")  # waiting, accepted, refused, withdrawn
    people = models.JSONField()
    sent_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    officer = models.CharField(max_length=120, blank=True)  # who decided
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kelurahan_id", "move"], name="transfer_side_once")]
        indexes = [models.Index(fields=["kelurahan_id", "side", "state", "sent_at"], name="transfer_list")]

    def __str__(self) -> str:
        return f"transfer {self.move} {self.side}"
