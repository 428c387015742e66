"""Keeping a person from being entered twice."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

# How to call it, before the event is recorded (the lock of the office comes after the lock of the birth date, always):
#
#     @transaction.atomic
#     def register_birth(card_id, baby, *, kelurahan_id, told, by, sure=False):
#         values = baby.values()
#         ... problems_of ...
#         guard_against_twins(values, kelurahan_id=kelurahan_id, sure=sure, reason=told.reason)
#         event = record(...)
#
# Several people at once (an arrival): guard_against_twins(*[person.values() for person in people], kelurahan_id=…).
# It raises LikelyTwin (a Refused with problems {"sure": sentence}); a form then offers a box named `sure` and a reason.


def guard_against_twins(
    *people: Mapping[str, Any], kelurahan_id: int, sure: bool = False, reason: str = "", but_not: tuple[UUID, ...] = ()
) -> None:
    """Let nobody be entered twice, in any office of the city, also when two offices enter them in this very moment.

    `people` are the columns of those about to be written; `but_not` rows that are known to be others. Whoever is `sure` says why in `reason`.
    Call it in the transaction that writes, before `record`. Raises Refused naming the office that has such a person already.
    """
