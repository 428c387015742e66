"""The table of official areas: everybody reads it, only its owner writes it."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

from ekelurahan.areas.tenant import GrantToApp


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_scope")]
    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("level", models.SmallIntegerField()),
                ("name", models.TextField()),
                ("local_name", models.TextField()),
                ("postcode", models.TextField(blank=True)),
                ("lo", models.BigIntegerField()),
                ("hi", models.BigIntegerField()),
                ("search_key", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["lo", "level"], name="areas_area_lo_level"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_key"], name="areas_area_search_key", opclasses=["gin_trgm_ops"]
                    ),
                ]
            },
        ),
        GrantToApp("areas_area", "SELECT"),
    ]
