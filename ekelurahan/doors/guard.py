"""Who may enter a page. Every view wears `@only(Role…)` or `@public`; a house rule reads `.roles` to see that it does."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import urlencode

from ekelurahan.accounts.actor import Actor
from ekelurahan.catalogue.workflow import Role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
LOGIN_PATH = "/masuk/"
UNAUTHORIZED = 401
EVERY_ROLE = tuple(role for role in Role if role is not Role.SYSTEM)

log = logging.getLogger(__name__)


class ActorRequest(HttpRequest):
    """A request of somebody who is logged in: what a view behind `@only` gets."""

    actor: Actor


def actor_of(request: HttpRequest) -> Actor | None:
    """Who is logged in, or None. Also None before the session middleware has run."""
    return cast("Actor | None", getattr(request, "actor", None))


def only(*roles: Role) -> Callable[[Callable[Concatenate[ActorRequest, P], HttpResponseBase]], View[P]]:
    """Only these roles enter. Nobody logged in: to the login page and back. Another role: 403, and a line in the log."""

    def wrap(view: Callable[Concatenate[ActorRequest, P], HttpResponseBase]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_of(request)
            if actor is None:
                return _to_login(request)
            if actor.role not in roles:
                log.warning("refused: %s (%s) at %s %s", actor.username, actor.role, request.method, request.path)
                raise PermissionDenied
            return view(cast("ActorRequest", request), *args, **kwargs)

        return _marked(guarded, roles)

    return wrap


def public(view: View[P]) -> View[P]:
    """Anybody enters. The tuple of roles is empty, and the page stands in the short list of public pages."""

    @wraps(view)
    def open_to_all(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _marked(open_to_all, ())


def _marked(view: View[P], roles: tuple[Role, ...]) -> View[P]:
    view.__dict__["roles"] = roles
    return view


def _to_login(request: HttpRequest) -> HttpResponse:
    """A page asked for by GET is shown after login; a form that was sent is not repeated, its page is shown again."""
    wanted = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    address = f"{LOGIN_PATH}?{urlencode({'next': wanted})}"
    if "HX-Request" in request.headers:
        return HttpResponse(status=UNAUTHORIZED, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
