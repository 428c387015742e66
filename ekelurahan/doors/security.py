"""The headers that every answer carries. Pages bring no inline script or style, so the policy needs no exception.

A view that must be framed by ourselves, or cached, sets its own header: what is set already is kept.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from ekelurahan.doors.guard import actor_of

SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",  # blob: the photo just chosen, before it is sent
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{kind} {source}" for kind, source in SOURCES.items())
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "same-origin",  # "no-referrer" makes browsers send `Origin: null` with every form of our own
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
}
HTTPS_HEADERS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
NO_STORE = "no-store"


class SecurityHeaders:
    """Middleware. Stands first, so that the answers of the others carry the headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Django hands over the rest of the chain."""
        self.get_response = get_response
        self.headers = HEADERS | (HTTPS_HEADERS if getattr(settings, "HTTPS", False) else {})

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add what is missing; pages of people who are logged in are never stored anywhere."""
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        if actor_of(request) is not None or (isinstance(response, HttpResponse) and response.cookies):
            response.headers.setdefault("Cache-Control", NO_STORE)
        return response
