"""A request (permohonan) from the counter to the hand-over, and what happened to it on the way."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ekelurahan.applications.statuses import Among
from ekelurahan.areas.tenant import TenantModel
from ekelurahan.catalogue.registry import get_product
from ekelurahan.catalogue.service import Product
from ekelurahan.catalogue.workflow import CHAINS, OPEN, Act, Chain, Status
from ekelurahan.lib.now import now
from ekelurahan.residents.models import Resident

STATUS_CHOICES = [(status.value, status.label) for status in Status]
ACT_CHOICES = [(act.value, act.label) for act in Act]
models.CharField.register_lookup(Among)


class Application(TenantModel):
    """One request for one letter. The status is stored; what led to it stands in `Event`."""

    number = models.CharField("nomor permohonan", max_length=24)
    service = models.CharField(max_length=40)
    product = models.CharField(max_length=40)
    chain = models.CharField(max_length=12)
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, db_constraint=False, related_name="applications", db_index=False
    )
    answers = models.JSONField(default=dict)
    shown = models.JSONField("persyaratan yang aslinya diperlihatkan", default=list)
    status = models.CharField(max_length=16, choices=STATUS_CHOICES)
    version = models.PositiveIntegerField(default=1)
    draft_key = models.UUIDField("kunci idempotensi formulir")
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    remarks = models.JSONField("catatan pengembalian", default=list)
    taken_by = models.UUIDField(null=True)
    taken_name = models.CharField(max_length=120, blank=True)
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    working_seconds = models.PositiveIntegerField(null=True)
    recipient = models.CharField("diserahkan kepada", max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kelurahan_id", "id"], name="application_in_office"),
            models.UniqueConstraint(fields=["kelurahan_id", "number"], name="application_number_once"),
            models.UniqueConstraint(fields=["kelurahan_id", "draft_key"], name="application_submitted_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["kelurahan_id", "status", "submitted_at"],
                name="application_open",
                condition=Q(status__in=sorted(OPEN)),
            ),
            models.Index(fields=["kelurahan_id", "status", "changed_at"], name="application_by_status"),
            models.Index(fields=["kelurahan_id", "resident", "submitted_at"], name="application_resident"),
            models.Index(fields=["kelurahan_id", "finished_at"], name="application_finished"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def flow(self) -> Chain:
        """The workflow this request was submitted under."""
        return CHAINS[self.chain]

    @property
    def kind(self) -> Product:
        """What is asked for."""
        return get_product(self.service, self.product)

    @property
    def state(self) -> Status:
        """The status as the workflow knows it."""
        return Status(self.status)


class Event(TenantModel):
    """One act on a request. Append-only."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, db_constraint=False, related_name="events", db_index=False
    )
    act = models.CharField(max_length=12, choices=ACT_CHOICES)
    before = models.CharField(max_length=16, choices=STATUS_CHOICES)
    after = models.CharField(max_length=16, choices=STATUS_CHOICES)
    at = models.DateTimeField(default=now)
    user_id = models.UUIDField(null=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12)
    device = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)
    note = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kelurahan_id", "application", "at"], name="event_of"),
            models.Index(
                fields=["kelurahan_id", "user_id", "at"],
                name="event_decided_by",
                condition=Q(act__in=["approve", "reject", "return", "revoke"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%Y-%m-%d %H:%M}"


class Decision(TenantModel):
    """What the lurah decided, on which content, under which right, and how sure it is that it was he."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, db_constraint=False, related_name="+", db_index=False
    )
    approved = models.BooleanField()
    version = models.PositiveIntegerField()
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    letter_id = models.UUIDField(null=True)
    user_id = models.UUIDField()
    posting_id = models.UUIDField()
    session_id = models.UUIDField(null=True)
    level = models.CharField(max_length=12)  # how the person was confirmed: "password"
    at = models.DateTimeField(default=now)
    device = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kelurahan_id", "application"], name="decided_once"),
        ]

    def __str__(self) -> str:
        return f"{'approved' if self.approved else 'rejected'} {self.at:%Y-%m-%d %H:%M}"


class Attachment(TenantModel):
    """A picture or PDF of a requirement. Before submission it belongs to the form that it was sent with."""

    draft_key = models.UUIDField()
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        db_constraint=False,
        null=True,
        related_name="attachments",
        db_index=False,
    )
    requirement = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.UUIDField()
    added_at = models.DateTimeField(default=now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kelurahan_id", "application"], name="attachment_of"),
            models.Index(fields=["kelurahan_id", "draft_key"], name="attachment_draft"),
        ]

    def __str__(self) -> str:
        return self.name


class Tally(TenantModel):
    """How many requests of an office came into a status on a day: kept by the acts, so that nobody counts."""

    day = models.DateField()
    status = models.CharField(max_length=16, choices=STATUS_CHOICES)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kelurahan_id", "day", "status"], name="tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.status}: {self.count}"
