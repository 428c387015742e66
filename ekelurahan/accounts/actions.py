"""Logging in and out, postings, and counting attempts."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.models import Posting, Session, User
from ekelurahan.accounts.sessions import hash_of
from ekelurahan.areas.scope import area_of_code
from ekelurahan.catalogue.workflow import Role
from ekelurahan.lib.now import now

FAILURES_PER_NAME = 8  # from one address, in 15 minutes
FAILURES_PER_NAME_ANYWHERE = 100  # so high that a stranger hardly locks anybody out, so low that guessing is hopeless
FAILURES_PER_ADDRESS = 60
LOGIN_WINDOW = timedelta(minutes=15)


class LoginRefused(Exception):
    """The login failed. The message is the same whether the account exists or not."""


class PasswordWrong(Exception):
    """The confirmation did not hold the right password."""


@dataclass(frozen=True)
class Device:
    """Where a login comes from, as far as the request tells."""

    address: str | None = None
    user_agent: str = ""


def log_in(username: str, password: str, *, device: Device) -> str:
    """Open a session and return its token. Raises LoginRefused, also when there were too many attempts."""
    username = username.strip().casefold()
    limits = {
        f"login:{username}:{device.address}": FAILURES_PER_NAME,
        f"login:{username}": FAILURES_PER_NAME_ANYWHERE,
        f"login:{device.address}": FAILURES_PER_ADDRESS,
    }
    if any(_tries(key) >= limit for key, limit in limits.items()):
        raise LoginRefused(_("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."))
    user = User.objects.filter(username=username, is_active=True).first()
    if not _password_fits(user, password) or user is None:
        for key, limit in limits.items():
            count_attempt(key, limit=limit, window=LOGIN_WINDOW)
        raise LoginRefused(_("Nama pengguna atau kata sandi salah. Periksa lagi, lalu coba masuk."))
    return _open_session(user, device=device)


def log_out(token: str) -> None:
    """End one session."""
    Session.objects.filter(token_hash=hash_of(token)).delete()


def revoke_session(session_id: UUID, *, by: Actor) -> bool:
    """End another session of one's own (a lost phone). False when there is none of that id."""
    return Session.objects.filter(id=session_id, user_id=by.user_id).delete()[0] > 0


def note_seen(token: str) -> None:
    """Keep the session list honest; called at most every five minutes of use."""
    Session.objects.filter(token_hash=hash_of(token)).update(seen_at=now())


def confirm_password(password: str, *, by: Actor) -> datetime:
    """Give the password again before a decision; returns when. Raises PasswordWrong or LoginRefused."""
    key = f"confirm:{by.username}"
    if _tries(key) >= FAILURES_PER_NAME:
        raise LoginRefused(_("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."))
    user = User.objects.get(id=by.user_id)
    if not _password_fits(user, password):
        count_attempt(key, limit=FAILURES_PER_NAME, window=LOGIN_WINDOW)
        raise PasswordWrong(_("Kata sandi salah. Ketik lagi kata sandi Anda."))
    this_moment = now()
    if by.session_id is not None:
        Session.objects.filter(id=by.session_id).update(confirmed_at=this_moment)
    return this_moment


@dataclass(frozen=True)
class NewUser:
    """Somebody who may log in. Without a password nobody can log in as this person."""

    username: str
    name: str
    password: str | None = None
    email: str = ""
    nip: str = ""
    rank: str = ""


def add_user(told: NewUser) -> User:
    """A new login without any right; `post` gives one."""
    user = User(username=told.username.casefold(), name=told.name, email=told.email, nip=told.nip, rank=told.rank)
    user.set_password(told.password) if told.password else user.set_unusable_password()
    user.save(force_insert=True)
    return user


def post(user: User, role: Role, area_code: str, *, title: str = "", starts_at: datetime | None = None) -> Posting:
    """Give a person a role in an area, from now or from `starts_at`. Raises ValueError for a bad code."""
    area = area_of_code(area_code)
    return Posting.objects.create(
        user=user, role=role, area_code=area_code, lo=area.lo, hi=area.hi, title=title,
        starts_at=starts_at or now(),
    )  # fmt: skip


def end_posting(posting: Posting, *, at: datetime | None = None) -> None:
    """The right ends at that second."""
    posting.ends_at = at or now()
    posting.save(update_fields=["ends_at"])


@transaction.atomic
def end_postings(user: User, *, at: datetime | None = None) -> int:
    """End what a person is posted to now, from `at` (this moment); returns how many postings that were."""
    moment = at or now()
    held = list(user.postings.filter(Q(ends_at=None) | Q(ends_at__gt=moment), starts_at__lt=moment))
    for posting in held:
        end_posting(posting, at=moment)
    return len(held)


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """A new password; every session of the person ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    user.sessions.all().delete()


@transaction.atomic
def disable(user: User) -> None:
    """Nobody logs in as this person any more; the sessions and postings end, what the person did stays."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.sessions.all().delete()
    end_postings(user)


def count_attempt(key: str, *, limit: int, window: timedelta) -> bool:
    """Count one attempt under a key; False once more than `limit` fell into the window."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_throttle AS t (key, window_started_at, count) VALUES (%s, now(), 1)
            ON CONFLICT (key) DO UPDATE SET
                count = CASE WHEN t.window_started_at < now() - make_interval(secs => %s) THEN 1 ELSE t.count + 1 END,
                window_started_at = CASE WHEN t.window_started_at < now() - make_interval(secs => %s) THEN now()
                    ELSE t.window_started_at END
            RETURNING count
            """,
            [_hashed(key), window.total_seconds(), window.total_seconds()],
        )
        (count,) = cursor.fetchone() or (0,)
    return bool(count <= limit)


def _tries(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count FROM accounts_throttle WHERE key = %s AND window_started_at > now() - make_interval(secs => %s)",
            [_hashed(key), LOGIN_WINDOW.total_seconds()],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _hashed(key: str) -> bytes:
    return hashlib.sha256(f"{settings.SECRET_KEY}:{key}".encode()).digest()


def _password_fits(user: User | None, password: str) -> bool:
    """Costs the same whether the account exists or not."""
    if user is None:
        make_password(password)
        return False
    return check_password(password, user.password)


@transaction.atomic
def _open_session(user: User, *, device: Device) -> str:
    token, this_moment = secrets.token_urlsafe(32), now()
    Session.objects.filter(user=user, expires_at__lt=this_moment).delete()
    Session.objects.create(
        token_hash=hash_of(token), user=user, created_at=this_moment, seen_at=this_moment, confirmed_at=this_moment,
        expires_at=this_moment + timedelta(hours=settings.SESSION_HOURS),
        user_agent=device.user_agent[:200], address=device.address,
    )  # fmt: skip
    return token
