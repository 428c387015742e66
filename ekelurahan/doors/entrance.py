"""Where every request finds out who it is from, and which rows it may therefore see."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from ekelurahan.accounts.actions import note_seen
from ekelurahan.accounts.actor import Actor
from ekelurahan.accounts.sessions import find_session
from ekelurahan.areas.scope import area_scope

SERVER_ERROR = 500


class Entrance:
    """Sets `request.actor` from the session cookie and runs the page in one transaction inside the actor's area.

    Somebody without a session has no scope: the pages of the public open the scope of one office themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, in the right scope. Raises BadRequest for what no keyboard writes and no text column takes."""
        if any("\0" in text for sent in (request.GET, request.POST) for _, texts in sent.lists() for text in texts):
            raise BadRequest
        token = request.COOKIES.get(settings.SESSION_COOKIE, "")
        request.actor = None  # type: ignore[attr-defined]  # our own addition to the request
        if not token:
            return self.get_response(request)
        found = find_session(token)
        if found is None:
            return self.get_response(request)
        return self._as_actor(request, token, *found)

    def _as_actor(self, request: HttpRequest, token: str, actor: Actor, stale: bool) -> HttpResponse:  # noqa: FBT001
        request.actor = actor  # type: ignore[attr-defined]
        with area_scope(actor.lo, actor.hi):  # begins the transaction, so that no savepoint is needed
            if stale:
                note_seen(token)
            response = self.get_response(request)
            if response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
            return response
