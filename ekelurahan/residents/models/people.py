"""The people of a kelurahan and the family cards (KK) they stand on.

Columns follow what offices bring along (OpenSID's 44 columns) and what F-1.01 asks. Code lists are stored by their
stable keys (`lib.codes`, `lib.registry_codes`); an empty text means: not known.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from ekelurahan.areas.tenant import TenantModel
from ekelurahan.lib.codes import Citizenship, Occupation, Sex
from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.registry_codes import LifeStatus, Residence

SIXTEEN_DIGITS = r"^[0-9]{16}$"


def code_field(default: str = "") -> "models.CharField[str, str]":
    """A column that holds the key of a code list."""
    return models.CharField(max_length=32, blank=True, default=default)


class Recorded(TenantModel):
    """A row that only events change: `event_id` is the event that made it what it is, `version` counts its changes.

    A database trigger writes down what each event changed, and refuses a change that does not move `version` on by one.
    """

    event_id = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class FamilyCard(Recorded):
    """A Kartu Keluarga: its number, and the address its members share. RT and RW are three digits, as text."""

    no_kk = models.TextField(db_collation="C")
    address = models.CharField(max_length=255, blank=True)
    hamlet = models.CharField(max_length=50, blank=True)  # dusun or lingkungan
    rt = models.CharField(max_length=3, blank=True)
    rw = models.CharField(max_length=3, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["no_kk", "kelurahan_id"], name="family_card_in_city"),
            models.Index(fields=["kelurahan_id", "rw", "rt"], name="family_card_by_place"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kelurahan_id", "no_kk"], name="family_card_no_kk"),
            models.UniqueConstraint(fields=["kelurahan_id", "id"], name="family_card_office"),
            models.CheckConstraint(condition=models.Q(no_kk__regex=SIXTEEN_DIGITS), name="family_card_no_kk_digits"),
        ]

    def __str__(self) -> str:
        return masked_number(self.no_kk)


class Resident(Recorded):
    """One person. `nik` is None for somebody who has none yet (a newborn, a first registration).

    A NIK stands once in the city: only rows of people who moved away (`moved`) or were entered wrongly (`invalid`)
    let go of theirs. `is_counted` says who belongs to the population: present and not a temporary resident.
    """

    family_card = models.ForeignKey(
        FamilyCard, on_delete=models.PROTECT, related_name="members", db_constraint=False, db_index=False
    )
    nik = models.TextField(null=True, db_collation="C")  # noqa: DJ001  # unique: an empty text could be there only once
    name = models.CharField(max_length=100)
    title_prefix = models.CharField(max_length=50, blank=True)
    title_suffix = models.CharField(max_length=50, blank=True)
    sex = code_field()
    birth_place = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()
    religion = code_field()
    belief_organisation = models.CharField(max_length=100, blank=True)
    education = code_field()
    schooling = code_field()
    occupation = code_field()
    reads = code_field()  # which letters, for the register B1
    marital_status = code_field()
    marital_record = code_field()  # the six values of F-1.01
    family_relation = code_field()
    citizenship = code_field(Citizenship.INDONESIAN.value)
    nationality = models.CharField(max_length=60, blank=True)  # of a foreigner
    citizenship_decree = models.CharField(max_length=50, blank=True)  # SK WNI
    father = models.UUIDField(null=True)  # in this registry, where known
    father_nik = models.CharField(max_length=16, blank=True)
    father_name = models.CharField(max_length=100, blank=True)
    mother = models.UUIDField(null=True)
    mother_nik = models.CharField(max_length=16, blank=True)
    mother_name = models.CharField(max_length=100, blank=True)
    blood_group = code_field()
    birth_certificate = models.CharField(max_length=50, blank=True)
    passport = models.CharField(max_length=50, blank=True)
    passport_expiry_date = models.DateField(null=True)
    stay_permit = models.CharField(max_length=50, blank=True)  # number of KITAS or KITAP
    stay_permit_kind = code_field()
    stay_permit_place = models.CharField(max_length=60, blank=True)
    stay_permit_date = models.DateField(null=True)
    stay_permit_expiry_date = models.DateField(null=True)
    first_entry_date = models.DateField(null=True)
    sponsor_kind = code_field()
    sponsor_name = models.CharField(max_length=100, blank=True)
    sponsor_address = models.CharField(max_length=255, blank=True)
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
    residence = code_field(Residence.PERMANENT.value)
    origin_address = models.CharField(max_length=255, blank=True)  # of a temporary resident
    stays_until = models.DateField(null=True)
    life_status = code_field(LifeStatus.ALIVE.value)
    merged_into = models.UUIDField(null=True)  # the row that stands for this person since a merge
    is_counted = models.GeneratedField(
        expression=Q(life_status__in=("alive", "")) & ~Q(residence="temporary"),  # type: ignore[arg-type]  # a condition is one
        output_field=models.BooleanField(),
        db_persist=True,
    )
    ethnicity = models.CharField(max_length=50, blank=True)
    card_tag = models.CharField(max_length=17, blank=True)  # number in the card's chip
    insurance = code_field()
    insurance_number = models.CharField(max_length=50, blank=True)
    latitude = models.CharField(max_length=24, blank=True)
    longitude = models.CharField(max_length=24, blank=True)
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kelurahan_id", "nik"], condition=~Q(life_status="invalid"), name="resident_nik"
            ),
            models.UniqueConstraint(
                fields=["nik"], condition=~Q(life_status__in=("moved", "invalid")), name="resident_nik_in_city"
            ),
            models.UniqueConstraint(fields=["kelurahan_id", "id"], name="resident_office"),
            models.CheckConstraint(condition=models.Q(nik__regex=SIXTEEN_DIGITS), name="resident_nik_digits"),
        ]
        indexes = [
            models.Index(fields=["kelurahan_id", "family_card"], name="resident_family_card"),
            models.Index(fields=["kelurahan_id", "birth_date"], name="resident_birth_date"),
            models.Index(fields=["nik", "kelurahan_id"], name="resident_nik_everywhere"),
            models.Index(fields=["kelurahan_id", "is_counted", "name", "id"], name="resident_by_name"),
            models.Index(fields=["birth_date", "kelurahan_id"], name="resident_born_in_city"),
            models.Index(fields=["mother_nik", "kelurahan_id"], condition=~Q(mother_nik=""), name="resident_of_mother"),
            models.Index(
                fields=["kelurahan_id", "merged_into"], condition=Q(merged_into__isnull=False), name="resident_merged"
            ),
            models.Index(fields=["kelurahan_id", "id"], condition=Q(residence="temporary"), name="resident_temporary"),
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
    """One word of one resident's name, in its common spelling, for searching by beginnings of words in any order.

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
        indexes = [
            models.Index(fields=["kelurahan_id", "resident", "word"], name="resident_words"),
            models.Index(fields=["word", "kelurahan_id", "resident"], name="resident_word_in_city"),
        ]

    def __str__(self) -> str:
        return f"word of resident {self.resident_id}"


class NameWord(models.Model):
    """Every word that stands in any name of the city, once: for finding what a mistyped or half-known word may mean.

    Not a tenant table: a word leads to nobody. `people` is how many carry it, counted at night; it only orders guesses.
    """

    word = models.CharField(max_length=100, primary_key=True, db_collation="C")
    people = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [  # without a list of what is still to be sorted in, which every search would have to read
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], fastupdate=False, name="name_word_trigrams"),
        ]

    def __str__(self) -> str:
        return "word of a name"
