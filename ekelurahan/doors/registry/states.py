"""In one word, what became of a person."""

from django.utils.translation import gettext as _

from ekelurahan.doors.registry.columns import words_of
from ekelurahan.residents.models import Resident


def state_of(row: Resident) -> str:
    """Alive, dead, moved, or a wrong entry; of a row that another one stands for, that it was merged."""
    return _("Digabung") if row.merged_into else words_of("life_status", row.life_status)
