"""Late reports of a month are counted by the index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("residents", "0008_common_spelling")]

    operations = [
        migrations.RemoveIndex("event", "event_reported"),
        migrations.AddIndex(
            "event",
            models.Index(fields=["kelurahan_id", "reported_on", "kind"], include=["happened_on"], name="event_reported"),
        ),
    ]
