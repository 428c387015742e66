"""People who log in, what they are posted to, and the sessions they hold."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from ekelurahan.catalogue.workflow import Role
from ekelurahan.lib.ids import new_id

ROLE_CHOICES = [(role.value, role.label) for role in Role if role is not Role.SYSTEM]


class User(AbstractBaseUser):
    """A person with a login. Rights come from postings alone: there is no superuser."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField("nama pengguna", max_length=60, unique=True)
    name = models.CharField("nama lengkap dengan gelar", max_length=120)
    nip = models.CharField("NIP", max_length=18, blank=True)
    rank = models.CharField("pangkat (golongan)", max_length=60, blank=True)
    email = models.EmailField("pos-el dinas", blank=True)
    is_active = models.BooleanField(default=True)
    last_login = None

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """A right: one person, one role, one area, from when to when. It ends the second `ends_at` is past."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=12, choices=ROLE_CHOICES)
    area_code = models.CharField(max_length=13)  # 16.71.14.1001, or shorter for kecamatan and kota
    lo = models.BigIntegerField()
    hi = models.BigIntegerField()
    title = models.CharField("jabatan di bawah tanda tangan", max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "starts_at"], name="posting_user"),
            models.Index(fields=["role", "lo", "hi"], name="posting_area"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(lo__lte=models.F("hi")), name="posting_area_is_a_range"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")), name="posting_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role} · {self.area_code}"


class Session(models.Model):
    """A login on one device. The cookie holds the token, the table only its hash."""

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    id = models.UUIDField(default=new_id, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()  # when the password was last given
    user_agent = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "expires_at"], name="session_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%Y-%m-%d %H:%M}"


class Throttle(models.Model):
    """How often something was tried in the current window. Keys are hashes: no name or address is kept."""

    key = models.BinaryField(primary_key=True, max_length=32)
    window_started_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} since {self.window_started_at:%H:%M}"
