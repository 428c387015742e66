"""Who enters the registry of an office, and what each may do there."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ekelurahan.accounts.actor import Actor
from ekelurahan.catalogue.workflow import Role
from ekelurahan.lib.now import now
from ekelurahan.residents import disclosure
from ekelurahan.residents.models import Event

READERS = (Role.OPERATOR, Role.SECTION_HEAD, Role.SECRETARY, Role.LURAH)
WRITERS = (Role.OPERATOR,)
UNDOERS = (Role.OPERATOR, Role.SECRETARY, Role.LURAH)
KEEPERS = (Role.OPERATOR, Role.SECRETARY)  # of the list of heads of RT and RW
SEES_HEALTH = disclosure.SEES_HEALTH
UNPROCESSABLE, CONFLICT = 422, 409


def office_of(actor: Actor) -> int:
    """The one office this person works in. Raises PermissionDenied for somebody of a wider area."""
    if actor.kelurahan_id is None:
        raise PermissionDenied
    return actor.kelurahan_id


def may_undo(event: Event, actor: Actor) -> bool:
    """Sekretaris and lurah may take any event back; who wrote it down himself, on the same day only."""
    if actor.role is Role.OPERATOR:
        same_day = timezone.localdate(event.recorded_at) == timezone.localdate(now())
        return same_day and event.user_id == actor.user_id
    return actor.role in UNDOERS
