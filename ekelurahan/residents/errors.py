"""What the registry refuses."""

from collections.abc import Mapping


class Refused(Exception):
    """The entry cannot be written. `problems` maps fields to sentences for the screen."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)
