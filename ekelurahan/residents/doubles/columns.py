"""The columns that a merge chooses between. Pure."""

from ekelurahan.residents.entry import PERSON_FIELDS

HOUSEHOLD = ("family_card_id", "family_relation")  # chosen together
MERGED = (*HOUSEHOLD, *(name for name in PERSON_FIELDS if name != "family_relation"), "father", "mother")
