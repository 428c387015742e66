"""The rounds of the night."""

from django.db import migrations, models

from ekelurahan.areas.tenant import GrantToApp


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_access")]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("night", models.DateField()),
                ("busy_until", models.DateTimeField(null=True)),
            ],
        ),
        GrantToApp("outbox_round", "SELECT, INSERT, UPDATE"),
    ]
