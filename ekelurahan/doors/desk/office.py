"""What every page of the counter asks first: which office is this?"""

from django.core.exceptions import PermissionDenied

from ekelurahan.accounts.actor import Actor
from ekelurahan.catalogue.workflow import Role

COUNTER = (Role.OPERATOR, Role.SECTION_HEAD, Role.SECRETARY)
UNPROCESSABLE, CONFLICT = 422, 409


def office_of(actor: Actor) -> int:
    """The one office this person works in. Raises PermissionDenied for somebody of a wider area."""
    if actor.kelurahan_id is None:
        raise PermissionDenied
    return actor.kelurahan_id
