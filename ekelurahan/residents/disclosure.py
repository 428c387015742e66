"""What of people's data is shown to whom: on screens and in files alike (UU 27/2022: no more than the purpose needs)."""

from ekelurahan.accounts.actor import Actor
from ekelurahan.catalogue.workflow import Role

MASKED = frozenset({  # numbers that stand in for a person elsewhere: whole only one by one, or for a reason
    "nik", "no_kk", "father_nik", "mother_nik", "passport", "stay_permit", "card_tag", "insurance_number",
})  # fmt: skip
HEALTH = frozenset({"disability", "contraception", "pregnancy", "insurance", "insurance_number"})
SEES_HEALTH = (Role.OPERATOR, Role.SECTION_HEAD)  # who enters it, and who checks what is paid or given because of it


def withheld_from(actor: Actor | None) -> frozenset[str]:
    """The columns that a file for somebody leaves empty. A command (None) holds the server, and gets everything."""
    return frozenset() if actor is None or actor.role in SEES_HEALTH else HEALTH
