"""What can stand against an act. Every message is for the screen and says what to do."""

from collections.abc import Mapping
from uuid import UUID


class Refused(Exception):
    """An act that cannot be done; nothing was changed."""


class AnswersNotRight(Refused):
    """Some answers have to be mended."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


class LikelyDuplicate(Refused):
    """The same letter for the same person was asked for recently."""

    def __init__(self, message: str, application_id: UUID) -> None:
        super().__init__(message)
        self.application_id = application_id


class ChangedMeanwhile(Refused):
    """Somebody else changed the request since it was shown: look again (409)."""


class ConfirmationNeeded(Refused):
    """The password was given too long ago for a decision."""


class RightEnded(Refused):
    """The posting under which somebody acts is over."""
