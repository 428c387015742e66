"""How an applicant can be told: an e-mail address and a telephone number, both optional."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext as _

from ekelurahan.catalogue.answers import Unusable, check
from ekelurahan.catalogue.service import Field, Kind
from ekelurahan.lib.now import now

LONGEST_EMAIL = 254  # RFC 5321, and the column; the validator lets 320 pass
PHONE = Field("contact_phone", "Nomor telepon", Kind.PHONE, required=False, max_length=20)


def contact_problems(*, email: str, phone: str) -> dict[str, str]:
    """What is wrong with them, by field; empty when both can be used."""
    problems = {}
    try:
        if email:
            validate_email(email)
            MaxLengthValidator(LONGEST_EMAIL)(email)
    except ValidationError:
        problems["contact_email"] = _("Alamat pos-el ini tidak lengkap. Tulis seperti nama@contoh.id, atau kosongkan.")
    try:
        check(PHONE, phone, today=now().date())
    except Unusable as error:
        problems["contact_phone"] = str(error)
    return problems
