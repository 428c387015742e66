"""Going through the registry for pairs that may be one person. Reads only, in flat memory."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from ekelurahan.lib.spelling import words_of_name
from ekelurahan.residents.doubles.blocking import PASSES, Pass, Row, pairs_of
from ekelurahan.residents.doubles.likeness import SHOWN, Facts, Verdict, compare_dates, judge
from ekelurahan.residents.doubles.naming import MOST_BITS, Names, Rarity, compare_names
from ekelurahan.residents.doubles.queries import bits_of

PIECE = 10_000  # rows fetched at once
_COLUMNS = """
    SELECT r.id, r.kelurahan_id, r.name, r.sex, r.birth_place, r.birth_date, coalesce(r.nik, ''), c.no_kk, r.mother_name,
        r.mother_nik, r.father_name, r.updated_at >= %s
    FROM residents_resident r
    JOIN residents_familycard c ON c.kelurahan_id = r.kelurahan_id AND c.id = r.family_card_id
    WHERE r.life_status NOT IN ('moved', 'invalid')
"""


@dataclass(frozen=True)
class Found:
    """Two rows that may be one person."""

    left: Row
    right: Row
    verdict: Verdict


def find_pairs(since: datetime, progress: Callable[[int], None] | None = None) -> Iterator[Found]:
    """Every likely pair of the current scope of which one row changed since then. The same pair may come twice."""
    rarity = counted_words()
    for number, way in enumerate(PASSES):
        yield from likely(pairs_of(way, rows_of(way, since)), rarity)
        if progress:
            progress(number + 1)


def likely(pairs: Iterable[tuple[Row, Row]], rarity: Rarity) -> Iterator[Found]:
    """The pairs that are worth a look."""
    for left, right in pairs:
        if promising(left, right):
            verdict = judge(facts_of(left), facts_of(right), rarity)
            if verdict.score >= SHOWN:
                yield Found(left, right, verdict)


def promising(left: Row, right: Row) -> bool:
    """Whether weighing the pair can come out above the threshold: a cheap look first."""
    level = compare_names(left.words, right.words).level
    return level not in {Names.SOME, Names.NONE} and compare_dates(left.birth_date, right.birth_date) != "date_other"


def facts_of(row: Row) -> Facts:
    """What is compared of a row."""
    return Facts(
        words=row.words, birth_date=row.birth_date, sex=row.sex, birth_place=row.birth_place, nik=row.nik,
        no_kk=row.no_kk, mother=words_of_name(row.mother_name), mother_nik=row.mother_nik,
        father=words_of_name(row.father_name),
    )  # fmt: skip


def rows_of(way: Pass, since: datetime) -> Iterator[Row]:
    """Everybody who stands in the current scope, in the order of this pass, piece by piece from a cursor of the server."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        chosen = f"{_COLUMNS % _moment(since)} AND {way.where} ORDER BY {way.order}"
        cursor.execute(f"DECLARE everybody NO SCROLL CURSOR FOR {chosen}")
        try:
            while True:
                cursor.execute(f"FETCH {PIECE} FROM everybody")
                piece = cursor.fetchall()
                if not piece:
                    break
                yield from (Row(*values) for values in piece)
        finally:
            cursor.execute("CLOSE everybody")


def rows_by_id(ids: Iterable[UUID], since: datetime) -> dict[UUID, Row]:
    """Those of these rows that stand, within the current scope."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_COLUMNS % _moment(since)} AND r.id = ANY(%s)", [list(ids)])
        return {values[0]: Row(*values) for values in cursor}


def _moment(since: datetime) -> str:
    """As SQL: a cursor takes no parameters."""
    return f"'{since.isoformat()}'::timestamptz"


def counted_words() -> Rarity:
    """How rare each word of a name is in the current scope, counted now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, count(*) FROM residents_residentword GROUP BY word")
        people: dict[str, int] = dict(cursor)
        cursor.execute("SELECT count(*) FROM residents_resident")
        everybody = max(int(cursor.fetchone()[0]), 1000)
    bits = {word: bits_of(count, everybody) for word, count in people.items()}
    return lambda word: bits.get(word, MOST_BITS)
