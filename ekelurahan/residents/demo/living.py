"""What a person of some age and sex has probably learnt, does for a living, and carries as a card."""

from random import Random

from ekelurahan.lib.codes import Education, Occupation, Sex
from ekelurahan.lib.registry_codes import IdCard, IdCardStatus, Schooling
from ekelurahan.residents.demo.naming import weighted

KTP_AGE, WORKING_AGE, RETIREMENT = 17, 19, 60

_SCHOOL_AGES = (  # from which age: finished, attending
    (22, "senior_high", "not_now"), (18, "senior_high", "bachelor"), (15, "junior_high", "senior_high"),
    (12, "primary", "junior_high"), (7, "primary_unfinished", "primary"), (5, "none", "kindergarten"),
    (0, "none", "before_kindergarten"),
)  # fmt: skip
_GROWN_UP = {  # by the year of birth, up to
    1960: (("none", 8), ("primary_unfinished", 22), ("primary", 36), ("junior_high", 16), ("senior_high", 15), ("bachelor", 3)),
    1985: (("primary_unfinished", 6), ("primary", 22), ("junior_high", 20), ("senior_high", 39), ("diploma_3", 5), ("bachelor", 8)),
    2100: (("primary", 7), ("junior_high", 15), ("senior_high", 57), ("diploma_3", 6), ("bachelor", 14), ("master", 1)),
}  # fmt: skip
_LEARNED = {Education.DIPLOMA_3.value, Education.BACHELOR.value, Education.MASTER.value}
_MEN_LEARNED = (
    ("civil_servant", 16), ("private_employee", 30), ("state_enterprise_employee", 16), ("teacher", 8), ("police", 3),
    ("soldier", 3), ("self_employed", 14), ("lecturer", 2), ("doctor", 1), ("consultant", 2), ("honorary_employee", 5),
)  # fmt: skip
_MEN = (
    ("private_employee", 24), ("day_labourer", 22), ("self_employed", 20), ("merchant", 9), ("driver", 7),
    ("bricklayer", 4), ("carpenter", 2), ("welder", 2), ("mechanic", 2), ("fisher", 2), ("seafarer", 2),
    ("transport", 2), ("soldier", 1), ("police", 1), ("electrician", 1), ("state_enterprise_employee", 3), ("farmer", 2),
)  # fmt: skip
_WOMEN_LEARNED = (
    ("homemaker", 34), ("civil_servant", 14), ("teacher", 16), ("private_employee", 18), ("nurse", 5), ("midwife", 4),
    ("honorary_employee", 6), ("self_employed", 6), ("lecturer", 2), ("doctor", 1), ("pharmacist", 1),
)  # fmt: skip
_WOMEN = (
    ("homemaker", 72), ("merchant", 7), ("private_employee", 8), ("self_employed", 6), ("tailor", 2),
    ("domestic_worker", 2), ("day_labourer", 2), ("cook", 1), ("makeup_artist", 1), ("hairdresser", 1),
)  # fmt: skip


def education_of(rng: Random, age: int, born_year: int) -> tuple[str, str]:
    """What was finished, and what is attended now."""
    finished, attending = next((finished, attending) for since, finished, attending in _SCHOOL_AGES if age >= since)
    if age < 18 or (age < 22 and rng.random() < 0.4):  # who goes on to a university
        return finished, attending
    choices = next(choices for until, choices in _GROWN_UP.items() if born_year <= until)
    return (weighted(rng, choices) if age >= 24 else finished), Schooling.NOT_NOW.value  # degrees take time


def occupation_of(rng: Random, age: int, sex: Sex, schooling: tuple[str, str]) -> str:
    """What somebody does, given what was finished and what is attended."""
    finished, attending = schooling
    if age < 6:  # before school
        return Occupation.UNEMPLOYED.value
    if attending != Schooling.NOT_NOW:
        return Occupation.STUDENT.value
    if age < WORKING_AGE or rng.random() < 0.06:  # without work
        return Occupation.UNEMPLOYED.value
    is_man = sex is Sex.MALE
    if age >= RETIREMENT and rng.random() < (0.45 if is_man else 0.1):
        return Occupation.RETIRED.value
    learned = finished in _LEARNED
    men, women = (_MEN_LEARNED, _WOMEN_LEARNED) if learned else (_MEN, _WOMEN)
    return weighted(rng, men if is_man else women)


def card_of(rng: Random, age: int, *, married: bool) -> tuple[str, str]:
    """The identity card and where it stands."""
    if age >= KTP_AGE or married:
        if rng.random() < 0.94:  # nearly everybody
            return IdCard.KTP_EL.value, IdCardStatus.PRINTED.value
        return IdCard.NONE.value, IdCardStatus.NOT_RECORDED.value
    return (IdCard.CHILD_CARD if rng.random() < 0.5 else IdCard.NONE).value, IdCardStatus.NOT_REQUIRED.value
