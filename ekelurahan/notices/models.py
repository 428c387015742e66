"""What was told to whom, and when."""

from django.db import models

from ekelurahan.areas.tenant import TenantModel
from ekelurahan.lib.now import now


class Notice(TenantModel):
    """One message to one address. Whether it was sent is read from its timestamps."""

    kind = models.CharField(max_length=30)
    to = models.EmailField()
    subject = models.CharField(max_length=120)
    body = models.TextField()
    about = models.UUIDField()
    created_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kelurahan_id", "about", "created_at"], name="notice_about")]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d %H:%M}"
