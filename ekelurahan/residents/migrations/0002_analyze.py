"""Lets the application refresh the planner's statistics after it wrote thousands of rows (PostgreSQL 17 and newer).

Without them the first searches after an import take half a second, until autovacuum comes by. Older servers have no
such privilege; there ANALYZE by the application is a warning without effect.
"""

from django.db import migrations

TABLES = "residents_familycard, residents_resident, residents_residentword"
ROLE = "ekelurahan_app"


def _when_17(statement: str) -> str:
    return f"""
    DO $$ BEGIN
        IF current_setting('server_version_num')::int >= 170000 THEN
            EXECUTE '{statement}';
        END IF;
    END $$;
    """


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_initial")]
    operations = [
        migrations.RunSQL(
            _when_17(f"GRANT MAINTAIN ON {TABLES} TO {ROLE}"), _when_17(f"REVOKE MAINTAIN ON {TABLES} FROM {ROLE}")
        ),
    ]
