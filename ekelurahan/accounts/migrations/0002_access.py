"""What the application may do with accounts: postings are ended, never deleted."""

from django.db import migrations

from ekelurahan.areas.tenant import GrantToApp


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("areas", "0001_scope")]
    operations = [
        GrantToApp("accounts_user", "SELECT, INSERT, UPDATE"),
        GrantToApp("accounts_posting", "SELECT, INSERT, UPDATE"),
        GrantToApp("accounts_session", "SELECT, INSERT, UPDATE, DELETE"),
        GrantToApp("accounts_throttle", "SELECT, INSERT, UPDATE, DELETE"),
        migrations.RunSQL("ALTER TABLE accounts_throttle SET UNLOGGED", "ALTER TABLE accounts_throttle SET LOGGED"),
    ]
