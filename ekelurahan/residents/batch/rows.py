"""The shape of a staged row: one person with the family card, None where nothing is said."""

from datetime import date
from typing import NamedTuple

from ekelurahan.residents.entry import CARD_FIELDS, PERSON_FIELDS

FIELDS = (*CARD_FIELDS, *PERSON_FIELDS)
PLACES = {name: place for place, name in enumerate(FIELDS)}
WIDTH = len(FIELDS)


class StagedRow(NamedTuple):
    """`number` names the row in reports and must be unique; `values` stand in the order of FIELDS."""

    number: int
    values: list[str | date | None]
    kelurahan_id: int = 0  # 0: the office that the batch is for
