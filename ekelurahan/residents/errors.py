"""What the registry refuses."""

from collections.abc import Mapping
from uuid import UUID


class Refused(Exception):
    """The entry cannot be written. `problems` maps fields to sentences for the screen."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


class Doubtful(Refused):
    """Unlikely rather than impossible: told again with `sure` and a reason, the same entry is written."""


class ChangedMeanwhile(Refused):
    """Somebody else changed what the entry is about since it was shown."""


class SentBefore(Refused):
    """The same form recorded something else already: this is another entry."""


class ChangedLater(Refused):
    """An event cannot be undone before a later one that changed the same: `event_id`."""

    def __init__(self, problems: Mapping[str, str], event_id: UUID) -> None:
        super().__init__(problems)
        self.event_id = event_id
