"""Row security for offices; handles lead across offices and can only be added and read."""

from django.db import migrations

from ekelurahan.areas.tenant import EnableRowSecurity, GrantToApp


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial"), ("areas", "0001_scope")]
    operations = [
        EnableRowSecurity("offices_office"),
        EnableRowSecurity("offices_productsetting"),
        EnableRowSecurity("offices_scannedsignature"),
        GrantToApp("offices_handle", "SELECT, INSERT"),
    ]
