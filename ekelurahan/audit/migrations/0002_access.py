"""The log can be added to and read, and nothing else."""

from django.db import migrations

from ekelurahan.areas.tenant import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("areas", "0001_scope")]
    operations = [
        EnableRowSecurity("audit_entry", append_only=True),
    ]
