"""The functions that row security reads the current area with."""

from django.db import migrations

from ekelurahan.areas.tenant import APP_ROLE, SCOPE_FUNCTIONS


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL(
            SCOPE_FUNCTIONS + f"GRANT EXECUTE ON FUNCTION area_lo(), area_hi() TO {APP_ROLE};",
            "DROP FUNCTION area_lo(); DROP FUNCTION area_hi();",
        ),
    ]
