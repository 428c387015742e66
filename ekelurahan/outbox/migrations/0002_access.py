"""Row security for promises."""

from django.db import migrations

from ekelurahan.areas.tenant import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial"), ("areas", "0001_scope")]
    operations = [
        EnableRowSecurity("outbox_promise"),
    ]
