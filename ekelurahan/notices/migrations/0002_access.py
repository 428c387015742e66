"""Row security for notices."""

from django.db import migrations

from ekelurahan.areas.tenant import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("areas", "0001_scope")]
    operations = [
        EnableRowSecurity("notices_notice"),
    ]
