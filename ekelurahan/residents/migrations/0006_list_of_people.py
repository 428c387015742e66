from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("residents", "0005_doubles")]

    operations = [
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(fields=["kelurahan_id", "is_counted", "name", "id"], name="resident_by_name"),
        ),
        migrations.AddIndex(
            model_name="familycard",
            index=models.Index(fields=["kelurahan_id", "rw", "rt"], name="family_card_by_place"),
        ),
    ]
