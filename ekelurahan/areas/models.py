"""Every official area of Indonesia, from the provinces to the kelurahan and desa."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Area(models.Model):
    """One official area (Kepmendagri on region codes). Not a tenant table: everybody may read it, nobody writes it.

    `lo`..`hi` is the range of kelurahan codes below it, the same numbers that row security compares.
    `search_key` is `names.area_key`: official and everyday name squeezed between bars.
    """

    code = models.TextField(primary_key=True)  # 16.71.14.1001
    level = models.SmallIntegerField()  # 1 province, 2 kabupaten or kota, 3 kecamatan, 4 kelurahan or desa
    name = models.TextField()  # as the decree writes it: Tiga-puluh-lima Ilir
    local_name = models.TextField()  # as people say it: 35 Ilir; the same as `name` where they do not differ
    postcode = models.TextField(blank=True)
    lo = models.BigIntegerField()
    hi = models.BigIntegerField()
    search_key = models.TextField()
    valid_until = models.DateField(null=True)  # the day on which the code was found to be gone; None: it is valid

    class Meta:
        indexes = (
            models.Index(fields=["lo", "level"], name="areas_area_lo_level"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="areas_area_search_key"),
        )

    def __str__(self) -> str:
        return f"{self.local_name} ({self.code})"
