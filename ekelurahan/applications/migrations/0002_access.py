"""Row security; events and decisions can be added and read; what a row points at is of its own office."""

from django.db import migrations

from ekelurahan.areas.tenant import EnableRowSecurity, SameOffice


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial"), ("areas", "0001_scope"), ("residents", "0001_initial")]
    operations = [
        EnableRowSecurity("applications_application"),
        EnableRowSecurity("applications_event", append_only=True),
        EnableRowSecurity("applications_decision", append_only=True),
        EnableRowSecurity("applications_attachment"),
        EnableRowSecurity("applications_tally"),
        SameOffice("applications_application", "resident_id", "residents_resident"),
        SameOffice("applications_event", "application_id", "applications_application"),
        SameOffice("applications_decision", "application_id", "applications_application"),
        SameOffice("applications_attachment", "application_id", "applications_application"),
    ]
