"""Until when a code was valid: old ones stay, because NIK and old addresses name them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("areas", "0003_load_areas")]
    operations = [migrations.AddField("area", "valid_until", models.DateField(null=True))]
