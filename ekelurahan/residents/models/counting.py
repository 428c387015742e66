"""What is counted: kept up to date by triggers on the registry, readable by the application, written by nobody else."""

from django.db import models
from django.db.models import Q

from ekelurahan.areas.tenant import TenantModel
from ekelurahan.lib.now import now

WHOLE = "*"  # in the place of RW and RT: the whole kelurahan


class Tally(TenantModel):
    """How many counted residents of one RT share one answer: `dimension` religion, `key` islam, `sex` female.

    `key` of the dimension birth is year and month. Each answer is there twice: per RT, and with `*` for the office.
    """

    id = None  # type: ignore[assignment]  # the columns before `people` are the key
    pk = models.CompositePrimaryKey("kelurahan_id", "rw", "rt", "dimension", "key", "sex")
    rw = models.CharField(max_length=3)
    rt = models.CharField(max_length=3)
    dimension = models.CharField(max_length=16)
    key = models.CharField(max_length=32)
    sex = models.CharField(max_length=32)
    people = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["dimension", "kelurahan_id", "key", "sex"],
                include=["people"],
                condition=Q(rw=WHOLE),
                name="tally_of_offices",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.key}: {self.people}"


class Flow(TenantModel):
    """How many people, and heads of family, came to or left one RT in one month, and why (LAMPID). Departures are negative."""

    id = None  # type: ignore[assignment]  # the columns before `people` are the key
    pk = models.CompositePrimaryKey("kelurahan_id", "month", "component", "detail", "rw", "rt", "citizenship", "sex")
    month = models.DateField()  # its first day
    component = models.CharField(max_length=12)
    detail = models.CharField(max_length=12)
    rw = models.CharField(max_length=3)
    rt = models.CharField(max_length=3)
    citizenship = models.CharField(max_length=32)
    sex = models.CharField(max_length=32)
    people = models.IntegerField()
    heads = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.component}: {self.people}"


class ClosedMonth(TenantModel):
    """A month whose report is final: no event can be reported in it any more. `figures` is the report as closed."""

    month = models.DateField()
    figures = models.JSONField()
    closed_at = models.DateTimeField(default=now)
    user_id = models.UUIDField(null=True)
    officer = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kelurahan_id", "month"], name="closed_once")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
