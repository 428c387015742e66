"""Every official area, so that a new database knows them. Newer lists come with `ekelurahan load-areas`."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from ekelurahan.areas.actions import fill_areas


def load(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Fill the table."""
    fill_areas(using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_area")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
