"""A browser that is logged in already, for tests of pages."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.models import Session
from ekelurahan.accounts.sessions import hash_of


def client_of(actor: Actor) -> Client:
    """A client with a session of this person, as if the password had just been given."""
    token, now = secrets.token_urlsafe(16), timezone.now()
    Session.objects.create(
        token_hash=hash_of(token), user_id=actor.user_id, created_at=now, seen_at=now, confirmed_at=now,
        expires_at=now + timedelta(hours=1), user_agent="Mozilla/5.0 (Linux; Android 13) Chrome/120.0 Mobile",
    )  # fmt: skip
    client = Client()
    client.cookies[settings.SESSION_COOKIE] = token
    return client
