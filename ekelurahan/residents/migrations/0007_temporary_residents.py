"""The register of temporary residents reads only them: they are few."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("residents", "0006_list_of_people")]

    operations = [
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(
                fields=["kelurahan_id", "id"], condition=Q(residence="temporary"), name="resident_temporary"
            ),
        ),
    ]
