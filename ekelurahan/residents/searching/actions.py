"""Writing down the words by which people are found, and counting them."""

from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from ekelurahan.areas.scope import all_offices
from ekelurahan.lib.spelling import words_of_name
from ekelurahan.outbox.registry import nightly
from ekelurahan.residents.models import Resident, ResidentWord

LOCKS = 0x776F7264  # the class of our advisory locks: "word"; 0 is the whole dictionary


def write_words(row: Resident) -> None:
    """The words by which a person is found.

    A word that is new to the city waits for nobody: whoever writes it down in this moment does it for both, so two
    offices whose families share new names cannot wait for each other. Taken back there, it comes in the night.
    """
    words = words_of_name(row.name)
    ResidentWord.objects.filter(kelurahan_id=row.kelurahan_id, resident_id=row.id).exclude(word__in=words).delete()
    ResidentWord.objects.bulk_create(
        (ResidentWord(kelurahan_id=row.kelurahan_id, word=word, resident_id=row.id) for word in words),
        ignore_conflicts=True,
    )
    with connection.cursor() as cursor:
        cursor.execute(_ADD_UNKNOWN, [sorted(words), LOCKS, LOCKS])


_ADD_UNKNOWN = """
    WITH unknown AS MATERIALIZED (
        SELECT word FROM unnest(%s::text[]) AS new(word)
        WHERE NOT EXISTS (SELECT FROM residents_nameword known WHERE known.word = new.word)
    ), ours AS MATERIALIZED (
        SELECT word FROM unknown
        WHERE pg_try_advisory_xact_lock_shared(%s, 0) AND pg_try_advisory_xact_lock(%s, hashtext(word))
    )
    INSERT INTO residents_nameword (word, people) SELECT word, 1 FROM ours ON CONFLICT DO NOTHING
"""


def hold_dictionary(cursor: CursorWrapper) -> None:
    """Before many words are written at once, until the transaction ends: whoever writes few leaves them to the night."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [LOCKS])


@transaction.atomic
def reindex_office(kelurahan_id: int) -> int:
    """Write down the words of everybody in an office again; returns how many people that are. In a scope that holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hold_registry(%s)", [kelurahan_id])  # nobody gets another name meanwhile
        return rewrite_words(cursor, kelurahan_id)


def rewrite_words(cursor: CursorWrapper, kelurahan_id: int) -> int:
    """The same on somebody else's connection: a migration's."""
    cursor.execute("SELECT id, name FROM residents_resident WHERE kelurahan_id = %s", [kelurahan_id])
    people: list[tuple[UUID, str]] = cursor.fetchall()
    cursor.execute(
        """
        CREATE TEMPORARY TABLE IF NOT EXISTS words_now (word text COLLATE "C", resident_id uuid) ON COMMIT DELETE ROWS;
        TRUNCATE words_now
        """
    )
    with cursor.copy("COPY words_now FROM STDIN") as copy:
        for resident_id, name in people:
            for word in words_of_name(name):
                copy.write_row((word, resident_id))
    cursor.execute("ANALYZE words_now")
    cursor.execute(_DROP_OTHERS, [kelurahan_id])
    cursor.execute(_ADD_NEW, [kelurahan_id])
    hold_dictionary(cursor)
    cursor.execute(_ADD_TO_DICTIONARY)
    return len(people)


_DROP_OTHERS = """
    DELETE FROM residents_residentword w WHERE kelurahan_id = %s
        AND NOT EXISTS (SELECT FROM words_now n WHERE n.word = w.word AND n.resident_id = w.resident_id)
"""
_ADD_NEW = """
    INSERT INTO residents_residentword (kelurahan_id, word, resident_id)
    SELECT %s, word, resident_id FROM words_now ON CONFLICT DO NOTHING
"""
_ADD_TO_DICTIONARY = """
    INSERT INTO residents_nameword (word, people)
    SELECT word, count(*) FROM words_now GROUP BY word ORDER BY word ON CONFLICT DO NOTHING
"""


@nightly("name-words")
def count_name_words() -> None:
    """How many people carry each word, over all offices: what decides where a search begins. Words nobody carries stay, at 0."""
    with all_offices(), connection.cursor() as cursor:
        recount(cursor)


def recount(cursor: CursorWrapper) -> None:
    """The same on somebody else's connection, in a scope that sees all offices."""
    cursor.execute(
        """
        WITH counted AS MATERIALIZED (SELECT word, count(*) AS people FROM residents_residentword GROUP BY word)
        INSERT INTO residents_nameword AS n (word, people) SELECT word, people FROM counted ORDER BY word
        ON CONFLICT (word) DO UPDATE SET people = excluded.people WHERE n.people <> excluded.people
        """
    )
    cursor.execute(
        """
        UPDATE residents_nameword n SET people = 0
        WHERE people > 0 AND NOT EXISTS (SELECT FROM residents_residentword w WHERE w.word = n.word)
        """
    )
