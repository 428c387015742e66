"""The reader's language: Indonesian, unless he chose another at the foot of a page. The browser's wish is not asked:
office computers are set to English more often than their users are.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

COOKIE = "bahasa"
YEAR = 365 * 24 * 3600


class Language:
    """Middleware: speaks the language of the cookie for the length of one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Django hands over the rest of the chain."""
        self.get_response = get_response
        self.languages = frozenset(code for code, _ in settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Activate it, answer, and put the default back for the thread's next request."""
        wanted = request.COOKIES.get(COOKIE, "")
        translation.activate(wanted if wanted in self.languages else settings.LANGUAGE_CODE)
        try:
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            patch_vary_headers(response, ("Cookie",))
        finally:
            translation.deactivate()
        return response
