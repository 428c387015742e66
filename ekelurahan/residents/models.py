"""The people of a kelurahan and the family cards (KK) they stand on.

Columns follow what offices bring along (OpenSID's 44 columns) and what F-1.01 asks. Code lists are stored by their
stable keys (`lib.codes`, `lib.registry_codes`); an empty text means: not known.
"""

from django.db import models

from ekelurahan.areas.tenant import TenantModel
from ekelurahan.lib.codes import Citizenship, Occupation, Sex
from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.registry_codes import LifeStatus

SIXTEEN_DIGITS = r"^[0-9]{16}$"


def code_field(default: str = "") -> "models.CharField[str, str]":
    """A column that holds the key of a code list."""
    return models.CharField(max_length=32, blank=True, default=default)


class FamilyCard(TenantModel):
    """A Kartu Keluarga: its number, and the address its members share. RT and RW are three digits, as text."""

    no_kk = models.TextField(db_collation="C")
    address = models.CharField(max_length=255, blank=True)
    hamlet = models.CharField(max_length=50, blank=True)  # dusun or lingkungan
    rt = models.CharField(max_length=3, blank=True)
    rw = models.CharField(max_length=3, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kelurahan_id", "no_kk"], name="family_card_no_kk"),
            models.UniqueConstraint(fields=["kelurahan_id", "id"], name="family_card_office"),
            models.CheckConstraint(condition=models.Q(no_kk__regex=SIXTEEN_DIGITS), name="family_card_no_kk_digits"),
        ]

    def __str__(self) -> str:
        return masked_number(self.no_kk)


class Resident(TenantModel):
    """One person. `nik` is None for somebody who has none yet (a newborn, a first registration)."""

    family_card = models.ForeignKey(
        FamilyCard, on_delete=models.PROTECT, related_name="members", db_constraint=False, db_index=False
    )
    nik = models.TextField(null=True, db_collation="C")  # noqa: DJ001  # unique: an empty text could be there only once
    name = models.CharField(max_length=100)
    sex = code_field()
    birth_place = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()
    religion = code_field()
    education = code_field()
    schooling = code_field()
    occupation = code_field()
    marital_status = code_field()
    family_relation = code_field()
    citizenship = code_field(Citizenship.INDONESIAN.value)
    father_nik = models.CharField(max_length=16, blank=True)
    father_name = models.CharField(max_length=100, blank=True)
    mother_nik = models.CharField(max_length=16, blank=True)
    mother_name = models.CharField(max_length=100, blank=True)
    blood_group = code_field()
    birth_certificate = models.CharField(max_length=50, blank=True)
    passport = models.CharField(max_length=50, blank=True)
    passport_expiry_date = models.DateField(null=True)
    stay_permit = models.CharField(max_length=50, blank=True)  # KITAS or KITAP
    marriage_certificate = models.CharField(max_length=50, blank=True)
    marriage_date = models.DateField(null=True)
    divorce_certificate = models.CharField(max_length=50, blank=True)
    divorce_date = models.DateField(null=True)
    disability = code_field()
    contraception = code_field()
    pregnancy = code_field()
    id_card = code_field()
    id_card_status = code_field()
    current_address = models.CharField(max_length=255, blank=True)  # where it differs from the family card
    life_status = code_field(LifeStatus.ALIVE.value)
    ethnicity = models.CharField(max_length=50, blank=True)
    card_tag = models.CharField(max_length=17, blank=True)  # number in the card's chip
    insurance = code_field()
    insurance_number = models.CharField(max_length=50, blank=True)
    latitude = models.CharField(max_length=24, blank=True)
    longitude = models.CharField(max_length=24, blank=True)
    remark = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kelurahan_id", "nik"], name="resident_nik"),
            models.UniqueConstraint(fields=["kelurahan_id", "id"], name="resident_office"),
            models.CheckConstraint(condition=models.Q(nik__regex=SIXTEEN_DIGITS), name="resident_nik_digits"),
        ]
        indexes = [
            models.Index(fields=["kelurahan_id", "family_card"], name="resident_family_card"),
            models.Index(fields=["kelurahan_id", "birth_date"], name="resident_birth_date"),
        ]

    def __str__(self) -> str:
        return f"resident {self.id}"  # no name: this text reaches logs

    @property
    def is_present(self) -> bool:
        """Whether the person still counts as a resident: neither dead nor moved, lost or invalid."""
        return self.life_status in {LifeStatus.ALIVE, ""}

    @property
    def sex_words(self) -> str:
        """Laki-laki or Perempuan."""
        return Sex(self.sex).words if self.sex else ""

    @property
    def occupation_words(self) -> str:
        """The occupation as running text."""
        return Occupation(self.occupation).words if self.occupation else ""


class ResidentWord(TenantModel):
    """One word of one resident's name, for searching by beginnings of words in any order.

    A row per word, because beneath row security only leakproof comparisons reach an index: a prefix is asked for as a
    range of this column, which sorts by code points.
    """

    id = None  # type: ignore[assignment]  # the three columns are the key
    pk = models.CompositePrimaryKey("kelurahan_id", "word", "resident_id")
    word = models.CharField(max_length=100, db_collation="C")
    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="words", db_constraint=False, db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["kelurahan_id", "resident"], name="resident_word_resident")]

    def __str__(self) -> str:
        return f"word of resident {self.resident_id}"
