"""The office as its residents and its letters know it."""

from datetime import time

from django.db import models

from ekelurahan.areas.tenant import TenantModel
from ekelurahan.catalogue.workflow import CHAINS
from ekelurahan.lib.now import now

PAPERS = ("A4", "F4")


def usual_hours() -> dict[str, list[str]]:
    """Monday (0) to Friday (4), as most kelurahan keep them; an office sets its own."""
    return {**{str(day): ["08:00", "16:00"] for day in range(4)}, "4": ["08:00", "16:30"]}


class Office(TenantModel):
    """One kelurahan as tenant: what its letterhead, its hours and its letters need."""

    name = models.CharField("nama kelurahan", max_length=80)
    kecamatan = models.CharField("nama kecamatan", max_length=80)
    city = models.CharField("nama kota", max_length=80)
    city_title = models.CharField("baris pertama kop", max_length=120)  # PEMERINTAH KOTA PALEMBANG
    place = models.CharField("tempat pada tanggal surat", max_length=80)
    unit_code = models.CharField("kode unit dalam nomor surat", max_length=12)
    address = models.CharField("alamat kantor", max_length=160)
    postcode = models.CharField("kode pos", max_length=5, blank=True)
    contact = models.CharField("telepon, laman, pos-el", max_length=200, blank=True)
    paper = models.CharField("kertas", max_length=2, choices=[(p, p) for p in PAPERS], default="F4")
    hours = models.JSONField("jam kerja", default=usual_hours)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kelurahan_id"], name="office_once")]

    def __str__(self) -> str:
        return f"Kelurahan {self.name}"

    def opening(self, weekday: int) -> tuple[time, time] | None:
        """When the office works on that weekday (Monday is 0), or None."""
        hours = self.hours.get(str(weekday))
        return (time.fromisoformat(hours[0]), time.fromisoformat(hours[1])) if hours else None


class ProductSetting(TenantModel):
    """How one office handles one product, where it differs from the defaults of the service's folder."""

    service = models.CharField(max_length=40)
    product = models.CharField(max_length=40)
    chain = models.CharField("alur", max_length=12, choices=[(c.name, c.label) for c in CHAINS.values()])
    offered = models.BooleanField("dilayani", default=True)
    cover_letter = models.BooleanField("pengantar RT/RW diminta", default=False)
    classification_code = models.CharField("kode klasifikasi", max_length=20, blank=True)
    number_pattern = models.CharField("pola nomor", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kelurahan_id", "service", "product"], name="product_setting_once")
        ]

    def __str__(self) -> str:
        return f"{self.service}/{self.product}"


class ScannedSignature(TenantModel):
    """A signer's signature on paper, scanned; encrypted, and never given to anybody."""

    user_id = models.UUIDField()
    image_box = models.BinaryField()
    added_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kelurahan_id", "user_id", "added_at"], name="signature_of")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.added_at:%Y-%m-%d}"


class Handle(models.Model):
    """A random handle that leads from a public page to one object of one office. Holds no personal data."""

    hash = models.BinaryField(primary_key=True, max_length=32)
    kind = models.CharField(max_length=10)
    kelurahan_id = models.BigIntegerField()
    object_id = models.UUIDField()
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
