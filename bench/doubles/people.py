"""People of which some stand twice, and who only look like it: real twins, namesakes. The same for the same seed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random
from uuid import UUID

from ekelurahan.residents.batch.rows import PLACES, StagedRow
from ekelurahan.residents.demo.people import Numbers, people_of
from ekelurahan.residents.doubles.blocking import Row

OFFICES = tuple(range(1671141001, 1671141008))
WRITTEN_TWICE, TWINS, NAMESAKES = 0.02, 0.015, 0.005  # of the people
OTHER_OFFICE = 0.4  # of those who stand twice
MOST_ERRORS = (1, 1, 1, 2, 2, 3)
NAMES_OF_TWINS = (
    "HASAN", "HUSEIN", "RAFA", "RAFI", "ZAHRA", "AZZAHRA", "DAFFA", "DAFFI", "RANI", "RINA", "NAYLA", "NAILA", "DIMAS",
    "DIMAZ", "PUTRA", "PUTRI", "AULIA", "AURELIA", "FARHAN", "FARHAT", "ADAM", "IDAM", "SALMA", "SALWA",
)  # fmt: skip
LETTERS = "AEIOUNRSTLMDKHY"
SPELLINGS = (
    ("MUHAMMAD", ("MOH.", "MUH.", "M.", "MOHAMAD", "MUHAMAD", "MOCH.", "MOHD")), ("ABDUL", ("ABD.",)), ("SITI", ("ST.",)),
    ("NUR", ("NOER", "NOOR")), ("SY", ("S", "SJ")), ("IYAH", ("IAH",)), ("Z", ("S", "DZ")), ("F", ("P", "V")),
    ("U", ("OE",)), ("J", ("DJ",)), ("C", ("TJ",)), ("Y", ("J", "I")), ("DH", ("D",)), ("AINI", ("AINY", "AYNI")),
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """Everybody, shuffled; and the pairs of ids that are one person."""

    rows: list[Row]
    truth: set[tuple[UUID, UUID]]
    twins: int
    namesakes: int


def sample(size: int, seed: int) -> Sample:
    """About so many people, a few in a hundred of them twice."""
    rng = Random(f"doubles/{seed}")  # noqa: S311  # made-up people
    numbers, ids = Numbers(), count(1)
    rows = [
        _row(staged, next(ids))
        for office in OFFICES
        for staged in people_of(office, size // len(OFFICES), numbers=numbers, seed=seed)
    ]
    twins = [_twin(rng, row, next(ids)) for row in rows if row.mother_nik and rng.random() < TWINS * 2]
    couples = (rng.sample(rows, 2) for _ in range(round(len(rows) * NAMESAKES)))
    namesakes = [_namesake(rng, one, other, next(ids)) for one, other in couples]
    everybody = [*rows, *twins, *namesakes]
    copies, truth = [], set()
    for row in rng.sample(everybody, round(len(everybody) * WRITTEN_TWICE)):
        copy = _copy(rng, row, next(ids))
        copies.append(copy)
        truth.add((row.id, copy.id))
    everybody += copies
    rng.shuffle(everybody)
    return Sample(everybody, truth, len(twins), len(namesakes))


def _row(staged: StagedRow, number: int) -> Row:
    def told(name: str) -> str:
        return str(staged.values[PLACES[name]] or "")

    born = staged.values[PLACES["birth_date"]]
    assert isinstance(born, date)
    return Row(
        UUID(int=number), staged.kelurahan_id, told("name"), told("sex"), told("birth_place"), born, told("nik"),
        told("no_kk"), told("mother_name"), told("mother_nik"), told("father_name"), fresh=True,
    )  # fmt: skip


def _twin(rng: Random, row: Row, number: int) -> Row:
    """A real twin: one word in common at most, or a name made to sound alike; the next NIK, or none yet."""
    words = row.name.split()
    place = 0 if len(words) == 1 else rng.randrange(len(words))
    if rng.random() < 0.3 and len(words[place]) < 6:
        words[place] = _vowel_changed(rng, words[place])
    else:
        words[place] = rng.choice([name for name in NAMES_OF_TWINS if name not in words])
    nik = row.nik[:12] + f"{int(row.nik[12:]) + 1:04d}" if rng.random() < 0.7 else ""
    sex = row.sex if rng.random() < 0.6 else {"male": "female", "female": "male"}[row.sex]
    return replace(row, id=UUID(int=number), name=" ".join(words), nik=nik, sex=sex)


def _namesake(rng: Random, row: Row, other: Row, number: int) -> Row:
    """Another person of the same name, born near or on the same date, of other parents and another office."""
    born = row.birth_date if rng.random() < 0.5 else row.birth_date + timedelta(days=rng.choice((-1, 1, 10, 31, 365)))
    nik = f"{other.nik[:6]}{row.nik[6:12]}{rng.randrange(1, 9999):04d}" if rng.random() < 0.8 else ""
    return replace(other, id=UUID(int=number), name=row.name, sex=row.sex, birth_date=born, nik=nik)


def _copy(rng: Random, row: Row, number: int) -> Row:
    """The same person, written down again by somebody else."""
    copy = replace(row, id=UUID(int=number), nik=_other_nik(rng, row.nik))
    if rng.random() < OTHER_OFFICE:
        copy = replace(copy, kelurahan_id=rng.choice(OFFICES), no_kk=str(9_999_990_000_000_000 + number))
    if rng.random() < 0.2:
        copy = replace(copy, mother_name="", mother_nik="")
    elif rng.random() < 0.5:
        copy = replace(copy, mother_nik="")
    if rng.random() < 0.3:
        copy = replace(copy, father_name="")
    for _ in range(rng.choice(MOST_ERRORS)):
        copy = rng.choice(ERRORS)(rng, copy)
    return copy


def _other_nik(rng: Random, nik: str) -> str:
    """Half have none yet; some a second one, some one with a wrong digit (equal ones the database refuses)."""
    chance = rng.random()
    if chance < 0.6 or not nik:
        return ""
    if chance < 0.8:
        return f"{nik[:12]}{rng.randrange(1000, 9999):04d}"
    place = rng.choice((0, 1, 2, 3, 4, 5, 12, 13, 14, 15))
    return nik[:place] + rng.choice([digit for digit in "123456789" if digit != nik[place]]) + nik[place + 1 :]


def _typo(rng: Random, row: Row) -> Row:
    return replace(row, name=_slip(rng, row.name))


def _spelled_otherwise(rng: Random, row: Row) -> Row:
    fitting = [(old, new) for old, new in SPELLINGS if old in row.name]
    if not fitting:
        return _typo(rng, row)
    old, new = rng.choice(fitting)
    return replace(row, name=row.name.replace(old, rng.choice(new), 1))


def _shortened(rng: Random, row: Row) -> Row:
    words = row.name.split()
    if len(words) < 2 or "." in row.name:
        return _typo(rng, row)
    place = rng.randrange(1, len(words))
    words[place : place + 1] = [] if rng.random() < 0.5 else [words[place][0] + "."]
    return replace(row, name=" ".join(words))


def _swapped(rng: Random, row: Row) -> Row:
    born = row.birth_date
    return replace(row, birth_date=date(born.year, born.day, born.month)) if born.day <= 12 else _date_typo(rng, row)


def _date_typo(rng: Random, row: Row) -> Row:
    born = row.birth_date
    while True:
        digits = list(f"{born:%d%m%Y}")
        digits[rng.choice((0, 1, 2, 3, 6, 7))] = rng.choice("0123456789")
        try:
            changed = date(int("".join(digits[4:])), int("".join(digits[2:4])), int("".join(digits[:2])))
        except ValueError:
            continue
        if changed != born and changed.year <= 2026:
            return replace(row, birth_date=changed)


def _parents_otherwise(rng: Random, row: Row) -> Row:
    return replace(row, mother_name=_slip(rng, row.mother_name), father_name=_slip(rng, row.father_name))


def _place_otherwise(rng: Random, row: Row) -> Row:
    return replace(row, birth_place=rng.choice(("PLAJU", "PALEMBANG", "", "OGAN ILIR")))


ERRORS: Sequence[Callable[[Random, Row], Row]] = (
    _typo, _typo, _spelled_otherwise, _spelled_otherwise, _spelled_otherwise, _shortened, _swapped, _date_typo,
    _parents_otherwise, _place_otherwise,
)  # fmt: skip


def _slip(rng: Random, text: str) -> str:
    """A letter wrong, missing, too many, or two exchanged; not the first of the name."""
    places = [place for place in range(1, len(text) - 1) if text[place : place + 2].isalpha()]
    if not places:
        return text
    place = rng.choice(places)
    kinds: Iterator[str] = iter(
        (
            text[:place] + rng.choice(LETTERS) + text[place + 1 :],
            text[:place] + text[place + 1 :],
            text[:place] + rng.choice(LETTERS) + text[place:],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        )
    )
    return rng.choice(list(kinds))


def _vowel_changed(rng: Random, word: str) -> str:
    """RANI and RINA: as parents name twins."""
    places = [place for place, letter in enumerate(word) if letter in "AEIOU"]
    if not places:
        return word + "A"
    place = rng.choice(places)
    return word[:place] + rng.choice([letter for letter in "AEIOU" if letter != word[place]]) + word[place + 1 :]
