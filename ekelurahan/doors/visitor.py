"""Where a request comes from: for throttles, the list of sessions and the evidence of a decision."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ekelurahan.accounts.actions import Device

BROWSERS = (("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("OPR", "Opera"), ("Firefox", "Firefox"))
MORE_BROWSERS = (("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"))


def device_of(request: HttpRequest) -> Device:
    """Address and browser of a request."""
    return Device(address_of(request), request.headers.get("User-Agent", ""))


def address_of(request: HttpRequest) -> str | None:
    """The visitor's address: the last one a trusted proxy wrote down, otherwise the connection's own."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.TRUSTED_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR") or None


def device_name(user_agent: str) -> str:
    """A browser's long name in a few words: Chrome di Android."""
    browser = _first_in(user_agent, BROWSERS) or _first_in(user_agent, MORE_BROWSERS)
    system = _first_in(user_agent, SYSTEMS) or ("Linux" if "Linux" in user_agent else "")
    if not browser or not system:
        return browser or system or _("Perangkat tidak dikenal")
    return _("%(browser)s di %(system)s") % {"browser": browser, "system": system}


def _first_in(text: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in text), "")
