"""Words of names are kept in their common spelling: those written before are written again, office by office.

`ekelurahan reindex-names` does the same whenever the rules of spelling change.
"""

from django.apps.registry import Apps
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from ekelurahan.residents.searching.actions import recount, rewrite_words

EVERYWHERE = "SELECT set_config('app.area_lo', '0', true), set_config('app.area_hi', '9999999999', true)"


def respell(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute(EVERYWHERE)
        cursor.execute("SELECT DISTINCT kelurahan_id FROM residents_familycard")
        offices = [row[0] for row in cursor.fetchall()]
    for kelurahan_id in offices:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(EVERYWHERE)
            rewrite_words(cursor, kelurahan_id)
    if offices:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(EVERYWHERE)
            recount(cursor)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("residents", "0007_temporary_residents")]

    operations = [
        migrations.RemoveIndex("residentword", "resident_word_resident"),
        migrations.AddIndex(
            "residentword",
            models.Index(fields=["kelurahan_id", "resident", "word"], name="resident_words"),
        ),
        migrations.RemoveIndex("nameword", "name_word_trigrams"),
        migrations.AddIndex(
            "nameword",
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], fastupdate=False, name="name_word_trigrams"),
        ),
        migrations.RunPython(respell, migrations.RunPython.noop),
    ]
