"""Ages out of months of birth, exactly: as of the last day of a month, everybody's birthday of that month is past."""

from datetime import date

OLDEST_GROUP = 75  # and above, as the official tables have it
GROUP_YEARS = 5
GROUPS = tuple(range(0, OLDEST_GROUP + 1, GROUP_YEARS))
_MONTHS = 12


def age_at_end_of(month: date, born: str) -> int:
    """Full years, on the last day of `month`, of somebody born in `born` ("1990-05"). Negative before the birth."""
    year, _, number = born.partition("-")
    return ((month.year - int(year)) * _MONTHS + month.month - int(number)) // _MONTHS


def group_of(age: int) -> int:
    """The first age of the group of five years that an age belongs to."""
    return min(max(age, 0), OLDEST_GROUP) // GROUP_YEARS * GROUP_YEARS


def group_words(first: int) -> str:
    """The ages of a group: 0 to 4, and so on, then 75+."""
    return f"{first}+" if first == OLDEST_GROUP else f"{first}\N{EN DASH}{first + GROUP_YEARS - 1}"
