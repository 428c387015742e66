"""One search box for everything a counter has in hand: a name, a NIK, a KK number, a request, a receipt, a letter."""

import re
from dataclasses import dataclass, field
from uuid import UUID

from ekelurahan.applications.queries import ApplicationRow, find_by_number, row_of
from ekelurahan.letters.models import Letter
from ekelurahan.lib.tokens import HANDLE_LENGTH, normalised
from ekelurahan.offices.queries import HandleKind, find_handle
from ekelurahan.residents.queries import ResidentRow, search

MOST_HITS = 8
_SCANNED = re.compile(r"/(?P<place>[pv])/(?P<code>[0-9A-Za-z-]+)/?$")
_NUMBER = re.compile(r"[A-Za-z0-9]{2,12}-\d{4}-[0-9A-Za-z]{5}")


@dataclass(frozen=True)
class Found:
    """What answers a search: one request, or residents."""

    request: ApplicationRow | None = None
    residents: list[ResidentRow] = field(default_factory=list)

    @property
    def first(self) -> ApplicationRow | ResidentRow | None:
        """What Enter opens."""
        return self.request or next(iter(self.residents), None)

    @property
    def is_single(self) -> bool:
        """Whether there is nothing to choose."""
        return self.request is not None or len(self.residents) == 1


def find(text: str, *, kelurahan_id: int) -> Found:
    """Search within one office. What was scanned from a receipt or a letter leads to its request."""
    text = text.strip()
    if code := _code_in(text):
        return Found(_request_by_code(*code, kelurahan_id=kelurahan_id))
    if _NUMBER.fullmatch(text):
        request = find_by_number(kelurahan_id, text)
        if request is not None:
            return Found(request)
    return Found(residents=search(text, MOST_HITS))


def _code_in(text: str) -> tuple[HandleKind | None, str] | None:
    """The handle in what a scanner typed: an address of ours, or the bare code."""
    scanned = _SCANNED.search(text)
    if scanned:
        return (HandleKind.TRACK if scanned["place"] == "p" else HandleKind.VERIFY), scanned["code"]
    if len(normalised(text)) == HANDLE_LENGTH and " " not in text:
        return None, text
    return None


def _request_by_code(kind: HandleKind | None, code: str, *, kelurahan_id: int) -> ApplicationRow | None:
    for wanted in [kind] if kind else [HandleKind.TRACK, HandleKind.VERIFY]:
        found = find_handle(code, wanted)
        if found and found[0] == kelurahan_id:
            return _request(wanted, found[1], kelurahan_id=kelurahan_id)
    return None


def _request(kind: HandleKind, object_id: UUID, *, kelurahan_id: int) -> ApplicationRow | None:
    if kind is HandleKind.TRACK:
        return row_of(kelurahan_id, object_id)
    letter = Letter.objects.filter(kelurahan_id=kelurahan_id, id=object_id).values_list("application_id").first()
    return row_of(kelurahan_id, letter[0]) if letter else None
