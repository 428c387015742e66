"""Numbers, letters, their sealed files, and what was taken back. Letters are append-only by grant."""

from typing import ClassVar

from django.db import models

from ekelurahan.areas.tenant import TenantModel
from ekelurahan.lib.now import now


class NumberSeries(TenantModel):
    """The last number given in one register of one office in one year."""

    register = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kelurahan_id", "register", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.register}/{self.year}: {self.last}"


class Letter(TenantModel):
    """A letter from the moment its number is given: everything needed to set it, as it was approved.

    `sheet` holds letterhead, signer, place, paper and signature note as plain data. The resident is named by id
    without a foreign key and with the name as it stood: nothing that happens to the registry changes a letter.
    """

    application_id = models.UUIDField()
    resident_id = models.UUIDField()
    holder = models.CharField("nama pemegang", max_length=120)
    service = models.CharField(max_length=40)
    product = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    register = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=120)
    date = models.DateField()
    valid_until = models.DateField(null=True)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    sheet = models.JSONField()
    signer_id = models.UUIDField()
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kelurahan_id", "id"], name="letter_in_office"),
            models.UniqueConstraint(fields=["kelurahan_id", "register", "year", "serial"], name="number_once"),
            models.UniqueConstraint(fields=["kelurahan_id", "application_id"], name="letter_per_application"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kelurahan_id", "resident_id", "date"], name="letter_resident"),
            models.Index(fields=["kelurahan_id", "number"], name="letter_number"),
        ]

    def __str__(self) -> str:
        return self.number


class LetterFile(TenantModel):
    """The sealed PDF, kept as bytes and never made again."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, db_constraint=False, related_name="files")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    sealed_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kelurahan_id", "letter"], name="file_per_letter"),
        ]
        indexes: ClassVar = [models.Index(fields=["kelurahan_id", "sha256"], name="letter_file_sha256")]

    def __str__(self) -> str:
        return self.sha256


class Revocation(TenantModel):
    """A letter taken back. The number stays in the register with the reason."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, db_constraint=False, related_name="revocations")
    reason = models.CharField(max_length=300)
    superseded_by = models.UUIDField(null=True)
    user_id = models.UUIDField()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kelurahan_id", "letter"], name="revoked_once"),
        ]

    def __str__(self) -> str:
        return self.reason
