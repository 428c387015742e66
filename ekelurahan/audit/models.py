"""The log of acts: one chain of hashes per office, append-only by grant."""

from django.db import models

from ekelurahan.areas.tenant import TenantModel


class Entry(TenantModel):
    """One act. `body` is the canonical JSON that was hashed; the other columns repeat it for searching."""

    seq = models.BigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=40)
    object = models.CharField(max_length=80)
    body = models.TextField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kelurahan_id", "seq"], name="audit_chain")]
        indexes = [models.Index(fields=["kelurahan_id", "object", "seq"], name="audit_object")]

    def __str__(self) -> str:
        return f"{self.kelurahan_id}/{self.seq} {self.action}"
